// Package lang holds the sentences behind every key the server sends or stores.
// One file a room and language; the client renders them, the server only for
// mail, workbooks and printed documents.
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed vi/*.json en/*.json
var files embed.FS

// Locales are the languages every key must exist in; the first is the default.
func Locales() []string {
	return []string{"vi", "en"}
}

// Text renders a key in a locale with {name} arguments; an argument name_en is
// what {name} becomes in English. An unknown key renders
// as itself, so that a missing sentence is seen and not hidden.
func Text(locale, key string, args map[string]any) string {
	text, ok := Sentences(locale)[key]
	if !ok {
		return key
	}
	for name, value := range args {
		if other, ok := args[name+"_"+locale]; ok {
			value = other
		}
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

// Sentences are all keys of a locale; unknown locales read as Vietnamese.
func Sentences(locale string) map[string]string {
	all := load()
	if s, ok := all[locale]; ok {
		return s
	}
	return all["vi"]
}

//nolint:gochecknoglobals // embedded files are read once
var load = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, locale := range Locales() {
		all[locale] = map[string]string{}
		entries, err := files.ReadDir(locale)
		if err != nil {
			panic(fmt.Sprintf("embedded sentences of %s: %v", locale, err))
		}
		for _, e := range entries {
			b, err := files.ReadFile(locale + "/" + e.Name())
			if err != nil {
				panic(fmt.Sprintf("embedded sentences %s: %v", e.Name(), err))
			}
			sentences := all[locale]
			if err := json.Unmarshal(b, &sentences); err != nil {
				panic(fmt.Sprintf("embedded sentences %s/%s: %v", locale, e.Name(), err))
			}
		}
	}
	return all
})
