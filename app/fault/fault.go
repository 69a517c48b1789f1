// Package fault is the one error that may reach a user: a code for machines and
// a translation key with arguments for people. Everything else becomes Internal.
package fault

import (
	"errors"
	"fmt"
	"net/http"
)

// Code is the kind of a fault; it decides the HTTP status.
type Code string

// The codes, from the caller's mistakes to ours.
const (
	Invalid         Code = "invalid"
	Unauthenticated Code = "unauthenticated"
	Forbidden       Code = "forbidden"
	NotFound        Code = "not_found"
	Conflict        Code = "conflict"
	TooMany         Code = "too_many"
	Unavailable     Code = "unavailable"
	Internal        Code = "internal"
)

// Args are the named arguments of a translated sentence.
type Args map[string]any

// Field is a fault at one place of the input. Location is a path such as
// body.seats or a cell such as D7.
type Field struct {
	Location string `json:"location"`
	Key      string `json:"key"`
	Args     Args   `json:"args,omitempty"`
}

// Fault is an error that may be shown. Key is a key of app/lang.
type Fault struct {
	Code   Code
	Key    string
	Args   Args
	Fields []Field
	Cause  error
}

// New makes a fault of a code and a key.
func New(code Code, key string) *Fault {
	return &Fault{Code: code, Key: key}
}

// With adds the arguments of the sentence.
func (f *Fault) With(args Args) *Fault {
	f.Args = args
	return f
}

// At adds a fault at one place of the input.
func (f *Fault) At(location, key string, args Args) *Fault {
	f.Fields = append(f.Fields, Field{Location: location, Key: key, Args: args})
	return f
}

// Because keeps the cause for the log; it is never shown.
func (f *Fault) Because(cause error) *Fault {
	f.Cause = cause
	return f
}

// Error is for logs.
func (f *Fault) Error() string {
	if f.Cause != nil {
		return fmt.Sprintf("%s %s: %v", f.Code, f.Key, f.Cause)
	}
	return fmt.Sprintf("%s %s", f.Code, f.Key)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error {
	return f.Cause
}

// Is matches faults of the same code and key, so that tests can compare.
func (f *Fault) Is(target error) bool {
	var other *Fault
	return errors.As(target, &other) && other.Code == f.Code && other.Key == f.Key
}

// Status is the HTTP status of a code.
func (c Code) Status() int {
	switch c {
	case Invalid:
		return http.StatusUnprocessableEntity
	case Unauthenticated:
		return http.StatusUnauthorized
	case Forbidden:
		return http.StatusForbidden
	case NotFound:
		return http.StatusNotFound
	case Conflict:
		return http.StatusConflict
	case TooMany:
		return http.StatusTooManyRequests
	case Unavailable:
		return http.StatusServiceUnavailable
	case Internal:
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}
