package sheet

import (
	"hash/maphash"
	"strings"
)

const (
	textChunk  = 1 << 16 // bytes
	textRecent = 1 << 12 // texts of cells
)

// texts stores the texts of a workbook's cells in a few large pieces of memory. A text equal to a recent one is stored
// once: a hundred thousand rows have millions of cells, and most repeat 续建, 无, or the unit of the row above.
type texts struct {
	chunk  strings.Builder // its buffer is never reallocated, so that its substrings stay valid
	size   int             // bytes of the newest piece
	seed   maphash.Seed
	recent []string // by hash; nil: equal texts are not looked for
}

// newTexts returns a store that compares a text with so many recent ones, a power of two; 0: with none.
func newTexts(recent int) *texts {
	return &texts{seed: maphash.MakeSeed(), recent: make([]string, recent)}
}

// of returns the bytes as a string.
func (t *texts) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(t.recent) == 0 || len(b) > 1024 {
		return t.keep(b)
	}
	slot := &t.recent[maphash.Bytes(t.seed, b)&uint64(len(t.recent)-1)]
	if *slot != string(b) {
		*slot = t.keep(b)
	}
	return *slot
}

func (t *texts) keep(b []byte) string {
	if len(b) > textChunk/8 {
		return string(b)
	}
	if t.chunk.Cap()-t.chunk.Len() < len(b) {
		t.size = min(max(4*t.size, 256), textChunk)
		t.chunk = strings.Builder{}
		t.chunk.Grow(max(t.size, len(b)))
	}
	start := t.chunk.Len()
	t.chunk.Write(b)
	return t.chunk.String()[start:]
}
