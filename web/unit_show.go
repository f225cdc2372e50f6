package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// unitPage is a responsible unit's work.
type unitPage struct {
	basePage
	tracking.UnitPage
	Form    form
	Choices []choice
	Cases   []unitCase
	Sent    form // what could not be done
	NoList  bool
}

// unitCase is a submission that waits, with the forms to pass it on and to send it back.
type unitCase struct {
	tracking.UnitWaiting
	Pass    form
	Return  form
	Address string
	Number  int
	Open    bool // what is wrong with returning it is to be seen
}

// roundPhrases say where a project's report stands.
var roundPhrases = map[tracking.RoundState]phrase{
	tracking.RoundApproved: "已审定", tracking.RoundWaiting: "已报，待审定", tracking.RoundReturned: "已退回",
	tracking.RoundMissing: "未报",
}

func (h *handlers) showUnit(w http.ResponseWriter, r *http.Request) error {
	return h.writeUnit(w, r, http.StatusOK, r.URL.Query().Get("unit"), "", form{})
}

// writeUnit shows a unit; sent is what could not be done about a submission, if there is something.
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
		p.Choices = append(p.Choices, choiceOf(p.Form, "unit", p.Lang.text("责任单位"), optionsOf(view.Units)))
	}
	for i, waiting := range view.Waiting {
		c := unitCase{UnitWaiting: waiting, Pass: newForm(r), Return: newForm(r), Address: "/unit/submissions/" +
			url.PathEscape(waiting.ID), Number: i}
		if waiting.ID == submission {
			c.Return, c.Open = sent, true
		}
		p.Cases = append(p.Cases, c)
	}
	h.write(w, r, status, "unit", "page", p)
	return nil
}

// Item says what an escalation is about.
func (p unitPage) Item(e tracking.EscalationView) string { return p.Lang.item(e) }

// Handling says how far it has been dealt with.
func (p unitPage) Handling(s tracking.HandlingState) string { return handlingPhrases[s].in(p.Lang) }

// Round says where a project's report stands.
func (p unitPage) Round(s tracking.RoundState) string { return roundPhrases[s].in(p.Lang) }

// Fill is where a project's report of the round is filled in.
func (p unitPage) Fill(l tracking.UnitLine) string { return reportAddress(l.Year, l.Code, p.Month) }

// MayReport reports whether the round's report can be handed in now.
func (p unitPage) MayReport(l tracking.UnitLine) bool {
	return p.MayFill && (l.Round == tracking.RoundMissing || l.Round == tracking.RoundReturned)
}

// ReportedPerMille is what of the projects has reported, per mille.
func (p unitPage) ReportedPerMille() int {
	if len(p.Projects) == 0 {
		return 0
	}
	return p.Reported * 1000 / len(p.Projects)
}
