package models

import "fmt"

// The hours, Asia/Shanghai, between which messages are sent on working days.
const (
	noticeFrom  = 8
	noticeUntil = 18
)

// Notices makes the outbox messages for new escalations: one for each audience. Escalations that are passed over or
// recorded in trial running get none. Each message has a unique key, so that it is stored once.
func (r Rules) Notices(f Facts, records []Escalation, now Instant) []OutboxMessage {
	var out []OutboxMessage
	for _, e := range records {
		if e.PassedOver || e.Trial {
			continue
		}
		for _, to := range e.To {
			out = append(out, OutboxMessage{
				Key: e.ID + "/" + string(to), ProjectID: e.ProjectID, EscalationID: e.ID, Audience: to,
				Title:     fmt.Sprintf("%s · %s", f.Project.Name, e.Sentence()),
				Body:      r.noticeBody(f, e, now),
				CreatedAt: now, NotBefore: r.Quiet(now), Status: OutboxPending, Path: e.path(),
			})
		}
	}
	return out
}

// path is the page on which an escalation is dealt with: a rung has its own, a reminder is in the list of what the
// person is asked.
func (e Escalation) path() string {
	if e.Kind == KindReminder {
		return "/tasks"
	}
	return "/escalations/" + e.ID
}

// noticeBody returns the Chinese body of a message.
func (r Rules) noticeBody(f Facts, e Escalation, now Instant) string {
	text := fmt.Sprintf("项目：%s（%s）\n事项：%s\n", f.Project.Name, f.Project.Code, subjectText(e.Item, e.SubjectName, e.Month,
		e.Due))
	if e.Item == ItemInvestment { // behind the schedule, not overdue
		return text + "情况：" + r.outward(f.Project, e.SubjectName) + "\n"
	}
	if shift := r.ShiftText(e.Due); e.Item == ItemMilestone && shift != "" {
		text += "到期日为休息日，" + shift + "\n"
	}
	if days := r.EscalationLateness(f, e, now).Counted; e.Kind == KindRung && days > 0 {
		text += fmt.Sprintf("已逾期 %d 个工作日", days)
		if e.CalendarAssumed {
			text += "（推算：缺少该年度放假安排）"
		}
		text += "\n"
	}
	return text
}

// outward is a text about a project as it may leave the program.
func (r Rules) outward(p Project, text string) string {
	if !(Programme{}).ShowsAmounts(p.Investor) {
		return WithoutAmounts(text)
	}
	return text
}

// Quiet returns the first moment from now on at which a message may be sent: between noticeFrom and noticeUntil on a
// working day.
func (r Rules) Quiet(now Instant) Instant {
	day := now.Date()
	if r.Calendar.Workday(day) {
		switch {
		case now < day.At(noticeFrom, 0):
			return day.At(noticeFrom, 0)
		case now < day.At(noticeUntil, 0):
			return now
		}
	}
	return r.Calendar.OnOrAfter(day+1).At(r.Ladder.Hour, 0)
}
