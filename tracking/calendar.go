package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// YearAtAGlance is a year at a glance: what differs from the normal week.
type YearAtAGlance struct {
	Year      int                  `json:"year"`
	Known     bool                 `json:"known"`     // false: statutory holidays and weekends only, counts say 推算
	Entered   *models.CalendarYear `json:"entered"`   // the office's entry, null when the built-in table is used
	Days      []models.CalendarDay `json:"days"`      // of the notice
	Statutory []models.CalendarDay `json:"statutory"` // days off by law
	Wanting   int                  `json:"wanting"`   // year whose notice is still to be entered; 0: none
}

// CalendarEntry is a notice to enter: its text in the usual wording.
type CalendarEntry struct {
	Year   int    `json:"year"`
	Notice string `json:"notice"` // number of the notice
	Text   string `json:"text"`
}

// CalendarEntered is what an entry changes.
type CalendarEntered struct {
	Year  int                  `json:"year"`
	Days  []models.CalendarDay `json:"days"`
	Moved []MovedMoment        `json:"moved"` // projects whose next moment moves
	Saved bool                 `json:"saved"`
}

// MovedMoment is the next moment of a project before and after a change of the rules.
type MovedMoment struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Before models.Moment `json:"before"`
	After  models.Moment `json:"after"`
	Rungs  int           `json:"rungs"` // rungs that the change puts on record at once
}

// ShowCalendar shows a year's days off; 0 is the current year.
func (s *Service) ShowCalendar(ctx context.Context, actor models.Actor, year int) (YearAtAGlance, error) {
	if err := models.CanRead(actor); err != nil {
		return YearAtAGlance{}, err
	}
	today := s.now().Date()
	if year == 0 {
		year = today.Year()
	}
	out := YearAtAGlance{Year: year, Days: []models.CalendarDay{}, Statutory: models.StatutoryHolidays(year)}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		years, err := tx.CalendarYears()
		if err != nil {
			return err
		}
		for i := range years {
			if years[i].Year == year {
				out.Entered = &years[i]
			}
		}
		c := s.Calendar(extra)
		out.Known, out.Wanting = c.Known(year), c.UnknownYear(today)
		out.Days = append(out.Days, c.Exceptions(year)...)
		return nil
	})
	return out, err
}

// EnterCalendar puts the notice of a year in the place of what the office entered for it, and lets every project
// compute its next moment again. With preview it only says what would move. The same key again gives the same answer.
func (s *Service) EnterCalendar(ctx context.Context, actor models.Actor, key string, c CalendarEntry,
	preview bool) (CalendarEntered, error) {
	if err := models.CanPlan(actor); err != nil {
		return CalendarEntered{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return CalendarEntered{}, err
	}
	notice, err := models.ReadCalendarNotice(c.Year, c.Text)
	if err != nil {
		return CalendarEntered{}, err
	}
	out := CalendarEntered{Year: notice.Year, Days: notice.Days, Moved: []MovedMoment{}}
	if preview {
		err = s.Store.Read(ctx, func(tx *store.Tx) error {
			out.Moved, err = s.movedByNotice(tx, notice)
			return err
		})
		return out, err
	}
	head, err := headOf(actor, key, "calendar", "EnterCalendar", c)
	if err != nil {
		return CalendarEntered{}, err
	}
	var open []models.Project
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		if out.Moved, err = s.movedByNotice(tx, notice); err != nil {
			return err
		}
		row := models.CalendarYear{Year: c.Year, Notice: c.Notice, Version: 1, ByID: actor.ID, ByName: actor.Name,
			At: s.now()}
		years, err := tx.CalendarYears()
		if err != nil {
			return err
		}
		for _, y := range years {
			if y.Year == c.Year {
				row.Version = y.Version + 1
			}
		}
		first, last := noticeRange(notice)
		if err := tx.ReplaceCalendar(row, first, last, notice.Days); err != nil {
			return err
		}
		out.Saved = true
		if open, err = tx.AllOpenProjects(); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "calendar.entered", "calendar", out)
	})
	if err != nil {
		return CalendarEntered{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), open, "calendar")
	return out, nil
}

// pokeAll lets projects compute their next moment again; reconcile corrects what cannot be told now.
func (s *Service) pokeAll(ctx context.Context, projects []models.Project, after string) {
	for _, p := range projects {
		if err := s.Process.StartOrPoke(ctx, s.startParams(ctx, p)); err != nil {
			s.Log.Warn("poke", "project", p.Code, "after", after, "error", err)
		}
	}
}

// noticeRange is the days that a year's notice decides on: the year, and its days of the December before.
func noticeRange(n models.CalendarNotice) (first, last models.Date) {
	first, last = models.DateOf(n.Year, 1, 1), models.DateOf(n.Year, 12, 31)
	for _, d := range n.Days {
		first = min(first, d.Date)
	}
	return first, last
}

// movedByNotice compares the next moments of all open projects before and after a notice.
func (s *Service) movedByNotice(tx *store.Tx, n models.CalendarNotice) ([]MovedMoment, error) {
	extra, err := tx.CalendarDays()
	if err != nil {
		return nil, err
	}
	first, last := noticeRange(n)
	after := append(slices.DeleteFunc(slices.Clone(extra), func(d models.CalendarDay) bool {
		return d.Date >= first && d.Date <= last
	}), n.Days...)
	open, err := tx.AllOpenProjects()
	if err != nil {
		return nil, err
	}
	moved := []MovedMoment{}
	for _, p := range open {
		f, err := tx.Facts(p.ID)
		if err != nil {
			return nil, err
		}
		moved = s.compareMoments(moved, f, models.RulesFor(f, s.Calendar(extra)), models.RulesFor(f, s.Calendar(after)))
	}
	return moved, nil
}

// compareMoments adds a project whose next moment or rungs differ between two sets of rules.
func (s *Service) compareMoments(moved []MovedMoment, f models.Facts, before, after models.Rules) []MovedMoment {
	was, will := before.Advance(f, s.now()), after.Advance(f, s.now())
	rungs := 0
	for _, e := range will.Records {
		if e.Kind == models.KindRung {
			rungs++
		}
	}
	for _, e := range was.Records {
		if e.Kind == models.KindRung {
			rungs--
		}
	}
	if was.Next == will.Next && rungs == 0 {
		return moved
	}
	return append(moved, MovedMoment{Code: f.Project.Code, Name: f.Project.Name, Before: was.Next, After: will.Next,
		Rungs: rungs})
}
