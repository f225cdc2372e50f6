package models

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// OrderSide is who takes a step with an order.
type OrderSide string

// The sides.
const (
	OrderOffice OrderSide = "office" // 重点项目办
	OrderUnit   OrderSide = "unit"   // the unit that must answer
	OrderSigner OrderSide = "signer" // the post that signs
)

// OrderCommand asks for a step with an order. Which fields a step needs is checked by OrderRules.Take.
type OrderCommand struct {
	Party    string     `json:"party,omitempty"`    // post or unit, when several are possible
	Text     string     `json:"text,omitempty"`     // statement, answer, verdict, or reason
	Number   string     `json:"number,omitempty"`   // issue: 文号
	On       Date       `json:"on,omitzero"`        // issue: the day on it
	Due      Date       `json:"due,omitzero"`       // answer: the promised day; rejection: answer again by
	Accept   bool       `json:"accept,omitempty"`   // decision on a 情况说明: it is accepted
	Apply    bool       `json:"apply,omitempty"`    // answer: the unit applies for 销号 with it
	Paper    string     `json:"paper,omitempty"`    // 代录: which paper
	PaperOn  Date       `json:"paper_on,omitzero"`  // 代录: the day on it
	Evidence *Evidence  `json:"evidence,omitempty"` // scan of the paper, or evidence of an answer
	Edit     *OrderEdit `json:"edit,omitempty"`
}

// OrderEdit is what the office may change in a draft. nil leaves a field.
type OrderEdit struct {
	Title        *string   `json:"title,omitempty"`
	Content      *string   `json:"content,omitempty"`
	LeadLeader   *string   `json:"lead_leader,omitempty"`
	AssistLeader *string   `json:"assist_leader,omitempty"`
	Attachments  *string   `json:"attachments,omitempty"`
	Unit         *string   `json:"unit,omitempty"` // row key or name
	Assisting    *[]string `json:"assisting,omitempty"`
	Contact      *string   `json:"contact,omitempty"`
	Phone        *string   `json:"phone,omitempty"`
	Due          *Date     `json:"due,omitempty"`
	Feedback     *int      `json:"feedback_days,omitempty"`
}

// OrderActor is the person who takes a step, and for which party.
type OrderActor struct {
	Actor    Actor
	PartyID  string
	Party    string
	OnBehalf bool // entered from paper (代录)
}

// orderStepRule says who takes a step and in which states.
type orderStepRule struct {
	side  OrderSide
	from  []OrderState
	never []OrderKind // kinds that have no such step
	text  Word        // what the text is called, when one is needed
}

var outStates = []OrderState{OrderIssued, OrderAcknowledged, OrderReplied, OrderVerified}

var orderStepRules = map[OrderStepKind]orderStepRule{
	StepEdit:    {side: OrderOffice, from: []OrderState{OrderDrafted}},
	StepSend:    {side: OrderOffice, from: []OrderState{OrderDrafted}},
	StepReturn:  {side: OrderSigner, from: []OrderState{OrderSigning}, text: "退回的理由"},
	StepSign:    {side: OrderSigner, from: []OrderState{OrderDrafted, OrderSigning}},
	StepIssue:   {side: OrderOffice, from: []OrderState{OrderSigned}},
	StepReceive: {side: OrderUnit, from: []OrderState{OrderIssued}},
	StepExplain: {side: OrderUnit, from: outStates, text: "情况说明",
		never: []OrderKind{OrderPrompt, OrderUrge, OrderInstruction, OrderDecision}},
	StepJudge:  {side: OrderSigner, from: outStates, text: "研究意见"},
	StepReply:  {side: OrderUnit, from: outStates, text: "反馈内容"},
	StepVerify: {side: OrderOffice, from: []OrderState{OrderReplied}, text: "核查意见"},
	StepReject: {side: OrderOffice, from: []OrderState{OrderReplied}, text: "退回的理由"},
	StepApply:  {side: OrderUnit, from: []OrderState{OrderReplied, OrderVerified}},
	StepClose:  {side: OrderSigner, from: []OrderState{OrderVerified}},
	StepWithdraw: {side: OrderOffice, text: "撤销的理由", from: slices.Concat([]OrderState{OrderDrafted, OrderSigning,
		OrderSigned}, outStates)},
}

