package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/assessments"
)

const connections = 32

// sitting is one learner in the middle of a test.
type sitting struct {
	token     string
	learner   uuid.UUID
	attempt   uuid.UUID
	questions []uuid.UUID
}

// benchHome compares the data of a learner's home page with the same server's
// empty answer.
func benchHome(ctx context.Context, b *bench) error {
	learners, err := b.learners(ctx)
	if err != nil {
		return err
	}
	get := func(path string, signed bool) func(ctx context.Context, during time.Duration) (float64, error) {
		return func(ctx context.Context, during time.Duration) (float64, error) {
			return rate(ctx, connections, during, func(_ context.Context, w int) error {
				token := ""
				if signed {
					token = learners[w].token
				}
				_, err := b.call("GET", path, token, nil)
				return err
			})
		}
	}
	v, r, ratio, err := alternate(ctx, get("/api/v1/learn/home", true), get("/healthz", false))
	if err != nil {
		return err
	}
	report("home", v, "requests/s", r, ratio)
	return nil
}

// benchAnswer compares saving one answer over HTTP with the same statement,
// prepared, on as many connections of our own.
func benchAnswer(ctx context.Context, b *bench) error {
	sittings, err := b.sittings(ctx)
	if err != nil {
		return err
	}
	pool := b.pool(connections)
	saver := assessments.NewSaver(pool.DB)
	var seq atomic.Int64
	overHTTP := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, connections, during, func(_ context.Context, w int) error {
			s, n := sittings[w], seq.Add(1)
			path := fmt.Sprintf("/api/v1/assess/attempts/%s/answers/%s", s.attempt, s.questions[int(n)%len(s.questions)])
			_, err := b.call("PUT", path, s.token, fmt.Appendf(nil, `{"value":["a"],"seq":%d}`, n))
			return err
		})
	}
	direct := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, connections, during, func(ctx context.Context, w int) error {
			s, n := sittings[w], seq.Add(1)
			_, err := saver.Save(ctx, assessments.Change{
				AttemptID: s.attempt, QuestionID: s.questions[int(n)%len(s.questions)], LearnerID: s.learner, Value: []string{"a"}, Seq: n,
			}, clock.System{}.Now())
			return err
		})
	}
	v, r, ratio, err := alternate(ctx, overHTTP, direct)
	if err != nil {
		return err
	}
	report("answer", v, "requests/s", r, ratio)
	_ = pool.Close() // leaves its connections to pgbench
	return b.besidePgbench(ctx, sittings, v)
}

// besidePgbench runs the same statement by PostgreSQL's own load program.
func (b *bench) besidePgbench(ctx context.Context, sittings []sitting, value float64) error {
	program, found := pgbench()
	if !found {
		say("pgbench is not installed, not compared")
		return nil
	}
	_, socket, found := strings.Cut(b.cluster.DSN("x"), "@x/")
	if !found {
		return errors.New("no socket in the server's address") //nolint:err113 // cannot happen with our own cluster
	}
	socket, _, _ = strings.Cut("/"+strings.TrimPrefix(socket, "/"), "?")
	args := []string{"-n", "-M", "prepared", "-c", fmt.Sprint(connections), "-j", "2", "-T", "6",
		"-h", filepath.Dir(socket), "-p", strings.TrimPrefix(filepath.Ext(socket), "."), "-U", "camtay"}
	for i, s := range sittings {
		text := assessments.SaveSQL
		for n, word := range []string{
			"'" + s.attempt.String() + "'", "'" + s.questions[i%len(s.questions)].String() + "'", "'" + s.learner.String() + "'",
			`'["a"]'`, ":seq", "now()",
		} {
			text = strings.ReplaceAll(text, fmt.Sprintf("$%d", n+1), word)
		}
		file := filepath.Join(b.dir, fmt.Sprintf("save-%d.sql", i))
		text = "\\set seq random(1000000000, 2000000000)\n" + strings.ReplaceAll(text, "\n", " ") + ";\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
		args = append(args, "-f", file)
	}
	out, err := exec.CommandContext(ctx, program, append(args, "camtay")...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("pgbench: %w\n%s", err, out)
	}
	if v, ok := tps(out); ok {
		report("answer-beside-pgbench", value, "requests/s", v, value/v)
	}
	return nil
}

