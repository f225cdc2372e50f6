package models

import "strconv"

// CardChange is a signer or a time limit of a programme's orders that would be another by the rules of a rule set.
type CardChange struct {
	What Message `json:"what"`
	Was  Message `json:"was"`
	Will Message `json:"will"`
}

// ChangedBy lists what would be another of a programme's orders by the rules of a rule set.
func (s OrderSettings) ChangedBy(c CardRules) []CardChange {
	out := []CardChange{}
	for _, by := range []struct {
		what      Message
		was, will Audience
	}{{Messagef("黄牌签发人"), s.YellowBy, c.YellowBy}, {Messagef("红牌签发人"), s.RedBy, c.RedBy},
		{Messagef("挂牌督办签发人"), s.TopBy, c.TopBy}} {
		if by.was != by.will {
			out = append(out, CardChange{by.what, signerWord(by.was), signerWord(by.will)})
		}
	}
	for _, limit := range []struct {
		what      Message
		was, will int
	}{{Messagef("函件反馈时限（工作日）"), s.ReplyDays, c.ReplyDays}, {Messagef("督办单反馈时限（工作日）"), s.PlanDays, c.PlanDays},
		{Messagef("情况说明时限（工作日）"), s.ExplainDays, c.ExplainDays},
		{Messagef("反馈周期（天，0 为一次）"), s.Feedback, c.Feedback}} {
		if limit.was != limit.will {
			out = append(out, CardChange{limit.what, numberWord(limit.was), numberWord(limit.will)})
		}
	}
	return out
}

func signerWord(a Audience) Message {
	switch a {
	case ToDistrictHead:
		return Messagef("区长")
	case ToDeputyInCharge:
		return Messagef("分管副区长")
	}
	return Messagef("重点项目办负责人")
}

func numberWord(n int) Message { return PlainMessage(strconv.Itoa(n)) }
