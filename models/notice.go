package models

import "fmt"

// The hours, Asia/Shanghai, between which messages may leave the house on a working day.
const (
	noticeFrom  = 8
	noticeUntil = 18
)

// Notices makes the messages for what went on record: one for each audience of each record that is to be sent. Nothing
// is sent for what was passed over or recorded in trial running. Each has a key of its own, so that it exists once.
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
				CreatedAt: now, NotBefore: r.Quiet(now), Status: OutboxPending,
			})
		}
	}
	return out
}

func (r Rules) noticeBody(f Facts, e Escalation, now Instant) string {
	text := fmt.Sprintf("项目：%s（%s）\n事项：%s\n", f.Project.Name, f.Project.Code, subjectText(e.Item, e.SubjectName, e.Month,
		e.Due))
	if e.Item == ItemInvestment { // a figure is behind its schedule, not overdue
		return text + "情况：" + e.SubjectName + "\n"
	}
	if days := r.Calendar.Between(e.Due, now.Date()); e.Kind == KindRung && days > 0 {
		text += fmt.Sprintf("已逾期 %d 个工作日", days)
		if e.CalendarAssumed {
			text += "（推算：缺少该年度放假安排）"
		}
		text += "\n"
	}
	return text
}

// Quiet returns the first moment from now on at which a message may be sent: in working hours of a working day.
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
