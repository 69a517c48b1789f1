package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"

	"github.com/google/uuid"
)

// dice is a stream of chance that depends on nothing but a seed and a topic.
type dice struct {
	*rand.Rand
}

func newDice(seed uint64, topic string) dice {
	sum := sha256.Sum256([]byte(topic))
	return dice{rand.New(rand.NewPCG(seed, binary.BigEndian.Uint64(sum[:8])))}
}

// chance is true with probability p.
func (d dice) chance(p float64) bool {
	return d.Float64() < p
}

// normal draws from a normal distribution.
func (d dice) normal(mean, deviation float64) float64 {
	return mean + deviation*d.NormFloat64()
}

// between draws a whole number of low…high, both included.
func (d dice) between(low, high int) int {
	return low + d.IntN(max(high-low, 0)+1)
}

// one draws an element of a list that is not empty.
func one[T any](d dice, list []T) T {
	return list[d.IntN(len(list))]
}

// choice is something that comes up in proportion to its weight.
type choice[T any] struct {
	value  T
	weight int
}

// weighted draws from choices of which at least one has a positive weight.
func weighted[T any](d dice, choices []choice[T]) T {
	total := 0
	for _, c := range choices {
		total += c.weight
	}
	left := d.IntN(total)
	for _, c := range choices {
		if left -= c.weight; left < 0 {
			return c.value
		}
	}
	return choices[len(choices)-1].value
}

// shuffled is a copy in chance order.
func shuffled[T any](d dice, list []T) []T {
	mixed := append([]T(nil), list...)
	d.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

// identities makes ids in the form of UUIDv7, each later than the one before.
type identities struct {
	dice  dice
	milli int64
}

func newIdentities(seed uint64, topic string, milli int64) *identities {
	return &identities{dice: newDice(seed, "ids of "+topic), milli: milli}
}

func (s *identities) next() uuid.UUID {
	s.milli++
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(s.milli))
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[0:8], s.dice.Uint64())
	binary.BigEndian.PutUint64(id[8:16], s.dice.Uint64())
	copy(id[0:6], stamp[2:8])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
