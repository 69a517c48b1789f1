package app

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// makeKey writes a new master key that only this account can read. It is linked
// into place, so that of two processes starting at once one wins and both read
// the same key.
func makeKey(file string) ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make the master key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	draft, err := os.CreateTemp(filepath.Dir(file), "secret-*")
	if err != nil {
		return nil, fmt.Errorf("write the master key: %w", err)
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.WriteString(hex.EncodeToString(key) + "\n")
	if closeErr := draft.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, fmt.Errorf("write the master key: %w", err)
	}
	if err := os.Link(draft.Name(), file); err != nil && !os.IsExist(err) {
		return nil, fmt.Errorf("write the master key: %w", err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	read, err := hex.DecodeString(string(text[:min(len(text), 2*keyBytes)]))
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	return read, nil
}
