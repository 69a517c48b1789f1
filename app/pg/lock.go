package pg

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// lockFolder takes the data folder for this process until the file is closed or the process ends.
func lockFolder(dataDir string) (*os.File, error) {
	path := filepath.Join(dataDir, "pg.lock")
	f, err := lockFile(path, syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK):
		holder, _ := os.ReadFile(path)
		return nil, fmt.Errorf("the data folder %s is in use by another program (process %s): stop that one first or choose another folder",
			dataDir, strings.TrimSpace(string(holder)))
	case err != nil:
		return nil, fmt.Errorf("take the data folder %s: %w", dataDir, err)
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, strconv.Itoa(os.Getpid()))); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("sign the lock of %s: %w", dataDir, err)
	}
	return f, nil
}

func lockFile(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}
