package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// confirmationPage shows the 形象进度确认单 of a project, with the form that attaches a signed one.
type confirmationPage struct {
	basePage
	tracking.ConfirmationPage
	Input   submissionForm
	Address string
	Months  []option
}

// confirmationPrint is a 形象进度确认单 as a page to be printed.
type confirmationPrint struct {
	basePage
	tracking.OrderDocument
	Address string
	Query   string
}

func (h *handlers) showConfirmation(w http.ResponseWriter, r *http.Request) error {
	v, err := h.confirmationOf(r)
	if err != nil {
		return err
	}
	h.writeConfirmation(w, r, http.StatusOK, v, newSubmissionForm(r, v.FormHead))
	return nil
}

func (h *handlers) confirmationOf(r *http.Request) (tracking.ConfirmationPage, error) {
	month, err := models.ParseMonth(r.FormValue("month"))
	if err != nil {
		return tracking.ConfirmationPage{}, err
	}
	v, err := h.t.ConfirmationPage(r.Context(), actorOf(r), projectOf(r), month)
	v.OnBehalf = false // the scan proves itself: no other paper is asked for
	return v, err
}

func (h *handlers) writeConfirmation(w http.ResponseWriter, r *http.Request, status int, v tracking.ConfirmationPage,
	in submissionForm) {
	p := confirmationPage{basePage: h.base(w, r), ConfirmationPage: v, Input: in, Address: projectAddress(v.Year, v.Code)}
	in.Set("month", v.Month.String())
	last := min(v.AsOf.Date().Month(), models.MonthOf(v.Year, monthsOfYear))
	for m := last; m >= models.MonthOf(v.Year, 1); m-- {
		p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	p.add([]string{"submission.css", "plans.css"}, []string{"submission.js"})
	h.write(w, r, status, "confirmation", "page", p)
}

// attachConfirmation attaches the signed scan.
func (h *handlers) attachConfirmation(w http.ResponseWriter, r *http.Request) error {
	head, err := h.t.ConfirmationPage(r.Context(), actorOf(r), projectOf(r), 0)
	if err != nil {
		return err
	}
	head.OnBehalf = false
	in, err := h.sentSubmission(r, head.FormHead)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	month, err := models.ParseMonth(in.Value("month"))
	if err != nil {
		return err
	}
	switch {
	case in.HasErrors():
	case len(in.Kept) == 0:
		in.keepError(models.Errorf(models.KindInvalid, "file_missing", "请选择签字盖章的确认单扫描件"), "files")
	case len(in.Kept) > 1:
		in.keepError(models.Errorf(models.KindInvalid, "one_file", "确认单只附一个文件，多页的请合并为一个 PDF"), "files")
	}
	if !in.HasErrors() {
		_, err = h.t.AttachConfirmation(r.Context(), actorOf(r), in.Key, projectOf(r), tracking.ConfirmationAttached{
			Month: month, Evidence: in.Kept[0]})
		if err == nil {
			return h.redirectWithMessage(w, r, projectAddress(head.Year, head.Code)+"/confirmations?month="+month.String(),
				phrase("确认单已附").in(in.lang))
		}
		if !in.keepError(err, "files") {
			return err
		}
	}
	// The form is shown again for the month that it was sent for.
	if head, err = h.t.ConfirmationPage(r.Context(), actorOf(r), projectOf(r), month); err != nil {
		return err
	}
	head.OnBehalf = false
	h.writeConfirmation(w, r, http.StatusUnprocessableEntity, head, in)
	return nil
}

func (h *handlers) showConfirmationSheet(w http.ResponseWriter, r *http.Request) error {
	d, err := h.confirmationSheet(r, false)
	return sendDownload(w, d.FileName, d.Content, err)
}

func (h *handlers) confirmationSheet(r *http.Request, toPrint bool) (tracking.OrderDocument, error) {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return tracking.OrderDocument{}, err
	}
	return h.t.ConfirmationSheet(r.Context(), actorOf(r), projectOf(r), month, toPrint)
}

func (h *handlers) showConfirmationPrint(w http.ResponseWriter, r *http.Request) error {
	d, err := h.confirmationSheet(r, true)
	if err != nil {
		return err
	}
	p := confirmationPrint{basePage: h.base(w, r), OrderDocument: d, Query: r.URL.RawQuery,
		Address: strings.TrimSuffix(r.URL.Path, "/print")}
	p.add([]string{"orderprint.css", "confirmationprint.css"}, []string{"print.js"})
	h.write(w, r, http.StatusOK, "confirmationprint", "page", p)
	return nil
}

func (h *handlers) showConfirmationFile(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenConfirmation(r.Context(), actorOf(r), projectOf(r), r.PathValue("confirmation"))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
