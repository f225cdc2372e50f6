package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// letterPage is the form of a letter that the office writes by hand.
type letterPage struct {
	basePage
	tracking.LetterForm
	Form   form
	Chosen []option // the units
	Kinds  []option
}

// Picked reports whether an item is chosen in the form.
func (p letterPage) Picked(id string) bool { return slices.Contains(p.Form.values["items"], id) }

// showLetter shows the units with open items; ?unit= also the items of one.
func (h *handlers) showLetter(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("unit", r.URL.Query().Get("unit"))
	f.values["items"] = r.URL.Query()["item"]
	return h.writeLetterForm(w, r, http.StatusOK, f)
}

func (h *handlers) writeLetterForm(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.LetterForm(r.Context(), actorOf(r), f.Value("unit"))
	if err != nil {
		return err
	}
	p := letterPage{basePage: h.base(w, r), LetterForm: view, Form: f}
	p.add([]string{"ladder.css"}, nil)
	for _, u := range view.Units {
		p.Chosen = append(p.Chosen, option{u.Unit, p.Lang.text("%s（%d 项）", u.Unit, u.Items)})
	}
	for _, k := range []models.OrderKind{models.OrderUrge, models.OrderPrompt} {
		p.Kinds = append(p.Kinds, option{string(k), p.Lang.text(phrase(k.Chinese()))})
	}
	h.write(w, r, status, "letter", "page", p)
	return nil
}

// writeLetter makes the draft of a letter and leads to its page.
func (h *handlers) writeLetter(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.LetterCommand{Kind: models.OrderKind(f.Value("kind")), Unit: f.Value("unit"), Items: f.values["items"]}
	if text := f.Value("due"); text != "" {
		if c.Due, err = models.ParseDate(text); err != nil {
			f.errors["due"] = f.lang.say(models.AsError(err).Message)
			return h.writeLetterForm(w, r, statusOf(err), f)
		}
	}
	page, err := h.t.WriteLetter(r.Context(), actorOf(r), f.Key, c)
	if err == nil {
		return h.redirectWithMessage(w, r, orderAddress(page.ID), f.lang.text("已拟稿"))
	}
	if !f.wrong(err, map[string]string{"bad_letter": "kind", "items_missing": "items", "items_changed": "items",
		"due_past": "due"}) {
		return err
	}
	return h.writeLetterForm(w, r, statusOf(err), f)
}
