package cli

// finding is one thing wrong or odd in a workbook.
type finding struct {
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
				p.say("  [%s] %s%s %s", severityWords[severity], sheetWords(f.Sheet), f.Cell, f.Message)
			}
		}
	}
}
