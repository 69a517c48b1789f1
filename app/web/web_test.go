package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/web"
)

var errSecret = errors.New("pg: password=secret")

type echoInput struct {
	Name string `path:"name"`
	Body struct {
		Seats int    `json:"seats" minimum:"1"`
		Title string `json:"title" minLength:"3"`
	}
}

type echoed struct {
	Name string `json:"name"`
}

// server has one route of each kind a test needs.
func server(t *testing.T, log io.Writer) *web.Server {
	t.Helper()
	s := web.New(web.Config{
		Version: "1", Clock: clock.System{}, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Ready: func(context.Context) error { return errSecret },
		Authenticate: func(_ context.Context, token string) (access.Principal, error) {
			if token != "good" {
				return access.Principal{}, errSecret
			}
			return access.Principal{Grants: []access.Grant{{Role: access.Learner, Path: "37"}}}, nil
		},
	})
	web.Handle(s, web.Route{ID: "echo", Method: http.MethodPost, Path: "/test/echo/{name}", Permission: access.Open},
		func(_ context.Context, in *echoInput) (*web.Body[echoed], error) {
			return &web.Body[echoed]{Body: echoed{Name: in.Name}}, nil
		})
	web.Handle(s, web.Route{ID: "own", Method: http.MethodGet, Path: "/test/own", Permission: access.LearnSelf},
		func(context.Context, *web.Empty) (*web.Body[echoed], error) { return &web.Body[echoed]{}, nil })
	web.Handle(s, web.Route{ID: "admin", Method: http.MethodGet, Path: "/test/admin", Permission: access.AuthAccounts},
		func(context.Context, *web.Empty) (*web.Body[echoed], error) { return &web.Body[echoed]{}, nil })
	web.Handle(s, web.Route{ID: "breaks", Method: http.MethodGet, Path: "/test/breaks", Permission: access.Open},
		func(context.Context, *web.Empty) (*web.Body[echoed], error) { return nil, errSecret })
	web.Handle(s, web.Route{ID: "panics", Method: http.MethodGet, Path: "/test/panics", Permission: access.Open},
		func(context.Context, *web.Empty) (*web.Body[echoed], error) { panic(errSecret) })
	web.Handle(s, web.Route{ID: "slow", Method: http.MethodGet, Path: "/test/later", Permission: access.Open},
		func(context.Context, *web.Empty) (*web.Body[echoed], error) {
			return nil, fault.New(fault.TooMany, "web.too_many").With(fault.Args{"minutes": 5})
		})
	return s
}

func ask(t *testing.T, s *web.Server, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.Fiber.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func problemOf(t *testing.T, body string) web.Problem {
	t.Helper()
	var p web.Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("not a problem: %s", body)
	}
	return p
}

func TestEveryRefusalIsAProblemWithAKey(t *testing.T) {
	t.Parallel()
	s := server(t, io.Discard)
	for _, c := range []struct {
		method, path, body, token string
		status                    int
		key                       string
	}{
		{"GET", "/api/v1/test/own", "", "", 401, "web.unauthenticated"},
		{"GET", "/api/v1/test/own", "", "Bearer forged", 401, "web.unauthenticated"},
		{"GET", "/api/v1/test/admin", "", "Bearer good", 403, "web.forbidden"},
		{"GET", "/api/v1/nowhere", "", "", 404, "web.not_found"},
		{"POST", "/api/v1/test/echo/x", `{"seats":0,"title":"ab"}`, "", 422, "web.invalid"},
		{"POST", "/api/v1/test/echo/x", `{`, "", 400, "web.bad_request"},
		{"POST", "/api/v1/test/echo/x", `{"title":"` + strings.Repeat("a", 2<<20) + `"}`, "", 413, "web.too_large"},
		{"GET", "/api/v1/test/breaks", "", "", 500, "web.internal"},
		{"GET", "/api/v1/test/panics", "", "", 500, "web.internal"},
	} {
		res, body := ask(t, s, c.method, c.path, c.body, "Authorization", c.token)
		p := problemOf(t, body)
		if res.StatusCode != c.status || p.Status != c.status || p.Key != c.key || p.RequestID == "" {
			t.Errorf("%s %s: %d %s", c.method, c.path, res.StatusCode, body[:min(len(body), 300)])
		}
		if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s %s: content type %s", c.method, c.path, got)
		}
		if strings.Contains(body, "secret") {
			t.Errorf("%s %s tells %s", c.method, c.path, body)
		}
	}
}

