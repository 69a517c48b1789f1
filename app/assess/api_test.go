package assess_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/assess"
	"camtay/app/web"
)

// call sends a request as the hall's learner and reads the answer into out.
func (h *hall) call(t *testing.T, method, path, body string, out any) int {
	t.Helper()
	server := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: h.clock,
		Authenticate: func(context.Context, string) (access.Principal, error) {
			return access.Principal{StaffID: h.learner, Grants: []access.Grant{{Role: access.Learner, Path: "P"}}}, nil
		},
	})
	assess.Routes(server, h.service)
	req := httptest.NewRequestWithContext(t.Context(), method, "/api/v1/assess"+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer learner")
	res, err := server.Fiber.Test(req, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatalf("%s %s answered %s", method, path, b)
	}
	return res.StatusCode
}

func TestATestIsTakenOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var attempt assess.AttemptBody
	if status := h.call(t, http.MethodPost, "/quizzes/"+h.quiz.String()+"/attempts", "", &attempt); status != http.StatusOK {
		t.Fatalf("starting answered %d", status)
	}
	base := "/attempts/" + attempt.ID.String()
	for _, q := range attempt.Questions {
		var saved assess.AnswerSaved
		status := h.call(t, http.MethodPut, base+"/answers/"+q.ID.String(), `{"value":["b"],"seq":1}`, &saved)
		if status != http.StatusOK || saved.Seq != 1 || saved.SavedAt.IsZero() {
			t.Fatalf("saving answered %d %+v", status, saved)
		}
	}
	var result assess.AttemptResult
	if status := h.call(t, http.MethodPost, base+"/hand-in", "", &result); status != http.StatusOK {
		t.Fatalf("handing in answered %d", status)
	}

	if result.Score != 0 || result.Passed || result.KeyShown || result.AttemptsLeft != 1 || len(result.Questions) != 4 {
		t.Errorf("the result is %+v", result)
	}
	for _, q := range result.Questions {
		if len(q.Correct) != 0 || q.ExplanationVI == "" || len(q.Value) != 1 {
			t.Errorf("question %d is told as %+v", q.Number, q)
		}
	}
	var card assess.QuizCard
	h.call(t, http.MethodGet, "/quizzes/"+h.quiz.String(), "", &card)
	if !card.CanStart || card.OpenAttempt != nil || len(card.Attempts) != 1 || *card.Attempts[0].Score != 0 {
		t.Errorf("the card is %+v", card)
	}
}

func TestAnAttemptNeverTellsItsKey(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var raw json.RawMessage

	h.call(t, http.MethodPost, "/quizzes/"+h.quiz.String()+"/attempts", "", &raw)

	for _, word := range []string{`"key"`, "correct", "explanation", "Vì a đúng"} {
		if strings.Contains(string(raw), word) {
			t.Errorf("the attempt holds %s", word)
		}
	}
}

func TestBadAnswersAreRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions[0])
	base := "/attempts/" + attempt.String() + "/answers/"
	for name, c := range map[string]struct {
		path, body string
		status     int
		key        string
	}{
		"a code that is none":  {base + h.questions[0].String(), `{"value":["a\u0000"],"seq":2}`, 422, "assess.bad_answer"},
		"seq below one":        {base + h.questions[0].String(), `{"value":["a"],"seq":0}`, 422, "web.invalid"},
		"a question not asked": {base + uuid.NewString(), `{"value":["a"],"seq":1}`, 422, "assess.not_asked"},
		"an unknown attempt":   {"/attempts/" + uuid.NewString() + "/answers/" + h.questions[0].String(), `{"value":["a"],"seq":1}`, 404, "assess.not_found"},
	} {
		var p web.Problem
		if status := h.call(t, http.MethodPut, c.path, c.body, &p); status != c.status || p.Key != c.key {
			t.Errorf("%s answered %d %s", name, status, p.Key)
		}
	}
}
