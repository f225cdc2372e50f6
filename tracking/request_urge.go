package tracking

import (
	"context"
	"maps"
	"slices"

	"duban/models"
	"duban/store"
)

// UrgeRequests tells who decides, and the office's head, of requests that have waited longer than a reviewer has: once
// for each request, on a working day. It returns the number of messages.
func (s *Service) UrgeRequests(ctx context.Context) (int, error) {
	if s.clockState().Held {
		return 0, nil
	}
	now, told := s.now(), 0
	var messages []models.OutboxMessage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Requests(models.RequestWaiting, mostAsked)
		if err != nil || len(rows) == 0 {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		members, err := s.membersOfRequests(tx, rows)
		if err != nil {
			return err
		}
		for _, q := range rows {
			m, known := members[q.ProjectID]
			if !known {
				continue
			}
			in := askingWith(common, m.Facts)
			if in.rules.RequestOverdue(q, now.Date()) && in.rules.Calendar.Workday(now.Date()) &&
				now >= now.Date().At(in.rules.Ladder.Hour, 0) {
				leaders := slices.Sorted(maps.Keys(in.leaders))
				messages = append(messages, in.rules.RequestWaitsMessages(m.Facts, q, leaders, now)...)
			}
		}
		return nil
	})
	if err != nil || len(messages) == 0 {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		fresh, err := tx.InsertOutbox(messages...)
		told = len(fresh)
		return err
	})
	return told, err
}
