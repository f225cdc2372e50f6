package tracking

import (
	"context"
	"slices"

	"duban/internal/pace"
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

// Listed returns the exceptional days of the year by date: of the notice, and for a year without one the statutory
// holidays and what was entered of it.
func (y YearAtAGlance) Listed() []models.CalendarDay {
	return models.WithStatutory(y.Year, y.Days)
}

// CalendarEntry is what the office enters: the text of the notice or a table, or days. Year 0 is the one that they
// name.
type CalendarEntry struct {
	Year   int                  `json:"year,omitzero"`
	Notice string               `json:"notice,omitzero"` // number of the notice, 国办发明电〔2026〕9号
	Text   string               `json:"text,omitzero"`   // the notice, or lines 日期,休或班,说明
	Days   []models.CalendarDay `json:"days,omitzero"`   // instead of a text
	Only   bool                 `json:"only,omitzero"`   // these days only: what is entered of the year stays
}

// CalendarEntered is what an entry changes.
type CalendarEntered struct {
	Year int                  `json:"year"`
	Days []models.CalendarDay `json:"days"`
	Moves
	Saved bool `json:"saved"`
}

// read makes a year's table of an entry, or the single days of one.
func (c CalendarEntry) read() (models.CalendarNotice, error) {
	switch {
	case !c.Only && len(c.Days) > 0:
		if c.Year == 0 {
			c.Year = c.Days[len(c.Days)-1].Date.Year()
		}
		return models.CheckedCalendar(c.Year, c.Days)
	case !c.Only:
		return models.ReadCalendar(c.Year, c.Text)
	}
	n := models.CalendarNotice{Year: c.Year, Days: c.Days}
	if len(n.Days) == 0 {
		var err error
		if n.Days, err = models.ReadCalendarDays(c.Text); err != nil {
			return n, err
		}
	}
	for _, d := range n.Days {
		if err := d.Check(); err != nil {
			return n, err
		}
	}
	if n.Year == 0 {
		n.Year = n.Days[0].Date.Year()
	}
	return n, nil
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

// EnterCalendar puts the notice of a year in the place of what the office entered for it, or adds single days, and lets
// every project and every issued order compute its next moment again. With preview it only says what would move. The
// same key again gives the same answer.
func (s *Service) EnterCalendar(ctx context.Context, actor models.Actor, key string, c CalendarEntry,
	preview bool) (CalendarEntered, error) {
	if err := models.CanPlan(actor); err != nil {
		return CalendarEntered{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return CalendarEntered{}, err
	}
	notice, err := c.read()
	if err != nil {
		return CalendarEntered{}, err
	}
	out := CalendarEntered{Year: notice.Year, Days: notice.Days, Moves: noMoves()}
	if preview {
		err = s.Store.Read(ctx, func(tx *store.Tx) error {
			out.Moves, err = s.movedByCalendar(tx, notice, c.Only)
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
		if out.Moves, err = s.movedByCalendar(tx, notice, c.Only); err != nil {
			return err
		}
		if err := s.keepCalendar(tx, actor, notice, c); err != nil {
			return err
		}
		if err := s.ordersByCalendar(tx); err != nil {
			return err
		}
		out.Saved = true
		if open, err = tx.AllOpenProjects(); err != nil {
			return err
		}
		action := "calendar.entered"
		if c.Only {
			action = "calendar.days"
		}
		return s.remember(tx, actor, head, action, "calendar", out)
	})
	if err != nil {
		return CalendarEntered{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), open, "calendar")
	s.tellOrders(context.WithoutCancel(ctx))
	return out, nil
}

// keepCalendar stores a year's table with its next version, or single days.
func (s *Service) keepCalendar(tx *store.Tx, actor models.Actor, n models.CalendarNotice, c CalendarEntry) error {
	if c.Only {
		return tx.PutCalendarDays(n.Days)
	}
	row := models.CalendarYear{Year: n.Year, Notice: c.Notice, Version: 1, ByID: actor.ID, ByName: actor.Name, At: s.now()}
	years, err := tx.CalendarYears()
	if err != nil {
		return err
	}
	for _, y := range years {
		if y.Year == n.Year {
			row.Version = y.Version + 1
		}
	}
	first, last := noticeRange(n)
	return tx.ReplaceCalendar(row, first, last, n.Days)
}

// pokeAll lets projects compute their next moment again, several at a time; reconcile corrects what cannot be told now.
func (s *Service) pokeAll(ctx context.Context, projects []models.Project, after string) {
	for chunk := range slices.Chunk(lookAgain(projects), repairChunk) {
		starts := s.startsOf(ctx, chunk)
		// the person whose request this is waits for it: it does not give way to people
		_ = pace.Pace{AtOnce: s.Pace.AtOnce}.Each(ctx, len(starts), nil, func(ctx context.Context, i int) error {
			if err := s.Process.StartOrPoke(ctx, starts[i]); err != nil {
				s.Log.Warn("poke", "project", starts[i].Ref.Code, "after", after, "error", err)
			}
			return nil
		})
	}
}

// lookAgain returns projects as their processes are to look at them again.
func lookAgain(projects []models.Project) []models.Project {
	projects = slices.Clone(projects)
	for i := range projects {
		projects[i].NextWhat = models.LookAgain
	}
	return projects
}

// noticeRange is the days that a year's notice decides on: the year, and its days of the December before.
func noticeRange(n models.CalendarNotice) (first, last models.Date) {
	first, last = models.DateOf(n.Year, 1, 1), models.DateOf(n.Year, 12, 31)
	for _, d := range n.Days {
		first = min(first, d.Date)
	}
	return first, last
}

// movedByCalendar compares what lies ahead of all open projects before and after an entry.
func (s *Service) movedByCalendar(tx *store.Tx, n models.CalendarNotice, only bool) (Moves, error) {
	moves := noMoves()
	before, err := tx.CalendarDays()
	if err != nil {
		return moves, err
	}
	first, last := noticeRange(n)
	after := slices.DeleteFunc(slices.Clone(before), func(d models.CalendarDay) bool {
		return !only && d.Date >= first && d.Date <= last
	})
	after = append(after, n.Days...) // a later entry for the same day wins
	open, err := tx.AllOpenProjects()
	if err != nil {
		return moves, err
	}
	was, will := s.Calendar(before), s.Calendar(after)
	for _, p := range open {
		f, err := tx.Facts(p.ID)
		if err != nil {
			return moves, err
		}
		moves.compare(f, models.RulesFor(f, was), models.RulesFor(f, will), s.now())
	}
	return moves, nil
}
