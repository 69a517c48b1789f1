package learn_test

import (
	"strings"
	"testing"

	"camtay/app/learn"
)

func TestALessonKeepsItsShape(t *testing.T) {
	t.Parallel()
	body := "## Mười bước của **một** hồ sơ Đúng hẹn\n\n| Bước | Việc |\n|---|---:|\n| 1 | Tiếp nhận |\n\n## Mười bước của một hồ sơ đúng hẹn\n\n" +
		"<details>\n<summary>1. Ai phân công?</summary>\n\nLãnh đạo **phòng**.\n</details>\n\n> Ghi nhớ\n\n~~sai~~\n"

	got, err := learn.Render(body)
	if err != nil {
		t.Fatal(err)
	}

	for _, want := range []string{
		`<h2 id="muoi-buoc-cua-mot-ho-so-dung-hen">Mười bước của <strong>một</strong>`,
		`<h2 id="muoi-buoc-cua-mot-ho-so-dung-hen-2">`,
		"<table>", "<th>Bước</th>", `<td align="right">Tiếp nhận</td>`,
		"<details>\n<summary>1. Ai phân công?</summary>", "<p>Lãnh đạo <strong>phòng</strong>.</p>\n</details>",
		"<blockquote>", "<del>sai</del>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
}

func TestALessonCannotCarryScripts(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"script":        "<script>alert(1)</script>",
		"handler":       `<details open onclick="alert(1)"><summary>a</summary></details>`,
		"link":          "[x](javascript:alert(1))",
		"data link":     "[x](data:text/html;base64,PHNjcmlwdD4=)",
		"image handler": `<img src="a.png" onerror="alert(1)">`,
		"style":         `<p style="background:url(javascript:alert(1))">a</p>`,
		"frame":         `<iframe src="https://example.org"></iframe>`,
		"form":          `<form action="/x"><button>alert</button></form>`,
		"heading id":    `<h2 id="x&quot; onclick=&quot;alert(1)">a</h2>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := learn.Render(body)
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"<script", "onclick", "onerror", "javascript:", "data:text", "style=", "<iframe", "<form"} {
				if strings.Contains(got, bad) {
					t.Errorf("%s is left in %s", bad, got)
				}
			}
		})
	}
}
