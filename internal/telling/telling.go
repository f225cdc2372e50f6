// Package telling turns messages of the outbox into what people are told: it resolves who is told, looks at everything
// again at the moment of sending, and makes what leaves the program, one message a person and moment. Each of its
// functions is a step of the caller's transaction.
package telling

import (
	"fmt"

	"duban/models"
	"duban/store"
)

// Calendar makes the working days of the office from the days it entered.
type Calendar func(extra []models.CalendarDay) models.Calendar

// Result is what Tell did.
type Result struct {
	Told    int // messages that reached someone
	Dropped int // that said nothing any more
	Failed  int // that reached no person
	Left    int // deliveries made or added to
	NextAt  models.Instant
}

// Tell takes messages of the outbox that may be sent now, at most limit, to people's inboxes, and makes what leaves the
// program: at once for owners, units and the office, in the day's digest for the holders of posts.
func Tell(tx *store.Tx, calendar Calendar, now models.Instant, limit int) (Result, error) {
	l, err := newLook(tx, calendar, now)
	if err != nil {
		return Result{}, err
	}
	due, err := tx.DueOutbox(now, limit)
	if err != nil {
		return Result{}, err
	}
	var out Result
	if len(due) > 0 {
		fresh, err := l.deliver(due, &out)
		if err != nil {
			return out, err
		}
		if err := l.atOnce(fresh, &out); err != nil {
			return out, err
		}
	}
	waiting, err := l.digests(&out)
	if err != nil {
		return out, err
	}
	if err := l.lateReleases(); err != nil {
		return out, err
	}
	return out, l.next(waiting, &out)
}

// deliver takes messages to inboxes and returns the new entries.
func (l *look) deliver(due []models.OutboxMessage, out *Result) ([]models.InboxEntry, error) {
	directory, err := l.tx.Directory(l.now.Date())
	if err != nil {
		return nil, err
	}
	if err := l.load(due); err != nil {
		return nil, err
	}
	var fresh []models.InboxEntry
	for _, m := range due {
		why, err := l.noLongerHolds(m)
		if err != nil {
			return nil, err
		}
		if why != "" {
			out.Dropped++
			if err := l.tx.DropMessage(m.Key, why, l.now); err != nil {
				return nil, err
			}
			continue
		}
		reach := directory.Reach(m, l.project(m.ProjectID))
		if len(reach.Receivers) == 0 {
			out.Failed++
			if err := l.tx.FailOutbox(m.Key, "没有可接收的人员，请为重点项目办开通账号", m.Attempts+1); err != nil {
				return nil, err
			}
			continue
		}
		if err := l.vacancies(reach.Vacant, directory); err != nil {
			return nil, err
		}
		fresh = append(fresh, models.EntriesOf(m, l.escalation(m), l.programmeOf(m.ProjectID), reach, l.now)...)
		if err := l.tx.MarkDelivered(m.Key, m.Attempts+1, l.now); err != nil {
			return nil, err
		}
		out.Told++
	}
	return l.enter(fresh)
}

// enter stores entries, each item once a person at its highest level, and returns those that were stored and hold.
func (l *look) enter(fresh []models.InboxEntry) ([]models.InboxEntry, error) {
	items := map[string]bool{}
	var names []string
	for _, e := range fresh {
		if !items[e.Item] {
			items[e.Item] = true
			names = append(names, e.Item)
		}
	}
	held, err := l.tx.HeldInbox(names)
	if err != nil {
		return nil, err
	}
	ended := map[string]bool{}
	var kept []models.InboxEntry
	for _, e := range fresh {
		ends, silent := models.Supersede(e, held)
		if silent {
			continue
		}
		for _, id := range ends {
			ended[id] = true
		}
		for i := range held {
			if ended[held[i].ID] {
				held[i].EndedAt = l.now
			}
		}
		held, kept = append(held, e), append(kept, e)
	}
	var stored, still []models.InboxEntry
	var before []string
	for i := range kept {
		if ended[kept[i].ID] { // replaced by a higher level of the same moment
			kept[i].EndedAt, kept[i].Ended = l.now, models.Superseded
		}
		stored = append(stored, kept[i])
	}
	for _, h := range held {
		if ended[h.ID] {
			before = append(before, h.ID)
		}
	}
	inserted, err := l.tx.InsertInbox(stored...)
	if err != nil {
		return nil, err
	}
	for _, e := range inserted {
		if e.EndedAt == 0 {
			still = append(still, e)
		}
	}
	return still, l.tx.EndInbox(l.now, models.Superseded, before...)
}

// vacancies tells the office of posts without a holder that get messages, once for each vacancy.
func (l *look) vacancies(posts []string, d models.Directory) error {
	for _, id := range posts {
		since, _ := models.VacantSince(d.Roles, id, l.now.Date())
		title := id
		for _, p := range d.Posts {
			if p.ID == id {
				title = p.Title
			}
		}
		_, err := l.tx.InsertOutbox(models.OutboxMessage{
			Key: fmt.Sprintf("vacancy/%s/%s", id, since), Kind: models.NoticeVacancy, Object: id, Audience: models.ToOffice,
			Title: fmt.Sprintf("岗位“%s”空缺，发给该岗位的通知已转重点项目办", title),
			Body:  "请在“岗位”中登记任职、代理人员或联络员。\n", Path: "/posts", CreatedAt: l.now, NotBefore: l.rules.Quiet(l.now),
			Status: models.OutboxPending,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
