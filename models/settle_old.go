package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// settledWord begins the reason of a rung that was settled with old lateness.
const settledWord = "集中清理："

// Settled reports whether a rung was settled with old lateness: its item, under that due date, is not followed any
// more, and it does not count for a repeat.
func (e Escalation) Settled() bool { return strings.HasPrefix(e.CloseReason, settledWord) }

// settled reports whether an item was settled under its due version.
func settled(f Facts, kind Item, subject string, version int) bool {
	return slices.ContainsFunc(f.Escalations, func(e Escalation) bool {
		return e.Item == kind && e.Subject == subject && e.DueVersion == version && e.Settled()
	})
}

// settleOld settles old lateness before a programme goes live: the rungs that trial running recorded of an item are
// closed with the ground and its document, and nothing falls due for it under that due date any more. The item itself
// stays as it is: a milestone is still not done, a report still not handed in. A new due date counts again.
func settleOld(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	switch {
	case strings.TrimSpace(c.Document) == "":
		return Changes{}, Errorf(KindInvalid, "document_missing", "清理旧的逾期须写明依据文件，如“区重点项目专班会议纪要〔2026〕3号”")
	case len(c.Rungs) == 0:
		return Changes{}, Errorf(KindInvalid, "nothing_chosen", "请勾选要清理的事项")
	}
	reason := settledWord + fmt.Sprintf("%s（%s）", strings.TrimSpace(c.Reason), strings.TrimSpace(c.Document))
	var out Changes
	items := 0
	for _, id := range c.Rungs {
		i := slices.IndexFunc(f.Escalations, func(e Escalation) bool { return e.ID == id })
		if i < 0 {
			return Changes{}, Errorf(KindNotFound, "no_escalation", "未找到编号为“%s”的督办事项", id)
		}
		chosen := f.Escalations[i]
		switch {
		case chosen.Settled():
			continue
		case !chosen.Open():
			return Changes{}, Errorf(KindConflict, "escalation_closed", "“%s”已了结，不需要清理", chosen.About())
		case chosen.Item == ItemReview:
			return Changes{}, Errorf(KindConflict, "settle_review", "“%s”是待审核的填报，请先审定或退回", chosen.About())
		}
		var rungs []Closing
		for j := range f.Escalations {
			e := &f.Escalations[j]
			if e.Item != chosen.Item || e.Subject != chosen.Subject || e.DueVersion != chosen.DueVersion || e.Kind != KindRung ||
				e.ClosedAt != 0 {
				continue
			}
			if !e.Trial {
				return Changes{}, Errorf(KindConflict, "already_sent", "“%s”已正式发出，不能按旧的逾期清理", e.About())
			}
			e.ClosedAt, e.CloseReason = now, reason
			rungs = append(rungs, Closing{EscalationID: e.ID, Reason: reason})
		}
		items++
		out.Settled = append(out.Settled, rungs...)
	}
	if items == 0 {
		return Changes{}, Errorf(KindConflict, "settled_already", "所选事项均已清理")
	}
	out.Action, out.Object = "plan.settle", f.Project.ID
	out.Message = Messagef("项目“%s”已清理 %d 件旧的逾期", f.Project.Name, items)
	return out, nil
}

// OldLate lists what trial running recorded as late and never sent: each item once, at its highest open rung. What
// waits for a reviewer is not among it: that is to be decided.
func (r Rules) OldLate(f Facts, now Instant) []EscalationFigures {
	return slices.DeleteFunc(r.EscalationFigures(f, now), func(l EscalationFigures) bool {
		return l.Item == ItemReview || slices.ContainsFunc(f.Escalations, func(e Escalation) bool {
			return e.Item == l.Item && e.Subject == l.Subject && e.DueVersion == l.DueVersion && e.Open() && !e.Trial
		})
	})
}

// SettledItems counts the items of a project that were settled with old lateness.
func SettledItems(escalations []Escalation) int {
	items := map[string]bool{}
	for _, e := range escalations {
		if e.Settled() {
			items[Key(string(e.Item), e.Subject, strconv.Itoa(e.DueVersion))] = true
		}
	}
	return len(items)
}

// SettleOldRequest names the old lateness to settle, with the ground.
type SettleOldRequest struct {
	Rungs    []string `json:"rungs,omitempty"` // row keys of items, see Rules.OldLate
	All      bool     `json:"all,omitempty"`   // instead of Rungs: everything of Item and Rung
	Item     Item     `json:"item,omitempty"`  // "": every kind
	Rung     Rung     `json:"rung,omitempty"`  // "": every rung
	Reason   string   `json:"reason"`
	Approver string   `json:"approver,omitempty"`
	Document string   `json:"document"`
}
