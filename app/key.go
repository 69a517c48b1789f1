package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const keyBytes = 32

var (
	errSecret = errors.New("CAMTAY_SECRET must be 64 hexadecimal digits")
	errKey    = errors.New("is damaged: restore it from a backup, or delete it to sign everybody out")
)

// masterKey is CAMTAY_SECRET, or the one made once in the data folder.
func masterKey(cfg Config) ([]byte, error) {
	if cfg.Secret != "" {
		return decodeKey(cfg.Secret)
	}
	file := filepath.Join(cfg.Data, "secret.key")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = makeKey(file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	key, err := decodeKey(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("%s %w", file, errKey)
	}
	return key, nil
}

func decodeKey(text string) ([]byte, error) {
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != keyBytes {
		return nil, errSecret // the value is secret and not repeated
	}
	return key, nil
}

// makeKey writes a new master key that only this account can read. It is linked
// into place, so that of two processes starting at once one wins and both read
// the same key.
func makeKey(file string) ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	draft, err := os.CreateTemp(filepath.Dir(file), "secret-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.WriteString(hex.EncodeToString(key) + "\n")
	if closeErr := draft.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, err
	}
	if err := os.Link(draft.Name(), file); err != nil && !os.IsExist(err) {
		return nil, err
	}
	return os.ReadFile(file)
}
