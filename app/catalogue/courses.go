package catalogue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/learn"
	"camtay/assessments"
	"camtay/courses"
)

// courseFile is the form of content/<code>/course.json.
type courseFile struct {
	Code      string `json:"code"`
	TitleVI   string `json:"title_vi"`
	TitleEN   string `json:"title_en"`
	SummaryVI string `json:"summary_vi"`
	SummaryEN string `json:"summary_en"`
	Minutes   int    `json:"minutes"`
	Lessons   []struct {
		Code    string `json:"code"`
		TitleVI string `json:"title_vi"`
		TitleEN string `json:"title_en"`
		Minutes int    `json:"minutes"`
		File    string `json:"file"`
	} `json:"lessons"`
	Shows []shown `json:"shows"`
}

// shown is what finishing the course, or answering the question, shows.
type shown struct {
	Competency string `json:"competency"`
	Level      int16  `json:"level"`
}

// quizFile is the form of content/<code>/quiz.json.
type quizFile struct {
	Code        string `json:"code"`
	TitleVI     string `json:"title_vi"`
	TitleEN     string `json:"title_en"`
	Minutes     int    `json:"minutes"`
	Pass        int    `json:"pass"`
	MaxAttempts int    `json:"max_attempts"`
	Questions   []struct {
		Code    string           `json:"code"`
		Kind    assessments.Kind `json:"kind"`
		StemVI  string           `json:"stem_vi"`
		Options []struct {
			Code    string `json:"code"`
			TextVI  string `json:"text_vi"`
			Correct bool   `json:"correct"`
		} `json:"options"`
		ExplanationVI string  `json:"explanation_vi"`
		Lesson        string  `json:"lesson"`
		Shows         []shown `json:"shows"`
	} `json:"questions"`
}

var (
	errUnknownCompetency = errors.New("unknown competency")
	errUnknownLesson     = errors.New("unknown lesson")
)

// loadCourses publishes every built-in course whose files changed, with its test
// and what both show.
func loadCourses(ctx context.Context, pool *bun.DB, clk clock.Clock, say func(string)) error {
	folders, err := fs.ReadDir(files, "content")
	if err != nil {
		return fmt.Errorf("read built-in courses: %w", err)
	}
	for _, folder := range folders {
		dir := path.Join("content", folder.Name())
		all, err := folderBytes(dir)
		if err != nil {
			return fmt.Errorf("read course %s: %w", folder.Name(), err)
		}
		err = once(ctx, pool, "course "+folder.Name(), all, clk.Now(), true, func(tx bun.Tx) error {
			say("course " + folder.Name())
			return publish(ctx, tx, dir, clk.Now())
		})
		if err != nil {
			return fmt.Errorf("publish course %s: %w", folder.Name(), err)
		}
	}
	return nil
}

func folderBytes(dir string) ([]byte, error) {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, err
	}
	var all bytes.Buffer
	for _, e := range entries {
		b, err := fs.ReadFile(files, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&all, "%s %d\n", e.Name(), len(b))
		all.Write(b)
	}
	return all.Bytes(), nil
}

func publish(ctx context.Context, tx bun.Tx, dir string, now time.Time) error {
	ids, err := competency.IDsByCode(ctx, tx)
	if err != nil {
		return err
	}
	var c courseFile
	if err := readJSON(path.Join(dir, "course.json"), &c); err != nil {
		return err
	}
	draft, err := courseDraft(dir, c)
	if err != nil {
		return err
	}
	published, err := courses.Put(ctx, tx, draft, now)
	if err != nil {
		return err
	}
	if err := show(ctx, tx, "course", published.CourseID, c.Shows, ids); err != nil {
		return err
	}
	var q quizFile
	if err := readJSON(path.Join(dir, "quiz.json"), &q); err != nil {
		return err
	}
	return publishQuiz(ctx, tx, q, published, ids, now)
}

func courseDraft(dir string, c courseFile) (courses.Draft, error) {
	draft := courses.Draft{
		Code: c.Code, TitleVI: c.TitleVI, TitleEN: c.TitleEN, SummaryVI: c.SummaryVI, SummaryEN: c.SummaryEN, Minutes: c.Minutes,
	}
	for _, l := range c.Lessons {
		body, err := fs.ReadFile(files, path.Join(dir, l.File))
		if err != nil {
			return draft, err
		}
		html, err := learn.Render(string(body))
		if err != nil {
			return draft, fmt.Errorf("render lesson %s: %w", l.Code, err)
		}
		draft.Lessons = append(draft.Lessons, courses.LessonDraft{
			Code: l.Code, TitleVI: l.TitleVI, TitleEN: l.TitleEN, Minutes: l.Minutes, Body: string(body), HTML: html,
		})
	}
	return draft, nil
}

func publishQuiz(ctx context.Context, tx bun.Tx, q quizFile, course courses.Published, ids map[string]uuid.UUID, now time.Time) error {
	draft := assessments.Draft{
		Code: q.Code, TitleVI: q.TitleVI, TitleEN: q.TitleEN, CourseID: course.CourseID,
		Minutes: q.Minutes, Pass: q.Pass, MaxAttempts: q.MaxAttempts,
	}
	for _, in := range q.Questions {
		lesson, known := course.Lessons[in.Lesson]
		if in.Lesson != "" && !known {
			return fmt.Errorf("question %s, lesson %s: %w", in.Code, in.Lesson, errUnknownLesson)
		}
		out := assessments.QuestionDraft{
			Code: in.Code, Kind: in.Kind, StemVI: in.StemVI, ExplanationVI: in.ExplanationVI, LessonID: lesson,
		}
		for _, o := range in.Options {
			out.Options = append(out.Options, assessments.Option{Code: o.Code, TextVI: o.TextVI})
			if o.Correct {
				out.Key = append(out.Key, o.Code)
			}
		}
		draft.Questions = append(draft.Questions, out)
	}
	published, err := assessments.Put(ctx, tx, draft, now)
	if err != nil {
		return err
	}
	for _, in := range q.Questions {
		if err := show(ctx, tx, "question", published.Questions[in.Code], in.Shows, ids); err != nil {
			return fmt.Errorf("question %s: %w", in.Code, err)
		}
	}
	return nil
}

func show(ctx context.Context, tx bun.Tx, source string, id uuid.UUID, shows []shown, ids map[string]uuid.UUID) error {
	claims := make([]competency.Claim, 0, len(shows))
	for _, s := range shows {
		c, known := ids[s.Competency]
		if !known {
			return fmt.Errorf("%s: %w", s.Competency, errUnknownCompetency)
		}
		claims = append(claims, competency.Claim{CompetencyID: c, Level: s.Level})
	}
	return competency.PutClaims(ctx, tx, source, id, claims)
}

func readJSON(name string, into any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
