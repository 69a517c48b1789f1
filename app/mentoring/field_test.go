package mentoring

import (
	"errors"
	"slices"

	"camtay/app/fault"
)

// hasField reports whether a refusal names a field with a key.
func hasField(err error, key string) bool {
	var f *fault.Fault
	return errors.As(err, &f) && slices.ContainsFunc(f.Fields, func(field fault.Field) bool { return field.Key == key })
}
