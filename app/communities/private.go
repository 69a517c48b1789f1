package communities

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"camtay/app/fault"
)

// Finding is a trace of a citizen in a text: what kind, and the text around which
// it was found.
type Finding struct {
	Kind string // identity, phone or dossier
	Text string
}

const sep = `[ .\-]?`

var (
	// Codes of dossiers begin with the agency's code: H42.18.19-250701-0001.
	dossierCode = regexp.MustCompile(`(?i)(?:\d{2,3}\.){0,4}H\d{2}(?:\.\d{1,3}){0,4}\s?-\s?\d{6}\s?-\s?\d{2,6}`)
	// Identity numbers have twelve digits and begin with a province, 001 to 096.
	identityNumber = regexp.MustCompile(`0\d{2}` + sep + `\d{3}` + sep + `\d{3}` + sep + `\d{3}`)
	// Telephone numbers have nine or ten digits after 0 or +84.
	phoneNumber = regexp.MustCompile(`(?:\+?84` + sep + `|0)[235789]\d{1,3}(?:` + sep + `\d{2,4}){2,3}`)
)

const (
	leastPhoneDigits = 10
	mostPhoneDigits  = 11
)

// Private finds the first trace of a citizen in a text: the code of a dossier, an
// identity number or a telephone number, however its digits are grouped. Codes of
// procedures, amounts, days and numbers of decrees are none.
func Private(text string) (Finding, bool) {
	text = norm.NFKC.String(text)
	if at := dossierCode.FindString(text); at != "" {
		return Finding{Kind: "dossier", Text: at}, true
	}
	for _, at := range whole(identityNumber, text) {
		return Finding{Kind: "identity", Text: at}, true
	}
	for _, at := range whole(phoneNumber, text) {
		if n := national(at); n >= leastPhoneDigits && n <= mostPhoneDigits {
			return Finding{Kind: "phone", Text: at}, true
		}
	}
	return Finding{}, false
}

// whole are the matches that are not part of a longer number.
func whole(pattern *regexp.Regexp, text string) []string {
	var found []string
	for from := 0; from < len(text); {
		at := pattern.FindStringIndex(text[from:])
		if at == nil {
			break
		}
		start, end := from+at[0], from+at[1]
		if !digitBefore(text[:start]) && !digitAfter(text[end:]) {
			found = append(found, text[start:end])
			from = end
			continue
		}
		from = start + 1
	}
	return found
}

func digitBefore(text string) bool {
	n := len(text)
	switch {
	case n == 0:
		return false
	case isDigit(text[n-1]):
		return true
	}
	return n > 1 && text[n-1] == '.' && isDigit(text[n-2])
}

func digitAfter(text string) bool {
	switch {
	case text == "":
		return false
	case isDigit(text[0]):
		return true
	}
	return len(text) > 1 && text[0] == '.' && isDigit(text[1])
}

func isDigit(b byte) bool {
	return b >= '0' && b <= '9'
}

// national counts the digits of a number as dialled in the country, with its 0.
func national(number string) int {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
	if rest, abroad := strings.CutPrefix(digits, "84"); abroad {
		digits = "0" + rest
	}
	return len(digits)
}

// masked keeps enough of a number to be found again, and no more.
func masked(text string) string {
	const shown = 4
	runes := []rune(text)
	if len(runes) <= shown {
		return text
	}
	return string(runes[:shown]) + "…"
}

// checkPrivate adds a fault at a place of the input when its text carries a trace
// of a citizen: communities.has_identity, communities.has_phone or
// communities.has_dossier, each {found}.
func checkPrivate(f *fault.Fault, location, text string) {
	if found, traced := Private(text); traced {
		f.At(location, "communities.has_"+found.Kind, fault.Args{"found": masked(found.Text)})
	}
}
