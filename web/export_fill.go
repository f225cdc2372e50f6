package web

import (
	"html/template"
	"net/http"

	"duban/models"
	"duban/tracking"
)

// filledPage lists what could not be filled in. The filled workbook is a data URL in the page: the server does not
// store it.
type filledPage struct {
	basePage
	Name    string
	Content template.URL
	Left    []models.Message
	Back    string // address of the page it was asked for on
}

// fillForm fills an uploaded workbook with a month's figures, keeping its layout.
func (h *handlers) fillForm(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份要填的表格（.xlsx）")
	}
	var month models.Month
	if err == nil {
		month, err = models.ParseMonth(f.Value("month"))
	}
	var name string
	var content []byte
	var left []models.Message
	if err == nil {
		name, content, left, err = h.t.FillForm(r.Context(), actorOf(r), tracking.FormToFill{FileName: files[0].Name,
			Content: files[0].Content, Programme: f.Value("year"), Month: month})
	}
	switch {
	case err == nil && len(left) == 0:
		return sendDownload(w, name, content, nil)
	case err == nil:
		h.writeFilled(w, r, filledPage{Name: name, Left: left, Back: "/exports"}, content)
		return nil
	case !f.wrong(err, map[string]string{"month_outside_year": "month", "bad_month": "month"}):
		return err
	}
	if f.errors[""] != "" {
		f.errors["files"], f.errors[""] = f.errors[""], ""
	}
	return h.writeExports(w, r, statusOf(err), f)
}
