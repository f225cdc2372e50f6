package models

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// ChangeNotices makes the messages about what a person's command did to a project: a decision on a submission and its
// withdrawal go to the owner, and to the responsible unit when another filled in for the owner; a change of the plan
// goes to both. In trial running there are none. Each message has a unique key, so that it is stored once.
func (r Rules) ChangeNotices(f Facts, key string, c Changes, now Instant) []OutboxMessage {
	var assigned []OutboxMessage
	if c.Edited != nil {
		assigned = r.AssignmentNotices(*c.EditedFrom, *c.Edited, key, now)
	}
	kind, title, unit := changeSaid(c)
	if kind == NoticeLadder {
		return assigned
	}
	said := OutboxMessage{Kind: kind, Object: c.Object, Title: title, Body: changeBody(f, c, title)}
	return append(r.tellParties(f.Project, key, said, unit, now), assigned...)
}

// ListNotices makes the messages to the owner and the responsible unit of a project that a change of the list
// concerns (动态调整). In trial running there are none.
func (r Rules) ListNotices(p Project, key, title, document string, now Instant) []OutboxMessage {
	return r.tellParties(p, key, OutboxMessage{Kind: NoticePlan, Object: p.ID, Title: title,
		Body: fmt.Sprintf("项目：%s（%s）\n事项：%s\n依据：%s\n", p.Name, p.Code, title, document)}, true, now)
}

// tellParties makes a message to the owner of a project, and one to the responsible unit. A project without an owner
// has its message all the same: it goes to whoever is there for the owner.
func (r Rules) tellParties(p Project, key string, said OutboxMessage, unit bool, now Instant) []OutboxMessage {
	if r.Trial(now.Date()) {
		return nil
	}
	said.ProjectID, said.Path, said.Title = p.ID, ProjectPath(p), p.Name+" · "+said.Title
	said.CreatedAt, said.NotBefore, said.Status = now, r.Quiet(now), OutboxPending
	owner := said
	owner.Key, owner.Audience, owner.PartyID = Key("change", key, p.ID, string(ToOwnerContact)), ToOwnerContact, p.OwnerID
	out := []OutboxMessage{owner}
	if unit && p.ResponsibleUnitID != "" && p.ResponsibleUnitID != p.OwnerID {
		said.Key, said.Audience = Key("change", key, p.ID, string(ToUnitContact)), ToUnitContact
		said.PartyID = p.ResponsibleUnitID
		out = append(out, said)
	}
	return out
}

// ProjectPath returns the address of a project's page.
func ProjectPath(p Project) string {
	return "/projects/" + strconv.Itoa(p.Year) + "/" + url.PathEscape(p.Code)
}

// changeSaid returns the kind of message for a change, what it says without amounts, and whether the responsible unit
// is told too; NoticeLadder: no message.
func changeSaid(c Changes) (kind NoticeKind, title string, unit bool) {
	switch {
	case c.Decided != nil && c.Decided.Status == SubmissionReturned:
		return NoticeReturned, c.Message.Text, c.Decided.OnBehalfOf != ""
	case c.Decided != nil:
		return NoticeAccepted, c.Message.Text, c.Decided.OnBehalfOf != ""
	case c.TakenBack != nil:
		return NoticeTakenBack, c.Message.Text, c.TakenBack.OnBehalfOf != ""
	case c.Correction != nil:
		return NoticePlan, c.Correction.said(), true
	case c.HandedOver != nil:
		return NoticePlan, fmt.Sprintf("%d年度已结转，未完成节点 %d 个", c.HandedOver.Year, len(c.Ended)), true
	case c.Project != nil && c.Project.Status == ProjectClosed:
		return NoticePlan, "已销号，不再督办", true
	case len(c.Cells) > 0:
		if said := cellsSaid(c.Cells); said != "" {
			return NoticePlan, said, true
		}
	case c.PlanBefore != nil:
		return NoticePlan, "年度计划投资已调整", true
	case c.Resumed != nil:
		return NoticePlan, fmt.Sprintf("自 %s 起复工，时限继续计算", c.Resumed.To+1), true
	case c.Paused != nil:
		return NoticePlan, fmt.Sprintf("自 %s 起停工，时限暂停计算", c.Paused.From), true
	case c.Moved != nil, c.Cancelled != nil, len(c.Planned) > 0:
		return NoticePlan, c.Message.Text, true
	}
	return NoticeLadder, "", false
}

// said returns what a confirmed correction changed.
func (c Correction) said() string {
	if c.MilestoneID != "" {
		return fmt.Sprintf("节点“%s”的完成情况已更正，须重新完成", c.MilestoneName)
	}
	return fmt.Sprintf("%s 已审定数已更正", c.Month)
}

// changeBody returns the Chinese body of a message about a change: why, on whose approval, by which document.
func changeBody(f Facts, c Changes, title string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "项目：%s（%s）\n事项：%s\n", f.Project.Name, f.Project.Code, title)
	line := func(word, value string) {
		if value = strings.TrimSpace(value); value != "" {
			fmt.Fprintf(&text, "%s：%s\n", word, value)
		}
	}
	if c.Review != nil {
		if c.Decided.Status == SubmissionReturned {
			line("退回原因", c.Review.Reason)
		} else {
			line("审核意见", c.Review.Reason)
		}
		line("审核人", c.Review.ByName)
	}
	for _, s := range c.Shifted {
		line("节点顺延", fmt.Sprintf("“%s”至 %s", s.Milestone.Name, s.Change.Due))
	}
	if c.Correction != nil {
		line("原因", c.Correction.Reason)
		line("依据", c.Correction.Document)
	}
	if g := c.Grounds; g != nil {
		line("原因", g.Reason)
		line("批准", g.Approver)
		line("依据", g.Document)
	}
	return text.String()
}

// DecisionStillHolds reports whether a message about a decision on a submission still says what is true: a return
// that was answered by another submission, or an acceptance that was taken back, is not told any more.
func DecisionStillHolds(m OutboxMessage, submissions []Submission) bool {
	at := -1
	for i, s := range submissions {
		if s.ID == m.Object {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	s := submissions[at]
	switch m.Kind {
	case NoticeAccepted:
		return s.Status == SubmissionAccepted
	case NoticeTakenBack:
		return s.Status == SubmissionWaiting
	case NoticeReturned:
		for _, later := range submissions {
			if later.Kind == s.Kind && later.MilestoneID == s.MilestoneID && later.Month == s.Month &&
				later.Sequence > s.Sequence {
				return false
			}
		}
		return s.Status == SubmissionReturned
	}
	return true
}
