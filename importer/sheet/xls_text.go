package sheet

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// biffText reads texts and numbers that may continue in CONTINUE records. After an error every result is zero.
type biffText struct {
	parts [][]byte // what is left of the record, then of those that continue it
	wide  bool     // characters have two bytes
	err   error
}

// empty reports whether everything was read.
func (t *biffText) empty() bool {
	for len(t.parts) > 0 && len(t.parts[0]) == 0 {
		t.parts = t.parts[1:]
	}
	return len(t.parts) == 0
}

// number reads a little-endian number of 1 to 4 bytes.
func (t *biffText) number(size int) int {
	n := 0
	for i := range size {
		if t.err == nil && t.empty() {
			t.err = brokenBIFF("a text ends early")
		}
		if t.err != nil {
			return 0
		}
		n |= int(t.parts[0][0]) << (8 * i)
		t.parts[0] = t.parts[0][1:]
	}
	return n
}

func (t *biffText) skip(size int) {
	for t.err == nil && size > 0 {
		if t.empty() {
			t.err = brokenBIFF("a text ends early")
			return
		}
		n := min(size, len(t.parts[0]))
		t.parts[0] = t.parts[0][n:]
		size -= n
	}
}

// raw reads bytes.
func (t *biffText) raw(size int) []byte {
	var raw []byte
	for t.err == nil && len(raw) < size {
		if t.empty() {
			t.err = brokenBIFF("a text ends early")
			return nil
		}
		n := min(size-len(raw), len(t.parts[0]))
		raw = append(raw, t.parts[0][:n]...)
		t.parts[0] = t.parts[0][n:]
	}
	return raw
}

// unicode reads a text of BIFF8 whose number of characters was read: flags, counts, the characters, and then font runs
// and phonetic hints, which are skipped.
func (t *biffText) unicode(count int) string {
	flags := t.number(1)
	runs, aids := 0, 0
	if flags&8 != 0 {
		runs = t.number(2)
	}
	if flags&4 != 0 {
		aids = t.number(4)
	}
	t.wide = flags&1 != 0
	text := t.characters(count)
	t.skip(4 * runs)
	t.skip(aids)
	return text
}

// characters reads characters. Where they continue in the next record, that record begins with a byte that gives the
// width of the following ones.
func (t *biffText) characters(count int) string {
	if !t.wide && len(t.parts) > 0 && len(t.parts[0]) >= count && !slices.ContainsFunc(t.parts[0][:count], isHigh) {
		text := string(t.parts[0][:count])
		t.parts[0] = t.parts[0][count:]
		return text
	}
	var units []uint16
	for count > 0 && t.err == nil {
		if len(t.parts) == 0 || len(t.parts[0]) == 0 {
			t.wide = t.number(1)&1 != 0
			continue
		}
		part, size := t.parts[0], 1
		if t.wide {
			size = 2
		}
		n := min(count, len(part)/size)
		if n == 0 {
			t.err = brokenBIFF("half a character")
		}
		for i := range n {
			if t.wide {
				units = append(units, binary.LittleEndian.Uint16(part[2*i:]))
			} else {
				units = append(units, uint16(part[i]))
			}
		}
		t.parts[0] = part[n*size:]
		count -= n
	}
	if t.err != nil {
		return ""
	}
	return string(utf16.Decode(units))
}

func isHigh(b byte) bool { return b >= utf8.RuneSelf }

// codePages are the encodings of texts before BIFF8, by the number in the CODEPAGE record.
var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 932: japanese.ShiftJIS, 936: simplifiedchinese.GB18030,
	949: korean.EUCKR,
	950: traditionalchinese.Big5, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	32768: charmap.Macintosh, 32769: charmap.Windows1252,
}
