package tracking

import (
	"context"
	"errors"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// RoundSettingsPage shows a programme's days of a round, and what they come to in the round in progress.
type RoundSettingsPage struct {
	Programme string           `json:"programme_name"`
	Year      int              `json:"year"`
	Month     models.Month     `json:"month"` // that the days are shown for
	Days      models.RoundDays `json:"days"`
	Tight     bool             `json:"tight"` // reports are due so late that there is no time to review them
	models.RoundEntry
	// of the year's round about who is back at work; none where it is not asked, or the days off are not known
	Resume *models.ResumeDays `json:"resume,omitempty"`
}

// RoundSettings shows a programme's days of a round.
func (s *Service) RoundSettings(ctx context.Context, actor models.Actor, programme string) (RoundSettingsPage, error) {
	var out RoundSettingsPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		settings, err := tx.RoundSettings(p.ID)
		if err != nil {
			return err
		}
		out, err = s.roundSettingsPage(tx, p, settings)
		return err
	})
	return out, err
}

func (s *Service) roundSettingsPage(tx *store.Tx, p models.Programme, settings models.RoundSettings) (RoundSettingsPage,
	error) {
	extra, err := tx.CalendarDays()
	if err != nil {
		return RoundSettingsPage{}, err
	}
	calendar := s.Calendar(extra)
	round := roundOf(figures.Programme{Programme: p, Calendar: calendar}, openRound(p.Book().Ladder, p.Year,
		s.now().Date()))
	resume, err := tx.ResumeSettings(p.ID)
	if err != nil {
		return RoundSettingsPage{}, err
	}
	out := RoundSettingsPage{Programme: p.Name, Year: p.Year, Month: round.Month, Days: settings.Days(round, calendar),
		RoundEntry: models.RoundEntry{RoundSettings: settings, ResumeDays: resume.Days}}
	if days, on := resume.Resume(p.Year, calendar); on {
		out.Resume = &days
	}
	out.Tight = settings.Tight(out.Days, calendar)
	return out, nil
}

// SetRoundSettings stores a programme's days of a round. The rounds that are not over follow them at once.
func (s *Service) SetRoundSettings(ctx context.Context, actor models.Actor, key, programme string,
	c models.RoundEntry) (RoundSettingsPage, error) {
	var out RoundSettingsPage
	if err := models.CanSetRounds(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the programme
		return out, err
	}
	c.ProgrammeID, c.ByID, c.ByName, c.At = "", "", "", 0
	resume := models.ResumeSettings{Days: c.ResumeDays, ByName: actor.Name, At: s.now()}
	if err := errors.Join(c.Check(), resume.Check()); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, programme, "round.settings", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		c.ProgrammeID, c.ByID, c.ByName, c.At = p.ID, actor.ID, actor.Name, s.now()
		if err := tx.PutRoundSettings(c.RoundSettings); err != nil {
			return err
		}
		resume.ProgrammeID = p.ID
		if err := tx.PutResumeSettings(resume); err != nil {
			return err
		}
		if out, err = s.roundSettingsPage(tx, p, c.RoundSettings); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "round.settings", p.ID, out)
	})
	if err == nil {
		s.tellRounds(ctx)
	}
	return out, err
}
