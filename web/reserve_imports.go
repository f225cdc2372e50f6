package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// reserveImportPage is an uploaded table of applications: what importing it would enter, or what it entered.
type reserveImportPage struct {
	basePage
	tracking.ReserveImportView
	Form  form
	Shown []models.ReserveRow
	Pager pager
}

// uploadReserves reads a table of applications and shows what it would enter.
func (h *handlers) uploadReserves(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份申报表")
	}
	year := 0
	if err == nil {
		year, err = reserveYear(r)
	}
	if err == nil {
		var v tracking.ReserveImportView
		if v, err = h.t.UploadReserves(r.Context(), actorOf(r), f.Key, year, files[0].Name, files[0].Content); err == nil {
			h.redirect(w, r, "/reserve/imports/"+v.ID)
			return nil
		}
	}
	if !f.wrong(err, nil) {
		return err
	}
	retry := newForm(r)
	retry.errors = f.errors
	return h.writeReserves(w, r, statusOf(err), upload{form: retry})
}

func (h *handlers) showReserveImport(w http.ResponseWriter, r *http.Request) error {
	return h.writeReserveImport(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeReserveImport(w http.ResponseWriter, r *http.Request, status int, f form) error {
	v, err := h.t.ReserveImport(r.Context(), actorOf(r), r.PathValue("import"))
	if err != nil {
		return err
	}
	p := reserveImportPage{basePage: h.base(w, r), ReserveImportView: v, Form: f}
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "rows-title", size: reservesPerPage}, v.Rows)
	p.add([]string{"plans.css", "reserve.css"}, nil)
	h.write(w, r, status, "reserveimport", "page", p)
	return nil
}

// commitReserves enters the applications of a table.
func (h *handlers) commitReserves(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.CommitReserves(r.Context(), actorOf(r), f.Key, r.PathValue("import"))
	if err == nil {
		return h.redirectWithMessage(w, r, reservesOf(v.Year, models.ReserveKept),
			phrase("已导入，请核对后申报").in(f.lang))
	}
	if !f.wrong(err, nil) {
		return err
	}
	retry := newForm(r)
	retry.errors = f.errors
	return h.writeReserveImport(w, r, statusOf(err), retry)
}
