package web

import (
	"net/http"
	"net/url"

	"duban/tracking"
)

func (h *handlers) burdenRoutes() []route {
	return []route{
		{pattern: "GET /suggestions", who: signedIn, show: h.showSuggestions},
		{pattern: "POST /suggestions", who: signedIn, show: h.makeSuggestion},
		{pattern: "POST /suggestions/{suggestion}/answer", who: plans, show: h.answerSuggestion},
		{pattern: "GET /burden", who: plans, show: h.showBurden},
		{pattern: "POST /burden/cap", who: plans, show: h.setBurdenCap},
		{pattern: "GET /settings/evidence", who: plans, show: h.showEvidenceRules},
		{pattern: "POST /settings/evidence", who: plans, show: h.setEvidenceRule},
	}
}

// suggestionsPage lists complaints and suggestions, with the form for a new one.
type suggestionsPage struct {
	basePage
	tracking.Suggestions
	Form   form
	Answer form   // of the one that is answered
	About  string // its ID
	From   string // page from which the person came
}

func (h *handlers) showSuggestions(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && from.Path != r.URL.Path {
		f.Set("page", from.Path)
	}
	return h.writeSuggestions(w, r, http.StatusOK, suggestionsPage{Form: f, Answer: newForm(r)})
}

func (h *handlers) writeSuggestions(w http.ResponseWriter, r *http.Request, status int, p suggestionsPage) (err error) {
	if p.Suggestions, err = h.t.Suggestions(r.Context(), actorOf(r)); err != nil {
		return err
	}
	p.basePage = h.base(w, r)
	p.add([]string{"suggestions.css"}, nil)
	h.write(w, r, status, "suggestions", "page", p)
	return nil
}

// fieldOfSuggestion is the form field each error code of a suggestion belongs to.
var fieldOfSuggestion = map[string]string{"text_missing": "text", "text_too_long": "text", "answer_missing": "answer",
	"answer_too_long": "answer"}

func (h *handlers) makeSuggestion(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if _, err := h.t.Suggest(r.Context(), actorOf(r), f.Key, f.Value("text"), f.Value("page")); err != nil {
		if !f.wrong(err, fieldOfSuggestion) {
			return err
		}
		return h.writeSuggestions(w, r, statusOf(err), suggestionsPage{Form: f, Answer: newForm(r)})
	}
	return h.redirectWithMessage(w, r, "/suggestions", phrase("已提交，重点项目办将在 5 个工作日内答复").in(f.lang))
}

func (h *handlers) answerSuggestion(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("suggestion")
	if err := h.t.AnswerSuggestion(r.Context(), actorOf(r), f.Key, id, f.Value("answer")); err != nil {
		if !f.wrong(err, fieldOfSuggestion) {
			return err
		}
		return h.writeSuggestions(w, r, statusOf(err), suggestionsPage{Form: newForm(r), Answer: f, About: id})
	}
	return h.redirectWithMessage(w, r, "/suggestions", phrase("已答复").in(f.lang))
}
