package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// ErrBroken reports an entry that is not what was written, or a chain that lacks
// one.
var ErrBroken = errors.New("the chain of entries is broken")

// genesis is what the first entry of a person follows.
const genesis = "camtay evidence 1"

// digest is the hash of an entry that follows prev, which is empty for the first
// of a person: over every field but the hash, each with its length, so that no
// two entries read alike.
func (e Entry) digest(prev []byte) ([]byte, error) {
	args, err := json.Marshal(e.DescriptionArgs)
	if err != nil {
		return nil, fmt.Errorf("write arguments of entry: %w", err)
	}
	if len(prev) == 0 {
		prev = []byte(genesis)
	}
	b := make([]byte, 0, 512+len(args)+len(e.Reason))
	field := func(v []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(v)))
		b = append(b, v...)
	}
	number := func(n int64) { b = binary.BigEndian.AppendUint64(b, uint64(n)) }
	field(prev)
	for _, id := range []uuid.UUID{e.ID, e.StaffID, e.CompetencyID, e.ActorID, e.SourceID, e.WithdrawsID} {
		field(id[:])
	}
	for _, text := range []string{e.Kind, e.Action, e.Capacity, e.Subject, e.Source, e.DescriptionKey, e.Reason} {
		field([]byte(text))
	}
	field(args)
	number(e.Seq)
	number(int64(e.CompetencyVersion))
	number(int64(e.Level))
	number(int64(e.Strength))
	number(int64(e.RuleVersion))
	number(e.ObservedAt.UnixMicro())
	number(e.PostedAt.UnixMicro())
	number(orNone(e.ValidUntil))
	if e.FixedUntil {
		number(1)
	} else {
		number(0)
	}
	sum := sha256.Sum256(b)
	return sum[:], nil
}

func orNone(t *time.Time) int64 {
	if t == nil {
		return -1 << 63
	}
	return t.UnixMicro()
}

// plain gives arguments the form in which the database gives them back, so that
// they are hashed alike before and after.
func plain(args map[string]any) (map[string]any, error) {
	if len(args) == 0 {
		return map[string]any{}, nil
	}
	b, err := json.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("write arguments: %w", err)
	}
	var out map[string]any
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fmt.Errorf("read arguments: %w", err)
	}
	return out, nil
}

// head is the end of a person's chain: how many entries, and the hash of the last.
type head struct {
	length int64
	hash   []byte
}

// link gives an entry the next place after a head.
func (h head) link(e Entry) (Entry, error) {
	e.Seq = h.length + 1
	hash, err := e.digest(h.hash)
	if err != nil {
		return Entry{}, err
	}
	e.Hash = hash
	return e, nil
}

// extend checks that an entry follows a head and gives the new head; ErrBroken
// says what is wrong with the entry.
func (h head) extend(e Entry) (head, error) {
	if e.Seq != h.length+1 {
		return h, fmt.Errorf("entry %s has number %d where %d is due: %w", e.ID, e.Seq, h.length+1, ErrBroken)
	}
	want, err := e.digest(h.hash)
	if err != nil {
		return h, err
	}
	if !bytes.Equal(want, e.Hash) {
		return h, fmt.Errorf("entry %s, number %d, is not what was written: %w", e.ID, e.Seq, ErrBroken)
	}
	return head{length: e.Seq, hash: e.Hash}, nil
}
