package models

import "slices"

// OrderKind is the kind of a document that a responsible unit must answer.
type OrderKind string

// The kinds.
const (
	OrderSupervision OrderKind = "order"       // 督办单: needs an issuing body and a ground, and gives the card
	OrderPrompt      OrderKind = "prompt"      // 提示函: without body and ground; no number, no card
	OrderUrge        OrderKind = "urge"        // 催办函, written by the office
	OrderInstruction OrderKind = "instruction" // 批示: a leader's written instruction with a day
	OrderDecision    OrderKind = "decision"    // 会议议定事项: an item of signed minutes
)

// OrderKinds lists the kinds in display order.
var OrderKinds = []OrderKind{OrderSupervision, OrderPrompt, OrderUrge, OrderInstruction,
	OrderDecision}

// Chinese returns the name of the kind.
func (k OrderKind) Chinese() string {
	return map[OrderKind]string{OrderSupervision: "督办单", OrderPrompt: "提示函", OrderUrge: "催办函",
		OrderInstruction: "批示", OrderDecision: "会议议定事项"}[k]
}

// OrderState is how far an order is.
type OrderState string

// The states, in order. An instruction and a decision begin as issued: they are signed.
const (
	OrderDrafted      OrderState = "drafted"      // 拟发
	OrderSigning      OrderState = "signing"      // 送审
	OrderSigned       OrderState = "signed"       // 审签
	OrderIssued       OrderState = "issued"       // 发出
	OrderAcknowledged OrderState = "acknowledged" // 签收
	OrderReplied      OrderState = "replied"      // 反馈
	OrderVerified     OrderState = "verified"     // 核查
	OrderClosed       OrderState = "closed"       // 销号
	OrderWithdrawn    OrderState = "withdrawn"    // 撤销, unscored
)

// OrderStates lists the states in order.
var OrderStates = []OrderState{OrderDrafted, OrderSigning, OrderSigned, OrderIssued, OrderAcknowledged, OrderReplied,
	OrderVerified, OrderClosed, OrderWithdrawn}

var orderStateWords = map[OrderState]string{
	OrderDrafted: "拟发", OrderSigning: "送审", OrderSigned: "已审签", OrderIssued: "已发出", OrderAcknowledged: "已签收",
	OrderReplied: "已反馈", OrderVerified: "已核查", OrderClosed: "已销号", OrderWithdrawn: "已撤销",
}

// Chinese returns the name of the state.
func (s OrderState) Chinese() string { return orderStateWords[s] }

// Open reports whether something is still to be done.
func (s OrderState) Open() bool { return s != OrderClosed && s != OrderWithdrawn }

// Out reports whether the order was issued and is not ended: the unit must answer it.
func (s OrderState) Out() bool {
	return s == OrderIssued || s == OrderAcknowledged || s == OrderReplied || s == OrderVerified
}

// Before reports whether the order is not issued yet.
func (s OrderState) Before() bool { return s == OrderDrafted || s == OrderSigning || s == OrderSigned }

