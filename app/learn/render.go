package learn

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"golang.org/x/text/unicode/norm"
)

// Render turns a lesson's text (GitHub-flavoured Markdown, with details and
// summary allowed) into HTML that is safe to insert: no scripts, no styles, no
// attributes but links, images, alignment of cells and the ids of headings.
func Render(body string) (string, error) {
	var out bytes.Buffer
	ids := parser.NewContext(parser.WithIDs(&headings{taken: map[string]bool{}}))
	if err := markdown().Convert([]byte(norm.NFC.String(body)), &out, parser.WithContext(ids)); err != nil {
		return "", fmt.Errorf("render lesson: %w", err)
	}
	return policy().Sanitize(out.String()), nil
}

func markdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.Strikethrough,
			extension.Linkify,
			// The site's policy allows no style attributes, which the default would use.
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(html.WithUnsafe()), // details stand as HTML; the policy below cleans all of it
	)
}

// policy allows what lessons need and nothing else; the library's ready-made one
// lets through ids of any text.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[a-z0-9-]+$`)).OnElements("h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("open").OnElements("details")
	p.AllowStandardURLs()
	p.AllowRelativeURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.RequireNoFollowOnLinks(false)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}

// headings gives headings ids of plain letters: "Mười bước" becomes muoi-buoc.
// The stock ids drop every letter with a mark.
type headings struct {
	taken map[string]bool
}

// Generate is the id of a heading's text, unique on the page.
func (h *headings) Generate(text []byte, _ ast.NodeKind) []byte {
	base := slug(string(text))
	if base == "" {
		base = "muc"
	}
	id := base
	for n := 2; h.taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	h.taken[id] = true
	return []byte(id)
}

// Put reserves an id that the text itself gives.
func (h *headings) Put(id []byte) {
	h.taken[string(id)] = true
}

func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ':
			r = 'd'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
			continue
		}
		gap = true
	}
	return b.String()
}
