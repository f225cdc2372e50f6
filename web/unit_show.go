package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// unitPage is the page of a responsible unit.
type unitPage struct {
	basePage
	tracking.UnitPage
	Form    form
	Choices []choice
	Cases   []unitCase
	Sent    form // the form that had errors
	NoList  bool
	Shown   []tracking.UnitLine       // the part of the projects
	Late    []tracking.EscalationLine // the part of the escalations
	Pagers  unitPagers
}

// unitPagers are the pagers of the lists of a unit.
type unitPagers struct{ Cases, Escalations, Projects pager }

// The sizes of the parts of a unit's lists.
const (
	casesOfUnit    = 30
	lateOfUnit     = 60
	projectsOfUnit = 60
)

// unitCase is a waiting submission with the forms to pass it on or return it.
type unitCase struct {
	tracking.UnitWaiting
	Pass    form
	Return  form
	Address string
	Number  int
	Open    bool // show the return form with its errors
}

// roundPhrases name the states of a project's report.
var roundPhrases = map[models.RoundState]phrase{
	models.RoundApproved: "已审定", models.RoundWaiting: "已报，待审定", models.RoundReturned: "已退回",
	models.RoundMissing: "未报", models.RoundPaused: "停工，暂不要求报送", models.RoundNotDue: "本轮不要求报送",
}

func (h *handlers) showUnit(w http.ResponseWriter, r *http.Request) error {
	return h.writeUnit(w, r, http.StatusOK, r.URL.Query().Get("unit"), "", form{})
}

// writeUnit shows a unit. sent is the form with errors for a submission; submission is "" without one.
func (h *handlers) writeUnit(w http.ResponseWriter, r *http.Request, status int, unit, submission string,
	sent form) error {
	year := r.URL.Query().Get("year")
	view, err := h.t.UnitPage(r.Context(), actorOf(r), year, unit)
	noList := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := unitPage{basePage: h.base(w, r), UnitPage: view, Form: askedForm(r), Sent: sent, NoList: noList}
	p.add([]string{"ladder.css", "unit.css"}, nil)
	p.Form.Set("unit", view.Unit)
	if len(view.Units) > 1 {
		p.Choices = append(p.Choices, choiceOf(p.Form, "unit", p.Lang.text("责任单位"), offered(p.Form, "unit", view.Units)))
	}
	for i, waiting := range view.Waiting {
		c := unitCase{UnitWaiting: waiting, Pass: newForm(r), Return: newForm(r), Number: i,
			Address: "/unit/submissions/" + url.PathEscape(waiting.ID)}
		if waiting.ID == submission {
			c.Return, c.Open = sent, true
		}
		p.Cases = append(p.Cases, c)
	}
	p.Cases, p.Pagers.Cases = part(r, listing{"cases", "pre-title", "待初审", casesOfUnit}, p.Cases)
	p.Late, p.Pagers.Escalations = part(r, listing{"late", "late-title", "在办督办", lateOfUnit}, view.Escalations)
	p.Shown, p.Pagers.Projects = part(r, listing{"page", "own-title", "项目", projectsOfUnit}, view.Projects)
	h.write(w, r, status, "unit", "page", p)
	return nil
}

// ShownProblems are the first problems asked of the unit; the ledger has all.
func (p unitPage) ShownProblems() []tracking.ProblemView {
	return p.Problems[:min(len(p.Problems), lateOfUnit)]
}

// Item returns what an escalation is about.
func (p unitPage) Item(e tracking.EscalationView) string { return p.Lang.item(e) }

// Handling returns the state of handling.
func (p unitPage) Handling(s tracking.HandlingState) string { return handlingPhrases[s].in(p.Lang) }

// Round returns the state of a project's report.
func (p unitPage) Round(s models.RoundState) string { return roundPhrases[s].in(p.Lang) }

// Fill returns the address of a project's report form.
func (p unitPage) Fill(l tracking.UnitLine) string { return reportAddress(l.Year, l.Code, p.Month) }

// MayReport reports whether the project's report can be submitted now.
func (p unitPage) MayReport(l tracking.UnitLine) bool {
	return p.MayFill && (l.Round == models.RoundMissing || l.Round == models.RoundReturned)
}

// In reports whether the project's report of the round is handed in: what it was late by is then a late report (迟报).
func (p unitPage) In(l tracking.UnitLine) bool {
	return l.Round == models.RoundApproved || l.Round == models.RoundWaiting
}

// Rounding returns the note on rounding where the projects do not come to the sums as both are printed.
func (p unitPage) Rounding() string {
	plans, approved := models.Addition{Total: p.Plan}, models.Addition{Total: p.Approved}
	for _, l := range p.Projects {
		plans.Parts = append(plans.Parts, l.Plan)
		if l.Approved != nil {
			approved.Parts = append(approved.Parts, *l.Approved)
		}
	}
	return p.Lang.rounding(models.WanYuan, plans, approved)
}

// ReportedPerMille returns the share of projects that have reported.
func (p unitPage) ReportedPerMille() int {
	if p.RoundCount.Due == 0 {
		return 0
	}
	return p.Reported * 1000 / p.RoundCount.Due
}
