package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// askPage is the form that asks for a change of a project, with what was asked before.
type askPage struct {
	basePage
	tracking.RequestForm
	Input      submissionForm
	Kind       models.RequestKind // of the open form; "": none
	Kinds      []askKind
	StepList   []option
	SentList   []option
	MovesList  []option
	Address    string
	ProjectURL string
}

// askKind is a kind of request that can be asked now.
type askKind struct {
	Kind  models.RequestKind
	Title string
}

func (h *handlers) showAskForm(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.RequestForm(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	in := newSubmissionForm(r, view.FormHead)
	for _, name := range []string{"kind", "milestone", "submission", "date"} {
		in.Set(name, r.URL.Query().Get(name))
	}
	h.writeAskForm(w, r, http.StatusOK, view, in)
	return nil
}

func (h *handlers) writeAskForm(w http.ResponseWriter, r *http.Request, status int, view tracking.RequestForm,
	in submissionForm) {
	p := askPage{basePage: h.base(w, r), RequestForm: view, Input: in, Kind: models.RequestKind(in.Value("kind")),
		Address: askAddress(view.Year, view.Code), ProjectURL: projectAddress(view.Year, view.Code)}
	p.Input.Draft += " " + string(p.Kind)
	for _, kind := range models.RequestKinds {
		if (kind == models.RequestRestore) == view.Closed &&
			(kind != models.RequestWithdrawal || len(view.Submissions) > 0) && kind != models.RequestSchedule {
			p.Kinds = append(p.Kinds, askKind{kind, phrase(kind.Chinese()).in(p.Lang)})
		}
	}
	if !slices.ContainsFunc(p.Kinds, func(k askKind) bool { return k.Kind == p.Kind }) {
		p.Kind = ""
	}
	for _, m := range view.Milestones {
		label := m.Name
		if m.Due != 0 {
			label += " " + m.Due.String()
		}
		p.StepList = append(p.StepList, option{m.ID, label})
	}
	for _, s := range view.Submissions {
		label := s.Milestone
		if label == "" {
			label = p.Lang.reportTitle(s.Month)
		}
		p.SentList = append(p.SentList, option{s.ID, label + " " + s.SubmittedAt.Minute()})
	}
	p.MovesList = []option{{"", p.Lang.text("请选择")}, {string(models.Yes), p.Lang.text("顺延：复工时按停工的工作日顺延")},
		{string(models.No), p.Lang.text("不变：停工期间不计逾期")}}
	p.add([]string{"submission.css", "plans.css", "asked.css"}, []string{"submission.js"})
	h.write(w, r, status, "askform", "page", p)
}

// fieldOfAsk is the form field each error code of a request belongs to.
var fieldOfAsk = map[string]string{
	"reason_missing": "reason", "text_too_long": "reason", "paper_missing": "paper", "date_missing": "date",
	"date_not_later": "date", "date_past": "date", "same_date": "date", "bad_date": "until", "already_paused": "date",
	"moves_due_missing": "moves_due", "amount_missing": "annual_plan", "same_amount": "annual_plan",
	"plan_out_of_range": "annual_plan", "not_a_number": "annual_plan", "too_precise": "annual_plan",
	models.AmountDoubted: "confirmed", "milestone_not_found": "milestone", "milestone_done": "milestone",
	"submission_not_found": "submission", "submission_decided": "submission", "evidence_missing": "files",
}

// ask asks for a change of a project.
func (h *handlers) ask(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.RequestForm(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	in, err := h.sentSubmission(r, view.FormHead)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	c := models.RequestCommand{Kind: models.RequestKind(in.Value("kind")), Milestone: in.Value("milestone"),
		Submission: in.Value("submission"), MovesDue: models.Answer(in.Value("moves_due")),
		Reason: trimmedValue(in.form, "reason"), Document: trimmedValue(in.form, "document"), Paper: in.Value("paper"),
		Confirmed: in.Value("confirmed") != ""}
	for field, date := range map[string]*models.Date{"date": &c.Date, "until": &c.Until} {
		if text := in.Value(field); text != "" {
			if *date, err = models.ParseDate(text); err != nil {
				in.keepError(err, field)
			}
		}
	}
	if text := trimmedValue(in.form, "annual_plan"); text != "" {
		amount, err := models.ParseMoney(text, models.WanYuan)
		if err != nil {
			in.keepError(err, "annual_plan")
		}
		c.AnnualPlan = &amount
	}
	if len(in.Kept) > 0 {
		c.Evidence = &in.Kept[0]
	}
	if in.HasErrors() {
		h.writeAskForm(w, r, http.StatusUnprocessableEntity, view, in)
		return nil
	}
	q, err := h.t.AskRequest(r.Context(), actorOf(r), in.Key, projectOf(r), c)
	if err == nil {
		return h.redirectWithMessage(w, r, askedAddress+"/"+q.ID, "申请已提出，待审批；审批前原时限照常计算")
	}
	if !in.keepError(err, fieldOfAsk[models.AsError(err).Code]) {
		return err
	}
	h.writeAskForm(w, r, statusOf(err), view, in)
	return nil
}