func TestFaultsOfTheInputNameTheirPlace(t *testing.T) {
	t.Parallel()
	_, body := ask(t, server(t, io.Discard), "POST", "/api/v1/test/echo/x", `{"seats":0}`)
	got := map[string]string{}
	for _, f := range problemOf(t, body).Errors {
		got[f.Location] = f.Key
	}
	if got["body.seats"] != "input.too_small" || got["body.title"] != "input.required" {
		t.Errorf("got %v", got)
	}
}

func TestACallerIsToldWhenToComeBack(t *testing.T) {
	t.Parallel()
	res, _ := ask(t, server(t, io.Discard), "GET", "/api/v1/test/later", "")
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "300" {
		t.Errorf("%d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := server(t, io.Discard)
	for _, path := range []string{"/healthz", "/api/v1/test/breaks", "/api/v1/nowhere"} {
		res, _ := ask(t, s, "GET", path, "")
		policy := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, name := range []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "X-Request-Id"} {
			if res.Header.Get(name) == "" {
				t.Errorf("%s has no %s", path, name)
			}
		}
	}
}

func TestLogsHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ask(t, server(t, &log), "POST", "/api/v1/test/echo/NguyenThiHoa?q=hoa", `{"seats":1,"title":"Nguyễn"}`)
	line := log.String()
	if !strings.Contains(line, "/api/v1/test/echo/:name") || !strings.Contains(line, "request_id=") {
		t.Errorf("the line tells too little: %s", line)
	}
	if strings.Contains(line, "Hoa") || strings.Contains(line, "hoa") || strings.Contains(line, "Nguy") {
		t.Errorf("the line tells too much: %s", line)
	}
}

func TestPathsAreTakenUnescaped(t *testing.T) {
	t.Parallel()
	_, body := ask(t, server(t, io.Discard), "POST", "/api/v1/test/echo/Ho%C3%A0", `{"seats":1,"title":"abc"}`)
	if !strings.Contains(body, `"Hoà"`) {
		t.Errorf("got %s", body)
	}
}

func TestReadinessAndMetrics(t *testing.T) {
	t.Parallel()
	s := server(t, io.Discard)
	if res, body := ask(t, s, "GET", "/readyz", ""); res.StatusCode != 503 || strings.Contains(body, "secret") {
		t.Errorf("readyz of a broken database: %d %s", res.StatusCode, body)
	}
	ask(t, s, "GET", "/healthz", "")
	if res, _ := ask(t, s, "GET", "/metrics", "", "X-Forwarded-For", "10.0.0.1"); res.StatusCode != 404 {
		t.Errorf("metrics through a proxy: %d", res.StatusCode)
	}
}

func TestARouteWithoutAKnownPermissionDoesNotStart(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("the route was accepted")
		}
	}()
	s := server(t, io.Discard)
	web.Handle(s, web.Route{ID: "open", Method: http.MethodGet, Path: "/test/forgotten"},
		func(context.Context, *web.Empty) (*web.Empty, error) { return &web.Empty{}, nil })
}

func client(t *testing.T) *web.Server {
	t.Helper()
	s := server(t, io.Discard)
	err := s.Client(fstest.MapFS{
		"index.html":          {Data: []byte(`<html><meta name="support-phone" content="" />` + strings.Repeat(" ", 2000))},
		"assets/app-1.js":     {Data: []byte("console.log(1)" + strings.Repeat(" ", 2000))},
		".vite/manifest.json": {Data: []byte("{}")},
	}, `0229 "1"`)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheClientIsServedCompressedAndCached(t *testing.T) {
	t.Parallel()
	s := client(t)
	res, body := ask(t, s, "GET", "/assets/app-1.js", "", "Accept-Encoding", "gzip")
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil || !strings.HasPrefix(string(plain), "console.log(1)") {
		t.Errorf("got %q, %v", plain, err)
	}
	if !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("headers %v", res.Header)
	}
	again, _ := ask(t, s, "GET", "/assets/app-1.js", "", "If-None-Match", res.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("a second visit: %d", again.StatusCode)
	}
}

func TestScreensGetTheShellAndMissingFilesDoNot(t *testing.T) {
	t.Parallel()
	s := client(t)
	res, body := ask(t, s, "GET", "/nang-luc/0197", "")
	if res.StatusCode != 200 || !strings.Contains(body, `content="0229 &#34;1&#34;"`) || res.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("a screen: %d %.120s", res.StatusCode, body)
	}
	for _, path := range []string{"/assets/gone.js", "/.vite/manifest.json", "/api/v1/gone"} {
		if res, _ := ask(t, s, "GET", path, ""); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}
