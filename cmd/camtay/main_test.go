package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"camtay/app/demo"
	"camtay/app/pg"
)

// asProgram makes this test program behave as camtay itself, so that the tests
// can start and kill a real process.
const asProgram = "CAMTAY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "1" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// program is a running camtay in a process group of its own.
type program struct {
	cmd  *exec.Cmd
	url  string
	out  *output
	done chan error
}

type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

func camtay(env ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Dir = os.TempDir() // outside the source tree: the client is not built here
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Env = append(cmd.Env, env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

func start(t *testing.T, env ...string) *program {
	t.Helper()
	addr := freeAddr(t)
	p := &program{cmd: camtay(append(env, "CAMTAY_ADDR="+addr)...), url: "http://" + addr, out: &output{}, done: make(chan error, 1)}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait() }()
	t.Cleanup(func() { _ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) })
	deadline := time.Now().Add(2 * time.Minute)
	for time.Now().Before(deadline) {
		res, err := http.Get(p.url + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return p
			}
		}
		select {
		case err := <-p.done:
			t.Fatalf("the program ended before it was ready: %v\n%s", err, p.out)
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("the program did not become ready:\n%s", p.out)
	return nil
}

// terminate asks the program to stop and waits for it.
func (p *program) terminate(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.done:
		if err != nil {
			t.Errorf("stopped with %v\n%s", err, p.out)
		}
	case <-time.After(time.Minute):
		t.Fatalf("did not stop within a minute\n%s", p.out)
	}
}

// kill ends the whole process group as a power cut would.
func (p *program) kill(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-p.done
}

func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	return ln.Addr().String()
}

// dataFolder is a folder the database's own account may enter.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "camtay-main-test-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "data")
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(filepath.Dir(dir))
}

func (p *program) call(t *testing.T, method, path, token string, body, into any) int {
	t.Helper()
	var b bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&b).Encode(body); err != nil {
			t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(context.Background(), method, p.url+"/api/v1"+path, &b)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0 // the server is gone
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return 0
	}
	if into != nil && res.StatusCode < 300 {
		if err := json.Unmarshal(answer, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, answer)
		}
	}
	return res.StatusCode
}

func (p *program) signIn(t *testing.T) string {
	t.Helper()
	var in struct {
		AccessToken string `json:"access_token"`
	}
	if s := p.call(t, http.MethodPost, "/auth/sign-in", "", map[string]string{"login": "hocvien", "password": demo.DemoPassword}, &in); s != http.StatusOK {
		t.Fatalf("sign in: %d\n%s", s, p.out)
	}
	return in.AccessToken
}

type attempt struct {
	ID        string `json:"id"`
	Questions []struct {
		ID      string `json:"id"`
		Options []struct {
			Code string `json:"code"`
		} `json:"options"`
	} `json:"questions"`
	Answers []struct {
		QuestionID string   `json:"question_id"`
		Value      []string `json:"value"`
		Seq        int64    `json:"seq"`
	} `json:"answers"`
}

// TestAKilledServerLosesNoAcknowledgedAnswer kills the whole process group while
// answers are being saved, starts again on the same data, and finds every answer
// that was acknowledged, in the same attempt.
func TestAKilledServerLosesNoAcknowledgedAnswer(t *testing.T) {
	t.Parallel()
	env := []string{"CAMTAY_DATA=" + dataFolder(t), "CAMTAY_DEMO=yes", "CAMTAY_DEMO_STAFF=200", "DATABASE_URL=", npmPrograms(t)}
	p := start(t, env...)
	token := p.signIn(t)
	a := p.startAttempt(t, token)
	acknowledged := map[string]string{}
	var mu sync.Mutex
	var saving sync.WaitGroup
	for _, q := range a.Questions {
		saving.Go(func() {
			for seq := int64(1); seq < 10000; seq++ {
				choice := q.Options[int(seq)%len(q.Options)].Code
				path := "/assess/attempts/" + a.ID + "/answers/" + q.ID
				if p.call(t, http.MethodPut, path, token, map[string]any{"value": []string{choice}, "seq": seq}, nil) != http.StatusOK {
					return
				}
				mu.Lock()
				acknowledged[q.ID] = fmt.Sprint(seq, choice)
				mu.Unlock()
			}
		})
	}
	waitUntil(t, func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(acknowledged) == len(a.Questions)
	})
	p.kill(t)
	saving.Wait()

	p = start(t, env...)
	resumed := p.startAttempt(t, p.signIn(t))
	if resumed.ID != a.ID {
		t.Errorf("resumed attempt %s, began %s", resumed.ID, a.ID)
	}
	stored := map[string]int64{}
	for _, answer := range resumed.Answers {
		stored[answer.QuestionID] = answer.Seq
	}
	for question, last := range acknowledged {
		var seq int64
		var choice string
		if _, err := fmt.Sscanf(last, "%d%s", &seq, &choice); err != nil {
			t.Fatal(err)
		}
		// The save under way at the kill may have been durable without its answer arriving.
		if stored[question] < seq {
			t.Errorf("question %s: change %d was acknowledged, %d is stored", question, seq, stored[question])
		}
	}
	provesLedger(t, env)
	p.terminate(t)
}

