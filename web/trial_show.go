package web

import (
	"cmp"
	"net/http"

	"duban/models"
	"duban/tracking"
)

func (h *handlers) trialRoutes() []route {
	return []route{
		{pattern: "GET /settings/live", who: plans, show: h.showTrial},
		{pattern: "POST /settings/live", who: plans, show: h.goLive},
		{pattern: "GET /settings/live/old", who: plans, show: h.showOldLate},
		{pattern: "POST /settings/live/old", who: plans, show: h.settleOldLate},
		{pattern: "GET /live", who: plans, show: h.showLive},
		{pattern: "POST /settings/colours", who: plans, show: h.setColours},
		{pattern: "GET /settings/ladder", who: plans, show: h.showLadder},
		{pattern: "POST /settings/ladder", who: plans, show: h.setLadder},
		{pattern: "GET /settings/curve", who: plans, show: h.showCurve},
		{pattern: "POST /settings/curve", who: plans, show: h.setCurve},
	}
}

// trialPage shows whether a programme is on trial or live, and its rules.
type trialPage struct {
	basePage
	tracking.Trial
	NoList     bool
	Form       form // to go live
	BackForm   form // back to trial running
	ColourForm form // to change the colour rules
	Rungs      []countedRung
	OldTotal   int
	Missing    int // checks that are not complete
	Options    []option
	Steps      []stepLine
	Colour     string
}

// countedRung counts the records of a rung.
type countedRung struct {
	Rung  models.Rung
	Sent  int // that would have been sent
	Known int // open ones that were late when entered
	// that enter on the first live day
	Entering int
}

// stepLine is a step of the ladder.
type stepLine struct {
	Rung  models.Rung
	After string
	Only  bool // controlling milestones only
}

// NewLadder is the name of the ladder to which a programme may be switched.
func (trialPage) NewLadder() string { return models.NewLadder }

// CurveName names the schedule curve in use.
func (p trialPage) CurveName() string { return curveName(p.Lang, p.Trial.Curve) }

// LadderName is the name of the ladder in use.
func (p trialPage) LadderName() models.Word { return p.Trial.Rules }

func (h *handlers) showTrial(w http.ResponseWriter, r *http.Request) error {
	return h.writeTrial(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeTrial(w http.ResponseWriter, r *http.Request, status int, f form) error {
	from, err := models.ParseDate(cmp.Or(f.Value("from"), r.URL.Query().Get("from")))
	if err != nil {
		from = 0 // the form says what is wrong with it
	}
	view, err := h.t.Trial(r.Context(), actorOf(r), cmp.Or(f.Value("programme"), r.URL.Query().Get("year")), from)
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := trialPage{basePage: h.base(w, r), Trial: view, NoList: noList, Form: f, BackForm: newForm(r),
		ColourForm: newForm(r)}
	p.add([]string{"trial.css"}, nil)
	if f.Value("from") == "" {
		f.Set("from", view.Entering.From.String())
	}
	for _, c := range view.Checks {
		if c.Found > 0 {
			p.Missing++
		}
	}
	for _, rung := range models.Rungs {
		p.OldTotal += view.OldLate[rung]
		p.Rungs = append(p.Rungs, countedRung{rung, view.Rungs[rung], view.OldLate[rung],
			view.Entering.Rungs[rung]})
	}
	p.ColourForm.Set("colours", view.Colours.Name)
	p.Colour = p.rule(view.Colours)
	for _, c := range view.Choices {
		p.Options = append(p.Options, option{c.Name, p.rule(c)})
	}
	for _, step := range view.Ladder.Milestone {
		if step.Rung != models.NoRung {
			p.Steps = append(p.Steps, stepLine{step.Rung, p.Lang.text("逾期 %d 个工作日", step.Days), step.Controlling})
		}
	}
	h.write(w, r, status, "trial", "page", p)
	return nil
}

// rule returns a set of colour rules as a sentence.
func (p trialPage) rule(c models.ColourRules) string {
	if c.Kind == "points" {
		return p.Lang.text("落后序时 %d 个百分点起黄灯，超过 %d 个红灯", c.Yellow, c.Red)
	}
	return p.Lang.text("不足序时的 %d%% 黄灯，不足 %d%% 红灯", c.Yellow, c.Red)
}