// OrderSteps lists the steps that people take, in order.
var OrderSteps = []OrderStepKind{StepEdit, StepSend, StepReturn, StepSign, StepIssue, StepReceive, StepExplain,
	StepJudge,
	StepReply, StepVerify, StepReject, StepApply, StepClose, StepWithdraw}

// SideOf returns who takes a step with an order. What was issued is withdrawn by the post that signed it. A decision of
// a meeting is closed by the office.
func (o SupervisionOrder) SideOf(kind OrderStepKind) OrderSide {
	switch {
	case kind == StepWithdraw && o.State.Out():
		return OrderSigner
	case kind == StepClose && o.Kind == OrderDecision:
		return OrderOffice
	}
	return orderStepRules[kind].side
}

// Allows returns nil when an order is in a state for a step. Errors: KindInvalid, KindConflict.
func (f OrderFacts) Allows(kind OrderStepKind) error {
	rule, known := orderStepRules[kind]
	o := f.Order
	switch {
	case !known:
		return Errorf(KindInvalid, "bad_step", "没有“%s”这个步骤，请核对", string(kind))
	case slices.Contains(rule.never, o.Kind):
		return Errorf(KindConflict, "no_such_step", "%s不办理%s", WordOf(o.Kind), WordOf(kind))
	case !slices.Contains(rule.from, o.State):
		return Errorf(KindConflict, "order_state", "该%s%s，不能%s，请刷新后核对", WordOf(o.Kind), WordOf(o.State), WordOf(kind))
	case kind == StepExplain && (o.Explained != ExplainNone || o.CardAt != 0):
		return Errorf(KindConflict, "explained_already", "情况说明期已过，或已提交过情况说明")
	case kind == StepJudge && o.Explained != ExplainWaiting:
		return Errorf(KindConflict, "nothing_explained", "没有待研究的情况说明")
	case kind == StepApply && o.AppliedAt != 0:
		return Errorf(KindConflict, "applied_already", "已申请销号")
	case kind == StepClose && o.AppliedAt == 0:
		return Errorf(KindConflict, "not_applied", "责任单位尚未申请销号，请先由其申请")
	case kind == StepSend || kind == StepSign:
		return f.complete()
	}
	return nil
}

// AsksSigner returns what an order asks of the post that signs it now: the signature, a decision on a 情况说明, or the
// consent to its closing; "" for nothing.
func (f OrderFacts) AsksSigner() OrderStepKind {
	switch o := f.Order; {
	case o.State == OrderSigning:
		return StepSign
	case o.State.Out() && o.Explained == ExplainWaiting:
		return StepJudge
	case o.State == OrderVerified && o.AppliedAt != 0 && o.SideOf(StepClose) == OrderSigner:
		return StepClose
	}
	return ""
}

// complete checks that a draft can be signed.
func (f OrderFacts) complete() error {
	o := f.Order
	switch {
	case o.UnitID == "":
		return Errorf(KindInvalid, "unit_missing", "牵头单位未定，请先修改拟稿、填写牵头单位")
	case o.Title == "" || o.Content == "":
		return Errorf(KindInvalid, "content_missing", "督办事项和督办内容不能为空，请先修改拟稿")
	case o.Kind == OrderSupervision && !f.Settings.Designated():
		return Errorf(KindConflict, "not_designated", "未设置发文机关和依据文号，不能制发督办单，只能制发提示函和催办函")
	}
	return nil
}

// apart returns nil when the person is another than those who did what the step looks at.
func (f OrderFacts) apart(kind OrderStepKind, by OrderActor) error {
	o := f.Order
	switch {
	case (kind == StepVerify || kind == StepReject) && by.Actor.ID == o.RepliedBy:
		return Errorf(KindForbidden, "own_reply", "不能核查本人填写的反馈，请由另一人办理")
	case kind != StepClose:
		return nil
	case by.Actor.ID == o.VerifiedBy && o.Kind != OrderDecision: // that is closed by the office, often one person
		return Errorf(KindForbidden, "own_verification", "不能由核查人本人销号，请由签发人或另一人按签发人意见办理")
	}
	for _, s := range f.Steps {
		if (s.Kind == StepReply || s.Kind == StepApply || s.Kind == StepExplain) && s.ByID == by.Actor.ID {
			return Errorf(KindForbidden, "own_reply", "填写反馈或申请销号的人不能销号，请由另一人办理")
		}
	}
	return nil
}

