package evidence

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// copyOf is rows in the binary copy format.
func copyOf(rows ...[]string) []byte {
	b := append([]byte(copySignature), 0, 0, 0, 0, 0, 0, 0, 0)
	for _, row := range rows {
		b = append(b, 0, byte(len(row)))
		for _, f := range row {
			if f == "null" {
				b = append(b, 0xff, 0xff, 0xff, 0xff)
				continue
			}
			b = append(b, 0, 0, 0, byte(len(f)))
			b = append(b, f...)
		}
	}
	return append(b, 0xff, 0xff)
}

func TestCopiedRowsAreTheSameWhereverTheyAreCut(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"one", "null", ""}, {}, {"two"}}
	whole := copyOf(rows...)
	for size := 1; size <= len(whole); size++ {
		var got [][]string
		c := &copied{row: func(fields [][]byte) error {
			row := []string{}
			for _, f := range fields {
				if f == nil {
					row = append(row, "null")
				} else {
					row = append(row, string(f))
				}
			}
			got = append(got, row)
			return nil
		}}
		for rest := whole; len(rest) > 0; {
			n := min(size, len(rest))
			if _, err := c.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Fatalf("cut every %d bytes (-want +got):\n%s", size, diff)
		}
	}
	if _, err := (&copied{}).Write(bytes.Repeat([]byte("x"), 40)); !errors.Is(err, errCopy) {
		t.Errorf("something else: %v", err)
	}
}

func FuzzCopied(f *testing.F) {
	f.Add(copyOf([]string{"one", "null", ""}, []string{"two"}))
	f.Fuzz(func(_ *testing.T, b []byte) {
		c := &copied{row: func(fields [][]byte) error {
			cells := &cells{fields: fields, words: &words{all: map[string]string{}}}
			cells.id()
			cells.word()
			cells.small()
			cells.instant()
			return cells.err
		}}
		_, _ = c.Write(b)
	})
}
