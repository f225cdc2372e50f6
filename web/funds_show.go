package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

var (
	seesFunds = permission{ask: models.CanSeeFunds}
	setsFunds = permission{ask: models.CanPlan}
)

func (h *handlers) fundRoutes() []route {
	return []route{
		{pattern: "GET /funds", who: seesFunds, show: h.showFunds},
		{pattern: "GET /funds/export", who: seesFunds, show: h.exportFunds},
		{pattern: "GET /funds/imports", who: setsFunds, show: h.showFundImports},
		{pattern: "POST /funds/imports", who: setsFunds, show: h.uploadFunds, body: largestWorkbooks},
		{pattern: "GET /funds/imports/{import}", who: setsFunds, show: h.showFundImport},
		{pattern: "POST /funds/imports/{import}/answers", who: setsFunds, show: h.answerFunds},
		{pattern: "POST /funds/imports/{import}/commit", who: setsFunds, show: h.commitFunds},
		{pattern: "POST /funds/imports/{import}/undo", who: setsFunds, show: h.undoFunds},
		{pattern: "GET /settings/funds", who: setsFunds, show: h.showFundSources},
		{pattern: "POST /settings/funds", who: setsFunds, show: h.setFundSources},
		{pattern: "GET /projects/{year}/{code}/funds", who: seesOwn, show: h.showFundPage},
		{pattern: "POST /projects/{year}/{code}/funds", who: handsIn, show: h.setFund},
	}
}

// fundsPage shows the fund ledger of a programme.
type fundsPage struct {
	basePage
	tracking.FundView
	NoList bool
	Month  choice
	Of     choice
	Limits []string
	Hints  []fundHint
	Shown  []models.FundLine
	Pager  pager
	Export string
}

// fundHint is what is said of a project's money, for information.
type fundHint struct {
	Code   string
	Year   int
	Name   string
	Source string // "": of all its money
	Text   models.Message
	Days   int // since the oldest money that is not paid arrived
	Note   string
}

// hintsOf returns what is said of a project's money.
func hintsOf(line models.FundLine) (hints []fundHint) {
	for _, s := range line.Sources {
		if s.Slow != nil {
			hints = append(hints, fundHint{line.Code, line.Year, line.Name, s.Name, s.Slow.Sentence(), s.Slow.Days, s.Note})
		}
	}
	if line.Work.Ahead {
		hints = append(hints, fundHint{Code: line.Code, Year: line.Year, Name: line.Name, Text: line.Work.Sentence()})
	}
	return hints
}

// fundsPerPage is how many projects the page lists at once.
const fundsPerPage = 60

func (h *handlers) showFunds(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	view, err := h.t.Funds(r.Context(), actorOf(r), query.Get("year"), month)
	noList := query.Get("year") == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := fundsPage{basePage: h.base(w, r), FundView: view, NoList: noList, Limits: fundLimits(languageOf(r), view.Rules)}
	p.add([]string{"plans.css", "funds.css"}, nil)
	of := query.Get("source")
	lines := ofSource(view.Lines, of)
	for _, line := range view.Lines {
		p.Hints = append(p.Hints, hintsOf(line)...)
	}
	f := newForm(r)
	f.Set("month", query.Get("month"))
	f.Set("source", of)
	months := []option{{"", p.Lang.text("现在")}}
	for m := view.AsOf.Date().Month() - 1; !noList && m >= models.MonthOf(view.Year, 1); m-- {
		months = append(months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	sources := []option{{"", p.Lang.text("全部来源")}}
	for _, s := range view.Sources {
		sources = append(sources, option{s.Source, s.Name})
	}
	p.Month = choiceOf(f, "month", p.Lang.text("截至月份"), months)
	p.Of = choiceOf(f, "source", p.Lang.text("资金来源"), sources)
	p.Export = "/funds/export?" + url.Values{"year": {itoa(view.Year)}, "month": {query.Get("month")}}.Encode()
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: fundsPerPage}, lines)
	h.write(w, r, http.StatusOK, "funds", "page", p)
	return nil
}

// ofSource returns the lines with the money of one source, or all of it.
func ofSource(lines []models.FundLine, source string) []models.FundLine {
	if source == "" {
		return lines
	}
	out := []models.FundLine{}
	for _, line := range lines {
		for _, s := range line.Sources {
			if s.Source == source {
				line.Total, line.Sources = s, []models.FundStanding{s}
				out = append(out, line)
				break
			}
		}
	}
	return out
}

// fundLimits says from which limits on something is said of money.
func fundLimits(l lang, r models.FundRules) (out []string) {
	if r.Payment.Days > 0 {
		out = append(out, l.text("资金到位满 %d 天，支出率低于 %d%%", r.Payment.Days, r.Payment.Below))
	}
	if r.Bonds.Days > 0 {
		out = append(out, l.text("债券资金到位满 %d 天，支出率低于 %d%%", r.Bonds.Days, r.Bonds.Below))
	}
	if r.Ahead > 0 {
		out = append(out, l.text("支出占批复的比例超过实物量（未填的按节点完成）%d 个百分点", r.Ahead))
	}
	if len(out) == 0 {
		out = append(out, l.text("现行规则不设资金提示"))
	}
	return out
}

// exportFunds sends the fund ledger as a workbook.
func (h *handlers) exportFunds(w http.ResponseWriter, r *http.Request) error {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	name, content, err := h.t.ExportFunds(r.Context(), actorOf(r), r.URL.Query().Get("year"), month)
	return sendDownload(w, name, content, err)
}
