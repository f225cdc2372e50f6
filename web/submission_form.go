package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// submissionForm is what the forms share that hand something in: files, for whom, and where to go on.
type submissionForm struct {
	upload
	Head  tracking.FormHead
	Draft string // under which a browser keeps what was typed
	Next  string // where to go on; "" to the tasks
}

// newSubmissionForm is a form nobody has filled in yet.
func newSubmissionForm(r *http.Request, head tracking.FormHead) submissionForm {
	in := submissionForm{upload: upload{form: newForm(r)}, Head: head, Draft: draftOf(r),
		Next: localPath(r.URL.Query().Get("next"))}
	if last := head.Last; last != nil && last.Status == models.SubmissionReturned {
		in.Kept = last.Evidence
		in.Set("paper", last.Paper)
	}
	return in
}

// sentSubmission is a form as it was sent, its files kept. What is wrong with them stands beside their field; an error
// is one that nobody can mend by filling in again.
func (h *handlers) sentSubmission(r *http.Request, head tracking.FormHead) (submissionForm, error) {
	u, err := sentUpload(r)
	if err != nil {
		return submissionForm{}, err
	}
	in := submissionForm{upload: u, Head: head, Draft: draftOf(r), Next: localPath(u.Value("next"))}
	if err := h.keepFiles(r, &in.upload); err != nil && !in.keepError(err, "files") {
		return in, err
	}
	if head.OnBehalf && in.Value("paper") == "" {
		in.keepError(models.Errorf(models.KindInvalid, "paper_missing", "代填须写明依据的材料，如“盖章的6月月报表”"), "paper")
	}
	return in, nil
}

// keepError keeps an error beside a field, and reports whether whoever filled in can mend it. A means that is away is
// nothing they can mend, but what they typed must not be lost: it stands above the form.
func (in *submissionForm) keepError(err error, field string) bool {
	e := models.AsError(err)
	switch {
	case e.Kind == models.KindUnavailable:
		in.errors[""] = in.lang.say(e.Message)
		return true
	case e.Kind.Ours() || e.Kind == models.KindNotFound:
		return false
	}
	if in.errors[field] == "" {
		in.errors[field] = in.lang.say(e.Message)
	}
	return true
}

// Form is the form's own fields, as the parts of a page take them.
func (in submissionForm) Form() form { return in.form }

// HasErrors reports whether anything is.
func (in submissionForm) HasErrors() bool { return len(in.errors) > 0 }

// draftOf names what a browser keeps for a person and a form.
func draftOf(r *http.Request) string {
	return "duban-draft " + actorOf(r).ID + " " + r.URL.Path + " " + r.URL.Query().Get("month")
}

// redirectWithReceipt leads on after something was handed in; what is not saved yet is followed until it is.
func (h *handlers) redirectWithReceipt(w http.ResponseWriter, r *http.Request, receipt tracking.Receipt,
	next string) error {
	if next == "" {
		next = "/tasks"
	}
	if receipt.Pending {
		h.redirect(w, r, "/sent/"+url.PathEscape(receipt.Key)+"?next="+url.QueryEscape(next))
		return nil
	}
	return h.redirectWithMessage(w, r, next, receipt.Message)
}

// projectOf is the project an address names, as tracking reads it.
func projectOf(r *http.Request) string { return r.PathValue("year") + "/" + r.PathValue("code") }
