package web

import (
	"encoding/base64"
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
		p := filledPage{basePage: h.base(w, r), Name: name, Left: left}
		encoded := base64.StdEncoding.EncodeToString(content)
		//nolint:gosec // a fixed type and base64
		p.Content = template.URL("data:" + mediaTypes[".xlsx"] + ";base64," + encoded)
		p.add([]string{"outputs.css"}, nil)
		h.write(w, r, http.StatusOK, "filled", "page", p)
		return nil
	case !f.wrong(err, map[string]string{"month_outside_year": "month", "bad_month": "month"}):
		return err
	}
	if f.errors[""] != "" {
		f.errors["files"], f.errors[""] = f.errors[""], ""
	}
	return h.writeExports(w, r, statusOf(err), f)
}
