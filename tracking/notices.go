package tracking

import (
	"context"
	"strconv"

	"duban/models"
	"duban/store"
)

// Notice is a fault that limits the system. It is shown on every page of people who can do something about it.
type Notice struct {
	Code    string         `json:"code"`
	Text    models.Message `json:"text"`
	Address string         `json:"address,omitempty"` // page on which it is settled
	// Confirm is true when the person may confirm that all is well, as for the clock.
	Confirm bool `json:"confirm,omitempty"`
}

// Notices returns the present notices for the office and the administrators; nil for others.
func (s *Service) Notices(ctx context.Context, actor models.Actor) []Notice {
	if models.CanSeeNotices(actor) != nil {
		return nil
	}
	var all []Notice
	if err := s.Store.CheckSpace(); err != nil {
		all = append(all, Notice{Code: "disk_full", Text: models.AsError(err).Message})
	}
	if text := s.clockState().Message(); !text.IsZero() {
		all = append(all, Notice{Code: "clock", Text: text, Confirm: models.CanConfirmClock(actor) == nil})
	}
	if year := s.unknownYear(ctx); year != 0 && models.CanPlan(actor) == nil {
		all = append(all, Notice{Code: "calendar", Text: models.UnknownYearMessage(year),
			Address: "/calendar?year=" + strconv.Itoa(year)})
	}
	return all
}

// unknownYear returns the year whose days off are to be entered; 0: none. The office's entries are read only when a
// built-in table is missing; when they cannot be read nothing is said.
func (s *Service) unknownYear(ctx context.Context) (year int) {
	today := s.now().Date()
	if s.Calendar(nil).UnknownYear(today) == 0 {
		return 0
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		extra, err := tx.CalendarDays()
		year = s.Calendar(extra).UnknownYear(today)
		return err
	})
	if err != nil {
		s.Log.Warn("calendar", "error", err)
		return 0
	}
	return year
}
