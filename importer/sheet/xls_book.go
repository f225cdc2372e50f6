package sheet

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"duban/models"
)

// xlsBook is the content of the first part of a BIFF stream, the globals.
type xlsBook struct {
	biffReader
	Limits
	eight   bool // BIFF8 (Excel 97 and later), else BIFF5 (Excel 5 and 95)
	page    encoding.Encoding
	number  int // of the code page
	sheets  []xlsSheet
	strings []string
	formats map[int]NumberFormat
	styles  []int // format of each XF
	epoch   int
	cells   int // cells read so far, against the limit
	filled  int // rows read so far, against the limit
	size    int // bytes of text so far, against the limit
	walked  int // bytes of all sheets read so far
}

type xlsSheet struct {
	sheetPart
	at int // of its BOF in the stream
}

// Kinds of substream, from its BOF.
const (
	biffGlobals   = 0x0005
	biffWorksheet = 0x0010
)

func oldXLS(version string) *models.Error {
	return Refuse("xls_unsupported", "这是 Excel %s 的工作簿，格式太旧，不能读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传", version)
}

// readXLS reads every sheet of an .xls workbook to its end. The format has no checksums: each record, text and sheet
// must be complete, and everything that is referred to must exist. name is used for a sheet without one.
func readXLS(name string, stream []byte, l Limits) ([]Sheet, error) {
	b := &xlsBook{biffReader: biffReader{stream: stream}, Limits: l, formats: map[int]NumberFormat{}, page: codePages[936],
		number: 936}
	version, kind, err := b.begin()
	b.eight = version == 0x0600
	switch {
	case err != nil:
	case version != 0x0600 && version != 0x0500 && version != 0:
		err = brokenBIFF("version %#x", version)
	case kind == biffGlobals:
		err = b.readGlobals()
	case kind == biffWorksheet: // small exporters write only cells, as before Excel 5, and no version
		b.sheets = []xlsSheet{{sheetPart{Name: name, Part: name}, 0}}
	default:
		err = brokenBIFF("begins with a part of kind %#x", kind)
	}
	if err != nil {
		return nil, orDamaged(err)
	}
	sheets := make([]Sheet, 0, len(b.sheets))
	for _, s := range b.sheets {
		raw, err := b.readSheet(s)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, Sheet{s.sheetPart, raw})
	}
	return sheets, nil
}

// begin reads the BOF record of a part and returns the BIFF version, which is only reliable in the first part, and the
// part's kind.
func (b *xlsBook) begin() (version, kind int, err error) {
	id, data, err := b.next()
	if err != nil {
		return 0, 0, err
	}
	switch id {
	case 0x0009:
		return 0, 0, oldXLS("2.x")
	case 0x0209:
		return 0, 0, oldXLS("3.0")
	case 0x0409:
		return 0, 0, oldXLS("4.0")
	}
	if id != biffBegin || len(data) < 4 {
		return 0, 0, brokenBIFF("record %#x where a part begins", id)
	}
	return int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:])), nil
}

func (b *xlsBook) readGlobals() error {
	for {
		id, data, err := b.next()
		if err != nil {
			return err
		}
		switch id {
		case biffEnd:
			if b.sheets == nil {
				return brokenBIFF("no sheets")
			}
			return nil
		case biffBoundSheet:
			err = b.readBoundSheet(data)
		case biffStrings:
			err = b.readStrings(data)
		default:
			err = b.readSetting(id, data)
		}
		if err != nil {
			return err
		}
	}
}

// readSetting reads a record that applies to the cells after it. Without globals such records are among the cells.
func (b *xlsBook) readSetting(id int, data []byte) error {
	switch id {
	case biffFilePass:
		return encrypted()
	case biffCodePage:
		b.number = b.text(data).number(2)
		b.page = codePages[b.number]
	case biffDateMode:
		if b.text(data).number(2) == 1 {
			b.epoch = 1462
		}
	case biffFormat:
		return b.readFormat(data)
	case biffExtended:
		if len(data) < 4 || len(b.styles) > 1<<16 {
			return brokenBIFF("cell style of %d bytes", len(data))
		}
		b.styles = append(b.styles, int(binary.LittleEndian.Uint16(data[2:])))
	case biffExtended4:
		if len(data) < 2 || len(b.styles) > 1<<16 {
			return brokenBIFF("cell style of %d bytes", len(data))
		}
		b.styles = append(b.styles, int(data[1]))
	}
	return nil
}

// text reads texts of one record, without the records that continue it.
func (b *xlsBook) text(data []byte) *biffText { return &biffText{parts: [][]byte{data}} }

func (b *xlsBook) readBoundSheet(data []byte) error {
	if len(b.sheets) >= b.Limits.Sheets {
		return tooManySheets(b.Limits)
	}
	t := b.text(data)
	at, state, kind := t.number(4), t.number(1), t.number(1)
	name, err := b.string(t, t.number(1))
	if err != nil {
		return err
	}
	if name == "" {
		return brokenBIFF("a sheet without a name")
	}
	s := xlsSheet{sheetPart{Name: name, Hidden: state&3 != 0}, at}
	if kind == 0 {
		s.Part = name
	}
	b.sheets = append(b.sheets, s)
	return nil
}

// string reads a text whose count of characters, or of bytes before BIFF8, was read.
func (b *xlsBook) string(t *biffText, count int) (text string, err error) {
	if b.eight {
		text = t.unicode(count)
	} else {
		text, err = b.decode(t.raw(count))
	}
	if b.size += len(text); b.size > b.Limits.Text {
		return "", tooMuchText()
	}
	return text, cmp.Or(t.err, err)
}

// decode reads a text of the workbook's code page.
func (b *xlsBook) decode(raw []byte) (string, error) {
	if !slices.ContainsFunc(raw, isHigh) {
		return string(raw), nil
	}
	if b.page == nil {
		return "", Refuse("xls_unsupported", "无法识别工作簿的文字编码（代码页 %d），请用 Excel 或 WPS 打开后另存为 .xlsx 再上传", b.number)
	}
	text, err := b.page.NewDecoder().Bytes(raw)
	if err == nil && bytes.ContainsRune(text, utf8.RuneError) {
		err = brokenBIFF("a text that is not of code page %d", b.number)
	}
	return string(text), err
}

// readStrings reads the shared texts. Some programs write a wrong count, so they are read to the end of the record; a
// cell that refers to a missing one is an error.
func (b *xlsBook) readStrings(data []byte) error {
	parts, err := b.continued(data)
	if err != nil {
		return err
	}
	t := &biffText{parts: parts}
	t.skip(8) // counts: of cells that refer to them, of texts
	for t.err == nil && !t.empty() {
		if len(b.strings) >= b.Limits.Strings {
			return tooManyTexts()
		}
		text, err := b.string(t, t.number(2))
		if err != nil {
			return err
		}
		b.strings = append(b.strings, text)
	}
	return t.err
}

func (b *xlsBook) readFormat(data []byte) error {
	t := b.text(data)
	id, size := t.number(2), 1
	if b.eight {
		size = 2
	}
	code, err := b.string(t, t.number(size))
	if err != nil {
		return fmt.Errorf("number format %d: %w", id, err)
	}
	b.formats[id] = ParseNumberFormat(code)
	return nil
}

// format returns the number format of a cell's style.
func (b *xlsBook) format(style int) NumberFormat {
	if style >= len(b.styles) {
		return NumberFormat{}
	}
	id := b.styles[style]
	if f, ok := b.formats[id]; ok {
		return f
	}
	return BuiltInFormat(id)
}
