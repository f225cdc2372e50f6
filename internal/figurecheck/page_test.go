package figurecheck

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// cell is a piece of a page's text between two tags, with its place and the last tag that was opened before it.
type cell struct {
	text, tag string
	at        int
}

// page is a page's text, cut at its tags.
type page struct {
	cells    []cell
	readings []reading
}

var unseen = []string{"script", "style", "svg", "textarea"}

// pageOf cuts a page up. Scripts and drawings are left out; the places are those in the document.
func pageOf(doc []byte) *page {
	p := &page{}
	if i := bytes.Index(doc, []byte("<main")); i >= 0 {
		copy(doc[:i], bytes.Repeat([]byte(" "), i))
	}
	tag := ""
	for at := 0; at < len(doc); {
		if doc[at] != '<' {
			end := bytes.IndexByte(doc[at:], '<')
			if end < 0 {
				end = len(doc) - at
			}
			text := string(doc[at : at+end])
			if trimmed := strings.TrimSpace(text); trimmed != "" {
				p.cells = append(p.cells, cell{trimmed, tag, at + strings.Index(text, trimmed)})
			}
			at += end
			continue
		}
		end := bytes.IndexByte(doc[at:], '>')
		if end < 0 {
			break
		}
		opened := string(doc[at : at+end+1])
		at += end + 1
		if strings.HasPrefix(opened, "</") {
			continue
		}
		tag = opened
		name, _, _ := strings.Cut(strings.Trim(opened, "<>"), " ")
		if slices.Contains(unseen, name) && !strings.HasSuffix(opened, "/>") {
			if over := bytes.Index(doc[at:], []byte("</"+name)); over >= 0 {
				at += over
			}
		}
	}
	return p
}

// from returns the cells from the first one with a text on, up to the next one that matches until.
func (p *page) from(text string) *page {
	for i, c := range p.cells {
		if c.text == text {
			return &page{cells: p.cells[i:]}
		}
	}
	return &page{}
}

// printed is a figure a pattern finds: its name and the unit it is printed in.
type printed struct {
	key  string
	unit float64
}

// find reads the figures that the first cell matching a pattern prints, one a group. 落后, 滞后 and 少 in the first group
// are a minus.
func (p *page) find(pattern string, figures ...printed) {
	re := regexp.MustCompile(pattern)
	for _, c := range p.cells {
		if p.match(re, c, figures) {
			return
		}
	}
}

func (p *page) match(re *regexp.Regexp, c cell, figures []printed) bool {
	m := re.FindStringSubmatchIndex(c.text)
	if m == nil {
		return false
	}
	minus := false
	next := 0
	for g := 1; g < len(m)/2; g++ {
		if m[2*g] < 0 {
			next++
			continue
		}
		text := c.text[m[2*g]:m[2*g+1]]
		switch text {
		case "落后", "滞后", "少":
			minus = true
			continue
		case "超前", "多":
			continue
		}
		f := figures[next]
		next++
		if f.key != "" {
			p.readings = append(p.readings, reading{key: f.key, text: text, at: c.at + m[2*g], end: c.at + m[2*g+1],
				unit: f.unit, minus: minus})
		}
	}
	return true
}

// after reads the figure in the nth cell after the first one that says something, with the pattern's group.
func (p *page) after(label string, n int, pattern string, figures ...printed) {
	for i, c := range p.cells {
		if c.text == label && i+n < len(p.cells) && p.match(regexp.MustCompile(pattern), p.cells[i+n], figures) {
			return
		}
	}
}

// rows calls do with each row of the page: its cells from the one that begins it to the next that does.
func (p *page) rows(begins func(cell) bool, do func(row *page)) {
	start := -1
	for i, c := range p.cells {
		if !begins(c) {
			continue
		}
		if start >= 0 {
			p.row(p.cells[start:i], do)
		}
		start = i
	}
	if start >= 0 {
		p.row(p.cells[start:], do)
	}
}

func (p *page) row(cells []cell, do func(row *page)) {
	row := &page{cells: cells}
	do(row)
	p.readings = append(p.readings, row.readings...)
}

// tagged reads the figure in the first cell whose tag has something.
func (p *page) tagged(tag, pattern string, figures ...printed) {
	re := regexp.MustCompile(pattern)
	for _, c := range p.cells {
		if strings.Contains(c.tag, tag) && p.match(re, c, figures) {
			return
		}
	}
}

const (
	number = `^(-?[\d,]+(?:\.\d+)?|—)$`
	rate   = `^(?:占目标 |占年度计划 )?(-?[\d,]+(?:\.\d+)?|—)%?`
)
