package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// permitsPage shows a project's permits, its dates of start and its entry in statistics, with the forms for them.
type permitsPage struct {
	basePage
	tracking.PermitPage
	Input   submissionForm // of a permit
	Form    form           // of the rest
	Kinds   []option
	States  []option
	Answers []option
	Address string
	Project string // address of the project's page
}

func permitsAddress(year int, code string) string { return projectAddress(year, code) + "/permits" }

func (h *handlers) permitRoutes() []route {
	return []route{
		{pattern: "GET /permits", who: seesAll, show: h.showPermitList},
		{pattern: "GET /projects/{year}/{code}/permits", who: seesOwn, show: h.showPermits},
		{pattern: "GET /projects/{year}/{code}/permits/{kind}/file", who: seesOwn, show: h.showPermitFile},
		{pattern: "POST /projects/{year}/{code}/permits", who: handsIn, show: h.setPermit, body: largestUpload},
		{pattern: "POST /projects/{year}/{code}/formalities", who: handsIn, show: h.setFormalities},
	}
}

func (h *handlers) showPermits(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.PermitPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	in := newSubmissionForm(r, v.FormHead)
	for _, line := range v.Permits {
		if kind := r.URL.Query().Get("kind"); string(line.Kind) == kind {
			in.Set("kind", kind)
			in.Set("state", string(line.State))
			in.Set("number", line.Number)
			in.Set("date", line.On.String())
		}
	}
	h.writePermits(w, r, http.StatusOK, v, in, formalitiesForm(r, v))
	return nil
}

// formalitiesForm is the form of what is on record besides permits, filled in.
func formalitiesForm(r *http.Request, v tracking.PermitPage) form {
	f := newForm(r)
	for field, value := range map[string]string{"approval_code": v.ApprovalCode, "entered_on": v.EnteredOn.String(),
		"statistics_start_on": v.StatisticsStartOn.String(), "in_statistics": string(v.InStatistics),
		"statistics_code": v.StatisticsCode, "statistics_on": v.StatisticsOn.String(), "missing": v.Missing} {
		f.Set(field, value)
	}
	return f
}

func (h *handlers) writePermits(w http.ResponseWriter, r *http.Request, status int, v tracking.PermitPage,
	in submissionForm, f form) {
	p := permitsPage{basePage: h.base(w, r), PermitPage: v, Input: in, Form: f, Address: projectAddress(v.Year, v.Code),
		Project: projectAddress(v.Year, v.Code)}
	for _, kind := range models.PermitKinds {
		p.Kinds = append(p.Kinds, option{string(kind), p.Lang.word(kind.Chinese())})
	}
	for _, state := range models.PermitStates {
		p.States = append(p.States, option{string(state), p.Lang.word(state.Chinese())})
	}
	p.Answers = []option{{"", p.Lang.text("未填")}, {string(models.Yes), p.Lang.text("是")},
		{string(models.No), p.Lang.text("否")}}
	p.add([]string{"submission.css", "plans.css"}, []string{"submission.js"})
	h.write(w, r, status, "permits", "page", p)
}

// setPermit enters a permit.
func (h *handlers) setPermit(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.PermitPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	v.OnBehalf = false // a permit is proven by itself: no other paper is asked for
	in, err := h.sentSubmission(r, v.FormHead)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	e := models.PermitEntry{Kind: models.PermitKind(in.Value("kind")), State: models.PermitState(in.Value("state")),
		Number: trimmedValue(in.form, "number")}
	if e.On, err = models.ParseDate(in.Value("date")); err != nil {
		in.keepError(err, "date")
	}
	if len(in.Kept) > 0 {
		e.Evidence = &in.Kept[0]
	}
	if !in.HasErrors() {
		if _, err = h.t.SetPermit(r.Context(), actorOf(r), in.Key, projectOf(r), e); err == nil {
			return h.redirectWithMessage(w, r, permitsAddress(v.Year, v.Code), phrase("手续办理情况已登记").in(in.lang))
		}
		if !in.keepError(err, map[string]string{"bad_permit_state": "state", "permit_not_done": "number",
			"text_too_long": "number", "date_future": "date"}[models.AsError(err).Code]) {
			return err
		}
	}
	h.writePermits(w, r, http.StatusUnprocessableEntity, v, in, formalitiesForm(r, v))
	return nil
}

// setFormalities enters a project's code, dates of start and entry in statistics.
func (h *handlers) setFormalities(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.PermitPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	e := models.FormalitiesEntry{ApprovalCode: trimmedValue(f, "approval_code"),
		InStatistics: models.Answer(f.Value("in_statistics")), StatisticsCode: trimmedValue(f, "statistics_code"),
		Missing: trimmedValue(f, "missing")}
	for field, date := range map[string]*models.Date{"entered_on": &e.EnteredOn, "statistics_on": &e.StatisticsOn,
		"statistics_start_on": &e.StatisticsStartOn} {
		if *date, err = models.ParseDate(trimmedValue(f, field)); err != nil {
			f.errors[field] = f.lang.say(models.AsError(err).Message)
		}
	}
	if len(f.errors) == 0 {
		if _, err = h.t.SetFormalities(r.Context(), actorOf(r), f.Key, projectOf(r), e); err == nil {
			return h.redirectWithMessage(w, r, permitsAddress(v.Year, v.Code), phrase("项目代码、开工和纳统情况已登记").in(f.lang))
		}
		if !f.wrong(err, map[string]string{"bad_area": "approval_code", "bad_project_code": "approval_code",
			"not_in_statistics": "statistics_code"}) {
			return err
		}
	}
	h.writePermits(w, r, http.StatusUnprocessableEntity, v, newSubmissionForm(r, v.FormHead), f)
	return nil
}

// showPermitFile sends the file of a permit.
func (h *handlers) showPermitFile(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenPermitFile(r.Context(), actorOf(r), projectOf(r), models.PermitKind(r.PathValue("kind")))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
