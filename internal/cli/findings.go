package cli

import "strings"

// finding is one error or oddity in a workbook.
type finding struct {
	File     string `json:"file,omitempty"` // set if there are several files
	Sheet    string `json:"sheet"`
	Cell     string `json:"cell"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

var severityWords = map[string]string{"error": "错误", "warning": "警告", "notice": "提示"}

// findings prints the errors first, then warnings, then notices.
func (p *program) findings(all []finding) {
	for _, severity := range []string{"error", "warning", "notice"} {
		for _, f := range all {
			if f.Severity == severity {
				p.say("  [%s] %s", severityWords[severity], f.text())
			}
		}
	}
}

// text returns place and message; a message that begins with its cell needs no place.
func (f finding) text() string {
	cell := f.Cell
	if strings.HasPrefix(f.Message, cell) {
		cell = ""
	}
	where := sheetWords(f.File) + sheetWords(f.Sheet) + cell
	if where == "" {
		return f.Message
	}
	return where + " " + f.Message
}
