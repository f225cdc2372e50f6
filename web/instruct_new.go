package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// instructPage is the form of an instruction that is on no escalation.
type instructPage struct {
	basePage
	tracking.InstructForm
	Form      form
	Kept      []models.Evidence
	Parties   []option
	Paper     bool // may be entered from paper
	OnlyPaper bool
}

// fieldOfInstruction is the form field each error code of an instruction belongs to.
var fieldOfInstruction = map[string]string{
	"text_missing": "text", "text_too_long": "text", "due_missing": "due", "due_past": "due", "paper_missing": "paper",
	"paper_on_missing": "paper_on", "paper_on_future": "paper_on", "bad_unit": "unit", "unit_missing": "unit",
	"own_instruction": "unit", "party_missing": "party", "bad_party": "party", "project_not_found": "project",
}

// showInstruct shows the form; ?project= fills in a project.
func (h *handlers) showInstruct(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("project", r.URL.Query().Get("project"))
	return h.writeInstruct(w, r, http.StatusOK, upload{form: f})
}

func (h *handlers) writeInstruct(w http.ResponseWriter, r *http.Request, status int, u upload) error {
	view, err := h.t.InstructForm(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := instructPage{basePage: h.base(w, r), InstructForm: view, Form: u.form, Kept: u.Kept,
		Paper: len(view.For) > 0, OnlyPaper: len(view.As) == 0}
	p.add([]string{"ladder.css"}, nil)
	parties := slices.Concat(view.As, view.For)
	if len(parties) > 1 {
		for _, party := range parties {
			p.Parties = append(p.Parties, option{party.ID, party.Title})
		}
	}
	h.write(w, r, status, "instruct", "page", p)
	return nil
}

// instructOn stores an instruction and leads to its page.
func (h *handlers) instructOn(w http.ResponseWriter, r *http.Request) error {
	u, err := sentUpload(r)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	c := models.InstructCommand{Party: u.Value("party"), Project: trimmedValue(u.form, "project"), Unit: u.Value("unit"),
		Title: u.Value("title"), Text: u.Value("text"), Paper: u.Value("paper")}
	for field, day := range map[string]*models.Date{"due": &c.Due, "paper_on": &c.PaperOn} {
		if text := u.Value(field); text != "" {
			var wrong error
			if *day, wrong = models.ParseDate(text); wrong != nil {
				u.errors[field] = u.lang.say(models.AsError(wrong).Message)
				err = wrong
			}
		}
	}
	if kept := h.keepFiles(r, &u); kept != nil {
		u.errors["files"], err = u.lang.say(models.AsError(kept).Message), kept
	}
	if len(u.Kept) > 0 {
		c.Evidence = &u.Kept[len(u.Kept)-1]
	}
	if err == nil {
		var page tracking.OrderPage
		if page, err = h.t.InstructOn(r.Context(), actorOf(r), u.Key, c); err == nil {
			return h.redirectWithMessage(w, r, orderAddress(page.ID), u.lang.text("已交办"))
		}
	}
	if !u.wrong(err, fieldOfInstruction) {
		return err
	}
	return h.writeInstruct(w, r, statusOf(err), u)
}
