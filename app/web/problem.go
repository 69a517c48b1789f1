package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"camtay/app/audit"
	"camtay/app/fault"
)

// Problem is the one error body, RFC 9457: a code for machines and a
// translation key with arguments that the client renders in the user's language.
type Problem struct {
	Type      string        `json:"type" doc:"always about:blank"`
	Title     string        `json:"title"`
	Status    int           `json:"status"`
	Code      string        `json:"code" enum:"invalid,unauthenticated,forbidden,not_found,conflict,too_many,unavailable,internal"`
	Key       string        `json:"key" doc:"translation key of the sentence to show"`
	Args      fault.Args    `json:"args,omitempty"`
	RequestID string        `json:"request_id,omitempty" doc:"to read out to support"`
	Errors    []fault.Field `json:"errors,omitempty"`

	retryAfter time.Duration
}

// Error is for logs.
func (p *Problem) Error() string {
	return p.Code + " " + p.Key
}

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int {
	return p.Status
}

// GetHeaders are the headers that go with the problem: Retry-After, in seconds,
// where the fault's "minutes" say when to come back.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(p.retryAfter.Seconds())))
	}
	return h
}

// ContentType is application/problem+json whatever the client accepts.
func (p *Problem) ContentType(string) string {
	return "application/problem+json"
}

func newProblem(ctx context.Context, code fault.Code, status int, key string) *Problem {
	return &Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Code: string(code), Key: key, RequestID: audit.OriginOf(ctx).RequestID,
	}
}

// problemOf turns any error of a service into what may be shown. An error that
// is no fault becomes internal; its text goes to the log only.
func problemOf(ctx context.Context, log *slog.Logger, err error) *Problem {
	var shown *fault.Fault
	switch {
	case errors.As(err, &shown):
		p := newProblem(ctx, shown.Code, shown.Code.Status(), shown.Key)
		p.Args, p.Errors = shown.Args, shown.Fields
		if minutes, ok := shown.Args["minutes"].(int); ok && shown.Code == fault.TooMany {
			p.retryAfter = time.Duration(minutes) * time.Minute
		}
		if shown.Code == fault.Internal {
			log.ErrorContext(ctx, "fault", "error", err, "request_id", p.RequestID)
		}
		return p
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		log.ErrorContext(ctx, "too slow", "error", err, "request_id", audit.OriginOf(ctx).RequestID)
		return newProblem(ctx, fault.Unavailable, http.StatusServiceUnavailable, "web.timeout")
	}
	p := newProblem(ctx, fault.Internal, http.StatusInternalServerError, "web.internal")
	log.ErrorContext(ctx, "internal error", "error", err, "request_id", p.RequestID)
	return p
}

// problemFor is the problem of an error that the framework itself found.
func problemFor(ctx context.Context, log *slog.Logger, status int, errs []error) *Problem {
	code, key := kindOf(status)
	p := newProblem(ctx, code, status, key)
	if status >= http.StatusInternalServerError {
		log.ErrorContext(ctx, "framework error", "error", errors.Join(errs...), "request_id", p.RequestID)
		return p
	}
	for _, err := range errs {
		var detail huma.ErrorDetailer
		if !errors.As(err, &detail) {
			continue
		}
		d := detail.ErrorDetail()
		p.Errors = append(p.Errors, fieldOf(d.Location, d.Message))
	}
	return p
}

func kindOf(status int) (fault.Code, string) {
	switch {
	case status == http.StatusUnauthorized:
		return fault.Unauthenticated, "web.unauthenticated"
	case status == http.StatusForbidden:
		return fault.Forbidden, "web.forbidden"
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return fault.NotFound, "web.not_found"
	case status == http.StatusRequestEntityTooLarge:
		return fault.Invalid, "web.too_large"
	case status == http.StatusTooManyRequests:
		return fault.TooMany, "web.too_many"
	case status == http.StatusRequestTimeout:
		return fault.Unavailable, "web.timeout"
	case status == http.StatusUnprocessableEntity:
		return fault.Invalid, "web.invalid"
	case status >= http.StatusInternalServerError:
		return fault.Internal, "web.internal"
	}
	return fault.Invalid, "web.bad_request"
}

// fieldOf maps the framework's English validation sentences to keys.
func fieldOf(location, message string) fault.Field {
	var name, limit string
	if n, _ := fmt.Sscanf(message, "expected required property %s to be present", &name); n == 1 {
		return fault.Field{Location: location + "." + name, Key: "input.required"}
	}
	if n, _ := fmt.Sscanf(message, "expected length >= %s", &limit); n == 1 {
		return bounded(location, "input.too_short", limit)
	}
	if n, _ := fmt.Sscanf(message, "expected length <= %s", &limit); n == 1 {
		return bounded(location, "input.too_long", limit)
	}
	if n, _ := fmt.Sscanf(message, "expected number >= %s", &limit); n == 1 {
		return bounded(location, "input.too_small", limit)
	}
	if n, _ := fmt.Sscanf(message, "expected number <= %s", &limit); n == 1 {
		return bounded(location, "input.too_large", limit)
	}
	for prefix, key := range map[string]string{
		"expected value to be one of":  "input.not_allowed",
		"unexpected property":          "input.unexpected",
		"expected string to match":     "input.format",
		"expected string to be":        "input.format",
		"required":                     "input.required",
		"expected array length >=":     "input.required",
		"expected array length <=":     "input.too_long",
		"expected array items to be u": "input.not_allowed",
	} {
		if strings.HasPrefix(message, prefix) {
			return fault.Field{Location: location, Key: key}
		}
	}
	return fault.Field{Location: location, Key: "input.invalid"}
}

func bounded(location, key, limit string) fault.Field {
	if n, err := strconv.ParseFloat(limit, 64); err == nil {
		return fault.Field{Location: location, Key: key, Args: fault.Args{"limit": n}}
	}
	return fault.Field{Location: location, Key: key}
}
