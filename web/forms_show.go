package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// formsPage is where forms are made that go out to be filled in, with the text that chases them.
type formsPage struct {
	basePage
	Form   form
	Round  tracking.RoundBoard
	Year   int
	Months []option
	NoList bool
}

func (h *handlers) showForms(w http.ResponseWriter, r *http.Request) error {
	p := formsPage{basePage: h.base(w, r), Form: newForm(r)}
	p.add([]string{"outputs.css"}, []string{"copy.js"})
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	year := ""
	if month != 0 {
		year = itoa(month.Year())
	}
	p.Round, err = h.t.ChaseText(r.Context(), actorOf(r), year, month)
	if err != nil && (month != 0 || models.AsError(err).Code != "no_programme") {
		return err
	}
	if p.NoList = err != nil; !p.NoList {
		p.Year = p.Round.Month.Year()
		p.Form.Set("month", p.Round.Month.String())
		for m := models.MonthOf(p.Year, 1); m <= models.MonthOf(p.Year, monthsOfYear); m++ {
			p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
		}
	}
	h.write(w, r, http.StatusOK, "forms", "page", p)
	return nil
}

// Left is how many have not reported.
func (p formsPage) Left() int { return p.Round.Missing + p.Round.Returned }

// Reported is how many have.
func (p formsPage) Reported() int { return p.Round.Approved + p.Round.Waiting }

// showTemplate gives a form out, filled with what is known of the projects one may see.
func (h *handlers) showTemplate(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	year := query.Get("year")
	if year == "" && month != 0 {
		year = itoa(month.Year())
	}
	name, content, err := h.t.Template(r.Context(), actorOf(r), tracking.TemplateRequest{
		Kind: tracking.TemplateKind(r.PathValue("kind")), Programme: year, Month: month, Project: query.Get("project"),
	})
	return save(w, name, content, err)
}
