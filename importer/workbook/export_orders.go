package workbook

import (
	"fmt"
	"io"
	"strings"

	"duban/models"
)

// OrderTable is the ledger of supervision orders (督办台账).
type OrderTable struct {
	Title      string
	PreparedBy string
	AsOf       models.Instant
	Lines      []OrderLine // what is open in order of its days, then what is ended
}

// OrderLine is one order.
type OrderLine struct {
	Kind      models.OrderKind
	State     models.OrderState
	Number    string
	Subject   string
	Projects  []string // names
	Unit      string
	Assisting []string
	Leader    string // 批示领导 or 牵头领导
	IssuedOn  models.Date
	Due       models.Date
	Feedback  int // days from one answer to the next; 0: once
	ReplyDue  models.Date
	DaysLate  int // working days by which the next answer is overdue
	RepliedOn models.Date
	Card      models.Rung // what was issued: 黄牌, 红牌 or 挂牌督办; "": none
	ClosedOn  models.Date
	Reason    string
}

// WriteOrders writes the ledger, open orders first and ended ones below. Errors are KindInternal.
func WriteOrders(w io.Writer, t OrderTable) error {
	groups := []group{{}, {}}
	open, late := 0, 0
	for _, l := range t.Lines {
		into := &groups[1]
		if l.State.Open() {
			into, open = &groups[0], open+1
		}
		if l.DaysLate > 0 {
			late++
		}
		into.lines = append(into.lines, l.cells(len(into.lines)+1))
	}
	var shown []group
	for i, title := range []string{"在办", "已办结"} {
		if len(groups[i].lines) > 0 {
			groups[i].title = fmt.Sprintf("%s、%s（%d件）", numerals[len(shown)], title, len(groups[i].lines))
			shown = append(shown, groups[i])
		}
	}
	lead := "没有督办单、函件或批示事项。"
	if len(shown) > 0 {
		lead = fmt.Sprintf("共%d件：在办%d件，已办结%d件", len(t.Lines), open, len(t.Lines)-open)
		if late > 0 {
			lead += fmt.Sprintf("，其中反馈逾期%d件", late)
		}
		lead += "。"
	}
	return writeBook(w, t.Title, &table{
		sheet: "督办台账", title: t.Title, lead: lead, signed: true, readOnly: true,
		preparedBy: preparedBy(t.PreparedBy) + "　　编制时间" + t.AsOf.Minute(),
		columns: []column{
			{key: "number", head: "序号", width: 6, show: showCount},
			{key: "kind", head: "类别", width: 9, show: showCentre},
			{key: "document", head: "文号", width: 18, show: showCentre},
			{key: "subject", head: "督办事项", width: 34},
			{key: "projects", head: "涉及项目", width: 28},
			{key: "unit", head: "牵头单位", width: 18, show: showCentre},
			{key: "assisting", head: "配合单位", width: 18},
			{key: "leader", head: "批示（牵头）领导", width: 14, show: showCentre},
			{key: "issued", head: "发布时间", width: 13, show: showDate},
			{key: "due", head: "交办时限", width: 13, show: showDate},
			{key: "feedback", head: "反馈周期", width: 12, show: showCentre},
			{key: "reply", head: "下次反馈", width: 13, show: showDate},
			{key: "days", head: "反馈逾期（工作日）", width: 10, show: showCount},
			{key: "replied", head: "最近反馈", width: 13, show: showDate},
			{key: "card", head: "已发牌", width: 10, show: showCentre},
			{key: "state", head: "状态", width: 10, show: showCentre},
			{key: "closed", head: "销号（撤销）日期", width: 13, show: showDate},
			{key: "reason", head: "备注", width: 24},
		},
		groups: shown,
		notes: []string{"黄牌、红牌、挂牌督办只指已签发并起计的督办单", "批示内容不列入本表",
			"反馈逾期按工作日计算，已办结的不计"},
	})
}

func (l OrderLine) cells(number int) []any {
	feedback := "一次"
	if l.Feedback > 0 {
		feedback = fmt.Sprintf("每%d日", l.Feedback)
	}
	var days, card any
	if l.DaysLate > 0 {
		days = l.DaysLate
	}
	if l.Card != models.NoRung {
		card = l.Card.Chinese()
	}
	return []any{number, l.Kind.Chinese(), text(l.Number), l.Subject, text(strings.Join(l.Projects, "、")), text(l.Unit),
		text(strings.Join(l.Assisting, "、")), text(l.Leader), realDate(l.IssuedOn, formatISODate),
		realDate(l.Due, formatISODate), feedback, realDate(l.ReplyDue, formatISODate), days,
		realDate(l.RepliedOn, formatISODate), card, l.State.Chinese(), realDate(l.ClosedOn, formatISODate), text(l.Reason)}
}
