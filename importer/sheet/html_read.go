package sheet

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a web page.
const (
	maxTableDepth = 16    // tables inside each other
	maxColumnSpan = 1000  // as browsers bound it
	maxRowSpan    = 65534 // likewise
)

// readHTML reads a web page with tables, which many office systems export under the name of a workbook, as one sheet.
// A cell is text, or the number that Excel wrote beside it.
func readHTML(name string, content []byte, l Limits) ([]Sheet, error) {
	if int64(len(content)) > l.Plain {
		return nil, plainTooLarge(name, l)
	}
	text, err := decodeText(content)
	if err != nil {
		return nil, err
	}
	p := &pageReader{flow: newFlow(stem(name), l)}
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(maxTextBytes)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == html.ErrBufferExceeded {
				return nil, tooLarge("“%s”中的文字超过 %d MB", name, maxTextBytes>>20)
			}
			return p.end()
		case html.TextToken:
			if err := p.text(z.Text()); err != nil {
				return nil, err
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			if err := p.open(atom.Lookup(tag), z, more); err != nil {
				return nil, err
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			if err := p.closeTag(atom.Lookup(tag)); err != nil {
				return nil, err
			}
		}
	}
}

// pageTable is an open table with the cell that is being read.
type pageTable struct {
	flowTable
	inRow, inCell, number bool
	inside                int // tables inside the open cell, whose texts are the cell's
	across, down          int
	stored                string // the number beside the text
	text                  strings.Builder
}

// pageReader collects the tables of a page and the texts around them.
type pageReader struct {
	*flow
	stack   []*pageTable // the innermost last
	outside strings.Builder
	silent  atom.Atom // an element whose text does not show
}

func (p *pageReader) inner() *pageTable {
	if len(p.stack) == 0 {
		return nil
	}
	return p.stack[len(p.stack)-1]
}

// text takes character data. White space is one space, as browsers show it.
func (p *pageReader) text(raw []byte) error {
	if p.silent != 0 {
		return nil
	}
	into := &p.outside
	if t := p.inner(); t != nil {
		if !t.inCell {
			return nil
		}
		into = &t.text
	}
	gap := into.Len() == 0
	for _, r := range string(raw) {
		space := unicode.IsSpace(r)
		if space && gap {
			continue
		}
		if gap = space; space {
			r = ' '
		}
		into.WriteRune(r)
	}
	if into.Len() > maxTextBytes {
		return tooLarge("一个单元格的文字超过 %d MB", maxTextBytes>>20)
	}
	return nil
}

// broken ends a line inside a cell, or a paragraph outside.
func (p *pageReader) broken() {
	t := p.inner()
	switch {
	case t == nil:
		p.paragraph(p.outside.String())
		p.outside.Reset()
	case t.inCell && t.text.Len() > 0:
		t.text.WriteByte('\n')
	}
}

var unseen = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)`)

func (p *pageReader) open(tag atom.Atom, z *html.Tokenizer, more bool) error {
	var attributes map[string]string
	if more {
		attributes = map[string]string{}
	}
	for more {
		var key, value []byte
		if key, value, more = z.TagAttr(); len(value) < 200 {
			attributes[string(key)] = string(value)
		}
	}
	t := p.inner()
	if t != nil && t.inside > 0 && (tag == atom.Tr || tag == atom.Td || tag == atom.Th) {
		p.broken()
		return nil
	}
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Template, atom.Select:
		if p.silent == 0 {
			p.silent = tag
		}
	case atom.Table:
		p.broken()
		switch {
		case t != nil && t.isList():
			t.inside++
			return nil
		case len(p.stack) == maxTableDepth:
			return tooLarge("表格嵌套超过 %d 层", maxTableDepth)
		case t != nil: // a table that only places the other one
			t.unfold()
			p.paragraph(t.text.String())
			t.text.Reset()
			t.inRow, t.inCell = false, false
		}
		p.stack = append(p.stack, &pageTable{flowTable: flowTable{flow: p.flow}})
	case atom.Tr:
		if t != nil {
			if err := t.endRow(); err != nil {
				return err
			}
			t.inRow = true
			return t.beginRow(unseen.MatchString(attributes["style"]) || hasKey(attributes, "hidden"))
		}
	case atom.Td, atom.Th:
		if t != nil {
			return t.beginCell(attributes)
		}
	case atom.Br, atom.P, atom.Div, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Caption:
		p.broken()
		if tag == atom.Caption && t != nil {
			t.inCell, t.number, t.across = true, false, 0
		}
	}
	return nil
}

func hasKey(m map[string]string, key string) bool {
	_, ok := m[key]
	return ok
}

func (t *pageTable) beginCell(attributes map[string]string) error {
	if err := t.endCell(); err != nil {
		return err
	}
	if !t.inRow || len(t.rows) == 0 {
		t.inRow = true
		if err := t.beginRow(false); err != nil {
			return err
		}
	}
	t.inCell = true
	t.across, t.down = spanOf(attributes["colspan"], maxColumnSpan), spanOf(attributes["rowspan"], maxRowSpan)
	t.stored, t.number = attributes["x:num"], false
	if t.stored != "" {
		t.number = digitsInside.MatchString(t.stored)
	}
	return nil
}

var digitsInside = regexp.MustCompile(`^-?\d{1,15}(\.\d{1,15})?$`)

// endCell adds the open cell to its row; a caption becomes a row above.
func (t *pageTable) endCell() error {
	if !t.inCell {
		return nil
	}
	t.inCell = false
	c := Cell{Kind: Text, Text: strings.TrimSpace(t.text.String())}
	t.text.Reset()
	if t.across == 0 {
		if err := t.beginRow(false); err != nil {
			return err
		}
		t.across, t.down = 1, 1
	}
	if t.number && c.Text != "" && !strings.ContainsAny(c.Text, "年月日/:") {
		c.Kind, c.Text = Number, t.stored
	}
	return t.cell(c, t.across, t.down)
}

func (t *pageTable) endRow() error {
	err := t.endCell()
	t.inRow = false
	return err
}

func (p *pageReader) closeTag(tag atom.Atom) error {
	if p.silent != 0 {
		if tag == p.silent {
			p.silent = 0
		}
		return nil
	}
	t := p.inner()
	if t != nil && t.inside > 0 {
		if tag == atom.Table {
			t.inside--
		}
		p.broken()
		return nil
	}
	switch tag {
	case atom.Td, atom.Th, atom.Caption:
		if t != nil {
			return t.endCell()
		}
	case atom.Tr:
		if t != nil {
			return t.endRow()
		}
	case atom.Table:
		if t != nil {
			return p.endTable()
		}
	case atom.P, atom.Div, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.broken()
	}
	return nil
}

func (p *pageReader) endTable() error {
	t := p.inner()
	if err := t.endRow(); err != nil {
		return err
	}
	p.stack = p.stack[:len(p.stack)-1]
	return p.table(&t.flowTable)
}

// end closes what the page left open. A page that was cut off inside a table is refused: rows may be missing.
func (p *pageReader) end() ([]Sheet, error) {
	if len(p.stack) > 0 {
		return nil, damaged(malformed("the page ends inside a table"))
	}
	p.broken()
	return p.sheets(webPage, doSaveAs)
}
