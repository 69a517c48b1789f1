package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is text for finding columns and suggestions: lower case, no marks, d for
// đ, everything but letters and digits a single space.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ':
			r = 'd'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// Key is text for equality of Vietnamese names: like Fold, but marks count.
// Only where a tone mark stands does not: hoà and hòa have one key, Vụ Bản and
// Vũ Bản two.
func Key(s string) string {
	var b strings.Builder
	space := false
	var tone rune
	end := func() {
		if tone != 0 {
			b.WriteRune(tone)
			tone = 0
		}
	}
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case isTone(r):
			tone = r
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
			end()
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	end()
	return b.String()
}

// isTone: grave, acute, tilde, hook above, dot below.
func isTone(r rune) bool {
	switch r {
	case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
		return true
	}
	return false
}
