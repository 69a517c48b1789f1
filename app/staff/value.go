package staff

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"camtay/app/clock"
	"camtay/app/sheet"
)

// wrong is why a value cannot be taken: a key and its arguments.
type wrong struct {
	key  string
	args map[string]any
}

func (w wrong) is() bool { return w.key != "" }

func because(key, value string) wrong {
	return wrong{key: key, args: map[string]any{"value": value}}
}

var (
	fullDate  = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	shortYear = regexp.MustCompile(`^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$`)
	noDay     = regexp.MustCompile(`^\d{1,2}[/.-]\d{4}$`)
	onlyYear  = regexp.MustCompile(`^(19|20)\d{2}$`)
	codeForm  = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._/-]{0,31}$`)
	emailForm = regexp.MustCompile(`^[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+$`)
	phoneForm = regexp.MustCompile(`^0\d{9,10}$`)
	lostZero  = regexp.MustCompile(`^[1-9]\d{8,9}$`)
)

// parseDay reads a day: a date cell, or text with the day first.
func parseDay(c sheet.Cell) (clock.Day, wrong) {
	text := sheet.Clean(c.Text)
	switch c.Type {
	case sheet.Date:
		d, err := clock.ParseDay(text)
		if err != nil {
			return clock.Day{}, because("staff.date_impossible", text)
		}
		return d, wrong{}
	case sheet.Number:
		if onlyYear.MatchString(text) {
			return clock.Day{}, because("staff.date_year_only", text)
		}
		return clock.Day{}, because("staff.date_number", text)
	case sheet.Bool, sheet.Error, sheet.Empty:
		return clock.Day{}, because("staff.date_unreadable", text)
	case sheet.Text:
	}
	return parseWrittenDay(text)
}

func parseWrittenDay(text string) (clock.Day, wrong) {
	text = strings.ReplaceAll(text, " ", "")
	switch {
	case onlyYear.MatchString(text):
		return clock.Day{}, because("staff.date_year_only", text)
	case noDay.MatchString(text):
		return clock.Day{}, because("staff.date_no_day", text)
	case shortYear.MatchString(text):
		return clock.Day{}, because("staff.date_short_year", text)
	}
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return makeDay(m[3], m[2], m[1], text)
	}
	if m := fullDate.FindStringSubmatch(text); m != nil {
		return makeDay(m[1], m[2], m[3], text)
	}
	return clock.Day{}, because("staff.date_unreadable", text)
}

func makeDay(day, month, year, text string) (clock.Day, wrong) {
	d, m, y := digits(day), digits(month), digits(year)
	made, err := clock.NewDay(y, time.Month(m), d)
	if err == nil && y >= 1900 {
		return made, wrong{}
	}
	if swapped, err := clock.NewDay(y, time.Month(d), m); err == nil && y >= 1900 {
		return clock.Day{}, wrong{key: "staff.date_swapped", args: map[string]any{"value": text, "near": written(swapped)}}
	}
	return clock.Day{}, because("staff.date_impossible", text)
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// written is a day as the form has it, 02/01/2006.
func written(d clock.Day) string {
	if d.IsZero() {
		return ""
	}
	s := d.String()
	return s[8:10] + "/" + s[5:7] + "/" + s[:4]
}

// age is the number of full years from born to today.
func age(born, today clock.Day) int {
	years := today.Year() - born.Year()
	if today.String()[4:] < born.String()[4:] {
		years--
	}
	return years
}

const (
	youngest    = 18
	oldest      = 75
	longestLine = 200
	longestNote = 1000
	longestMail = 254
)

// checkBorn refuses days of birth that no official has.
func checkBorn(born, today clock.Day) wrong {
	if today.Before(born) {
		return because("staff.date_future", written(born))
	}
	if a := age(born, today); a < youngest || a > oldest {
		return wrong{key: "staff.born_age", args: map[string]any{"value": written(born), "age": a, "from": youngest, "to": oldest}}
	}
	return wrong{}
}

// parsePhone drops separators and writes +84 as 0. A number cell has lost its
// leading zero.
func parsePhone(c sheet.Cell) (string, wrong) {
	text := sheet.Clean(c.Text)
	phone := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-()", r) {
			return -1
		}
		return r
	}, text)
	if rest, ok := strings.CutPrefix(phone, "+84"); ok {
		phone = "0" + strings.TrimPrefix(rest, "0")
	}
	switch {
	case lostZero.MatchString(phone) && (c.Type == sheet.Number || len(phone) == 9):
		return "", wrong{key: "staff.phone_lost_zero", args: map[string]any{"value": phone, "near": "0" + phone}}
	case !phoneForm.MatchString(phone):
		return "", because("staff.bad_phone", text)
	}
	return phone, wrong{}
}

// checkName refuses names with digits or signs. Names of the ethnic minorities
// may hold an apostrophe, a hyphen or a full stop.
func checkName(name string) wrong {
	for _, r := range name {
		switch {
		case unicode.IsDigit(r):
			return because("staff.name_digits", name)
		case !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" '’.-", r):
			return wrong{key: "staff.name_signs", args: map[string]any{"value": name, "sign": string(r)}}
		}
	}
	return wrong{}
}

// legacyText reports text of the TCVN3 (.Vn…) or VNI fonts: letters that no
// Vietnamese word has, or that stand where none could.
func legacyText(s string) bool {
	previous := ' '
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return true
		case strings.ContainsRune(neverVietnamese, r):
			return true
		case strings.ContainsRune(legacySigns, r) && isASCIILetter(previous):
			return true
		case strings.ContainsRune(initialSigns, previous) && isASCIILetter(r):
			return true
		case r > unicode.MaxASCII && unicode.IsUpper(r) && unicode.IsLower(previous):
			return true // NguyÔn
		case vniPair(previous, r):
			return true // Traàn
		}
		previous = r
	}
	return false
}

const (
	// Letters of Latin-1 outside the Vietnamese alphabet.
	neverVietnamese = "ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿµ¶"
	// Signs that TCVN3 uses as letters; m² and 5° stay, since they are not listed.
	legacySigns = "¸¹»¼½¾¨©ª«¬\u00ad®§÷×"
	// § and ® are Đ and đ at the head of a word.
	initialSigns = "§®"
)

func isASCIILetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// vniPair: VNI writes the mark as a second letter. Pairs that words do have
// (hoà, boóng) are left out.
func vniPair(a, b rune) bool {
	switch unicode.ToLower(a) {
	case 'a':
		return strings.ContainsRune("àáãâèéêùúõ", unicode.ToLower(b))
	case 'e':
		return strings.ContainsRune("àáãâèéêùõ", unicode.ToLower(b))
	case 'o':
		return strings.ContainsRune("âòôùõ", unicode.ToLower(b)) && unicode.ToLower(b) != 'õ'
	case 'u', 'y':
		return strings.ContainsRune("ùõ", unicode.ToLower(b)) && unicode.ToLower(a) != 'y'
	}
	return false
}
