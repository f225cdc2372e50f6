package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"duban/models"
)

// fieldOfOrder is the form field each error code of a step belongs to.
var fieldOfOrder = map[string]string{
	"text_missing": "text", "text_too_long": "text", "paper_missing": "paper", "paper_on_missing": "paper_on",
	"paper_on_future": "paper_on", "due_past": "due", "number_missing": "number", "no_number": "number",
	"issued_future": "on", "issued_before_draft": "on", "bad_unit": "unit", "party_missing": "party", "bad_party": "party",
	"bad_days": "feedback", "exit_not_met": "text",
}

func (h *handlers) stepOrder(w http.ResponseWriter, r *http.Request) error {
	if models.CanUpload(actorOf(r)) != nil { // no files allowed: the size of an ordinary form is enough
		r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	}
	u, err := sentUpload(r)
	if err != nil {
		return err
	}
	id, step := r.PathValue("order"), models.OrderStepKind(r.PathValue("step"))
	c, err := h.parseOrder(r, &u, step)
	if err == nil {
		if _, err = h.t.OrderStep(r.Context(), actorOf(r), u.Key, id, step, c); err == nil {
			return h.redirectWithMessage(w, r, orderAddress(id), languageOf(r).text("已办理"))
		}
	}
	if !u.wrong(err, fieldOfOrder) {
		return err
	}
	view, loading := h.t.OrderPage(r.Context(), actorOf(r), id)
	if loading != nil {
		return loading
	}
	h.writeOrder(w, r, statusOf(err), view, step, u)
	return nil
}

// parseOrder reads a step from its form and stores the attached scan.
func (h *handlers) parseOrder(r *http.Request, u *upload, step models.OrderStepKind) (
	c models.OrderCommand, err error) {
	c = models.OrderCommand{Party: u.Value("party"), Text: u.Value("text"), Number: u.Value("number"),
		Paper: u.Value("paper"), Accept: u.Value("accept") != "", Apply: u.Value("apply") != ""}
	day := func(field string) (models.Date, error) {
		text := u.Value(field)
		if text == "" {
			return 0, nil
		}
		d, err := models.ParseDate(text)
		if err != nil {
			u.errors[field] = u.lang.say(models.AsError(err).Message)
		}
		return d, err
	}
	if c.PaperOn, err = day("paper_on"); err != nil {
		return c, err
	}
	if c.On, err = day("on"); err != nil {
		return c, err
	}
	due, err := day("due")
	if err != nil {
		return c, err
	}
	if step == models.StepEdit {
		c.Edit, err = orderEdit(u.form, due)
		return c, err
	}
	c.Due = due
	if err := h.keepFiles(r, u); err != nil {
		u.errors["files"] = u.lang.say(models.AsError(err).Message)
		return c, err
	}
	if len(u.Kept) > 0 {
		c.Evidence = &u.Kept[len(u.Kept)-1]
	}
	return c, nil
}

// orderEdit reads the form that changes a draft.
func orderEdit(f form, due models.Date) (*models.OrderEdit, error) {
	value := func(name string) *string { v := f.Value(name); return &v }
	assisting := strings.FieldsFunc(f.Value("assisting"), func(c rune) bool {
		return slices.Contains([]rune{'、', ',', '，', ';', '；', '\n'}, c)
	})
	if assisting == nil {
		assisting = []string{}
	}
	feedback := 0
	if text := strings.TrimSpace(f.Value("feedback")); text != "" {
		var err error
		if feedback, err = strconv.Atoi(text); err != nil {
			return nil, models.Errorf(models.KindInvalid, "bad_days", "反馈周期应为 0（一次）–%d 天，请更正", 60)
		}
	}
	return &models.OrderEdit{Title: value("title"), Content: value("content"), LeadLeader: value("lead_leader"),
		AssistLeader: value("assist_leader"), Attachments: value("attachments"), Unit: value("unit"), Assisting: &assisting,
		Contact: value("contact"), Phone: value("phone"), Due: &due, Feedback: &feedback}, nil
}
