package models

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// DraftFor returns the draft that a rung belongs to: the open draft of its unit and round, or a new one. asked is false
// for rungs that make no order: urging, reviews, and what is passed over or recorded in trial running.
func DraftFor(e Escalation, p Project, drafts []OrderFacts, s OrderSettings, now Instant) (o SupervisionOrder,
	fresh, asked bool) {
	if !OrderAsked(e) {
		return o, false, false
	}
	round := e.At.Date().Month()
	for _, d := range drafts {
		if d.Order.State == OrderDrafted && d.Order.ProgrammeID == e.ProgrammeID && d.Order.UnitID == p.ResponsibleUnitID &&
			d.Order.Round == round && d.Order.Rung != NoRung && !d.Order.ByHand() {
			return d.Order, false, true
		}
	}
	return SupervisionOrder{
		ID: OrderID(e.ProgrammeID, p.ResponsibleUnitID, round.String(), e.ID), ProgrammeID: e.ProgrammeID, Kind: s.Kind(),
		State: OrderDrafted, Rung: e.Rung, UnitID: p.ResponsibleUnitID, Round: round, Issuer: s.Issuer, Ground: s.Ground,
		Assisting: []string{}, Feedback: s.Feedback, DraftedAt: now, Version: 1, Told: true,
	}, true, true
}

// OrderAsked reports whether a rung makes an order.
func OrderAsked(e Escalation) bool {
	return e.Kind == KindRung && e.Rung.Height() >= Yellow.Height() && e.Item != ItemReview && !e.PassedOver && !e.Trial &&
		e.ClosedAt == 0
}

// DraftItem returns the item for a rung of a project.
func DraftItem(orderID string, e Escalation, p Project, now Instant) OrderItem {
	return OrderItem{OrderID: orderID, EscalationID: e.ID, ProjectID: p.ID, Rung: e.Rung, Item: e.Item,
		Text: p.Name + "：" + e.About().Text, AddedAt: now}
}

// Redraft brings what a draft says up to date with its items: the highest rung, who signs, and title and content unless
// a person wrote them. A draft without items is withdrawn.
func (f *OrderFacts) Redraft(now Instant) {
	o, items := &f.Order, f.Listed()
	slices.SortStableFunc(items, func(a, b OrderItem) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), strings.Compare(a.Text, b.Text))
	})
	if len(items) == 0 {
		o.State, o.ClosedAt, o.Reason = OrderWithdrawn, now, reasonAllEnded
		return
	}
	o.Rung = items[0].Rung
	o.SignerTo = f.Settings.SignedBy(o.Kind, o.Rung)
	if f.edited() {
		return
	}
	var lines []string
	for i, item := range items {
		lines = append(lines, strconv.Itoa(i+1)+". "+item.Text+"，"+item.Rung.Reached()+"。")
	}
	o.Title = "关于加快推进滞后重点项目的" + o.Kind.Chinese()
	if len(items) == 1 {
		name, _, _ := strings.Cut(items[0].Text, "：")
		o.Title = "关于加快推进“" + name + "”的" + o.Kind.Chinese()
	}
	o.Content = strings.Join(lines, "\n") + "\n请于时限内查明原因，提出整改措施和完成时限，并书面反馈。"
}

// FollowSettings has a draft follow the programme's rules after they were changed: what kind of document it is, who
// issues it and on what ground, and, unless a person edited the draft, how often it is to be answered.
func (f *OrderFacts) FollowSettings() {
	o, s := &f.Order, f.Settings
	if o.Kind, o.Issuer, o.Ground = s.Kind(), s.Issuer, s.Ground; !f.edited() {
		o.Feedback = s.Feedback
	}
}

// edited reports whether a person edited the draft.
func (f *OrderFacts) edited() bool {
	return slices.ContainsFunc(f.Steps, func(s OrderStep) bool { return s.Kind == StepEdit })
}

// EndItems ends the items of an order whose rungs have ended. Before the issue they leave the draft; an issued document
// keeps them. It returns the steps to be recorded, none when nothing changed.
func (f *OrderFacts) EndItems(ended map[string]string, now Instant) []OrderStep {
	var steps []OrderStep
	f.Items = slices.Clone(f.Items)
	for n := range f.Items {
		i := &f.Items[n]
		reason, is := ended[i.EscalationID]
		if !is || i.EndedAt != 0 || !f.Order.State.Open() {
			continue
		}
		i.EndedAt, i.EndReason, i.Left = now, reason, f.Order.State.Before()
		kind := StepEnd
		if i.Left {
			kind = StepLeave
		}
		steps = append(steps, OrderStep{ID: OrderStepID(f.Order.ID, string(kind), i.EscalationID, now.String()),
			OrderID: f.Order.ID, Kind: kind, Text: i.Text + "（" + reason + "）", ByID: System.ID, ByName: System.Name, At: now})
	}
	if len(steps) > 0 && f.Order.State.Before() {
		state := f.Order.State
		f.Redraft(now)
		if f.Order.State == OrderWithdrawn {
			steps = append(steps, OrderStep{ID: OrderStepID(f.Order.ID, string(StepWithdraw)), OrderID: f.Order.ID,
				Kind: StepWithdraw, Text: f.Order.Reason, ByID: System.ID, ByName: System.Name, At: now})
		} else if state == OrderSigned { // what was signed named another list of items
			f.Order.State, f.Order.Signer, f.Order.SignerPostID = OrderDrafted, "", ""
		}
	}
	return steps
}

// reasonAllEnded is why a draft without items is withdrawn.
const reasonAllEnded = "事项均已了结"

// Reopen makes items late again, of an order that is not closed, or whose draft was withdrawn because all had ended.
func (f *OrderFacts) Reopen(escalations []string, now Instant) []OrderStep {
	var steps []OrderStep
	o := &f.Order
	if !o.State.Open() && (o.IssuedAt != 0 || o.Reason != reasonAllEnded) {
		return nil
	}
	f.Items = slices.Clone(f.Items)
	for n := range f.Items {
		i := &f.Items[n]
		if i.EndedAt == 0 || !slices.Contains(escalations, i.EscalationID) || i.Left && o.State.Out() {
			continue
		}
		i.EndedAt, i.EndReason, i.Left = 0, "", false
		steps = append(steps, OrderStep{ID: OrderStepID(o.ID, string(StepAdd), i.EscalationID, now.String()), OrderID: o.ID,
			Kind: StepAdd, Text: i.Text, ByID: System.ID, ByName: System.Name, At: now})
	}
	if len(steps) == 0 {
		return nil
	}
	if !o.State.Open() {
		o.State, o.ClosedAt, o.Reason = OrderDrafted, 0, ""
	}
	if o.State.Before() {
		f.Redraft(now)
	}
	return steps
}
