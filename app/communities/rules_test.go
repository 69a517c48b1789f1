package communities_test

import (
	"strings"
	"testing"
	"time"

	"camtay/app/clock"
	"camtay/app/communities"
)

func TestTracesOfCitizensAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Công dân có số căn cước 037095001234 bị sai ngày sinh": "identity",
		"CCCD 037.095.001.234":                "identity",
		"CCCD 037 095 001 234 cấp năm 2022":   "identity",
		"số ０３７０９５００１２３４":                     "identity",
		"gọi 0912345678 để hỏi":               "phone",
		"gọi 0912 345 678.":                   "phone",
		"ĐT: 091.234.5678":                    "phone",
		"+84 912 345 678":                     "phone",
		"máy bàn 0229 3871 156":               "phone",
		"hồ sơ H42.18.19-250701-0001 quá hạn": "dossier",
		"mã 000.00.18.H42-250630-0012":        "dossier",
		"mã h42-250630-0012":                  "dossier",
	} {
		if got, found := communities.Private(text); !found || got.Kind != want {
			t.Errorf("%q: %v %+v, want %s", text, found, got, want)
		}
	}
}

func TestOrdinaryTextIsNoTrace(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "Thủ tục 1.001193 và 1.001193.000.00.00.H42", "2.000986.000.00.00.H42", "Nghị định 118/2025/NĐ-CP ngày 09/06/2025",
		"Phí 8.000 đồng, tổng 150.000.000.000 đồng", "Từ 01.07.2025 đến 31.12.2025", "Ngày 01-07-2025 lúc 08:30", "Điều 12, khoản 3",
		"Quầy số 05, tầng 2, 07 người, 150 hồ sơ", "Mã định danh H42.18", "QCVN 01:2021", "tài khoản 1234567890123456",
	} {
		if got, found := communities.Private(text); found {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func FuzzPrivate(f *testing.F) {
	f.Add("gọi 0912 345 678", "037095001234")
	f.Add("", "H42-250630-0012")
	f.Fuzz(func(t *testing.T, before, after string) {
		communities.Private(before + after)
		// A number between words is found whatever stands around the words.
		if _, found := communities.Private(before + " số 037095001234 của " + after); !found {
			t.Errorf("not found between %q and %q", before, after)
		}
	})
}

func TestTextsHaveLimits(t *testing.T) {
	t.Parallel()
	ok := communities.Post{Form: communities.Case, Title: "Thiếu giấy tờ", Body: "Người dân thiếu giấy.", Did: "Hướng dẫn bổ sung."}
	if err := ok.Check(); err != nil {
		t.Errorf("refused: %v", err)
	}
	for name, p := range map[string]communities.Post{
		"no title":    {Form: communities.Question, Body: "x"},
		"no text":     {Form: communities.Question, Title: "x"},
		"case undone": {Form: communities.Case, Title: "x", Body: "x"},
		"too long":    {Form: communities.Question, Title: "x", Body: strings.Repeat("ư", communities.MostText+1)},
		"phone":       {Form: communities.Question, Title: "Gọi 0912345678", Body: "x"},
	} {
		if err := p.Check(); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestQuestionsWaitThreeWorkingDays(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-27": "2026-11-24", // Friday: Tuesday
		"2026-11-30": "2026-11-25", // Monday: Wednesday, over a week-end
		"2026-11-29": "2026-11-25", // Sunday
	} {
		day, err := clock.ParseDay(now)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.DayOf(communities.LongUnanswered(day.Start().Add(9 * time.Hour))).String(); got != want {
			t.Errorf("on %s: %s, want %s", now, got, want)
		}
	}
}