// provesLedger verifies the ledger beside the running server, then once more
// against the ends of the chains it wrote down.
func provesLedger(t *testing.T, env []string) {
	t.Helper()
	ends := filepath.Join(t.TempDir(), "ends")
	for _, flag := range []string{"--seals=" + ends, "--against=" + ends} {
		cmd := camtay(env...)
		cmd.Args = append(cmd.Args, "verify-ledger", flag)
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "the ledger holds: ") {
			t.Errorf("verify-ledger %s: %v\n%s", flag, err, out)
		}
	}
	if err := os.WriteFile(ends, []byte("nobody 1 ff\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := camtay(env...)
	cmd.Args = append(cmd.Args, "verify-ledger", "--against="+ends)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "line 1") {
		t.Errorf("a spoilt file of ends: %v\n%s", err, out)
	}
}

func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !done() {
		if time.Now().After(deadline) {
			t.Fatal("waited a minute in vain")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (p *program) startAttempt(t *testing.T, token string) attempt {
	t.Helper()
	var courses struct {
		Items []struct {
			Quiz struct {
				ID string `json:"id"`
			} `json:"quiz"`
		} `json:"items"`
	}
	if s := p.call(t, http.MethodGet, "/learn/courses", token, nil, &courses); s != http.StatusOK || len(courses.Items) == 0 {
		t.Fatalf("courses: %d\n%s", s, p.out)
	}
	quiz := courses.Items[0].Quiz.ID
	for _, c := range courses.Items { // the same one whatever the order of the list
		quiz = min(quiz, c.Quiz.ID)
	}
	var a attempt
	if s := p.call(t, http.MethodPost, "/assess/quizzes/"+quiz+"/attempts", token, nil, &a); s != http.StatusOK {
		t.Fatalf("start attempt: %d\n%s", s, p.out)
	}
	return a
}

// npmPrograms points the program at PostgreSQL's programs in the source tree's
// packages when no other server is installed, since it runs outside the tree.
func npmPrograms(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("CAMTAY_PG_BIN"); dir != "" {
		return "CAMTAY_PG_BIN=" + dir
	}
	found, err := pg.Find(pg.Places{NodeModules: filepath.Join(root(t), "frontend", "node_modules")})
	if err != nil {
		t.Fatal(err)
	}
	return "CAMTAY_PG_BIN=" + found.Dir
}

func TestASecondStartKeepsTheDataAndStopsCleanly(t *testing.T) {
	t.Parallel()
	env := []string{"CAMTAY_DATA=" + dataFolder(t), "CAMTAY_DEMO=no", "DATABASE_URL=", npmPrograms(t)}
	first := start(t, env...)
	// The link is printed once the server answers.
	waitUntil(t, func() bool { return strings.Contains(first.out.String(), "/thiet-lap?token=") })
	first.terminate(t)
	second := start(t, env...)
	if s := second.out.String(); strings.Contains(s, "recovering") || strings.Contains(s, "migrations applied") {
		t.Errorf("the second start did not find a cleanly stopped, current database:\n%s", s)
	}
	second.terminate(t)
}

func TestWhatCannotWorkIsOneClearSentence(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	for name, c := range map[string]struct {
		env  []string
		want string
	}{
		"port in use":          {[]string{"CAMTAY_ADDR=" + taken.Addr().String()}, "in use by another program"},
		"address without port": {[]string{"CAMTAY_ADDR=here"}, "CAMTAY_ADDR must be host:port"},
		"workers":              {[]string{"CAMTAY_WORKERS=99"}, "CAMTAY_WORKERS must lie between"},
		"unknown choice":       {[]string{"CAMTAY_DEMO=perhaps"}, "--demo must be one of"},
		"unreachable database": {[]string{"CAMTAY_ADDR=" + freeAddr(t), "DATABASE_URL=postgres://x:y@127.0.0.1:1/x"}, "cannot be reached"},
		"bad database address": {[]string{"DATABASE_URL=mysql://x"}, "DATABASE_URL must look like"},
		"bad secret":           {[]string{"CAMTAY_ADDR=" + freeAddr(t), "CAMTAY_SECRET=short", "DATABASE_URL=postgres://x:y@127.0.0.1:1/x"}, "CAMTAY_SECRET"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := camtay(append(c.env, "CAMTAY_DATA="+dataFolder(t))...)
			stuck := time.AfterFunc(30*time.Second, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
			defer stuck.Stop()
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() == 0 {
				t.Fatalf("ended with %v", err)
			}
			lines := strings.Split(strings.TrimSpace(string(out)), "\n")
			last := lines[len(lines)-1]
			if !strings.HasPrefix(last, "camtay: ") || !strings.Contains(string(out), c.want) {
				t.Errorf("said %q, wanted a sentence with %q", out, c.want)
			}
			if strings.Contains(string(out), "x:y@") {
				t.Errorf("a password was printed: %q", out)
			}
		})
	}
}
