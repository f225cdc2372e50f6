package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// evidenceRulesPage lists what is asked for with milestones.
type evidenceRulesPage struct {
	basePage
	tracking.EvidenceRules
	Form  form
	Rules []option
}

func (h *handlers) showEvidenceRules(w http.ResponseWriter, r *http.Request) error {
	return h.writeEvidenceRules(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeEvidenceRules(w http.ResponseWriter, r *http.Request, status int, f form) error {
	rules, err := h.t.EvidenceRules(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := evidenceRulesPage{basePage: h.base(w, r), EvidenceRules: rules, Form: f}
	for _, rule := range models.EvidenceRules {
		p.Rules = append(p.Rules, option{string(rule), p.Lang.word(rule.Chinese())})
	}
	p.add([]string{"suggestions.css"}, nil)
	h.write(w, r, status, "evidencerules", "page", p)
	return nil
}

func (h *handlers) setEvidenceRule(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	word := models.EvidenceWord{Word: trimmedValue(f, "word"), Rule: models.EvidenceRule(f.Value("rule"))}
	if err := h.t.SetEvidenceRule(r.Context(), actorOf(r), f.Key, word); err != nil {
		if !f.wrong(err, map[string]string{"bad_word": "word", "bad_rule": "rule"}) {
			return err
		}
		return h.writeEvidenceRules(w, r, statusOf(err), f)
	}
	return h.redirectWithMessage(w, r, "/settings/evidence", phrase("佐证要求已更改").in(f.lang))
}
