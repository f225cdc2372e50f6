package tracking

import (
	"context"

	"duban/models"
)

// calendarNotices says which year's days off are still to be entered: what is counted through it is assumed.
func (s *Service) calendarNotices(ctx context.Context) ([]string, error) {
	if year := s.unknownYear(ctx); year != 0 {
		return []string{models.UnknownYearMessage(year).Text}, nil
	}
	return nil, nil
}
