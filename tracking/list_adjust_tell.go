package tracking

import (
	"cmp"
	"fmt"

	"duban/models"
)

// tell puts the messages about an adjustment into the outbox: to the owner and the responsible unit of each project. A
// project that leaves or joins a list is told under the rules of the lists it was on, or of the one it joins.
func (a *adjusting) tell(key string) error {
	extra, err := a.tx.CalendarDays()
	if err != nil {
		return err
	}
	now, days := a.service.now(), a.service.Calendar(extra)
	var all []models.OutboxMessage
	for _, f := range a.followed {
		if len(f.Programmes) == 0 {
			f.Programmes = []models.Programme{a.to}
		}
		all = append(all, models.RulesFor(f, days).ListNotices(f.Project, key, a.said(), a.change.Document, now)...)
	}
	_, err = a.tx.InsertOutbox(all...)
	return err
}

// said is what the adjustment does to one project.
func (a *adjusting) said() string {
	c := a.change
	switch c.Change {
	case ListDrop:
		return fmt.Sprintf("自 %s 起调出“%s”", c.EffectiveOn, a.from.Name)
	case ListAdmit:
		return fmt.Sprintf("自 %s 起列入“%s”", c.EffectiveOn, a.to.Name)
	case ListMove:
	}
	return fmt.Sprintf("自 %s 起调整到“%s”", c.EffectiveOn, cmp.Or(c.Section, a.to.Name))
}
