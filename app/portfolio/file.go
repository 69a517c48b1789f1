package portfolio

import (
	"bytes"
	"crypto/sha256"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"
)

const (
	// MaxFile is the size of the largest file in bytes.
	MaxFile = 5 << 20
	// MaxFiles is how many files one item has at most.
	MaxFiles = 5

	maxName = 100
)

// File is a paper that shows an item; its bytes stand elsewhere.
type File struct {
	ID        uuid.UUID
	ItemID    uuid.UUID
	Name      string
	Type      string
	Size      int
	SHA256    []byte `bun:"sha256"`
	CreatedAt time.Time
}

// Sniff is the type of a file by its first bytes, whatever it calls itself, and
// the ending of its name; false for anything but PDF, PNG and JPEG.
func Sniff(content []byte) (kind, ending string, ok bool) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return "application/pdf", ".pdf", true
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png", ".png", true
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return "image/jpeg", ".jpg", true
	}
	return "", "", false
}

// CleanName is a file name that is safe in a header, an archive and on a disk:
// the last part of a path, without signs that steer or hide, of bounded length,
// with the ending of what the file is. An empty one becomes "tep".
func CleanName(name, ending string) string {
	name = path.Base(strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(name, "")), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune(" -_.()", r) {
			return r
		}
		return -1
	}, name)
	name = strings.TrimSuffix(name, path.Ext(name))
	if utf8.RuneCountInString(name) > maxName {
		name = string([]rune(name)[:maxName])
	}
	name = strings.Trim(name, " .")
	if name == "" {
		name = "tep"
	}
	return name + ending
}

// newFile is the file of some content under a name; false when it is none of the
// types taken.
func newFile(itemID uuid.UUID, name string, content []byte) (File, bool) {
	kind, ending, ok := Sniff(content)
	if !ok {
		return File{}, false
	}
	sum := sha256.Sum256(content)
	return File{ItemID: itemID, Name: CleanName(name, ending), Type: kind, Size: len(content), SHA256: sum[:]}, true
}
