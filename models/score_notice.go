package models

import (
	"fmt"
	"strings"
)

// ScorePath returns the page of a score.
func ScorePath(id string) string { return "/scores/" + id }

// scoreMessage is a message about a score, without receiver.
func scoreMessage(s Score, key string, quiet, now Instant) OutboxMessage {
	return OutboxMessage{Key: "score/" + s.ID + "/" + fmt.Sprint(s.Revision) + "/" + key, CreatedAt: now, NotBefore: quiet,
		Status: OutboxPending, Kind: NoticeScore, Object: s.ID, Path: ScorePath(s.ID)}
}

// ScoreMessages tell every unit that its points are announced, that the announcement is called back, or that the score
// is published. They name no points: those are read in the program.
func ScoreMessages(s Score, lines []ScoreLine, step ScoreStepKind, quiet, now Instant) (out []OutboxMessage) {
	for _, l := range lines {
		m := scoreMessage(s, string(step)+"/"+l.UnitID, quiet, now)
		m.PartyID = l.UnitID
		switch step {
		case ScoreAnnounce:
			m.Title = s.Quarter.QuarterChinese() + "考核得分公示，请核对"
			m.Body = fmt.Sprintf("单位：%s\n请于%s前核对本单位得分；有异议的逐项写明理由和依据，逾期未提出的视为无异议。\n", l.Unit, s.ObjectUntil)
		case ScoreRecall:
			m.Title = s.Quarter.QuarterChinese() + "考核得分公示已撤回"
			m.Body = "原因：" + s.Reason + "\n重新公示后另行通知。\n"
		case ScorePublish:
			m.Title = s.Quarter.QuarterChinese() + "考核得分已公布"
			m.Body = "单位：" + l.Unit + "\n登录后查看本单位得分和名次。\n"
		}
		out = append(out, m)
	}
	return out
}

// ObjectionMessage tells the office of an objection, or the unit of the decision.
func ObjectionMessage(s Score, o ScoreObjection, quiet, now Instant) OutboxMessage {
	m := scoreMessage(s, o.ID+"/"+string(o.State), quiet, now)
	m.Object = s.ID + "/" + o.ID
	if o.State == ObjectionWaiting {
		m.Audience = ToOffice
		m.Title = o.Unit + "对" + s.Quarter.QuarterChinese() + "考核得分提出异议"
		m.Body = "计分项目：" + o.Item + "\n请登录处理，处理意见反馈该单位。\n"
		return m
	}
	m.PartyID = o.UnitID
	m.Title = s.Quarter.QuarterChinese() + "考核异议处理结果：" + o.State.Chinese()
	m.Body = "计分项目：" + o.Item + "\n处理意见：" + o.Reason + "\n"
	return m
}

// ScoreNoticeHolds reports whether a message about a score still says what is true. s is the score as it is now, all
// are its objections.
func ScoreNoticeHolds(m OutboxMessage, s Score, all []ScoreObjection) bool {
	for _, o := range all {
		if m.Object == s.ID+"/"+o.ID && m.Audience == ToOffice {
			return o.State == ObjectionWaiting
		}
	}
	switch scoreStepOf(m.Key) {
	case ScoreAnnounce:
		return s.State == ScoreAnnounced
	case ScoreRecall:
		return s.State == ScoreDrafted
	}
	return true
}

// scoreStepOf is the step that the key of a message names: "score/ID/REVISION/STEP/UNIT".
func scoreStepOf(key string) ScoreStepKind {
	if parts := strings.Split(key, "/"); len(parts) > 3 {
		return ScoreStepKind(parts[3])
	}
	return ""
}
