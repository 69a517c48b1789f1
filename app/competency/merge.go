package competency

import (
	"encoding/json"
	"fmt"
)

func mergeMoodle(former, latter json.RawMessage) (json.RawMessage, error) {
	var a, b moodleDocument
	if err := unmarshal(former, &a); err != nil {
		return nil, fmt.Errorf("read kept fields: %w", err)
	}
	if err := unmarshal(latter, &b); err != nil {
		return nil, fmt.Errorf("read kept fields: %w", err)
	}
	if b.Framework == nil {
		b.Framework = a.Framework
	}
	said := map[string]bool{}
	for _, g := range b.Groups {
		said[g.Path] = true
	}
	for _, g := range a.Groups {
		if !said[g.Path] {
			b.Groups = append(b.Groups, g)
		}
	}
	return encode(b), nil
}

func mergeCASE(former, latter json.RawMessage) (json.RawMessage, error) {
	var a, b caseDocument
	if err := unmarshal(former, &a); err != nil {
		return nil, fmt.Errorf("read kept fields: %w", err)
	}
	if err := unmarshal(latter, &b); err != nil {
		return nil, fmt.Errorf("read kept fields: %w", err)
	}
	said := map[string]bool{}
	for _, g := range b.Groups {
		said["group "+g.Path] = true
	}
	for _, as := range b.Associations {
		said[as.text("identifier")] = true
	}
	for _, g := range a.Groups {
		if !said["group "+g.Path] {
			b.Groups = append(b.Groups, g)
		}
	}
	// An older copy of the same document is replaced; another one's links stay.
	if a.Package.object(caseDocumentName).text("identifier") != b.Package.object(caseDocumentName).text("identifier") {
		for _, as := range a.Associations {
			if !said[as.text("identifier")] {
				b.Associations = append(b.Associations, as)
			}
		}
	}
	return encode(b), nil
}