// learners signs in as many people as there are connections, with the demo
// password that the benchmark gives them.
func (b *bench) learners(ctx context.Context) ([]sitting, error) {
	pool := b.pool(2)
	defer func() { _ = pool.Close() }()
	var people []struct {
		Login   string
		StaffID uuid.UUID
	}
	err := pool.NewRaw(`select a.login, a.staff_id
		from accounts a
		where a.staff_id in (select staff_id from v_gaps group by staff_id having sum(gap) > 3)
			and a.password_hash = ''
		order by a.login
		limit ?`, connections).Scan(ctx, &people)
	if err != nil {
		return nil, fmt.Errorf("choose learners: %w", err)
	}
	var all []sitting
	for _, p := range people {
		_, err := pool.NewRaw(`update accounts
			set password_hash = (select password_hash from accounts where login = 'hocvien')
			where login = ?`, p.Login).Exec(ctx)
		if err != nil {
			return nil, err
		}
		token, err := b.signIn(p.Login)
		if err != nil {
			return nil, fmt.Errorf("sign in %s: %w", p.Login, err)
		}
		all = append(all, sitting{token: token, learner: p.StaffID})
		if _, err := pool.NewRaw("update accounts set password_hash = '' where login = ?", p.Login).Exec(ctx); err != nil {
			return nil, err
		}
	}
	if len(all) < connections {
		return nil, fmt.Errorf("%d learners with gaps, %d wanted", len(all), connections) //nolint:err113 // for the operator
	}
	return all, nil
}

// sittings starts a test for each learner.
func (b *bench) sittings(ctx context.Context) ([]sitting, error) {
	all, err := b.learners(ctx)
	if err != nil {
		return nil, err
	}
	quiz, err := b.aQuiz(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		out, err := b.call("POST", "/api/v1/assess/quizzes/"+quiz.String()+"/attempts", all[i].token, nil)
		if err != nil {
			return nil, err
		}
		var attempt struct {
			ID        uuid.UUID `json:"id"`
			Questions []struct {
				ID uuid.UUID `json:"id"`
			} `json:"questions"`
		}
		if err := json.Unmarshal(out, &attempt); err != nil {
			return nil, err
		}
		all[i].attempt = attempt.ID
		for _, q := range attempt.Questions {
			all[i].questions = append(all[i].questions, q.ID)
		}
	}
	return all, nil
}

func (b *bench) aQuiz(ctx context.Context) (uuid.UUID, error) {
	pool := b.pool(1)
	defer func() { _ = pool.Close() }()
	var id uuid.UUID
	err := pool.NewSelect().Table("quizzes").Column("id").OrderExpr("code").Limit(1).Scan(ctx, &id)
	return id, err
}

// benchGaps computes every gap of the province and compares with counting the
// same rows, written out.
func benchGaps(ctx context.Context, b *bench) error {
	pool := b.pool(1)
	defer func() { _ = pool.Close() }()
	if _, err := pool.ExecContext(ctx, "create temporary table all_gaps as select * from v_gaps"); err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "analyze all_gaps"); err != nil {
		return err
	}
	rows, err := pool.NewSelect().Table("all_gaps").Count(ctx)
	if err != nil {
		return err
	}
	rowsPerSecond := func(query string) func(ctx context.Context, during time.Duration) (float64, error) {
		return func(ctx context.Context, during time.Duration) (float64, error) {
			perSecond, err := rate(ctx, 1, during, func(ctx context.Context, _ int) error {
				return scanOne(ctx, pool, query)
			})
			return perSecond * float64(rows), err
		}
	}
	v, r, ratio, err := alternate(ctx, rowsPerSecond("select sum(gap) from v_gaps"), rowsPerSecond("select count(*) from all_gaps"))
	if err != nil {
		return err
	}
	report("gaps", v, "rows/s", r, ratio)
	return nil
}

func scanOne(ctx context.Context, pool *bun.DB, query string) error {
	var n int64
	return pool.QueryRowContext(ctx, query).Scan(&n)
}
