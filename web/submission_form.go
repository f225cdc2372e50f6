package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// submissionForm is the common part of the forms that submit a report or a milestone.
type submissionForm struct {
	upload
	Head  tracking.FormHead
	Draft string // key of the draft in the browser's local storage
	Next  string // address after the submission; "": the tasks
}

// newSubmissionForm returns a form before it is filled in, with the files of a returned submission.
func newSubmissionForm(r *http.Request, head tracking.FormHead) submissionForm {
	in := submissionForm{upload: upload{form: newForm(r)}, Head: head, Draft: draftOf(r),
		Next: localPath(r.URL.Query().Get("next"))}
	if last := head.Last; last != nil && last.Status == models.SubmissionReturned {
		in.Kept = last.Evidence
		in.Set("paper", last.Paper)
	}
	return in
}

// sentSubmission reads the submitted form and stores its files. Errors the person can correct are in the form; others
// are returned.
func (h *handlers) sentSubmission(r *http.Request, head tracking.FormHead) (submissionForm, error) {
	u, err := sentUpload(r)
	if err != nil {
		return submissionForm{}, err
	}
	in := submissionForm{upload: u, Head: head, Draft: draftOf(r), Next: localPath(u.Value("next"))}
	if err := h.keepFiles(r, &in.upload); err != nil && !in.keepError(err, "files") {
		return in, err
	}
	in.needPaper()
	return in, nil
}

// needPaper adds an error to a form that is filled in on behalf of the owner and names no paper.
func (in *submissionForm) needPaper() {
	if in.Head.OnBehalf && in.Value("paper") == "" {
		in.keepError(models.Errorf(models.KindInvalid, "paper_missing", "代填须写明依据的材料，如“盖章的6月月报表”"), "paper")
	}
}

// keepError adds an error to a field of the form and reports whether the form should be shown again. An unavailable
// dependency is shown above the form, so that what was typed is not lost.
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

// Form returns the form's fields for the template parts.
func (in submissionForm) Form() form { return in.form }

// HasErrors reports whether the form has errors.
func (in submissionForm) HasErrors() bool { return len(in.errors) > 0 }

// draftOf returns the local storage key of a person's draft of a form.
func draftOf(r *http.Request) string {
	return "duban-draft " + actorOf(r).ID + " " + r.URL.Path + " " + r.URL.Query().Get("month")
}

// redirectWithReceipt redirects to next after a command, or to the page that waits until the command is saved.
func (h *handlers) redirectWithReceipt(w http.ResponseWriter, r *http.Request, receipt tracking.Receipt,
	next string) error {
	if next == "" {
		next = "/tasks"
	}
	if receipt.Pending {
		h.redirect(w, r, "/sent/"+url.PathEscape(receipt.Key)+"?next="+url.QueryEscape(next))
		return nil
	}
	return h.redirectWithMessage(w, r, next, languageOf(r).say(receipt.Message))
}

// projectOf returns the project of the request's path as "<year>/<code>".
func projectOf(r *http.Request) string { return r.PathValue("year") + "/" + r.PathValue("code") }
