package auth

import (
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"
)

func TestPasswordsAreJudged(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]string{
		"ngắn quá":                      "auth.password_short",
		strings.Repeat("ấ1b2c3d4e", 20): "auth.password_long",
		"toi la 000123 day":             "auth.password_login",
		"Lan.Nguyen la toi":             "auth.password_login",
		"0912345678":                    "auth.password_common",
		"012345678901":                  "auth.password_common",
		"Mật khẩu 123":                  "auth.password_common",
		"matkhau@2026":                  "auth.password_common",
		"Password123!":                  "auth.password_common",
		"CôngChức2026":                  "auth.password_common",
		"abababababab":                  "auth.password_common",
		"qwertyuiop":                    "auth.password_common",
		"cây đa bến nước sân đình":      "",
		"Xoài cát 7 quả":                "",
		"vT9#kq2Lmz":                    "",
		"tiếng gà trưa\u0301":           "",
		"việt nam có bốn mùa ở miền Bắc": "",
	} {
		got, _ := judgePassword(password, "lan.nguyen", "000123")
		if got != want {
			t.Errorf("judgePassword(%q) = %q, want %q", password, got, want)
		}
	}
}

func TestShortLoginsDoNotForbidHalfTheAlphabet(t *testing.T) {
	t.Parallel()
	if got, _ := judgePassword("xoài an cát bảy quả", "an"); got != "" {
		t.Errorf("got %q, want no fault", got)
	}
}

func TestHashMatchesWhateverTheUnicodeForm(t *testing.T) {
	t.Parallel()
	hash, err := HashPassword("cây đa b\u00ean") // ê in one piece
	if err != nil {
		t.Fatal(err)
	}
	match, outdated, err := matchPassword("cây đa be\u0302n", hash) // e and a hat
	if err != nil || !match || outdated {
		t.Errorf("match %v, outdated %v, %v; want true, false", match, outdated, err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash is %s", hash)
	}
}

func TestHashOfAnotherCostIsOutdated(t *testing.T) {
	t.Parallel()
	hash, err := argon2id.CreateHash("cây đa bến nước", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	match, outdated, err := matchPassword("cây đa bến nước", hash)
	if err != nil || !match || !outdated {
		t.Errorf("match %v, outdated %v, %v; want true, true", match, outdated, err)
	}
}
