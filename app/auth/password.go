package auth

import (
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"camtay/app/fault"
)

const (
	minPassword     = 10
	maxPassword     = 128
	leastDistinct   = 5
	leastNameLength = 4
)

// errPasswordFormat reports a stored password that is no argon2id PHC string.
var errPasswordFormat = errors.New("stored password is not readable")

//go:embed common-passwords.txt
var commonText string

//nolint:gochecknoglobals // the embedded file is read once
var common = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, line := range strings.Fields(commonText) {
		all[line] = true
	}
	return all
})

// judgePassword is the key and arguments of what is wrong with a new password,
// or an empty key. names are the sign-in names it must not contain. Refused are
// passwords of fewer than 10 or more than 128 characters, of digits only (they
// are telephone and identity numbers), of fewer than five different characters,
// and common words with digits or signs around them.
func judgePassword(password string, names ...string) (key string, args fault.Args) {
	password = norm.NFC.String(password)
	length := utf8.RuneCountInString(password)
	switch {
	case length < minPassword:
		return "auth.password_short", fault.Args{"min": minPassword}
	case length > maxPassword:
		return "auth.password_long", fault.Args{"max": maxPassword}
	}
	plain := plainForm(password)
	for _, name := range names {
		if name = plainForm(name); len(name) >= leastNameLength && strings.Contains(plain, name) {
			return "auth.password_login", nil
		}
	}
	letters := strings.TrimFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
	if letters == "" && strings.IndexFunc(plain, unicode.IsDigit) >= 0 || common()[plain] || common()[letters] || distinct(plain) < leastDistinct {
		return "auth.password_common", nil
	}
	return "", nil
}

// plainForm is lower case without marks and spaces, so that "Mật khẩu" reads matkhau.
func plainForm(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'đ':
			return 'd'
		case unicode.Is(unicode.Mn, r), unicode.IsSpace(r):
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// passwordCost is what every new hash uses; a stored hash of another cost is
// replaced at the next sign-in.
func passwordCost() argon2id.Params {
	return argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// cores bounds how many hashes are computed at once: each takes a core and 19 MiB.
//
//nolint:gochecknoglobals // the bound is the machine's, not a service's
var cores = make(chan struct{}, runtime.NumCPU())

// HashPassword is the argon2id PHC string of a password. It does not judge the
// password. It waits while all cores compute hashes.
func HashPassword(password string) (string, error) {
	cores <- struct{}{}
	defer func() { <-cores }()
	return computeHash(password)
}

// computeHash wants the caller to hold a place in cores.
func computeHash(password string) (string, error) {
	cost := passwordCost()
	hash, err := argon2id.CreateHash(norm.NFC.String(password), &cost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// matchPassword reports whether a password is the hash's, and whether the hash
// is of an outdated cost. The caller holds a place in cores.
func matchPassword(password, hash string) (match, outdated bool, err error) {
	match, cost, err := argon2id.CheckHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, false, errors.Join(errPasswordFormat, err)
	}
	return match, *cost != passwordCost(), nil
}

// nobodysHash is compared with when a login is unknown, so that the answer
// takes as long as for a known one.
//
//nolint:gochecknoglobals // computed once a process
var nobodysHash = sync.OnceValues(func() (string, error) {
	return HashPassword("no account has this hash")
})
