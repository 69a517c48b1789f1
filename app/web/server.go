// Package web is the HTTP outlet: Fiber below, typed operations with OpenAPI
// above, one shape of error, and the limits and headers every answer carries.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/fault"
)

const (
	// BodyLimit is the largest request body in bytes; uploads fit, floods do not.
	BodyLimit = 10 << 20

	readTimeout  = 30 * time.Second
	writeTimeout = 60 * time.Second
	idleTimeout  = 90 * time.Second
	idHeader     = "X-Request-Id"
)

// Config is what the outlet needs to know.
type Config struct {
	Version      string
	Secure       bool     // behind TLS: send HSTS
	Proxies      []string // trusted proxies, addresses or ranges; empty trusts none
	Log          *slog.Logger
	Clock        clock.Clock
	Authenticate Authenticate
	Ready        func(ctx context.Context) error
}

// Server is the Fiber app and the typed API on it.
type Server struct {
	Fiber        *fiber.App
	API          huma.API
	Metrics      *prometheus.Registry
	log          *slog.Logger
	authenticate Authenticate
	measure      *measure
}

// New makes a server without routes besides /healthz, /readyz and /metrics.
func New(cfg Config) *Server {
	s := &Server{log: cfg.Log, authenticate: cfg.Authenticate, Metrics: prometheus.NewRegistry()}
	s.measure = newMeasure(s.Metrics)
	s.Fiber = fiber.New(fiber.Config{
		AppName:                      "camtay",
		DisableStartupMessage:        true,
		Immutable:                    true, // request memory is reused and rows outlive requests
		CaseSensitive:                true,
		StrictRouting:                true,
		UnescapePath:                 true,
		BodyLimit:                    BodyLimit,
		DisablePreParseMultipartForm: true, // else bytes after the closing boundary are read as a request
		ReadTimeout:                  readTimeout,
		WriteTimeout:                 writeTimeout,
		IdleTimeout:                  idleTimeout,
		ErrorHandler:                 s.onError,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               cfg.Proxies,
		ProxyHeader:                  proxyHeader(cfg.Proxies),
		EnableIPValidation:           len(cfg.Proxies) > 0,
	})
	s.Fiber.Use(s.enter(cfg))
	s.Fiber.Get("/healthz", func(c *fiber.Ctx) error {
		return c.SendString("ok")
	})
	s.Fiber.Get("/readyz", func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(c.UserContext(), 2*time.Second)
		defer cancel()
		if err := cfg.Ready(ctx); err != nil {
			s.log.WarnContext(ctx, "not ready", "error", err)
			return c.Status(http.StatusServiceUnavailable).SendString("not ready")
		}
		return c.SendString("ready")
	})
	s.Fiber.Get("/metrics", s.serveMetrics)
	speakProblems()
	s.API = humafiber.NewV2(s.Fiber, apiConfig(cfg.Version))
	return s
}

func proxyHeader(proxies []string) string {
	if len(proxies) == 0 {
		return ""
	}
	return fiber.HeaderXForwardedFor
}

func apiConfig(version string) huma.Config {
	cfg := huma.DefaultConfig("Cầm Tay", version)
	cfg.OpenAPIPath = "/api/openapi"
	cfg.DocsPath = ""     // the stock page loads scripts from elsewhere
	cfg.SchemasPath = ""  // no $schema links with the host in every body
	cfg.CreateHooks = nil // likewise
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
	}
	return cfg
}

// speakProblems replaces the framework's error body, in behaviour and in the
// OpenAPI document. The framework keeps these in variables of its package; they
// are set once, and what they log goes to the process's default logger.
//
//nolint:gochecknoglobals // once a process
var speakProblems = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return problemFor(context.Background(), slog.Default(), status, errs)
	}
	huma.NewErrorWithContext = func(hctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		ctx := context.Background()
		if hctx != nil {
			ctx = hctx.Context()
		}
		return problemFor(ctx, slog.Default(), status, errs)
	}
})

// enter is the first and only middleware: request id, deadline, headers,
// metrics, log line, panic to problem.
func (s *Server) enter(cfg Config) fiber.Handler {
	return func(c *fiber.Ctx) (err error) {
		began := cfg.Clock.Now()
		id := c.Get(idHeader)
		if _, parseErr := uuid.Parse(id); parseErr != nil {
			id = uuid.NewString()
		}
		c.Set(idHeader, id)
		secureHeaders(c, cfg.Secure)
		ctx, cancel := context.WithTimeout(c.UserContext(), requestDeadline)
		defer cancel()
		c.SetUserContext(audit.WithOrigin(ctx, audit.Origin{RequestID: id, ClientIP: c.IP()}))
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("panic", "panic", p, "request_id", id, "stack", string(debug.Stack()))
				err = s.onError(c, fault.New(fault.Internal, "web.internal"))
			}
			took := cfg.Clock.Now().Sub(began)
			route := c.Route().Path
			status := c.Response().StatusCode()
			s.measure.observe(c.Method(), route, status, took)
			if route == "/healthz" {
				return
			}
			level := slog.LevelDebug
			if status >= http.StatusInternalServerError {
				level = slog.LevelError
			}
			s.log.LogAttrs(ctx, level, "request", slog.String("method", c.Method()), slog.String("route", route),
				slog.Int("status", status), slog.Duration("took", took), slog.String("request_id", id))
		}()
		if err := c.Next(); err != nil {
			return s.onError(c, err)
		}
		return nil
	}
}

func secureHeaders(c *fiber.Ctx, secure bool) {
	c.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "+
		"frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if secure {
		c.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// onError writes the problem of an error that left a handler outside the typed
// API, and of Fiber's own (404, 405, 413).
func (s *Server) onError(c *fiber.Ctx, err error) error {
	var p *Problem
	var fe *fiber.Error
	switch {
	case errors.As(err, &p):
	case errors.As(err, &fe):
		p = problemFor(c.UserContext(), s.log, fe.Code, []error{err})
	default:
		p = problemOf(c.UserContext(), s.log, err)
	}
	c.Status(p.Status)
	if err := c.JSON(p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, p.ContentType(""))
	return nil
}

// Shutdown refuses new connections and waits for running requests.
func (s *Server) Shutdown(within time.Duration) error {
	return s.Fiber.ShutdownWithTimeout(within)
}

// Serve accepts connections until Shutdown.
func (s *Server) Serve(ln net.Listener) error {
	return s.Fiber.Listener(ln)
}
