package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// rulesPage lists the sets of rules, with the form that drafts one.
type rulesPage struct {
	basePage
	tracking.RuleList
	Form    form
	Options []option // from which a draft may begin
}

func (h *handlers) showRules(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("from", r.URL.Query().Get("from"))
	return h.writeRules(w, r, http.StatusOK, f)
}

func (h *handlers) writeRules(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.RuleSets(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := rulesPage{basePage: h.base(w, r), RuleList: view, Form: f}
	for _, l := range view.Lines {
		p.Options = append(p.Options, option{l.ID, p.Lang.sayAny(l.Title())})
	}
	p.add([]string{"rules.css"}, nil)
	h.write(w, r, status, "rules", "page", p)
	return nil
}

func (h *handlers) draftRules(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	view, err := h.t.DraftRules(r.Context(), actorOf(r), f.Key, tracking.RuleDraft{From: f.Value("from"),
		Name: f.Value("name")})
	if err == nil {
		return h.redirectWithMessage(w, r, rulesAddress(view.ID), f.lang.text("已起草，请逐项核对后通过"))
	}
	if !f.wrong(err, map[string]string{"bad_name": "name", "draft_exists": "name", "no_rules": "from"}) {
		return err
	}
	return h.writeRules(w, r, statusOf(err), f)
}

// ruleSetPage shows a set of rules, and of a draft the forms that edit, adopt and delete it.
type ruleSetPage struct {
	basePage
	tracking.RuleView
	Form      form // to edit
	AdoptForm form
	DropForm  form
	Parts     []rulesPart // of the set, and of city-major projects
	Funds     []string    // limits from which on something is said of money
	Editors   []rulesEditor
	Signers   []choice
	Ranks     []models.Message // among whom units are ranked
	Drafted   bool
	Light     string
}

func (h *handlers) showRuleSet(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.RuleSet(r.Context(), actorOf(r), r.PathValue("rules"))
	if err != nil {
		return err
	}
	f := newForm(r)
	fillRules(f, view.Rules)
	return h.writeRuleSet(w, r, http.StatusOK, view, f, newForm(r))
}

func (h *handlers) writeRuleSet(w http.ResponseWriter, r *http.Request, status int, view tracking.RuleView, edit,
	adopt form) error {
	p := ruleSetPage{basePage: h.base(w, r), RuleView: view, Form: edit, AdoptForm: adopt, DropForm: newForm(r),
		Drafted: view.Status == models.RulesDrafted}
	p.Parts = append(p.Parts, partOf(p.Lang, "", view.Rules.Ladder, view.Rules.Lights))
	p.Funds = fundLimits(p.Lang, view.Rules.Funds)
	if city := view.Rules.City; city != nil {
		p.Parts = append(p.Parts, partOf(p.Lang, p.Lang.text("市重大项目从严（依据：%s）", city.Document), city.Ladder, city.Lights))
	}
	p.Ranks = models.RankSentences(view.Rules.Ranks)
	p.Editors = []rulesEditor{editorOf(p.Lang, edit, ""), editorOf(p.Lang, edit, "city.")}
	p.Signers = signerChoices(p.Lang, edit, "_by")
	p.add([]string{"rules.css"}, nil)
	h.write(w, r, status, "ruleset", "page", p)
	return nil
}

func (h *handlers) adoptRules(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	on, err := models.ParseDate(f.Value("on"))
	if err != nil {
		on = 0 // refused as missing
	}
	rules := r.PathValue("rules")
	_, err = h.t.AdoptRules(r.Context(), actorOf(r), f.Key, rules, tracking.RuleAdoption{On: on,
		Ground: f.Value("ground")})
	if err == nil {
		return h.redirectWithMessage(w, r, rulesAddress(rules), f.lang.text("已通过；施行日起可换用"))
	}
	if !f.wrong(err, map[string]string{"bad_date": "on", "ground_missing": "ground", "rules_faulty": ""}) {
		return err
	}
	view, loading := h.t.RuleSet(r.Context(), actorOf(r), rules)
	if loading != nil {
		return loading
	}
	edit := newForm(r)
	fillRules(edit, view.Rules)
	return h.writeRuleSet(w, r, statusOf(err), view, edit, f)
}

func (h *handlers) dropRules(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.DropRules(r.Context(), actorOf(r), f.Key, r.PathValue("rules")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/settings/rules", f.lang.text("草稿已删除"))
}

// rulesTriedPage shows what would have been different by a set of rules.
type rulesTriedPage struct {
	basePage
	tracking.RulesTried
	Months []option // that may be chosen
	Form   form
	Shown  []tracking.ProjectTried
	Pager  pager
}

// triedPerPage is how many projects with differences one page shows.
const triedPerPage = 50

func (h *handlers) showRulesTried(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	from, err := models.ParseMonth(query.Get("from"))
	if err != nil {
		return err
	}
	to, err := models.ParseMonth(query.Get("to"))
	if err != nil {
		return err
	}
	view, err := h.t.TryRules(r.Context(), actorOf(r), query.Get("programme"), r.PathValue("rules"), from, to)
	if err != nil {
		return err
	}
	p := rulesTriedPage{basePage: h.base(w, r), RulesTried: view, Form: newForm(r)}
	p.Form.Set("from", view.From.String())
	p.Form.Set("to", view.To.String())
	for m := models.MonthOf(view.From.Year(), 1); m <= models.MonthOf(view.From.Year(), 12); m++ {
		p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	p.Shown, p.Pager = part(r, listing{"page", "tried", "有变化的项目", triedPerPage}, view.Projects)
	p.add([]string{"rules.css"}, nil)
	h.write(w, r, http.StatusOK, "rulestry", "page", p)
	return nil
}

// audienceNames are audiences in words.
func audienceNames(l lang, to []models.Audience) string {
	words := make([]string, 0, len(to))
	for _, a := range to {
		words = append(words, l.word(tracking.AudienceWord(a)))
	}
	return strings.Join(words, l.text("、"))
}
