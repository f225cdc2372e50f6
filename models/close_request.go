package models

import (
	"fmt"
	"strings"
)

// missingNamed is how many missing projects a request to close names.
const missingNamed = 20

// CloseMessage asks the office to close a round that has been overdue for CloseAfter working days. There is one a day
// and round, until the round is closed.
func CloseMessage(p Programme, round Round, missing []string, calendar Calendar, now Instant) OutboxMessage {
	rules := Rules{Calendar: calendar, Ladder: p.Book().Ladder}
	names := strings.Join(missing[:min(len(missing), missingNamed)], "\n")
	if len(missing) > missingNamed {
		names += fmt.Sprintf("\n等 %d 个项目", len(missing))
	}
	return OutboxMessage{
		Key:      "close/" + p.ID + "/" + round.Month.String() + "/" + now.Date().String(),
		Audience: ToOffice,
		Title:    fmt.Sprintf("%s %d月月报尚未月结", p.Name, round.Month.Number()),
		Body: fmt.Sprintf("%d月月报应于%s前报送，已过 %d 个工作日，尚有 %d 个项目未审定。请核实后办理月结，未报项目将在月结中列明：\n%s\n",
			round.Month.Number(), round.Due, calendar.Between(round.Due, now.Date()), len(missing), names),
		CreatedAt: now, NotBefore: rules.Quiet(now), Status: OutboxPending,
		Kind: NoticeClose, Object: p.ID, Path: "/closings",
	}
}
