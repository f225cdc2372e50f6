package importer

import (
	"hash/maphash"
	"strings"
)

const (
	textChunk  = 1 << 16 // bytes
	textRecent = 1 << 12 // texts
)

// texts keeps the texts of a workbook's cells in a few large pieces, a text that stood nearby before only once: a
// hundred thousand rows have millions of cells, and most say 续建, 无, or the unit of the row above.
type texts struct {
	chunk  strings.Builder // never grown, so that what was cut from it stays where it is
	seed   maphash.Seed
	recent []string // by hash; nil: texts here do not repeat
}

func newTexts(repeating bool) *texts {
	t := &texts{seed: maphash.MakeSeed()}
	if repeating {
		t.recent = make([]string, textRecent)
	}
	return t
}

// of returns the bytes as a text that stays.
func (t *texts) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if t.recent == nil || len(b) > 1024 {
		return t.keep(b)
	}
	slot := &t.recent[maphash.Bytes(t.seed, b)%textRecent]
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
		t.chunk = strings.Builder{}
		t.chunk.Grow(textChunk)
	}
	start := t.chunk.Len()
	t.chunk.Write(b)
	return t.chunk.String()[start:]
}