// SupervisionOrder is a document to a responsible unit about one or several items that are late: 督办单, 提示函 or 催办函,
// a leader's 批示, or an item of a meeting's signed minutes. Names of posts are kept as they were when it was signed.
type SupervisionOrder struct {
	ID          string `gorm:"primaryKey"` // OrderID of the first item, or of the command that wrote it
	ProgrammeID string
	Kind        OrderKind
	State       OrderState
	Rung        Rung   // highest rung of its items; "" of an instruction or a letter without one
	UnitID      string // responsible unit, or the unit an instruction is addressed to; "": to be entered
	Round       Month  // month in which its items reached their rungs; 0 of an instruction or a letter written by hand
	ProjectID   string // an instruction on one project; "": see its items
	NoteID      string // the note on an escalation that an instruction was; "" if none
	MeetingID   string // meeting whose decision it is; "" if none

	Number       string   // 文号
	Title        string   // 督办事项
	Content      string   // 督办内容; of an instruction or a decision its text, which leaves the program by no channel
	Issuer       string   // 发文机关
	Ground       string   // 依据文号
	Leader       string   // 批示领导
	LeadLeader   string   // 牵头领导
	AssistLeader string   // 配合领导
	Attachments  string   // 附件, as text
	Assisting    []string `gorm:"serializer:json"` // 配合单位: organisations
	Contact      string   // 联系人
	Phone        string
	IssuedOn     Date // 发布时间
	Due          Date // 交办时限; before it is issued: 0, unless the office entered it
	Feedback     int  // 反馈周期: days from one answer to the next until it is closed; 0: once

	SignerTo Audience // who signs, by the card
	// post that signed; the leader's of an instruction, the chair's of a decision; "" before, and of the office's head
	SignerPostID string
	Signer       string // its title

	DraftedAt  Instant
	IssuedAt   Instant // when the issue was registered
	ReplyDue   Date    // next answer that is asked for; 0: none
	RepliedAt  Instant // last answer
	RepliedBy  string  // person who wrote it
	VerifiedBy string  // person who verified it
	AppliedAt  Instant // the unit applied for 销号
	CardAt     Instant // since when its cards count; 0: not (yet)
	Explained  ExplainState
	ClosedAt   Instant
	Reason     string // of the withdrawal, or of closing before the exit rule is met
	Version    int
	NextAt     Instant // moment its workflow waits for; 0: none
	NextWhat   string
	Told       bool // its workflow knows the next moment
}

// ExplainState is what became of a 情况说明.
type ExplainState string

// The states of a 情况说明.
const (
	ExplainNone     ExplainState = ""
	ExplainWaiting  ExplainState = "waiting"  // the card does not count until it is decided
	ExplainAccepted ExplainState = "accepted" // the order gives no card
	ExplainRefused  ExplainState = "refused"
)

// Chinese returns the name of the state.
func (s ExplainState) Chinese() string {
	return map[ExplainState]string{ExplainWaiting: "待研究", ExplainAccepted: "已采纳", ExplainRefused: "未采纳"}[s]
}

// OrderItem is one escalation that an order is about.
type OrderItem struct {
	OrderID      string `gorm:"primaryKey"`
	EscalationID string `gorm:"primaryKey"`
	ProjectID    string
	Rung         Rung
	Item         Item
	Text         string // what is late, in Chinese
	AddedAt      Instant
	EndedAt      Instant // the item was done, moved, dropped or undone; 0: it is still late
	EndReason    string
	Left         bool // it ended before the order was issued, and is not in the document
}

// OrderStepKind is what was done with an order.
type OrderStepKind string

// The steps.
const (
	StepDraft     OrderStepKind = "draft"
	StepAdd       OrderStepKind = "add"   // an item came into the draft
	StepLeave     OrderStepKind = "leave" // an item left the draft
	StepEnd       OrderStepKind = "end"   // an item of an issued order ended
	StepEdit      OrderStepKind = "edit"
	StepSend      OrderStepKind = "send"   // 送审
	StepReturn    OrderStepKind = "return" // the signer returns the draft
	StepSign      OrderStepKind = "sign"
	StepIssue     OrderStepKind = "issue"
	StepReceive   OrderStepKind = "acknowledge"
	StepExplain   OrderStepKind = "explain" // 情况说明
	StepJudge     OrderStepKind = "judge"   // decision on the 情况说明
	StepReply     OrderStepKind = "reply"
	StepVerify    OrderStepKind = "verify"
	StepReject    OrderStepKind = "reject" // the answer does not do: answer again
	StepApply     OrderStepKind = "apply"  // 申请销号
	StepClose     OrderStepKind = "close"
	StepWithdraw  OrderStepKind = "withdraw"
	StepRemind    OrderStepKind = "remind"
	StepOverdue   OrderStepKind = "overdue" // an answer is overdue and a higher post is told
	StepCardStart OrderStepKind = "card"    // the card counts from now on
)

