package sheet

import (
	"path"
	"slices"
	"strings"
)

// docx reads a Word document's tables.
type docx struct {
	*flow
	x     *xmlReader
	stack []*wordTable // the innermost last
	text  strings.Builder
}

// wordTable is an open table with the cell that is being read.
type wordTable struct {
	flowTable
	across  int
	merged  string      // "restart", "continue", "": how the cell is merged down
	inside  int         // tables inside the open cell, whose texts are the cell's
	gone    bool        // the row was deleted by a change that is recorded
	spanned []Range     // cells that are merged down
	open    map[int]int // by column: the newest of them
}

// docxPart returns the main part of a Word document; "" if the container is none.
func (c *container) docxPart() string {
	if _, ok := c.parts["word/document.xml"]; ok {
		return "word/document.xml"
	}
	for name := range c.parts { // some programs number it
		if path.Dir(name) == "word" && strings.HasPrefix(path.Base(name), "document") && path.Ext(name) == ".xml" {
			return name
		}
	}
	return ""
}

// readDOCX reads a Word document with tables as one sheet.
func readDOCX(name string, c *container) ([]Sheet, error) {
	main := c.docxPart()
	part, err := c.open(main)
	if err != nil {
		return nil, orDamaged(err)
	}
	d := &docx{flow: newFlow(stem(name), c.limits), x: newXMLReader(part)}
	err = d.read()
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = c.check(map[string]bool{main: true})
	}
	if err != nil {
		return nil, orDamaged(err)
	}
	return d.sheets("Word 文档", doUpload)
}

func (d *docx) inner() *wordTable {
	if len(d.stack) == 0 {
		return nil
	}
	return d.stack[len(d.stack)-1]
}

func (d *docx) read() error {
	for {
		token, err := d.x.next()
		if err != nil || token == xmlEnd {
			return err
		}
		switch token {
		case xmlOpen:
			err = d.open()
		case xmlClose:
			err = d.close()
		case xmlText:
			if n := len(d.x.stack); local(d.x.stack[n-1]) == "t" {
				d.text.Write(d.x.text)
			}
		}
		if err != nil {
			return err
		}
		if d.text.Len() > maxTextBytes {
			return tooLarge("一个单元格的文字超过 %d MB", maxTextBytes>>20)
		}
	}
}

func (d *docx) open() error {
	t := d.inner()
	if t != nil && t.inside > 0 && d.x.name != "tbl" {
		return d.openText()
	}
	switch d.x.name {
	case "tbl":
		switch {
		case t != nil && t.isList():
			t.inside++
			return nil
		case t != nil: // a table that only places the other one
			t.unfold()
		}
		d.endParagraph()
		d.stack = append(d.stack, &wordTable{flowTable: flowTable{flow: d.flow}})
	case "tr":
		if t != nil {
			t.gone = false
			return t.beginRow(false)
		}
	case "tc":
		if t != nil {
			t.across, t.merged = 1, ""
			d.text.Reset()
		}
	case "gridSpan":
		if t != nil {
			t.across = spanOf(d.value(), maxColumnSpan)
		}
	case "vMerge":
		if t != nil {
			if t.merged = "continue"; d.value() == "restart" {
				t.merged = "restart"
			}
		}
	case "gridBefore":
		if t != nil && len(t.rows) > 0 {
			t.column = spanOf(d.value(), maxColumnSpan)
		}
	default:
		return d.openText()
	}
	return nil
}

// openText handles what is inside a paragraph.
func (d *docx) openText() error {
	t := d.inner()
	switch d.x.name {
	case "del": // a recorded change: what was deleted is not in the document
		if parents := d.x.stack; t != nil && len(parents) > 1 && local(parents[len(parents)-2]) == "trPr" {
			t.gone = true
		}
		return d.x.skip()
	case "moveFrom", "Fallback", "txbxContent", "delText", "instrText", "rPrChange", "pPrChange", "tcPrChange":
		return d.x.skip()
	case "br", "cr":
		d.text.WriteByte('\n')
	case "tab", "ptab":
		if parents := d.x.stack; len(parents) > 1 && local(parents[len(parents)-2]) == "r" {
			d.text.WriteByte(' ')
		}
	case "noBreakHyphen":
		d.text.WriteByte('-')
	}
	return nil
}

func (d *docx) value() string {
	v, _ := d.x.attr("val")
	return v
}

func (d *docx) endParagraph() {
	d.paragraph(d.text.String())
	d.text.Reset()
}

func (d *docx) close() error {
	t := d.inner()
	switch {
	case d.x.name == "p" && t == nil:
		d.endParagraph()
	case d.x.name == "p":
		d.text.WriteByte('\n')
	case t == nil:
	case d.x.name == "tbl" && t.inside > 0:
		t.inside--
	case t.inside > 0:
	case d.x.name == "tc":
		return d.endCell(t)
	case d.x.name == "tr" && t.gone:
		t.cells = t.cells[:0]
	case d.x.name == "tbl":
		d.stack = d.stack[:len(d.stack)-1]
		t.joinDown()
		return d.table(&t.flowTable)
	}
	return nil
}

// endCell adds the cell. One that continues the cell above belongs to it.
func (d *docx) endCell(t *wordTable) error {
	text := strings.TrimSpace(d.text.String())
	d.text.Reset()
	if len(t.rows) == 0 {
		return nil // the rest of a cell whose table was layout
	}
	c := Cell{Kind: Text, Text: text}
	column, row := t.place(), t.at
	if t.merged == "continue" {
		c.Text = ""
	}
	if err := t.cell(c, t.across, 1); err != nil {
		return err
	}
	i, open := t.open[column]
	switch last := column + t.across - 1; {
	case t.merged == "continue" && open && t.spanned[i].Right == last && t.spanned[i].Bottom == row-1:
		t.spanned[i].Bottom = row
	case t.merged == "restart":
		if len(t.spanned) >= d.limits.Merges {
			return tooLarge("表格的合并单元格超过上限 %d 个", d.limits.Merges)
		}
		if t.open == nil {
			t.open = map[int]int{}
		}
		t.open[column] = len(t.spanned)
		t.spanned = append(t.spanned, Range{row, column, row, last})
	}
	return nil
}

// joinDown turns cells merged down into merged ranges, which replace those of their single rows.
func (t *wordTable) joinDown() {
	covered := map[[2]int]bool{}
	down := t.spanned[:0]
	for _, m := range t.spanned {
		if m.Bottom > m.Top {
			down = append(down, m)
			for row := m.Top; m.Right > m.Left && row <= m.Bottom; row++ {
				covered[[2]int{row, m.Left}] = true
			}
		}
	}
	t.merges = slices.DeleteFunc(t.merges, func(m Range) bool { return covered[[2]int{m.Top, m.Left}] })
	t.merges = append(t.merges, down...)
}
