package models

import (
	"slices"
	"strconv"
)

// DecisionOutcome is what became of an item of the minutes.
type DecisionOutcome string

// The outcomes.
const (
	DecisionDone      DecisionOutcome = "done"      // 已办结: verified and closed
	DecisionAnswered  DecisionOutcome = "answered"  // 已反馈: waits to be verified or closed
	DecisionUnderWay  DecisionOutcome = "under_way" // 在办, not late
	DecisionLate      DecisionOutcome = "late"      // 逾期未反馈
	DecisionWithdrawn DecisionOutcome = "withdrawn" // 已撤销
)

// DecisionOutcomes lists the outcomes: what is to be talked about first.
var DecisionOutcomes = []DecisionOutcome{DecisionLate, DecisionUnderWay, DecisionAnswered, DecisionDone,
	DecisionWithdrawn}

var decisionWords = map[DecisionOutcome]string{DecisionDone: "已办结", DecisionAnswered: "已反馈", DecisionUnderWay: "正在办理",
	DecisionLate: "逾期未反馈", DecisionWithdrawn: "已撤销"}

// Chinese returns the name of the outcome.
func (o DecisionOutcome) Chinese() string { return decisionWords[o] }

// Decision makes the order that follows the n-th item of signed minutes, counted from 1: it is issued from the
// beginning, because the minutes are signed. unit is the row key of who must answer, chair that of the chair's post, ""
// if the chair holds none. The title names the meeting and not the text, which leaves the program by no channel.
func (r OrderRules) Decision(m Meeting, n int, unit, project, chair string, at Instant) SupervisionOrder {
	item := m.Items[n-1]
	o := SupervisionOrder{
		ID: m.DecisionID(n), ProgrammeID: m.ProgrammeID, MeetingID: m.ID, Kind: OrderDecision, State: OrderIssued,
		UnitID: unit, ProjectID: project, Title: m.Title + "第" + strconv.Itoa(n) + "项议定事项", Content: item.Text,
		Ground: m.Number, Assisting: []string{}, IssuedOn: m.HeldOn, Due: item.Due, SignerPostID: chair, Signer: m.Chair,
		DraftedAt: at, IssuedAt: at, ReplyDue: item.Due, Version: 1,
	}
	if m.Chair == "" {
		o.SignerTo = ToOfficeHead
	}
	return o
}

// OutcomeOf returns what became of a decision on a day.
func (r OrderRules) OutcomeOf(o SupervisionOrder, today Date) DecisionOutcome {
	switch {
	case o.State == OrderClosed:
		return DecisionDone
	case o.State == OrderWithdrawn:
		return DecisionWithdrawn
	case r.DaysLate(o, today) > 0:
		return DecisionLate
	case o.State == OrderReplied, o.State == OrderVerified:
		return DecisionAnswered
	}
	return DecisionUnderWay
}

// LastAnswer returns the newest answer among the steps of an order, by time; false when there is none.
func LastAnswer(steps []OrderStep) (OrderStep, bool) {
	for _, s := range slices.Backward(steps) {
		if s.Kind == StepReply {
			return s, true
		}
	}
	return OrderStep{}, false
}
