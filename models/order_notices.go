package models

import "slices"

// OrderNotices makes the messages about a step with an order. They name the document and never its text: an
// instruction is often a work secret. signers are the posts that may sign it.
func (r OrderRules) OrderNotices(f OrderFacts, step OrderStep, signers []string, now Instant) []OutboxMessage {
	o := f.Order
	unit := slices.Concat([]string{o.UnitID}, o.Assisting)
	office, sign := []Audience{ToOffice}, signers
	var parties []string
	var audiences []Audience
	switch step.Kind {
	case StepSend:
		parties = sign
		if len(sign) == 0 {
			audiences = []Audience{ToOfficeHead}
		}
	case StepReturn, StepSign, StepReceive, StepReply, StepApply:
		audiences = office
	case StepIssue:
		parties = unit
	case StepExplain:
		parties, audiences = sign, office
	case StepJudge, StepReject, StepRemind, StepCardStart:
		parties = []string{o.UnitID}
	case StepVerify:
		parties = append([]string{o.UnitID}, sign...)
	case StepClose, StepWithdraw:
		if o.IssuedAt == 0 {
			return nil
		}
		parties, audiences = unit, office
	case StepOverdue:
		switch step.To {
		case ToUnitContact, ToUnitHead:
			parties = []string{o.UnitID}
		case ToSigner:
			parties = sign
			if len(sign) == 0 {
				audiences = []Audience{ToOfficeHead}
			}
		default:
			audiences = []Audience{step.To}
		}
	default:
		return nil
	}
	message := OutboxMessage{ProjectID: o.ProjectID, Title: o.noticeTitle(step), Body: o.noticeBody(step), CreatedAt: now,
		NotBefore: r.quiet(now), Status: OutboxPending, Kind: NoticeOrder, Object: o.ID, Path: "/orders/" + o.ID}
	var out []OutboxMessage
	slices.Sort(parties)
	for _, id := range slices.Compact(parties) {
		if id == string(ToOffice) {
			audiences = office
		}
		if id == "" || id == string(ToOffice) {
			continue
		}
		m := message
		m.Key, m.PartyID, m.Audience = "order/"+string(step.Kind)+"/"+step.ID+"/"+id, id, step.To
		out = append(out, m)
	}
	for _, a := range audiences {
		m := message
		m.Key, m.Audience = "order/"+string(step.Kind)+"/"+step.ID+"/"+string(a), a
		out = append(out, m)
	}
	return out
}

// quiet returns the first moment at which a message may be sent.
func (r OrderRules) quiet(now Instant) Instant {
	return Rules{Calendar: r.Calendar, Ladder: Ladders[DefaultLadder]}.Quiet(now)
}

func (o SupervisionOrder) noticeTitle(step OrderStep) string {
	if o.Kind == OrderInstruction {
		return "批示：" + o.noticeWord(step)
	}
	return o.Kind.Chinese() + " · " + o.Title + "：" + o.noticeWord(step)
}

func (o SupervisionOrder) noticeWord(step OrderStep) string {
	switch step.Kind {
	case StepSend:
		return "待审签"
	case StepSign:
		return "已审签，待编号发出"
	case StepReturn:
		return "已退回修改"
	case StepIssue:
		return "待签收，应于" + o.ReplyDue.String() + "前反馈"
	case StepReply:
		return "已反馈，待核查"
	case StepApply:
		return "已申请销号"
	case StepVerify:
		return "已核查，待销号"
	case StepReject:
		return "已退回，应于" + o.ReplyDue.String() + "前重新反馈"
	case StepRemind:
		return "应于" + step.Due.String() + "前反馈"
	case StepExplain:
		return "已提交情况说明，待研究"
	case StepJudge:
		return "情况说明" + o.Explained.Chinese()
	case StepOverdue, StepCardStart:
		return step.Text
	}
	return "已" + step.Kind.Chinese()
}

// noticeBody names what the document is about; of an instruction only that there is one.
func (o SupervisionOrder) noticeBody(step OrderStep) string {
	if o.Kind == OrderInstruction {
		return "有一件批示" + o.noticeWord(step) + "，请登录查看。\n"
	}
	text := o.Kind.Chinese()
	if o.Number != "" {
		text += "：" + o.Number
	}
	return text + "\n事项：" + o.Title + "\n情况：" + o.noticeWord(step) + "\n"
}

// OrderNoticeStillHolds reports whether a message about a step still says what is true: what is asked for was not done
// meanwhile, and the order was not ended.
func OrderNoticeStillHolds(o SupervisionOrder, kind OrderStepKind, due Date) bool {
	switch kind {
	case StepSend:
		return o.State == OrderSigning
	case StepSign:
		return o.State == OrderSigned
	case StepReturn:
		return o.State == OrderDrafted
	case StepIssue, StepJudge, StepReject, StepCardStart:
		return o.State.Out()
	case StepRemind, StepOverdue:
		return o.State.Out() && o.ReplyDue == due
	case StepReply:
		return o.State == OrderReplied
	case StepExplain:
		return o.State.Out() && o.Explained == ExplainWaiting
	}
	return true // it says what was done
}
