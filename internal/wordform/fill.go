package wordform

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
)

// none stands for the entries of an empty list.
const none = "无"

// Fill writes the document with values in the place of placeholders. A name without a value is left empty. Errors:
// KindInvalid when the document becomes too big, KindInternal.
func (f Form) Fill(v Values) ([]byte, error) {
	filled, left := make([]entry, 0, len(f.entries)), mostUnpacked
	for _, e := range f.entries {
		if t, is := f.texts[e.name]; is {
			var err error
			if e.content, err = t.fill(v, left); err != nil {
				return nil, err
			}
			left -= len(e.content)
		}
		filled = append(filled, e)
	}
	return pack(filled)
}

// unit is a row or paragraph that is repeated.
type unit struct {
	from, to int
	entries  []map[string]string // names without their list; nil: the list is empty
}

// edit replaces bytes by texts and values.
type edit struct {
	from, to int
	parts    []part
}

// part is a text or the name of a placeholder.
type part struct {
	text string
	name bool
}

// fill returns the bytes of a part, at most so many. Errors: KindInvalid.
func (t text) fill(v Values, most int) ([]byte, error) {
	var out bytes.Buffer
	edits := t.edits()
	at := 0
	for _, u := range t.units(v) {
		t.copy(&out, edits, at, u.from, v, nil)
		for i, one := range u.entries {
			if out.Len()+u.to-u.from > most {
				return nil, tooLong()
			}
			var copied bytes.Buffer
			t.copy(&copied, edits, u.from, u.to, v, one)
			if i == 0 {
				out.Write(copied.Bytes())
			} else {
				out.Write(identity.ReplaceAll(copied.Bytes(), nil))
			}
		}
		at = u.to
	}
	t.copy(&out, edits, at, len(t.content), v, nil)
	if out.Len() > most {
		return nil, tooLong()
	}
	return out.Bytes(), nil
}

func tooLong() error {
	return invalid("template_too_long", "按模板填出的文件超过 %d MB，请减少模板中的清单", mostUnpacked>>20)
}

// identity is what only the first of repeated rows may have.
var identity = regexp.MustCompile(` w14:(?:paraId|textId)="[^"]*"|<w:bookmark(?:Start|End)\b[^>]*/>`)

// lines is the name under which a unit has the lines of a value.
const linesName = "\n"

// units returns the rows and paragraphs that are repeated, in their order.
func (t text) units(v Values) (all []unit) {
	for _, r := range t.rows {
		if r.list != "" {
			all = append(all, unit{r.from, r.to, entriesOf(v.Lists[r.list], r.list)})
		}
	}
	for _, p := range t.paragraphs {
		if p.row >= 0 && t.listed(p.row) || p.nested || p.inside {
			continue
		}
		content := p.text()
		holders := placeholders(content)
		for _, h := range holders {
			if list, _, of := strings.Cut(h.name, separator); of {
				all = append(all, unit{p.from, p.to, entriesOf(v.Lists[list], list)})
				break
			}
			if value := v.Fields[h.name]; len(holders) == 1 && strings.Contains(value, "\n") &&
				strings.TrimSpace(content) == content[h.from:h.to] {
				u := unit{from: p.from, to: p.to}
				for line := range strings.Lines(value) {
					u.entries = append(u.entries, map[string]string{linesName: strings.TrimSuffix(line, "\n")})
				}
				all = append(all, u)
			}
		}
	}
	slices.SortFunc(all, func(a, b unit) int { return cmp.Compare(a.from, b.from) })
	return all
}

// listed reports whether a row, or one that its table is in, is repeated.
func (t text) listed(n int) bool {
	for ; n >= 0; n = t.rows[n].outer {
		if t.rows[n].list != "" {
			return true
		}
	}
	return false
}

// entriesOf are the entries of a list under the names of placeholders; an empty list has one that says so.
func entriesOf(list []map[string]string, name string) (all []map[string]string) {
	for _, e := range list {
		one := map[string]string{}
		for field, value := range e {
			one[name+separator+field] = value
		}
		all = append(all, one)
	}
	if all == nil {
		return []map[string]string{nil}
	}
	return all
}

// copy writes the bytes from one place to another, filled in. entry has the fields of the list's entry.
func (t text) copy(out *bytes.Buffer, edits []edit, from, to int, v Values, entry map[string]string) {
	said := false
	value := func(name string) string {
		if lines, is := entry[linesName]; is {
			return lines
		}
		if !strings.Contains(name, separator) {
			return v.Fields[name]
		}
		if entry == nil && !said {
			said = true
			return none
		}
		return entry[name]
	}
	first, _ := slices.BinarySearchFunc(edits, from, func(e edit, at int) int { return cmp.Compare(e.from, at) })
	for _, e := range edits[first:] {
		if e.from >= to {
			break
		}
		out.Write(t.content[from:e.from])
		for _, one := range e.parts {
			if one.name {
				one.text = value(one.text)
			}
			out.WriteString(escaped(one.text))
		}
		from = e.to
	}
	out.Write(t.content[from:to])
}

// edits replace the placeholders of a part, in the order of its bytes: a paragraph may have runs on both sides of a
// text box with paragraphs of its own.
func (t text) edits() (all []edit) {
	for _, p := range t.paragraphs {
		all = append(all, p.edits()...)
	}
	slices.SortFunc(all, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	return all
}

// edits replace the placeholders of a paragraph. One that is split over runs takes the look of the first.
func (p paragraph) edits() (all []edit) {
	holders := placeholders(p.text())
	if len(holders) == 0 {
		return nil
	}
	begins := 0 // of the piece, within the text
	for _, one := range p.pieces {
		ends, at := begins+len(one.text), begins
		e := edit{from: one.from, to: one.to}
		for len(holders) > 0 && holders[0].from < ends {
			h := holders[0]
			if h.from >= begins {
				e.parts = append(e.parts, part{one.text[at-begins : h.from-begins], false}, part{h.name, true})
			} else {
				e.parts = append(e.parts, part{"", false})
			}
			at = min(h.to, ends)
			if h.to > ends {
				break
			}
			holders = holders[1:]
		}
		if e.parts != nil {
			e.parts = append(e.parts, part{one.text[at-begins:], false})
			all = append(all, e)
		}
		begins = ends
	}
	return all
}

// escaped is a text as XML; a line break within a run becomes one of the document. Characters that XML can't hold are
// left out.
func escaped(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == '\uFFFD' {
			return -1
		}
		return r
	}, text)
	var s strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			s.WriteString(`</w:t><w:br/><w:t xml:space="preserve">`)
		}
		if err := xml.EscapeText(&s, []byte(line)); err != nil {
			return ""
		}
	}
	return s.String()
}
