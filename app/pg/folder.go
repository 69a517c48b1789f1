package pg

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

const (
	port = "5432"
	// longestSocket is what sockaddr_un holds on Linux, less the closing zero.
	longestSocket = 107
	// scratch is the room that a throw-away cluster wants; containers often give /dev/shm only 64 MB.
	scratch = 1 << 30
	logSize = 16 << 20
)

// TempDir returns the best folder for throw-away clusters: /dev/shm when it is
// writable and has a gigabyte free, else the system's folder for temporary files.
func TempDir() string {
	const memory = "/dev/shm"
	var stat syscall.Statfs_t
	if err := syscall.Statfs(memory, &stat); err != nil || stat.Bavail*uint64(stat.Bsize) < scratch {
		return os.TempDir()
	}
	if err := syscall.Access(memory, 2); err != nil {
		return os.TempDir()
	}
	return memory
}

// CacheDir returns the folder for copies of server programs shared by throw-away
// clusters: /var/cache/camtay for root, else camtay in the user's cache folder.
func CacheDir() string {
	if os.Geteuid() == 0 {
		return "/var/cache/camtay"
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, "camtay")
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("camtay-%d", os.Geteuid()))
}

func (c *Cluster) pgdata() string  { return filepath.Join(c.dataDir, "pg") }
func (c *Cluster) logFile() string { return filepath.Join(c.dataDir, "pg.log") }

func socketFile(dir string) string { return filepath.Join(dir, ".s.PGSQL."+port) }

// prepareFolders gives the account its place in the data folder and picks the socket's folder.
func (c *Cluster) prepareFolders() error {
	if c.account.switched {
		info, err := os.Stat(c.dataDir)
		if err != nil {
			return err
		}
		if err := os.Chmod(c.dataDir, info.Mode().Perm()|0o011); err != nil {
			return err
		}
	}
	if err := c.account.reach(c.dataDir); err != nil {
		return err
	}
	if exists(c.pgdata()) {
		// Restoring a backup as root leaves root's files; the server insists on owning them.
		if owner, _, err := ownerOf(c.pgdata()); err != nil {
			return err
		} else if owner == 0 {
			if err := c.account.own(c.pgdata()); err != nil {
				return err
			}
		}
	}
	return c.prepareSocket()
}

// prepareSocket uses pg.run in the data folder, or a folder of the same owner in /tmp when that path is too long.
func (c *Cluster) prepareSocket() error {
	dir := filepath.Join(c.dataDir, "pg.run")
	if len(socketFile(dir)) > longestSocket {
		dir = fmt.Sprintf("/tmp/camtay-%d-%x", c.account.uid, sha256.Sum256([]byte(c.dataDir)))[:40]
	}
	err := os.Mkdir(dir, 0o700)
	switch {
	case err == nil:
		if err := c.account.own(dir); err != nil {
			return err
		}
	case !os.IsExist(err):
		return fmt.Errorf("make the socket's folder: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	// In /tmp somebody else may have been first.
	if owner, _ := statOwner(info); !info.IsDir() || owner != c.account.uid || info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("the socket's folder %s is not a folder of account %s alone: remove it", dir, c.account.name)
	}
	c.socket = socketFile(dir)
	return nil
}

// openLog opens the server's log for appending, setting a long one aside.
func (c *Cluster) openLog() (f *os.File, size int64, err error) {
	if info, err := os.Stat(c.logFile()); err == nil && info.Size() > logSize {
		if err := os.Rename(c.logFile(), c.logFile()+".old"); err != nil {
			return nil, 0, fmt.Errorf("set the old log aside: %w", err)
		}
	}
	f, err = os.OpenFile(c.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o640)
	if err != nil {
		return nil, 0, fmt.Errorf("open the server's log: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return nil, 0, fmt.Errorf("open the server's log: %w", err)
	}
	return f, info.Size(), nil
}

// logSince returns the end of what was logged after the offset.
func (c *Cluster) logSince(offset int64) string {
	f, err := os.Open(c.logFile())
	if err != nil {
		return err.Error()
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err.Error()
	}
	offset = max(offset, info.Size()-4096)
	text := make([]byte, max(0, info.Size()-offset))
	n, _ := f.ReadAt(text, offset)
	return lastLines(string(text[:n]))
}