// check checks the texts, papers and days of a step.
func (f OrderFacts) check(kind OrderStepKind, c OrderCommand, by OrderActor, now Instant) error {
	today := now.Date()
	switch rule := orderStepRules[kind]; {
	case rule.text != "" && strings.TrimSpace(c.Text) == "":
		return Errorf(KindInvalid, "text_missing", "请写明%s", rule.text)
	case utf8.RuneCountInString(c.Text) > maxNoteLength:
		return Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", WordOf(kind), maxNoteLength)
	case by.OnBehalf && strings.TrimSpace(c.Paper) == "":
		return Errorf(KindInvalid, "paper_missing", "代录须写明依据的纸质材料，如“督办单签批件（府办〔2021〕12号）”")
	case by.OnBehalf && c.PaperOn == 0:
		return Errorf(KindInvalid, "paper_on_missing", "代录须填写材料上的日期")
	case c.PaperOn > today:
		return Errorf(KindInvalid, "paper_on_future", "材料日期 %s 晚于今天（%s），请更正", c.PaperOn, today)
	case kind == StepSign && !by.OnBehalf && f.Settings.InProgram != Yes:
		return Errorf(KindConflict, "sign_on_paper", "本项目清单未启用系统内签发，请由重点项目办或政府办按签批件代录")
	case c.Due != 0 && c.Due < today:
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", c.Due, today)
	case kind == StepIssue && f.Order.Kind == OrderSupervision && strings.TrimSpace(c.Number) == "":
		return Errorf(KindInvalid, "number_missing", "请填写文号，如“×督〔2021〕5号”")
	case kind == StepIssue && f.Order.Kind != OrderSupervision && strings.TrimSpace(c.Number) != "":
		return Errorf(KindInvalid, "no_number", "%s不编督办文号，请删去文号", WordOf(f.Order.Kind))
	case kind == StepIssue && c.On > today:
		return Errorf(KindInvalid, "issued_future", "发布日期 %s 晚于今天（%s），请更正", c.On, today)
	case kind == StepIssue && c.On != 0 && c.On < f.Order.DraftedAt.Date():
		return Errorf(KindInvalid, "issued_before_draft", "发布日期 %s 早于拟稿日期（%s），请更正", c.On, f.Order.DraftedAt.Date())
	case kind == StepClose && strings.TrimSpace(c.Text) == "" && f.Unmet > 0:
		return Errorf(KindConflict, "exit_not_met", "尚有 %d 项未达到销号条件；仍要销号的，请写明签发人的理由", f.Unmet)
	}
	return nil
}

// Take takes a step with an order and returns the order afterwards, with the step. The caller has checked that the
// person acts for the party. Errors: KindInvalid, KindConflict, KindForbidden.
func (r OrderRules) Take(f OrderFacts, kind OrderStepKind, c OrderCommand, by OrderActor, key string, now Instant) (
	OrderFacts, OrderStep, error) {
	step := OrderStep{ID: OrderStepID(f.Order.ID, key), OrderID: f.Order.ID, Kind: kind, PartyID: by.PartyID,
		Party: by.Party, Text: strings.TrimSpace(c.Text), Due: c.Due, OnBehalf: by.OnBehalf, ByID: by.Actor.ID,
		ByName: by.Actor.Name, At: now}
	if by.OnBehalf {
		step.Paper, step.PaperOn = strings.TrimSpace(c.Paper), c.PaperOn
	}
	for _, check := range []func() error{
		func() error { return f.Allows(kind) }, func() error { return f.apart(kind, by) },
		func() error { return f.check(kind, c, by, now) },
	} {
		if err := check(); err != nil {
			return f, step, err
		}
	}
	o := &f.Order
	switch kind {
	case StepEdit:
		if err := o.edit(c.Edit, now.Date()); err != nil {
			return f, step, err
		}
	case StepSend:
		o.State = OrderSigning
	case StepReturn:
		o.State = OrderDrafted
	case StepSign:
		o.State, o.Signer, o.SignerPostID = OrderSigned, by.Party, by.PartyID
		if o.Leader == "" {
			o.Leader = by.Party
		}
	case StepIssue:
		r.issue(&f, c, now)
	case StepReceive:
		o.State = OrderAcknowledged
	case StepExplain:
		o.Explained = ExplainWaiting
	case StepJudge:
		o.Explained = ExplainRefused
		if c.Accept {
			o.Explained = ExplainAccepted
		}
	case StepReply:
		r.reply(o, c, by, now)
	case StepVerify:
		o.State, o.VerifiedBy = OrderVerified, by.Actor.ID
	case StepReject:
		o.State, o.AppliedAt = OrderAcknowledged, 0
		if o.ReplyDue = c.Due; c.Due == 0 {
			o.ReplyDue = r.Calendar.Add(now.Date(), f.Settings.Days(o.Kind))
		}
		step.Due = o.ReplyDue
	case StepApply:
		o.AppliedAt = now
	case StepClose:
		o.State, o.ClosedAt, o.ReplyDue, o.Reason = OrderClosed, now, 0, step.Text
	case StepWithdraw:
		o.State, o.ClosedAt, o.ReplyDue, o.Reason = OrderWithdrawn, now, 0, step.Text
	}
	f.Steps = append(slices.Clone(f.Steps), step)
	return f, step, nil
}

