package document

// Measures are in twips: 1/20 of a point, 1/1440 of an inch.
const (
	pageWidth, pageHeight = 11906, 16838 // A4
	marginTop, marginLeft = 2098, 1587   // 37 and 28 mm
	textWidth, textHeight = 8844, 12756  // 156 and 225 mm
	marginRight           = pageWidth - marginLeft - textWidth
	marginBottom          = pageHeight - marginTop - textHeight
	footerDistance        = 1304 // 23 mm from the edge: the number begins 7 mm under the text
)

// printSize is a size of print: letters in half points, lines and spaces in twips.
type printSize struct {
	body, title, table, note int // in half points
	list                     int // letters of a list, in half points
	line, tableLine          int
	listLine                 int
	tighter                  int // what is taken from each character, so that a line holds its number of them
	character                int // width of a character with it
	field                    int // width of the name of a field in a form
	top, bottom              int // margins
}

// usual is that of GB/T 9704-2012: 22 lines of 28 characters.
var usual = printSize{body: 32, title: 44, table: 28, note: 24, list: 21, line: 579, tableLine: 460,
	listLine: 320, field: 1400, tighter: 5,
	character: 315, top: marginTop, bottom: marginBottom}

// large is for a sheet that is read and signed without glasses: 16 lines of 20 characters.
var large = printSize{body: 44, title: 52, table: 40, note: 32, list: 32, line: 797, tableLine: 640,
	listLine: 460, field: 1900, tighter: 0,
	character: 440, top: marginTop, bottom: marginBottom}

// closer is for a sheet that must be one page, with smaller margins above and below: 35 lines of 36 characters.
var closer = printSize{body: 24, title: 36, table: 22, note: 20, list: 20, line: 400, tableLine: 340, listLine: 300,
	field: 1300, tighter: 0, character: 240, top: 1417, bottom: 1134}

// print returns the size of a document's print.
func (d Document) print() printSize {
	switch {
	case d.Large:
		return large
	case d.Close:
		return closer
	}
	return usual
}
