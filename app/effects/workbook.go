package effects

import (
	"strconv"
	"time"

	"camtay/app/clock"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// pageOf writes rows as a sheet, one a competency of a pair.
func pageOf(rows []Row, today clock.Day, locale string) sheet.Page {
	t := func(key string) string { return lang.Text(locale, "effects.sheet_"+key, nil) }
	p := sheet.Page{Name: t("pairs"), Frozen: 1, Widths: []float64{26, 26, 26, 10, 40, 12, 12, 10, 10, 10, 12, 12, 12, 14, 18}}
	var heads []sheet.Out
	for _, key := range []string{
		"learner", "commune", "mentor", "code", "competency", "began", "ended", "sessions", "minutes", "target", "before", "saw", "after", "gain", "standing",
	} {
		heads = append(heads, sheet.Out{Text: t(key), Style: sheet.Head})
	}
	p.Rows = append(p.Rows, heads)
	for _, r := range rows {
		name := r.NameVI
		if locale == "en" && r.NameEN != "" {
			name = r.NameEN
		}
		var after, gain sheet.Out
		if r.LevelAfter != nil {
			after, gain = whole(int(*r.LevelAfter)), whole(int(*r.LevelAfter-r.LevelBefore))
		}
		p.Rows = append(p.Rows, []sheet.Out{
			{Text: r.LearnerName}, {Text: r.CommuneName}, {Text: r.MentorName}, {Text: r.Code}, {Text: name},
			{Text: dayText(r.BeganAt)}, {Text: dayText(r.ClosedAt)}, whole(r.Sessions), whole(r.Minutes), whole(int(r.Target)),
			whole(int(r.LevelBefore)), whole(int(r.Saw)), after, gain, {Text: t("standing_" + string(r.standing(today)))},
		})
	}
	return p
}

func (r Row) standing(today clock.Day) Standing {
	return StandingOn(r.DoneAt != nil, r.DueOn, today)
}

func dayText(at time.Time) string {
	return at.In(clock.Zone).Format("02/01/2006")
}

func whole(n int) sheet.Out {
	return sheet.Out{Text: strconv.Itoa(n), Style: sheet.Whole}
}
