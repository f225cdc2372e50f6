package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// formsPage offers forms for owners to fill in, with the text that reminds them.
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

// Left returns the number of projects that have not reported.
func (p formsPage) Left() int { return p.Round.Outstanding() }

// Reported returns the number of projects that have reported.
func (p formsPage) Reported() int { return p.Round.Approved + p.Round.Waiting }
