package wordform

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"duban/models"
)

// text is a part as it was read: its paragraphs and rows of tables, with their places in the bytes.
type text struct {
	content    []byte
	where      models.Word
	paragraphs []paragraph
	rows       []row
}

// paragraph is a paragraph with the pieces of its text.
type paragraph struct {
	from, to int
	pieces   []piece
	row      int // innermost row of a table that it is in; -1: none
	place    models.Message
	nested   bool // another paragraph is within it
	inside   bool // it is within another
}

// piece is the text of one run.
type piece struct {
	from, to int
	text     string
}

// row is a row of a table.
type row struct {
	from, to int
	outer    int // row that the table is in; -1: none
	list     string
}

// text returns the text of a paragraph.
func (p paragraph) text() string {
	var s strings.Builder
	for _, one := range p.pieces {
		s.WriteString(one.text)
	}
	return s.String()
}

// scanner reads a part.
type scanner struct {
	text
	open            []int // paragraphs that are not closed
	inRow           []int // rows that are not closed
	cells           []int // of each open row
	tables, numbers int   // counted so far
	lines           []int // rows of each open table
	pieces          int   // paragraphs, rows and pieces of text so far
}

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const strictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main"

// errTooMuch is the error of a part that is larger than any document of an office.
var errTooMuch = errors.New("too many paragraphs, or tables nested too deeply")

// scan reads a part.
func scan(content []byte, where models.Word) (text, error) {
	s := scanner{text: text{content: content, where: where}}
	d := xml.NewDecoder(bytes.NewReader(content))
	inText := false
	for {
		from := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s.text, nil
		}
		if err != nil {
			return s.text, err
		}
		if s.pieces > mostPieces || len(s.inRow) > mostNested {
			return s.text, errTooMuch
		}
		to := int(d.InputOffset())
		switch t := token.(type) {
		case xml.StartElement:
			if isWord(t.Name) {
				inText = t.Name.Local == "t"
				s.begin(t.Name.Local, from)
			}
		case xml.EndElement:
			inText = false
			if isWord(t.Name) {
				s.end(t.Name.Local, to)
			}
		case xml.CharData:
			if n := len(s.open); inText && n > 0 {
				p := &s.paragraphs[s.open[n-1]]
				s.pieces++
				p.pieces = append(p.pieces, piece{from, to, string(t)})
			}
		}
	}
}

func (s *scanner) begin(name string, at int) {
	switch name {
	case "tbl":
		s.tables++
		s.lines = append(s.lines, 0)
	case "tr":
		if n := len(s.lines); n > 0 {
			s.lines[n-1]++
		}
		s.pieces++
		s.rows = append(s.rows, row{from: at, outer: last(s.inRow)})
		s.inRow, s.cells = append(s.inRow, len(s.rows)-1), append(s.cells, 0)
	case "tc":
		if n := len(s.cells); n > 0 {
			s.cells[n-1]++
		}
	case "p":
		s.pieces++
		p := paragraph{from: at, row: last(s.inRow), inside: len(s.open) > 0}
		if p.inside {
			s.paragraphs[s.open[len(s.open)-1]].nested = true
		}
		if p.row < 0 {
			s.numbers++
			p.place = models.Messagef("%s第 %d 段", s.where, s.numbers)
		} else {
			p.place = models.Messagef("%s表 %d 第 %d 行第 %d 格", s.where, s.tables, last(s.lines), last(s.cells))
		}
		s.paragraphs = append(s.paragraphs, p)
		s.open = append(s.open, len(s.paragraphs)-1)
	}
}

func (s *scanner) end(name string, at int) {
	switch name {
	case "tbl":
		s.lines = shorter(s.lines)
	case "tr":
		if n := last(s.inRow); n >= 0 {
			s.rows[n].to = at
		}
		s.inRow, s.cells = shorter(s.inRow), shorter(s.cells)
	case "p":
		if n := last(s.open); n >= 0 {
			s.paragraphs[n].to = at
		}
		s.open = shorter(s.open)
	}
}

func last(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[len(list)-1]
}

func shorter(list []int) []int {
	if len(list) == 0 {
		return list
	}
	return list[:len(list)-1]
}
