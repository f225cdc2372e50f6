package telling

import (
	"fmt"
	"slices"

	"duban/models"
)

// atOnce makes what leaves the program at once: one delivery a person, to which what comes within the next minute is
// added.
func (l *look) atOnce(fresh []models.InboxEntry, out *Result) error {
	of, order := map[string][]models.InboxEntry{}, []string{}
	for _, e := range fresh {
		if e.ByPost {
			continue
		}
		if of[e.PersonID] == nil {
			order = append(order, e.PersonID)
		}
		of[e.PersonID] = append(of[e.PersonID], e)
	}
	for _, person := range order {
		entries := of[person]
		open, collecting, err := l.tx.OpenAtOnce(person, l.now)
		if err != nil {
			return err
		}
		key := open.Key
		if collecting {
			before, err := l.tx.InboxEntries(open.ItemKeys())
			if err != nil {
				return err
			}
			before = slices.DeleteFunc(before, func(e models.InboxEntry) bool { return e.EndedAt != 0 })
			open.SetItems(slices.Concat(before, entries))
			if err := l.tx.SetDeliveryItems(open); err != nil {
				return err
			}
		} else {
			d := l.rules.AtOnce(person, entries, l.now)
			key = d.Key
			if _, err := l.tx.InsertDeliveries(d); err != nil {
				return err
			}
		}
		out.Left++
		if err := l.tx.PutInDelivery(key, idsOf(entries)...); err != nil {
			return err
		}
	}
	return nil
}

func idsOf(entries []models.InboxEntry) []string {
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	return ids
}

// digests makes the day's digests once their moment has come, and reports whether entries wait for a later one. What
// ended meanwhile is left out.
func (l *look) digests(out *Result) (waiting bool, err error) {
	entries, err := l.tx.UndigestedInbox()
	if err != nil || len(entries) == 0 {
		return false, err
	}
	today := l.now.Date()
	if at := l.rules.DigestAt(today.At(0, 0)); at.Date() != today || l.now < at {
		return true, nil
	}
	return l.digest(entries, out)
}

// digest makes today's digests of entries, and reports whether some wait for the next day's.
func (l *look) digest(entries []models.InboxEntry, out *Result) (waiting bool, err error) {
	if entries, err = l.current(entries); err != nil {
		return false, err
	}
	for person, of := range byPerson(entries) {
		released := true
		for _, e := range of {
			auto, err := l.releases(e.ProgrammeID)
			if err != nil {
				return false, err
			}
			released = released && auto
		}
		d := models.Digest(person, of, released, l.now)
		there, err := l.tx.HasDelivery(d.Key)
		if err != nil {
			return false, err
		}
		if there { // today's has been made
			waiting = true
			continue
		}
		if _, err := l.tx.InsertDeliveries(d); err != nil {
			return false, err
		}
		out.Left++
		if err := l.tx.PutInDelivery(d.Key, idsOf(of)...); err != nil {
			return false, err
		}
	}
	return waiting, nil
}

// byPerson yields the entries of each person, in the order in which the people first occur.
func byPerson(entries []models.InboxEntry) func(yield func(string, []models.InboxEntry) bool) {
	of, order := map[string][]models.InboxEntry{}, []string{}
	for _, e := range entries {
		if of[e.PersonID] == nil {
			order = append(order, e.PersonID)
		}
		of[e.PersonID] = append(of[e.PersonID], e)
	}
	return func(yield func(string, []models.InboxEntry) bool) {
		for _, person := range order {
			if !yield(person, of[person]) {
				return
			}
		}
	}
}

// current looks at entries again: it ends those that say nothing any more, and returns the others.
func (l *look) current(entries []models.InboxEntry) ([]models.InboxEntry, error) {
	var projects []string
	for _, e := range entries {
		projects = append(projects, e.ProjectID)
	}
	if err := l.loadProjects(projects); err != nil {
		return nil, err
	}
	var still []models.InboxEntry
	for _, e := range entries {
		if e.EndedAt != 0 {
			continue
		}
		m, err := l.tx.OutboxMessage(e.MessageKey)
		if err != nil {
			return nil, err
		}
		why, err := l.noLongerHolds(m)
		if err != nil {
			return nil, err
		}
		if why == "" {
			still = append(still, e)
			continue
		}
		if err := l.tx.EndInbox(l.now, why, e.ID); err != nil {
			return nil, err
		}
	}
	return still, nil
}

// lateReleases tells the office's head of digests that wait for their release longer than a working day, once a day.
func (l *look) lateReleases() error {
	listed, err := l.tx.OpenDeliveries(models.DeliveryListed)
	if err != nil {
		return err
	}
	late := 0
	for _, d := range listed {
		if models.ReleaseLate(l.calendar, d, l.now) {
			late++
		}
	}
	if late == 0 {
		return nil
	}
	_, err = l.tx.InsertOutbox(models.OutboxMessage{
		Key: "release-late/" + l.now.Date().String(), Kind: models.NoticeRelease, Object: "release",
		Audience: models.ToOfficeHead,
		Title:    fmt.Sprintf("拟报清单有 %d 份通知超过 1 个工作日未发送", late), Body: "请核对后发送，或注明暂不发送的原因。\n",
		Path: "/release", CreatedAt: l.now, NotBefore: l.rules.Quiet(l.now), Status: models.OutboxPending,
	})
	return err
}

// next sets when there is something to do again.
func (l *look) next(waiting bool, out *Result) error {
	at, some, err := l.tx.NextOutbox()
	if err != nil {
		return err
	}
	if some {
		out.NextAt = at
	}
	if waiting {
		digest := l.rules.DigestAt(l.now + 1)
		if out.NextAt == 0 || digest < out.NextAt {
			out.NextAt = digest
		}
	}
	return nil
}