func (r OrderRules) issue(f *OrderFacts, c OrderCommand, now Instant) {
	o := &f.Order
	o.State, o.Number, o.IssuedOn, o.IssuedAt = OrderIssued, strings.TrimSpace(c.Number), c.On, now
	if c.On == 0 {
		o.IssuedOn = now.Date()
	}
	o.ReplyDue = r.FirstDue(*f, o.IssuedOn)
	if o.Due == 0 {
		o.Due = o.ReplyDue
	}
	if o.Feedback > 0 {
		o.ReplyDue = min(o.ReplyDue, r.Calendar.OnOrAfter(o.IssuedOn+Date(o.Feedback)))
	}
}

// reply keeps an answer. With a feedback period the next answer is due that many days later; otherwise an answer is the
// application for 销号 too.
func (r OrderRules) reply(o *SupervisionOrder, c OrderCommand, by OrderActor, now Instant) {
	o.State, o.RepliedAt, o.RepliedBy, o.ReplyDue = OrderReplied, now, by.Actor.ID, 0
	if o.Feedback > 0 {
		o.ReplyDue = r.Calendar.OnOrAfter(now.Date() + Date(o.Feedback))
	}
	if c.Apply || o.Feedback == 0 {
		o.AppliedAt = now
	}
}

// edit changes a draft.
func (o *SupervisionOrder) edit(e *OrderEdit, today Date) error {
	if e == nil {
		return Errorf(KindInvalid, "nothing_changed", "没有要修改的内容")
	}
	for _, field := range []struct {
		to   *string
		from *string
	}{
		{&o.Title, e.Title}, {&o.Content, e.Content}, {&o.LeadLeader, e.LeadLeader}, {&o.AssistLeader, e.AssistLeader},
		{&o.Attachments, e.Attachments}, {&o.Contact, e.Contact}, {&o.Phone, e.Phone}, {&o.UnitID, e.Unit},
	} {
		if field.from == nil {
			continue
		}
		if *field.to = strings.TrimSpace(*field.from); utf8.RuneCountInString(*field.to) > maxNoteLength {
			return Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxNoteLength)
		}
	}
	if e.Assisting != nil {
		o.Assisting = *e.Assisting
	}
	if e.Due != nil {
		if *e.Due != 0 && *e.Due <= today {
			return Errorf(KindInvalid, "due_past", "交办时限 %s 应晚于今天（%s）", *e.Due, today)
		}
		o.Due = *e.Due
	}
	if e.Feedback != nil {
		if *e.Feedback < 0 || *e.Feedback > maxOrderDays {
			return Errorf(KindInvalid, "bad_days", "反馈周期应为 0（一次）–%d 天，请更正", maxOrderDays)
		}
		o.Feedback = *e.Feedback
	}
	return nil
}

// OrderNotFound returns the KindNotFound error for an order that does not exist or that a person may not see.
func OrderNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_order", "没有找到督办单“%s”，请从督办台账打开", id)
}
