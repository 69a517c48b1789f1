package pg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the one that the server runs as: our own, or, since PostgreSQL refuses
// root, another that root switches to.
type account struct {
	uid, gid int
	name     string
	switched bool
}

// serverAccount chooses the account: as an ordinary user itself; as root the owner of
// the existing data, else postgres, else nobody.
func serverAccount(pgdata string) (account, error) {
	euid := os.Geteuid()
	owner, group, err := ownerOf(pgdata)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		owner = -1
	case err != nil:
		return account{}, err
	}

	switch {
	case euid != 0 && owner >= 0 && owner != euid:
		return account{}, fmt.Errorf("the cluster in %s belongs to %s: run the program as that account, or as root",
			pgdata, accountName(owner))
	case euid != 0:
		return account{uid: euid, gid: os.Getegid(), name: accountName(euid)}, nil
	case owner > 0:
		return account{uid: owner, gid: group, name: accountName(owner), switched: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(found.Uid)
		gid, gidErr := strconv.Atoi(found.Gid)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return account{}, fmt.Errorf("read account %s: %w", name, err)
		}
		return account{uid: uid, gid: gid, name: name, switched: true}, nil
	}
	return account{}, errors.New("PostgreSQL cannot run as root and there is neither an account postgres nor nobody: " +
		"run the program as an ordinary user")
}

// attributes detach a server process from our terminal, so that Ctrl-C reaches only us
// and we end the server in order.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if a.switched {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// own gives a file or a whole folder to the account.
func (a account) own(path string) error {
	if !a.switched {
		return nil
	}
	return filepath.WalkDir(path, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, a.uid, a.gid)
	})
}

// reach fails when a folder on the way to dir keeps the account out.
func (a account) reach(dir string) error {
	if !a.switched {
		return nil
	}
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err != nil {
			return err
		}
		owner, group := statOwner(info)
		bit := os.FileMode(0o001)
		switch {
		case owner == a.uid:
			bit = 0o100
		case group == a.gid:
			bit = 0o010
		}
		if info.Mode()&bit == 0 {
			return fmt.Errorf("the folder %s (mode %04o) keeps account %s, which runs PostgreSQL, out of %s: "+
				"choose a folder such as /var/lib/camtay", at, info.Mode().Perm(), a.name, dir)
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

func ownerOf(path string) (uid, gid int, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	uid, gid = statOwner(info)
	return uid, gid, nil
}

func statOwner(info fs.FileInfo) (uid, gid int) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid), int(stat.Gid)
	}
	return -1, -1
}

func accountName(uid int) string {
	if found, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return found.Username
	}
	return "uid " + strconv.Itoa(uid)
}
