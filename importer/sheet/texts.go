package sheet

import (
	"hash/maphash"
	"strings"
)

const (
	textChunk  = 1 << 16 // bytes
	textRecent = 1 << 12 // texts of cells
)

// texts keeps the texts of a workbook's cells in a few large pieces, a text that stood nearby before only once: a
// hundred thousand rows have millions of cells, and most say 续建, 无, or the unit of the row above.
type texts struct {
	chunk  strings.Builder // never grown, so that what was cut from it stays where it is
	size   int             // bytes of the latest piece
	seed   maphash.Seed
	recent []string // by hash; none: texts here do not repeat
}

// newTexts looks for a text among as many recent ones, a power of two; 0: it does not look.
func newTexts(recent int) *texts {
	return &texts{seed: maphash.MakeSeed(), recent: make([]string, recent)}
}

// of returns the bytes as a text that stays.
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
