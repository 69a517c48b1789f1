package competency

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

var errJSON = errors.New("not a JSON text that can be kept")

// object is a JSON object.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return strings.TrimSpace(s)
}

func (o object) object(name string) object {
	return asObject(o[name])
}

func (o object) list(name string) []any {
	l, _ := o[name].([]any)
	return l
}

func asObject(v any) object {
	switch m := v.(type) {
	case map[string]any:
		return m
	case object:
		return m
	}
	return nil
}

// copied is an object with the same values.
func (o object) copied() object {
	out := make(object, len(o))
	for name, v := range o {
		out[name] = v
	}
	return out
}

// decode reads one JSON text as the database can keep it: no NUL, numbers as
// written, nesting bounded.
func decode(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("read json: %w", errors.Join(errJSON, err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("more than one value: %w", errJSON)
	}
	return kept(v, 0)
}

func kept(v any, depth int) (any, error) {
	if depth > mostNesting {
		return nil, fmt.Errorf("nested deeper than %d: %w", mostNesting, errJSON)
	}
	switch t := v.(type) {
	case string:
		return plain(t), nil
	case json.Number:
		if _, err := strconv.ParseFloat(t.String(), 64); err != nil || len(t) > 40 {
			return nil, fmt.Errorf("number %.40s: %w", t, errJSON)
		}
	case []any:
		for i := range t {
			in, err := kept(t[i], depth+1)
			if err != nil {
				return nil, err
			}
			t[i] = in
		}
	case map[string]any:
		for name, value := range t {
			in, err := kept(value, depth+1)
			if err != nil {
				return nil, err
			}
			delete(t, name)
			t[plain(name)] = in
		}
	}
	return v, nil
}
