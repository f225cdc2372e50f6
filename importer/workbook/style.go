package workbook

import "github.com/xuri/excelize/v2"

// The fonts of an office's prints. They are only named: where one is missing the reader's program substitutes its own.
const (
	fontTitle  = "方正小标宋简体"
	fontHead   = "黑体"
	fontBody   = "仿宋_GB2312"
	fontNumber = "Times New Roman"
)

// Number formats of printed cells. Amounts show two decimals, without separators, and hold up to six, so that the fen
// survive; the trailing blank keeps a right-aligned number off its neighbour.
const (
	formatAmount  = "0.00_ "
	formatCount   = "0"
	formatPercent = "0.00%_ "
	formatPoints  = "0.00_ "
	formatISODate = "yyyy-mm-dd"
	formatCNDate  = `yyyy"年"m"月"d"日"`
)

// face is the look of a cell. It is comparable: each face is one style in the workbook.
type face struct {
	font       string
	size       float64
	bold       bool
	colour     string // RRGGBB, "" for black
	fill       string // RRGGBB, "" for none
	horizontal string // left, center, right
	wrap       bool
	border     bool
	format     string // number format, "" for General
	open       bool   // may be filled in on a protected sheet
}

// The faces of a printed table.
var (
	faceTitle   = face{font: fontTitle, size: 22, horizontal: "center"}
	faceCaption = face{font: fontBody, size: 12, horizontal: "left"}
	faceHead    = face{font: fontHead, size: 10.5, horizontal: "center", wrap: true, border: true}
	faceNote    = face{font: fontBody, size: 10.5, horizontal: "left", wrap: true}
	faceAside   = face{font: fontBody, size: 9, colour: "7F7F7F", horizontal: "left"}
	faceText    = face{font: fontBody, size: 10.5, horizontal: "left", wrap: true, border: true}
	faceCentre  = face{font: fontBody, size: 10.5, horizontal: "center", wrap: true, border: true}
	faceAmount  = face{font: fontNumber, size: 10.5, horizontal: "right", border: true, format: formatAmount}
	faceCount   = face{font: fontNumber, size: 10.5, horizontal: "center", border: true, format: formatCount}
	facePercent = face{font: fontNumber, size: 10.5, horizontal: "right", border: true, format: formatPercent}
	facePoints  = face{font: fontNumber, size: 10.5, horizontal: "right", border: true, format: formatPoints}
	faceNumber  = face{font: fontNumber, size: 10.5, horizontal: "right", border: true}
	faceDate    = face{font: fontNumber, size: 10.5, horizontal: "center", border: true, format: formatISODate}
)

// strong returns the face of the same cell in a total or section row.
func (f face) strong(fill string) face {
	f.bold, f.fill = true, fill
	if f.font == fontBody {
		f.font = fontHead
	}
	return f
}

// styleSet returns the number of a style, one for each face.
type styleSet struct {
	book *excelize.File
	ids  map[face]int
}

func (w *styleSet) id(f face) (int, error) {
	if id, ok := w.ids[f]; ok {
		return id, nil
	}
	style := &excelize.Style{
		Font:      &excelize.Font{Family: f.font, Size: f.size, Bold: f.bold, Color: f.colour},
		Alignment: &excelize.Alignment{Horizontal: f.horizontal, Vertical: "center", WrapText: f.wrap},
	}
	if f.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if f.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{f.fill}}
	}
	if f.format != "" {
		style.CustomNumFmt = &f.format
	}
	if f.open {
		style.Protection = &excelize.Protection{Locked: false}
	}
	id, err := w.book.NewStyle(style)
	if err == nil {
		w.ids[f] = id
	}
	return id, err
}
