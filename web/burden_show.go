package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// burdenPage shows what each unit was asked for in a month.
type burdenPage struct {
	basePage
	tracking.BurdenLedger
	Form   form
	Months []option
}

func (h *handlers) showBurden(w http.ResponseWriter, r *http.Request) error {
	return h.writeBurden(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeBurden(w http.ResponseWriter, r *http.Request, status int, f form) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	ledger, err := h.t.Burden(r.Context(), actorOf(r), query.Get("year"), month)
	if err != nil {
		return err
	}
	p := burdenPage{basePage: h.base(w, r), BurdenLedger: ledger, Form: f}
	for n := 1; n <= 12; n++ {
		m := models.MonthOf(ledger.Year, n)
		p.Months = append(p.Months, option{m.String(), p.Lang.month(m)})
	}
	if f.Value("forms") == "" {
		f.Set("forms", itoa(ledger.Cap.Forms))
		f.Set("messages", itoa(ledger.Cap.Messages))
	}
	p.add([]string{"plans.css", "suggestions.css"}, nil)
	h.write(w, r, status, "burden", "page", p)
	return nil
}

func (h *handlers) setBurdenCap(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.BurdenCap{}
	if c.Forms, err = strconv.Atoi(trimmedValue(f, "forms")); err == nil {
		c.Messages, err = strconv.Atoi(trimmedValue(f, "messages"))
	}
	if err != nil {
		c.Forms = -1 // the check says what is wrong
	}
	if err := h.t.SetBurdenCap(r.Context(), actorOf(r), f.Key, c); err != nil {
		if !f.wrong(err, nil) {
			return err
		}
		return h.writeBurden(w, r, statusOf(err), f)
	}
	return h.redirectWithMessage(w, r, "/burden", phrase("上限已更改").in(f.lang))
}
