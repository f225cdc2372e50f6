package tracking

import (
	"strings"

	"duban/importer"
)

// headerRows returns the rows that a person chose as headers, by sheet. Errors: KindInvalid for anything but a row or a
// few rows.
func (c ImportChoices) headerRows() (map[string]importer.HeaderRows, error) {
	rows := make(map[string]importer.HeaderRows, len(c.Headers))
	for sheet, text := range c.Headers {
		r, err := importer.ParseHeaderRows(text)
		if err != nil {
			return nil, err
		}
		rows[strings.TrimSpace(sheet)] = r
	}
	return rows, nil
}

// headersIn returns the headers chosen for the sheets of one file; those of several files are named "file!sheet".
func (in *readUpload) headersIn(file string, several bool) map[string]importer.HeaderRows {
	if !several || len(in.headers) == 0 {
		return in.headers
	}
	rows := map[string]importer.HeaderRows{}
	for name, r := range in.headers {
		if sheet, of := strings.CutPrefix(name, file+"!"); of || name == "" {
			rows[sheet] = r
		}
	}
	return rows
}