var orderStepWords = map[OrderStepKind]string{
	StepDraft: "拟稿", StepAdd: "列入事项", StepLeave: "移出事项", StepEnd: "事项了结", StepEdit: "修改", StepSend: "送审",
	StepReturn: "退回修改",
	StepSign:   "审签", StepIssue: "发出", StepReceive: "签收", StepExplain: "情况说明", StepJudge: "研究情况说明", StepReply: "反馈",
	StepVerify: "核查", StepReject: "退回重新反馈", StepApply: "申请销号", StepClose: "销号", StepWithdraw: "撤销", StepRemind: "提醒",
	StepOverdue: "逾期提级", StepCardStart: "起计",
}

// Chinese returns the name of the step.
func (k OrderStepKind) Chinese() string { return orderStepWords[k] }

// OrderStep is one entry in the history of an order. It is append-only.
type OrderStep struct {
	ID             string `gorm:"primaryKey"` // OrderStepID
	OrderID        string
	Kind           OrderStepKind
	PartyID        string // post or organisation for which it was done
	Party          string
	Text           string
	Due            Date     // of an answer: the promised day; of a reminder or an overdue step: the day it is about
	To             Audience `gorm:"column:audience"` // overdue: who was told
	OnBehalf       bool     // 代录, from paper
	Paper          string
	PaperOn        Date
	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // scan, or the answer's evidence; "": none
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64
	ByID           string
	ByName         string
	At             Instant
}

// OrderID returns the row key of an order made for a first item, or by a command.
func OrderID(parts ...string) string { return Key("ord", parts...) }

// OrderStepID returns the row key of a step: of a person's command by its key, of one the program makes by what it is.
func OrderStepID(parts ...string) string { return Key("step", parts...) }

// OrderFacts is everything that the rules need to know about one order.
type OrderFacts struct {
	Order    SupervisionOrder
	Items    []OrderItem // by time
	Steps    []OrderStep // by time
	Projects []Project   // of its items, and its own
	Settings OrderSettings
	// Unmet is how many items of the document do not meet their exit rule (Rules.ExitMet); only closing needs it
	Unmet int
}

// Late returns the items that are in the document and still late.
func (f OrderFacts) Late() []OrderItem {
	return slices.DeleteFunc(slices.Clone(f.Items), func(i OrderItem) bool { return i.Left || i.EndedAt != 0 })
}

// Listed returns the items in the document.
func (f OrderFacts) Listed() []OrderItem {
	return slices.DeleteFunc(slices.Clone(f.Items), func(i OrderItem) bool { return i.Left })
}

// Card is a 黄牌, 红牌 or 挂牌督办 that an issued order gives a project.
type Card struct {
	OrderID      string
	EscalationID string
	Rung         Rung
	Number       string
	Since        Instant // when it began to count
	EndedAt      Instant // the order was closed; 0: it stands
}

// CardsOf returns the cards of a project, the highest first. A card exists only in an issued 督办单 whose two working days
// for a 情况说明 are over; withdrawn orders and those whose 情况说明 was accepted give none.
func CardsOf(projectID string, orders []OrderFacts) []Card {
	var cards []Card
	for _, f := range orders {
		o := f.Order
		if o.Kind != OrderSupervision || o.CardAt == 0 || o.State.Before() || o.State == OrderWithdrawn ||
			o.Explained == ExplainAccepted {
			continue
		}
		for _, i := range f.Listed() {
			if i.ProjectID == projectID && i.Rung.Height() >= Yellow.Height() {
				cards = append(cards, Card{OrderID: o.ID, EscalationID: i.EscalationID, Rung: i.Rung, Number: o.Number,
					Since: o.CardAt, EndedAt: o.ClosedAt})
			}
		}
	}
	slices.SortStableFunc(cards, func(a, b Card) int { return b.Rung.Height() - a.Rung.Height() })
	return cards
}
