package web

import (
	"encoding/csv"
	"mime"
	"net/http"
	"strings"

	"duban/tracking"
)

// exportAudit sends the audit log as CSV for Excel: UTF-8 with a byte order mark, and no cell that reads as a formula.
func (h *handlers) exportAudit(w http.ResponseWriter, r *http.Request) error {
	filter, err := auditFilter(r)
	if err != nil {
		return err
	}
	l := languageOf(r)
	out := csv.NewWriter(w)
	begun := false
	begin := func() error {
		begun = true
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": l.text("日志") +
			".csv"}))
		if _, err := w.Write([]byte("\ufeff")); err != nil {
			return err
		}
		return out.Write([]string{l.text("编号"), l.text("时间"), l.text("人员"), l.text("操作"), l.text("对象"), l.text("项目"),
			l.text("地址"), l.text("内容")})
	}
	err = h.t.ExportAudit(r.Context(), actorOf(r), filter, func(e tracking.AuditLine) error {
		if !begun {
			if err := begin(); err != nil {
				return err
			}
		}
		return out.Write([]string{
			itoa(int(e.ID)), e.At.String(), escapeFormula(e.By), escapeFormula(l.word(string(e.What))), escapeFormula(e.Object),
			escapeFormula(e.Project), escapeFormula(e.Address), escapeFormula(l.say(e.Text)),
		})
	})
	switch {
	case err != nil && begun:
		panic(http.ErrAbortHandler) // abort the connection: a truncated log must not look complete
	case err != nil:
		return err
	case !begun:
		if err := begin(); err != nil {
			return err
		}
	}
	out.Flush()
	return nil
}

// escapeFormula prefixes a cell that a spreadsheet would read as a formula.
func escapeFormula(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
		return "'" + cell
	}
	return cell
}
