package web

import (
	"net/http"
	"net/url"
	"slices"

	"duban/models"
	"duban/tracking"
)

const ordersAddress = "/orders"

func (h *handlers) orderRoutes() []route {
	return []route{
		{pattern: "GET /orders", who: seesOwn, show: h.showOrders},
		{pattern: "GET /orders/{order}", who: seesOwn, show: h.showOrder},
		{pattern: "POST /orders/{order}/{step}", who: notes, show: h.stepOrder, body: largestUpload},
		{pattern: "GET /orders/{order}/paper/{step}", who: seesOwn, show: h.showOrderPaper},
		{pattern: "GET /instructions/new", who: instructs, show: h.showInstruct},
		{pattern: "POST /instructions", who: instructs, show: h.instructOn, body: largestUpload},
		{pattern: "GET /letters/new", who: plans, show: h.showLetter},
		{pattern: "POST /letters", who: plans, show: h.writeLetter},
		{pattern: "GET /settings/orders", who: plans, show: h.showOrderRules},
		{pattern: "POST /settings/orders", who: plans, show: h.setOrderRules},
	}
}

func orderAddress(id string) string { return ordersAddress + "/" + url.PathEscape(id) }

// ordersPage is the ledger of orders (督办台账).
type ordersPage struct {
	basePage
	tracking.OrderList
	Choices []choice
	Rows    []tracking.OrderLine
	Pager   pager
	Open    int
	Narrow  bool
	Rules   bool // may set the rules
	Enter   bool // may enter an instruction
	Write   bool // may write a letter
}

const ordersPerPage = 50

func (h *handlers) showOrders(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	by := tracking.OrderFilter{Kind: models.OrderKind(q.Get("kind")), State: models.OrderState(q.Get("state")),
		Unit: q.Get("unit"), Project: q.Get("project"), Late: q.Get("overdue") != ""}
	list, err := h.t.Orders(r.Context(), actorOf(r), by)
	if err != nil {
		return err
	}
	p := ordersPage{basePage: h.base(w, r), OrderList: list, Narrow: by != tracking.OrderFilter{},
		Rules: models.CanSetOrders(actorOf(r)) == nil, Enter: models.CanInstruct(actorOf(r)) == nil,
		Write: models.CanPlan(actorOf(r)) == nil}
	p.add([]string{"ladder.css"}, nil)
	for state, n := range list.States {
		if state.Open() {
			p.Open += n
		}
	}
	f := askedForm(r)
	states, kinds := []option{{"", p.Lang.text("全部状态")}}, []option{{"", p.Lang.text("全部种类")}}
	for _, s := range models.OrderStates {
		states = append(states, option{string(s), p.Lang.text(phrase(s.Chinese()))})
	}
	for _, k := range models.OrderKinds {
		kinds = append(kinds, option{string(k), p.Lang.text(phrase(k.Chinese()))})
	}
	p.Choices = []choice{choiceOf(f, "kind", p.Lang.text("种类"), kinds), choiceOf(f, "state", p.Lang.text("状态"), states),
		choiceOf(f, "unit", p.Lang.text("牵头单位"), slices.Concat([]option{{"", p.Lang.text("全部单位")}}, offered(f, "unit",
			list.Units)))}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	from, to, pager := paged(r, len(list.Orders), ordersPerPage)
	p.Rows, p.Pager = list.Orders[from:to], pager
	h.write(w, r, http.StatusOK, "orderledger", "page", p)
	return nil
}

// taken is the ledger as a list: all of it, as it is filtered.
func (p ordersPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.OrderLine]
	t.text(l.text("种类"), func(v tracking.OrderLine) string { return l.text(phrase(v.Kind.Chinese())) })
	t.text(l.text("文号"), func(v tracking.OrderLine) string { return v.Number })
	t.text(l.text("督办事项"), func(v tracking.OrderLine) string { return v.Title })
	t.text(l.text("牵头单位"), func(v tracking.OrderLine) string { return v.Unit })
	t.text(l.text("批示领导"), func(v tracking.OrderLine) string { return v.Leader })
	t.text(l.text("状态"), func(v tracking.OrderLine) string { return l.text(phrase(v.State.Chinese())) })
	t.add(l.text("发布时间"), tracking.ListDate, func(v tracking.OrderLine) any { return v.IssuedOn })
	t.add(l.text("交办时限"), tracking.ListDate, func(v tracking.OrderLine) any { return v.Due })
	t.add(l.text("反馈期限"), tracking.ListDate, func(v tracking.OrderLine) any { return v.ReplyDue })
	t.add(l.text("逾期（工作日）"), tracking.ListCount, func(v tracking.OrderLine) any { return v.DaysLate })
	return t.of(l.text("督办台账"), p.Orders)
}
