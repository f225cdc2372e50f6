package models

import (
	"strings"
	"unicode/utf8"
)

// InstructCommand enters a leader's written instruction (批示) with a day, on any project or on none.
type InstructCommand struct {
	Party    string    `json:"party,omitempty"`   // the leader's post, when several are possible
	Project  string    `json:"project,omitempty"` // code; "": on none
	Unit     string    `json:"unit,omitempty"`    // who must answer, a unit or a post; "": the project's responsible unit
	Title    string    `json:"title,omitempty"`   // what it is about; "": the project
	Text     string    `json:"text"`
	Due      Date      `json:"due"`
	Paper    string    `json:"paper,omitempty"`
	PaperOn  Date      `json:"paper_on,omitzero"`
	Evidence *Evidence `json:"evidence,omitempty"`
}

// Check returns the KindInvalid error for an instruction that cannot be.
func (c InstructCommand) Check(onBehalf bool, now Instant) error {
	today := now.Date()
	switch {
	case strings.TrimSpace(c.Text) == "":
		return Errorf(KindInvalid, "text_missing", "请写明%s内容", WordOf(OrderInstruction))
	case utf8.RuneCountInString(c.Text) > maxNoteLength:
		return Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", WordOf(OrderInstruction), maxNoteLength)
	case c.Due == 0:
		return Errorf(KindInvalid, "due_missing", "请填写办理时限")
	case c.Due < today:
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", c.Due, today)
	case onBehalf && strings.TrimSpace(c.Paper) == "":
		return Errorf(KindInvalid, "paper_missing", "代录须写明依据的纸质材料，如“批示原件（府办〔2021〕12号）”")
	case onBehalf && c.PaperOn == 0:
		return Errorf(KindInvalid, "paper_on_missing", "代录须填写材料上的日期")
	case c.PaperOn > today:
		return Errorf(KindInvalid, "paper_on_future", "材料日期 %s 晚于今天（%s），请更正", c.PaperOn, today)
	}
	return nil
}

// Instruction makes the order that follows an instruction: it is issued from the beginning, because the leader signed
// it. post is the leader's.
func (r OrderRules) Instruction(id, programme, project, unit, post, leader, title, text string, due Date,
	at Instant) SupervisionOrder {
	return SupervisionOrder{
		ID: id, ProgrammeID: programme, Kind: OrderInstruction, State: OrderIssued, UnitID: unit, ProjectID: project,
		Title: title, Content: text, Leader: leader, Assisting: []string{}, IssuedOn: at.Date(), Due: due, SignerPostID: post,
		Signer: leader, DraftedAt: at, IssuedAt: at, ReplyDue: due, Version: 1,
	}
}

// InstructionOfNote makes the order that follows an instruction on an escalation.
func (r OrderRules) InstructionOfNote(n EscalationNote, programme, project string) SupervisionOrder {
	o := r.Instruction(OrderID("note", n.ID), programme, n.ProjectID, n.AddresseeID, n.PartyID, n.Party,
		"关于“"+project+"”的批示", n.Text, n.Due, n.At)
	o.NoteID = n.ID
	return o
}
