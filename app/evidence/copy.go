package evidence

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// errCopy reports bytes that are not PostgreSQL's binary copy format.
var errCopy = errors.New("not the binary form of copied rows")

// copySignature begins everything that is copied in binary form; flags and the
// length of an extension follow, 4 bytes each.
const copySignature = "PGCOPY\n\xff\r\n\x00"

// copied is a writer that cuts PostgreSQL's binary copy format into rows and
// hands over the fields of each, of which nil is null. The fields are gone after
// the call.
type copied struct {
	row    func(fields [][]byte) error
	begun  bool
	ended  bool
	rest   []byte
	fields [][]byte
}

// Write takes the next bytes, wherever they are cut.
func (c *copied) Write(b []byte) (int, error) {
	n := len(b)
	if len(c.rest) > 0 {
		c.rest = append(c.rest, b...)
		b = c.rest
	}
	if !c.begun {
		const header = len(copySignature) + 8
		if len(b) < header {
			c.keep(b)
			return n, nil
		}
		if !bytes.HasPrefix(b, []byte(copySignature)) {
			return 0, errCopy
		}
		b, c.begun = b[header:], true
	}
	for {
		used, err := c.take(b)
		if err != nil {
			return 0, err
		}
		if used == 0 {
			c.keep(b)
			return n, nil
		}
		b = b[used:]
	}
}

func (c *copied) keep(b []byte) {
	c.rest = append(c.rest[:0], b...)
}

// take reads one row and returns how many bytes it was, 0 when it is not all
// there.
func (c *copied) take(b []byte) (int, error) {
	if len(b) < 2 || c.ended {
		return 0, nil
	}
	count := int16(binary.BigEndian.Uint16(b))
	if count < 0 {
		c.ended = true
		return 2, nil
	}
	at := 2
	c.fields = c.fields[:0]
	for range count {
		if len(b) < at+4 {
			return 0, nil
		}
		size := int(int32(binary.BigEndian.Uint32(b[at:])))
		at += 4
		if size < 0 {
			c.fields = append(c.fields, nil)
			continue
		}
		if len(b) < at+size {
			return 0, nil
		}
		c.fields = append(c.fields, b[at:at+size:at+size])
		at += size
	}
	return at, c.row(c.fields)
}

// epoch is where PostgreSQL counts microseconds from.
const epoch = 946_684_800_000_000 // 1 January 2000 in Unix microseconds

// words are texts of which few differ, each made once; some are found again by
// their length and first letter.
type words struct {
	all   map[string]string
	quick [256]string
}

// word gives a text from its bytes.
func (w *words) word(f []byte) string {
	if len(f) == 0 {
		return ""
	}
	quick := &w.quick[byte(len(f)<<4)^f[0]]
	if string(f) == *quick {
		return *quick
	}
	text, known := w.all[string(f)]
	if !known {
		text = string(f)
		w.all[text] = text
	}
	*quick = text
	return text
}

// cells reads fields one after the other.
type cells struct {
	fields [][]byte
	words  *words
	err    error
}

func (c *cells) next(size int) []byte {
	if len(c.fields) == 0 {
		c.err = fmt.Errorf("too few fields: %w", errCopy)
		return nil
	}
	f := c.fields[0]
	c.fields = c.fields[1:]
	if f != nil && size > 0 && len(f) != size {
		c.err = fmt.Errorf("a field of %d bytes, not %d: %w", len(f), size, errCopy)
		return nil
	}
	return f
}

func (c *cells) id() (id uuid.UUID) {
	copy(id[:], c.next(len(id)))
	return id
}

// word gives a text of which few differ.
func (c *cells) word() string {
	return c.words.word(c.next(0))
}

func (c *cells) small() int16 {
	if f := c.next(2); f != nil {
		return int16(binary.BigEndian.Uint16(f))
	}
	return 0
}

func (c *cells) number() int {
	if f := c.next(4); f != nil {
		return int(int32(binary.BigEndian.Uint32(f)))
	}
	return 0
}

func (c *cells) yes() bool {
	f := c.next(1)
	return f != nil && f[0] != 0
}

func (c *cells) instant() (time.Time, bool) {
	f := c.next(8)
	if f == nil {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(binary.BigEndian.Uint64(f)) + epoch).UTC(), true
}
