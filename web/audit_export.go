package web

import (
	"encoding/csv"
	"mime"
	"net/http"
	"strings"

	"duban/tracking"
)

// exportAudit gives out the record as CSV that Excel opens: in UTF-8 with its mark, no cell a formula.
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
			itoa(int(e.ID)), e.At.String(), escapeFormula(e.By), escapeFormula(l.sentence(e.What)), escapeFormula(e.Object),
			escapeFormula(e.Project), escapeFormula(e.Address), escapeFormula(l.sentence(e.Text)),
		})
	})
	switch {
	case err != nil && begun:
		panic(http.ErrAbortHandler) // a record with its end cut off must not look whole
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

// escapeFormula keeps a cell from being read as a formula.
func escapeFormula(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
		return "'" + cell
	}
	return cell
}
