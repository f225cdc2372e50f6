package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// fundPage shows the money of one project, with the form for it.
type fundPage struct {
	basePage
	tracking.FundPage
	Form    form
	Source  choice
	Hints   []fundHint
	Shown   []tracking.FundRecordLine
	Pager   pager
	Project string // address of the project's page
}

func fundAddress(year int, code string) string { return projectAddress(year, code) + "/funds" }

// fundInputs are the fields of the form with their amounts.
var fundInputs = models.FundFigures

func (h *handlers) showFundPage(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.FundPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	f, query := newForm(r), r.URL.Query()
	f.Set("month", v.AsOf.Date().Month().String())
	for _, record := range v.Records {
		if record.Source != query.Get("source") || record.Month.String() != query.Get("month") {
			continue
		}
		f.Set("source", record.Source)
		f.Set("month", record.Month.String())
		f.Set("arrived_on", record.ArrivedOn.String())
		f.Set("note", record.Note)
		for _, field := range fundInputs {
			if amount := *record.Of(field); amount != nil {
				f.Set(string(field), amount.In(models.WanYuan))
			}
		}
	}
	h.writeFundPage(w, r, http.StatusOK, v, f)
	return nil
}

func (h *handlers) writeFundPage(w http.ResponseWriter, r *http.Request, status int, v tracking.FundPage, f form) {
	p := fundPage{basePage: h.base(w, r), FundPage: v, Form: f, Hints: hintsOf(v.Line),
		Project: projectAddress(v.Year, v.Code)}
	p.add([]string{"plans.css", "funds.css"}, nil)
	options := []option{{"", p.Lang.text("请选择")}}
	for _, s := range v.Choices {
		options = append(options, option{s.Key, s.Name})
	}
	p.Source = choiceOf(f, "source", p.Lang.text("资金来源"), options)
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "records-title", size: fundsPerPage}, v.Records)
	h.write(w, r, status, "fundone", "page", p)
}

// setFund enters the money of a project.
func (h *handlers) setFund(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.FundPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	e := models.FundEntry{Source: f.Value("source"), Note: trimmedValue(f, "note")}
	fail := func(field string, err error) {
		if err != nil {
			f.errors[field] = f.lang.say(models.AsError(err).Message)
		}
	}
	e.Month, err = models.ParseMonth(f.Value("month"))
	fail("month", err)
	e.ArrivedOn, err = models.ParseDate(f.Value("arrived_on"))
	fail("arrived_on", err)
	for _, field := range fundInputs {
		if text := trimmedValue(f, string(field)); text != "" {
			amount, err := models.ParseMoney(text, models.WanYuan)
			fail(string(field), err)
			*e.Of(field) = &amount
		}
	}
	if len(f.errors) == 0 {
		if _, err = h.t.SetFund(r.Context(), actorOf(r), f.Key, projectOf(r), e); err == nil {
			return h.redirectWithMessage(w, r, fundAddress(v.Year, v.Code), phrase("资金已登记").in(f.lang))
		}
		if !f.wrong(err, map[string]string{"bad_source": "source", "month_missing": "month", "month_ahead": "month",
			"text_too_long": "note", "date_future": "arrived_on", "funds_unexplained": "note", "nothing_stated": "applied",
			"negative_amount": "applied"}) {
			return err
		}
	}
	h.writeFundPage(w, r, http.StatusUnprocessableEntity, v, f)
	return nil
}
