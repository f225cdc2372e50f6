package sheet

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// workbook is the content of a container's small parts.
type workbook struct {
	*container
	sheets  []sheetPart
	styles  []NumberFormat // by style index
	strings []string       // shared strings
	plain   []bool         // Cell.Plain of each shared string
	size    int            // bytes of them all
	texts   *texts
	numbers *texts
	looks   map[string]bool // run properties (rPr) by text: whether their XML is sound
	run     []byte          // of the text being read
	epoch   int             // 1462 days when dates count from 1904, else 0
	count   int             // cells read so far, against the limit
	filled  int             // rows read so far, against the limit
	read    map[string]bool
}

type sheetPart struct {
	Name   string
	Hidden bool
	Part   string // path; "" for a sheet that is not a table of cells (a chart)
}

var errNoWorkbook = errors.New("no workbook part")

const (
	relationWorkbook  = "/officeDocument"
	relationSheet     = "/worksheet"
	relationStyles    = "/styles"
	relationStrings   = "/sharedStrings"
	maxRelations      = 20_000
	maxSheetNameBytes = 512
)

// openWorkbook reads everything except the sheets' rows.
func openWorkbook(c *container) (*workbook, error) {
	w := &workbook{container: c, texts: newTexts(textRecent), numbers: newTexts(0), looks: map[string]bool{},
		read: map[string]bool{}}
	roots, err := w.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, r := range roots {
		if strings.HasSuffix(r.kind, relationWorkbook) {
			main = r.target
		}
	}
	if main == "" || !strings.HasSuffix(partName(main), ".xml") {
		return nil, errNoWorkbook
	}
	if _, ok := c.parts[partName(main)]; !ok {
		return nil, fmt.Errorf("part %s is missing", main)
	}
	related, err := w.relations(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	if err != nil {
		return nil, err
	}
	if err := w.parse(main, func(x *xmlReader) error { return w.readSheets(x, related) }); err != nil {
		return nil, err
	}
	for _, r := range related {
		if _, there := c.parts[partName(r.target)]; !there {
			continue // Excel opens a workbook without styles or strings as long as no cell needs them
		}
		switch {
		case strings.HasSuffix(r.kind, relationStyles):
			err = w.parse(r.target, w.readStyles)
		case strings.HasSuffix(r.kind, relationStrings):
			err = w.parse(r.target, w.readStrings)
		}
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// parse calls read for one part, which must be well-formed to its end and have the right checksum.
func (w *workbook) parse(name string, read func(*xmlReader) error) error {
	part, err := w.open(name)
	if err != nil {
		return err
	}
	w.read[partName(name)] = true
	x := newXMLReader(part)
	err = read(x) // every reader goes to the end of the part, where the checksum is
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return nil
}

// walk calls open for every start tag up to the end of the part.
func walk(x *xmlReader, open func() error) error {
	for {
		token, err := x.next()
		if err != nil {
			return err
		}
		if token == xmlEnd {
			return nil
		}
		if token == xmlOpen {
			if err := open(); err != nil {
				return err
			}
		}
	}
}

type relation struct{ id, kind, target string }

// relations reads a relationship part; the targets become paths inside the archive.
func (w *workbook) relations(name, base string) ([]relation, error) {
	if _, ok := w.parts[partName(name)]; !ok {
		return nil, errNoWorkbook
	}
	var all []relation
	err := w.parse(name, func(x *xmlReader) error {
		return walk(x, func() error {
			if x.name != "Relationship" {
				return nil
			}
			if mode, _ := x.attr("TargetMode"); mode == "External" {
				return nil
			}
			if len(all) >= maxRelations {
				return fmt.Errorf("more than %d relations", maxRelations)
			}
			id, _ := x.attr("Id")
			kind, _ := x.attr("Type")
			target, _ := x.attr("Target")
			target = strings.ReplaceAll(target, `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(base, target)
			}
			all = append(all, relation{id, kind, strings.TrimPrefix(target, "/")})
			return nil
		})
	})
	return all, err
}

func (w *workbook) readSheets(x *xmlReader, related []relation) error {
	parts := make(map[string]relation, len(related))
	for _, r := range related {
		parts[r.id] = r
	}
	return walk(x, func() error {
		switch x.name {
		case "workbookPr":
			if v, _ := x.attr("date1904"); v == "1" || v == "true" {
				w.epoch = 1462
			}
		case "sheet":
			if len(w.sheets) >= w.limits.Sheets {
				return tooManySheets(w.limits)
			}
			name, _ := x.attr("name")
			if name == "" || len(name) > maxSheetNameBytes {
				return malformed("a sheet without a usable name")
			}
			state, _ := x.attr("state")
			id, _ := x.attr("id")
			r, ok := parts[id]
			if !ok && id != "" { // a macro's hidden sheet may have no part at all
				return malformed("sheet %q refers to a part that does not exist", name)
			}
			s := sheetPart{Name: name, Hidden: state == "hidden" || state == "veryHidden"}
			if strings.HasSuffix(r.kind, relationSheet) {
				s.Part = r.target
			}
			w.sheets = append(w.sheets, s)
		}
		return nil
	})
}

// readStrings reads the shared strings: plain ones, and rich ones joined from their runs without phonetic hints.
func (w *workbook) readStrings(x *xmlReader) error {
	for {
		if err := w.quickStrings(x); err != nil {
			return err
		}
		token, err := x.next()
		if err != nil || token == xmlEnd {
			return err
		}
		if token != xmlOpen || x.name != "si" {
			continue
		}
		text, err := richText(x)
		if err != nil {
			return err
		}
		if err := w.keepString(text, !foldable(text) && !HasStray(text)); err != nil {
			return err
		}
	}
}

func (w *workbook) keepString(text string, plain bool) error {
	if len(w.strings) >= w.limits.Strings {
		return tooManyTexts()
	}
	if w.size += len(text); w.size > w.limits.Text {
		return tooMuchText()
	}
	w.strings, w.plain = append(w.strings, text), append(w.plain, plain)
	return nil
}
