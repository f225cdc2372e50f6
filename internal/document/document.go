package document

import (
	"strings"
)

// Style is what a paragraph is in a document.
type Style string

// The styles.
const (
	Mark      Style = "Mark"        // 送审稿, at the top left
	Number    Style = "Number"      // 文号
	Title     Style = "DocTitle"    // title, centred
	Addressee Style = "Addressee"   // 主送机关, without an indent
	Text      Style = "BodyText"    // body, its first line indented by two characters
	Head      Style = "BodyHead"    // heading within the body
	Signature Style = "Signature"   // 发文机关署名 and date, at the right
	Note      Style = "DocNote"     // small, under the document
	Centre    Style = "CentredNote" // a line under the title
	cellHead  Style = "CellHead"
	cellText  Style = "CellText"
	listHead  Style = "ListHead"
	listText  Style = "ListText"
	listCount Style = "ListCount" // numbers, at the right
)

// Document is what is written: paragraphs and tables in order.
type Document struct {
	Title  string // of the file's properties
	Large  bool   // large print (大字版): 16 lines of 20 characters
	Close  bool   // closer print, for a sheet that must be one page
	Blocks []Block
}

// Block is a paragraph, a picture, or a table if it has rows.
type Block struct {
	Style   Style
	Text    string // one paragraph; a line break in it begins another of the same style
	NewPage bool   // the paragraph begins a page
	Rows    []Row
	Grid    []int    // widths of a list's columns, to each other; none: a form of four columns
	Picture *Picture // a photograph
}

// Picture is a photograph as a JPEG, shown as wide as the text if it is not higher than Highest.
type Picture struct {
	JPEG    []byte
	Highest int // in lines
}

// Row is a row of a form: names of fields and what stands in them.
type Row struct {
	Cells []Cell
	Least int  // least height in lines
	Head  bool // of a list: repeated on every page
}

// Cell is a cell of a row.
type Cell struct {
	Text  string
	Head  bool // name of a field
	Span  int  // how many of the columns it takes; 0: one
	Right bool // a number of a list, at the right
}

// Lines returns the paragraphs of the cell.
func (c Cell) Lines() []string { return linesOf(c.Text) }

// Columns returns how many of the form's four columns the cell takes.
func (c Cell) Columns() int { return max(1, c.Span) }

// Lines returns the paragraphs of the block.
func (b Block) Lines() []string { return linesOf(b.Text) }

// Add adds a paragraph, unless it is empty.
func (d *Document) Add(s Style, text string) { d.add(s, text) }

func (d *Document) add(s Style, text string) {
	if strings.TrimSpace(text) != "" {
		d.Blocks = append(d.Blocks, Block{Style: s, Text: text})
	}
}

func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}
