package web

import (
	"net/http"
	"net/url"
	"strconv"

	"duban/models"
	"duban/tracking"
)

const scoresAddress = "/scores"

var (
	seesScores = permission{ask: models.CanSeeScores}
	scores     = permission{ask: models.CanScore}
	objects    = permission{ask: models.CanObject}
)

func (h *handlers) scoreRoutes() []route {
	const one = "/scores/{score}"
	return []route{
		{pattern: "GET /scores", who: seesScores, show: h.showScores},
		{pattern: "POST /scores", who: scores, show: h.draftScore},
		{pattern: "POST /scores/formula", who: scores, show: h.keepScoreFormula},
		{pattern: "GET " + one, who: seesScores, show: h.showScore},
		{pattern: "POST " + one + "/points", who: scores, show: h.setScorePoints},
		{pattern: "POST " + one + "/step", who: scores, show: h.stepScore},
		{pattern: "POST " + one + "/object", who: objects, show: h.objectToScore},
		{pattern: "POST " + one + "/objections/{objection}", who: scores, show: h.decideObjection},
		{pattern: "GET " + one + "/sheet", who: seesAll, show: h.showScoreSheet},
		{pattern: "GET " + one + "/workbook", who: seesAll, show: h.showScoreWorkbook},
	}
}

func scoreAddress(id string) string { return scoresAddress + "/" + url.PathEscape(id) }

// scoresPage lists the quarterly scores, with the forms of the office.
type scoresPage struct {
	basePage
	tracking.ScoreList
	NoList   bool
	Unfolded bool // the form of the formula: there is none yet, or it had errors
	Draft    form
	Formula  form
	Quarters []option
}

// fieldOfScore is the form field each error code of a score belongs to.
var fieldOfScore = map[string]string{
	"document_missing": "document", "document_day": "issued_on", "title_missing": "title", "bad_days": "objection_days",
	"items_missing": "lines", "line_wrong": "lines", "item_wrong": "lines", "never_scored": "lines",
	"bad_quarter": "quarter", "month_open": "quarter", "reason_missing": "reason", "bad_points": "points",
	"ground_missing": "ground", "no_item": "item", "unit_not_found": "unit", "paper_missing": "paper",
}

func (h *handlers) showScores(w http.ResponseWriter, r *http.Request) error {
	return h.writeScores(w, r, http.StatusOK, newForm(r), newForm(r))
}

func (h *handlers) writeScores(w http.ResponseWriter, r *http.Request, status int, draft, formula form) error {
	year := r.URL.Query().Get("year")
	list, err := h.t.Scores(r.Context(), actorOf(r), year)
	p := scoresPage{basePage: h.base(w, r), ScoreList: list, Draft: draft, Formula: formula}
	p.NoList = year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !p.NoList {
		return err
	}
	for _, q := range list.Quarters {
		label := p.Lang.quarter(q.Quarter)
		if !q.Closed {
			label = p.Lang.text("%s（季度末月尚未月结）", label)
		}
		p.Quarters = append(p.Quarters, option{q.Quarter.String(), label})
	}
	p.Unfolded = len(list.Formulas) == 0 || len(formula.errors) > 0
	if !formula.values.Has("lines") {
		items, days := models.SuggestedScoreItems, models.DefaultObjectionDays
		if len(list.Formulas) > 0 {
			items, days = list.Formulas[0].Items, list.Formulas[0].ObjectionDays
		}
		formula.Set("lines", models.ScoreLines(items))
		formula.Set("objection_days", strconv.Itoa(days))
	}
	p.add([]string{"plans.css", "ladder.css", "scores.css"}, nil)
	h.write(w, r, status, "scores", "page", p)
	return nil
}

// draftScore computes a quarter's score.
func (h *handlers) draftScore(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := tracking.ScoreDraft{Reason: f.Value("reason")}
	if c.Quarter, err = models.ParseMonth(f.Value("quarter")); err == nil {
		page, wrong := h.t.DraftScore(r.Context(), actorOf(r), f.Key, itoa(c.Quarter.Year()), c)
		if wrong == nil {
			return h.redirectWithMessage(w, r, scoreAddress(page.ID), f.lang.text("已测算"))
		}
		err = wrong
	}
	if !f.wrong(err, fieldOfScore) {
		return err
	}
	return h.writeScores(w, r, statusOf(err), f, newForm(r))
}

// keepScoreFormula enters a version of the formula.
func (h *handlers) keepScoreFormula(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.ScoreFormula{Document: f.Value("document"), Title: f.Value("title"),
		ObjectionDays: f.number("objection_days")}
	if c.IssuedOn, err = models.ParseDate(f.Value("issued_on")); err != nil {
		f.errors["issued_on"] = f.lang.say(models.AsError(err).Message)
	} else if c.Items, err = models.ParseScoreItems(f.Value("lines")); err == nil {
		if _, err = h.t.KeepScoreFormula(r.Context(), actorOf(r), f.Key, "", c); err == nil {
			return h.redirectWithMessage(w, r, scoresAddress, f.lang.text("考核办法已登记"))
		}
	}
	if !f.wrong(err, fieldOfScore) {
		return err
	}
	return h.writeScores(w, r, statusOf(err), newForm(r), f)
}
