package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// milestonePage is the form that submits a milestone as done.
type milestonePage struct {
	basePage
	tracking.MilestoneForm
	Input submissionForm
	Today models.Date
}

func (h *handlers) showMilestoneForm(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.MilestoneForm(r.Context(), actorOf(r), projectOf(r), r.PathValue("milestone"))
	if err != nil {
		return err
	}
	opensOffline(w, r)
	in := newSubmissionForm(r, view.FormHead)
	in.Set("done_on", view.AsOf.Date().String())
	if last := view.Last; last != nil && last.Status == models.SubmissionReturned {
		in.Set("done_on", last.DoneOn.String())
		in.Set("note", last.Note)
	}
	h.writeMilestone(w, r, http.StatusOK, view, in)
	return nil
}

func (h *handlers) writeMilestone(w http.ResponseWriter, r *http.Request, status int, view tracking.MilestoneForm,
	in submissionForm) {
	p := milestonePage{basePage: h.base(w, r), MilestoneForm: view, Input: in, Today: view.AsOf.Date()}
	p.add([]string{"submission.css"}, []string{"submission.js"})
	h.write(w, r, status, "milestone", "page", p)
}

func (h *handlers) submitMilestone(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.MilestoneForm(r.Context(), actorOf(r), projectOf(r), r.PathValue("milestone"))
	if err != nil {
		return err
	}
	in, err := h.sentSubmission(r, view.FormHead)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	c := models.SubmitMilestoneCommand{Milestone: view.ID, Note: in.Value("note"), Evidence: in.Kept,
		Paper: in.Value("paper")}
	if text := in.Value("done_on"); text != "" {
		if c.DoneOn, err = models.ParseDate(text); err != nil {
			in.keepError(err, "done_on")
		}
	}
	if in.HasErrors() {
		h.writeMilestone(w, r, http.StatusUnprocessableEntity, view, in)
		return nil
	}
	receipt, err := h.t.SubmitMilestone(r.Context(), actorOf(r), in.Key, projectOf(r), 0, c)
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, in.Next)
	}
	field := map[string]string{"done_on_missing": "done_on", "done_on_future": "done_on",
		"evidence_missing": "files"}[models.AsError(err).Code]
	if !in.keepError(err, field) {
		return err
	}
	h.writeMilestone(w, r, statusOf(err), view, in)
	return nil
}
