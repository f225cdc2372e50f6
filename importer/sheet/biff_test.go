package sheet

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// record is one BIFF record of numbers (by their Go type), bytes and texts of bytes.
func record(id uint16, fields ...any) []byte {
	var data bytes.Buffer
	for _, f := range fields {
		if s, ok := f.(string); ok {
			f = []byte(s)
		}
		if err := binary.Write(&data, binary.LittleEndian, f); err != nil {
			panic(err)
		}
	}
	return slices.Concat(binary.LittleEndian.AppendUint16(nil, id), binary.LittleEndian.AppendUint16(nil,
		uint16(data.Len())), data.Bytes())
}

func begin(kind uint16) []byte { return record(biffBegin, uint16(0x0600), kind, make([]byte, 12)) }

func end() []byte { return record(biffEnd) }

func cell(id uint16, row, column, style uint16, held ...any) []byte {
	return record(id, append([]any{row, column, style}, held...)...)
}

// wideText is a text of BIFF8 behind its count of characters: flags and two bytes a character.
func wideText(text string) []byte {
	out := []byte{1}
	for _, u := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func characters(text string) uint16 { return uint16(len(utf16.Encode([]rune(text)))) }

// label is a cell with its own text.
func label(row, column uint16, text string) []byte {
	return cell(biffLabel, row, column, 0, characters(text), wideText(text))
}

// Bound is a sheet of a stream under construction.
type Bound struct {
	Name        string
	state, kind byte
	Records     []byte // between BOF and EOF
}

// StreamOf writes a BIFF8 stream: the globals with the given records, then the sheets.
func StreamOf(globals []byte, sheets ...Bound) []byte {
	size := len(begin(biffGlobals)) + len(globals) + len(end())
	for _, s := range sheets {
		size += len(boundSheet(0, s))
	}
	head, body := slices.Concat(begin(biffGlobals), globals), []byte(nil)
	for _, s := range sheets {
		head = append(head, boundSheet(size+len(body), s)...)
		kind := uint16(biffWorksheet)
		if s.kind == 2 {
			kind = 0x0020
		}
		body = slices.Concat(body, begin(kind), s.Records, end())
	}
	return slices.Concat(head, end(), body)
}

func boundSheet(at int, s Bound) []byte {
	return record(biffBoundSheet, uint32(at), s.state, s.kind, byte(characters(s.Name)), wideText(s.Name))
}

// onePlan is a plan of one project, with more records behind its rows.
func onePlan(more ...[]byte) Bound {
	var rows []byte
	for i, text := range []string{"序号", "项目名称", "责任单位", "总投资（万元）", "2021年计划投资（万元）"} {
		rows = append(rows, label(0, uint16(i), text)...)
	}
	rows = slices.Concat(rows, cell(biffNumber, 1, 0, 0, 1.0), label(1, 1, "甲项目"), label(1, 2, "区工信局"),
		cell(biffNumber, 1, 3, 0, 5000.0), cell(biffNumber, 1, 4, 0, 100.0))
	return Bound{Name: "计划", Records: slices.Concat(rows, slices.Concat(more...))}
}

// compound writes a compound file of streams at its root: the least that readers accept, in sectors of 512 bytes.
func compound(streams map[string][]byte) []byte {
	const sector, last, free, fat = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
	le := binary.LittleEndian
	var body []byte
	var chain []uint32
	put := func(data []byte) (first uint32) {
		first = uint32(len(chain))
		n := (len(data) + sector - 1) / sector
		body = append(append(body, data...), make([]byte, n*sector-len(data))...)
		for i := range n {
			chain = append(chain, first+uint32(i)+1)
		}
		chain[len(chain)-1] = last
		return first
	}
	entry := func(name string, kind byte, right, child, start uint32, size int) []byte {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(name))
		for i, u := range units {
			le.PutUint16(e[2*i:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66], e[67] = kind, 1
		le.PutUint32(e[68:], free)
		le.PutUint32(e[72:], right)
		le.PutUint32(e[76:], child)
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], uint32(size))
		return e
	}
	names := slices.Sorted(maps.Keys(streams))
	directory := entry("Root Entry", 5, free, 1, last, 0)
	for i, name := range names {
		content := streams[name]
		if len(content) < 4096 { // shorter ones would go into the mini stream
			content = append(slices.Clip(content), make([]byte, 4096-len(content))...)
		}
		right := uint32(i + 2)
		if i == len(names)-1 {
			right = free
		}
		directory = append(directory, entry(name, 2, right, free, put(content), len(content))...)
	}
	at := put(directory)
	tables := 1
	for tables*sector/4 < len(chain)+tables {
		tables++
	}
	header := make([]byte, sector)
	copy(header, magicCompound)
	le.PutUint16(header[24:], 0x3E)
	le.PutUint16(header[26:], 3)
	le.PutUint16(header[28:], 0xFFFE)
	le.PutUint16(header[30:], 9)
	le.PutUint16(header[32:], 6)
	le.PutUint32(header[44:], uint32(tables))
	le.PutUint32(header[48:], at)
	le.PutUint32(header[56:], 4096)
	le.PutUint32(header[60:], last)
	le.PutUint32(header[68:], last)
	for i := range 109 {
		le.PutUint32(header[76+4*i:], free)
	}
	first := uint32(len(chain))
	for i := range tables {
		le.PutUint32(header[76+4*i:], first+uint32(i))
		chain = append(chain, fat)
	}
	for len(chain)%(sector/4) != 0 {
		chain = append(chain, free)
	}
	for _, next := range chain {
		body = le.AppendUint32(body, next)
	}
	return slices.Concat(header, body)
}

// cellsOf lists what a sheet holds: "B2 text 甲".
func cellsOf(s *Grid) []string {
	var all []string
	kinds := map[Kind]string{Text: "text", Number: "number", Bool: "bool", Failed: "error",
		Unknown: "unknown"}
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			parts := []string{CellName(row.Number, c.Column), kinds[c.Kind], c.Text}
			if c.Formula {
				parts = append(parts, "formula")
			}
			if c.Format.Date {
				parts = append(parts, "date")
			}
			all = append(all, strings.TrimRight(strings.Join(parts, " "), " "))
		}
	}
	return all
}
