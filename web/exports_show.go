package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// exportsPage offers the exports, and the form that fills in an office's own workbook.
type exportsPage struct {
	basePage
	Form   form
	Status tracking.Status
	NoList bool
	Month  models.Month // proposed month
	// projects of that month's closing that stand otherwise today
	Differing int
	Months    []option
	Reports   []reportLine
	MayPlan   bool // the reader may change the template of the 调度情况
}

// reportLine is a link to an export.
type reportLine struct {
	Title, Text string
	Address     string
}

// reports are the exports of a programme, by the last part of their address.
var reports = []struct {
	key         string
	title, text phrase
}{
	{"ledger", "台账", "每个项目一行，全部已知内容和逐月完成。作为计划导入不会改变任何数据。"},
	{"plan", "投资计划表", "项目、总投资、年度计划和分月计划。"},
	{"milestones", "节点表", "全部节点的计划和实际完成时间，调整过的注明原定时间。"},
	{"escalations", "督办清单", "提醒和各级督办的记录，未了结的在前。"},
	{"problems", "问题台账", "问题和要素保障，按责任部门小计。"},
	{"orders", "督办台账", "督办单、函件和批示事项：文号、单位、时限、反馈、状态和销号日期，在办的在前。"},
}

func (h *handlers) showExports(w http.ResponseWriter, r *http.Request) error {
	return h.writeExports(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeExports(w http.ResponseWriter, r *http.Request, status int, f form) error {
	p := exportsPage{basePage: h.base(w, r), Form: f, MayPlan: models.CanPlan(actorOf(r)) == nil}
	p.add([]string{"outputs.css"}, nil)
	year := r.FormValue("year")
	var err error
	p.Status, err = h.t.Status(r.Context(), actorOf(r), year)
	if err != nil && (year != "" || models.AsError(err).Code != "no_programme") {
		return err
	}
	if p.NoList = err != nil; !p.NoList {
		p.Month, p.Months = monthsOf(p.Status, p.Lang)
		if p.Status.Closing > 0 {
			closing, err := h.t.ClosingPage(r.Context(), actorOf(r), year, models.ClosedMonth, p.Status.Headline.Month, 0)
			if err != nil {
				return err
			}
			p.Differing = closingPage{ClosingPage: closing}.Differing()
		}
		if !f.values.Has("month") {
			f.Set("month", p.Month.String())
		}
		for _, one := range reports {
			p.Reports = append(p.Reports, reportLine{p.Lang.text(one.title), p.Lang.text(one.text), "/exports/" + one.key +
				"?year=" + itoa(p.Status.Year)})
		}
	}
	h.write(w, r, status, "exports", "page", p)
	return nil
}

// monthsOf returns the months of a programme that have begun, the latest first, and the month to propose: the latest
// with approved figures, else the last full month.
func monthsOf(s tracking.Status, l lang) (proposed models.Month, options []option) {
	now := s.AsOf.Date().Month()
	if proposed = s.ApprovedMonth; proposed == 0 {
		proposed = max(now-1, models.MonthOf(s.Year, 1))
	}
	last := min(now, models.MonthOf(s.Year, monthsOfYear))
	for m := max(last, models.MonthOf(s.Year, 1)); m >= models.MonthOf(s.Year, 1); m-- {
		options = append(options, option{m.String(), l.monthOfYear(m)})
	}
	return min(proposed, models.MonthOf(s.Year, monthsOfYear)), options
}
