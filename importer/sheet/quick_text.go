package sheet

import (
	"bytes"
)

const (
	quickStringWindow = 1 << 13 // bytes; most texts with all their runs are shorter
	quickLookBytes    = 1 << 10 // bytes of the longest remembered run properties
	quickLooks        = 1 << 8  // number of remembered run properties
)

// quickStrings reads shared strings until one needs the strict reader.
func (w *workbook) quickStrings(x *xmlReader) error {
	if x.empty || len(x.stack) != 1 {
		return nil
	}
	for {
		if len(x.buf)-x.pos < quickStringWindow && x.err == nil {
			x.fill()
		}
		text, folded, n := w.quickString(x.buf[x.pos:])
		if n == 0 {
			return nil
		}
		kept := w.texts.keep(text)
		x.pos += n
		if err := w.keepString(kept, folded); err != nil {
			return err
		}
	}
}

var (
	quickItem      = []byte("<si>")
	quickItemEnd   = []byte("</si>")
	quickRun       = []byte("<r>")
	quickRunEnd    = []byte("</r>")
	quickLook      = []byte("<rPr>")
	quickLookEnd   = []byte("</rPr>")
	quickPlain     = []byte("<t>")
	quickPlainEnd  = []byte("</t>")
	quickPlainKept = []byte(`<t xml:space="preserve">`)
)

// quickString reads the shared string at the start of the bytes; n is its length, 0 when it needs the strict reader.
// LibreOffice splits a text into runs at every change between Chinese and digits, each with run properties (rPr) of
// which there are few different ones.
func (w *workbook) quickString(b []byte) (text []byte, folded bool, n int) {
	if !bytes.HasPrefix(b, quickItem) {
		return nil, false, 0
	}
	i := len(quickItem)
	if !bytes.HasPrefix(b[i:], quickRun) {
		start, end, folded := quickTextAt(b, i)
		if end < 0 || !bytes.HasPrefix(b[end+len(quickPlainEnd):], quickItemEnd) {
			return nil, false, 0
		}
		return b[start:end], folded, end + len(quickPlainEnd) + len(quickItemEnd)
	}
	w.run, folded = w.run[:0], true
	for bytes.HasPrefix(b[i:], quickRun) {
		i += len(quickRun)
		if bytes.HasPrefix(b[i:], quickLook) {
			length := bytes.Index(b[i:min(len(b), i+quickLookBytes)], quickLookEnd) + len(quickLookEnd)
			if length < len(quickLook) || !w.soundLook(b[i:i+length]) {
				return nil, false, 0
			}
			i += length
		}
		start, end, same := quickTextAt(b, i)
		if end < 0 || !bytes.HasPrefix(b[end+len(quickPlainEnd):], quickRunEnd) {
			return nil, false, 0
		}
		folded = folded && same
		w.run = append(w.run, b[start:end]...)
		i = end + len(quickPlainEnd) + len(quickRunEnd)
	}
	if !bytes.HasPrefix(b[i:], quickItemEnd) {
		return nil, false, 0
	}
	return w.run, folded, i + len(quickItemEnd)
}

// quickTextAt finds the characters of the element t that starts at i; end is -1 when it needs the strict reader.
func quickTextAt(b []byte, i int) (start, end int, folded bool) {
	switch {
	case bytes.HasPrefix(b[i:], quickPlain):
		start = i + len(quickPlain)
	case bytes.HasPrefix(b[i:], quickPlainKept):
		start = i + len(quickPlainKept)
	default:
		return 0, -1, false
	}
	n, folded := textRun(b[start:])
	if n < 0 || !bytes.HasPrefix(b[start+n:], quickPlainEnd) || bytes.IndexByte(b[start:start+n], '_') >= 0 {
		return 0, -1, false
	}
	return start, start + n, folded
}

// soundLook reports whether the element rPr is well-formed and holds no text; the strict reader checks each once.
func (w *workbook) soundLook(look []byte) bool {
	sound, known := w.looks[string(look)]
	if known || len(w.looks) >= quickLooks {
		return sound
	}
	x := newXMLReader(bytes.NewReader(look))
	err := walk(x, func() error {
		if x.name == "t" || x.name == "rPh" || len(x.stack) > 8 {
			return errXML
		}
		return nil
	})
	w.looks[string(look)] = err == nil
	return err == nil
}
