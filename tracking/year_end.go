package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// YearEnd is the turn of a programme's year: what the year is expected to come to, and what handing it over would do.
type YearEnd struct {
	Programme string             `json:"programme"`
	ID        string             `json:"id"`
	Year      int                `json:"year"`
	Next      string             `json:"next"` // list of the next year; "": it is not there yet
	AsOf      models.Instant     `json:"as_of"`
	Outlook   models.YearOutlook `json:"year_outlook"`
	// the December round, and whether the month is closed: reports can be handed in and closed after the hand-over too
	December       models.RoundCount `json:"december"`
	DecemberClosed bool              `json:"december_closed"`

	Projects []YearEndLine  `json:"projects"`
	Carried  int            `json:"carried"` // projects that go on in the next year
	Ending   int            `json:"ending"`  // those that do not
	Handed   int            `json:"handed"`  // handed over already
	Blocked  int            `json:"blocked"` // something must be decided first
	Moving   int            `json:"moving"`  // open milestones that the next year's plan has
	Dropping int            `json:"dropping"`
	Refusal  models.Message `json:"refusal,omitzero"` // why the year cannot be handed over now
}

// Open is how many projects are not handed over.
func (y YearEnd) Open() int { return y.Carried + y.Ending - y.Handed }

// YearEndState is how a project stands at the turn of the year.
type YearEndState string

// The states.
const (
	YearEndReady   YearEndState = "ready"
	YearEndBlocked YearEndState = "blocked"
	YearEndHanded  YearEndState = "handed"
	YearEndClosed  YearEndState = "closed" // it is not followed any more
)

// YearEndLine is one project.
type YearEndLine struct {
	Code       string             `json:"code"`
	Name       string             `json:"name"`
	State      YearEndState       `json:"state"`
	HandedAt   models.Instant     `json:"handed_at,omitempty"`
	Into       string             `json:"into,omitempty"` // code of the project on the next year's list; "": none
	IntoName   string             `json:"into_name,omitempty"`
	Milestones []YearEndMilestone `json:"milestones"` // open ones, or those that ended with the year
	Why        models.Message     `json:"why,omitzero"`

	project models.Project
	command models.ChangePlanCommand
}

// YearEndMilestone is an open milestone: it moves to the next year, or ends.
type YearEndMilestone struct {
	Name  string      `json:"name"`
	Due   models.Date `json:"due"`
	Moves bool        `json:"moves"`
	NewOn models.Date `json:"new_due,omitzero"` // due date in the next year's plan
	Ended string      `json:"ended,omitempty"`  // why it ended, once it has
}

// YearEnd shows the turn of a programme's year; "" is the last year that is over and not handed over, else this one.
func (s *Service) YearEnd(ctx context.Context, actor models.Actor, programme string) (YearEnd, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return YearEnd{}, err
	}
	var out YearEnd
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = s.yearEnd(tx, programme)
		if models.CanForecast(actor) != nil {
			out.Outlook = out.Outlook.Public()
		}
		return err
	})
	return out, err
}

func (s *Service) yearEnd(tx *store.Tx, programme string) (YearEnd, error) {
	p, err := s.endingProgramme(tx, programme)
	if err != nil {
		return YearEnd{}, err
	}
	all, err := s.figures(tx, p)
	if err != nil {
		return YearEnd{}, err
	}
	g, err := all.Stand(tx, s.now())
	if err != nil {
		return YearEnd{}, err
	}
	december := models.MonthOf(p.Year, 12)
	out := YearEnd{Programme: p.Name, ID: p.ID, Year: p.Year, AsOf: s.now(), Projects: []YearEndLine{},
		Outlook: yearOutlook(g), December: models.RoundOf(g.Facts(), g.Calendar, december, g.Moment.Date())}
	for _, month := range g.Closed {
		out.DecemberClosed = out.DecemberClosed || month == december
	}
	next, found, err := s.nextProgramme(tx, p)
	if err != nil {
		return out, err
	}
	into := map[string]models.Facts{} // by the ID of the project of this year
	if found {
		out.Next = next.Name
		after, err := s.figures(tx, next)
		if err != nil {
			return out, err
		}
		for _, f := range after.Facts() {
			into[f.Project.ContinuesID] = f
		}
	}
	for _, f := range g.Facts() {
		out.add(yearEndLine(f, into[f.Project.ID]))
	}
	out.Refusal = out.refusal(s.now().Date())
	return out, nil
}

// refusal says why a year cannot be handed over.
func (y YearEnd) refusal(today models.Date) models.Message {
	switch {
	case today.Year() <= y.Year:
		return models.AsError(models.YearNotOver(y.Year)).Message
	case y.Next == "":
		return models.Messagef("还没有%d年的项目清单，请先导入%d年计划", y.Year+1, y.Year+1)
	case y.Open() == 0:
		return models.Messagef("%d年度已全部结转", y.Year)
	}
	return models.Message{}
}

// add counts a line in.
func (y *YearEnd) add(l YearEndLine) {
	y.Projects = append(y.Projects, l)
	if l.State == YearEndClosed {
		return
	}
	if l.Into != "" {
		y.Carried++
	} else {
		y.Ending++
	}
	switch l.State {
	case YearEndHanded:
		y.Handed++
		return
	case YearEndBlocked:
		y.Blocked++
	case YearEndReady, YearEndClosed:
	}
	for _, m := range l.Milestones {
		if m.Moves {
			y.Moving++
		} else {
			y.Dropping++
		}
	}
}

// yearEndLine compares a project with the one that continues it; next is empty when none does.
func yearEndLine(f, next models.Facts) YearEndLine {
	p := f.Project
	l := YearEndLine{Code: p.Code, Name: p.Name, State: YearEndReady, HandedAt: p.HandedAt, Into: next.Project.Code,
		IntoName: next.Project.Name, Milestones: []YearEndMilestone{}, project: p}
	l.command = models.ChangePlanCommand{Change: models.PlanHandOver, Into: next.Project.ID}
	switch {
	case p.HandedOver():
		l.State = YearEndHanded
	case p.Status == models.ProjectClosed:
		l.State = YearEndClosed
	}
	planned := map[string]models.Milestone{}
	for _, m := range next.Milestones {
		planned[m.NameKey] = m
	}
	for _, m := range f.Milestones {
		line := YearEndMilestone{Name: m.Name, Due: m.Due, Ended: m.EndedBecause}
		if m.Status != models.MilestoneOpen && m.EndedAt == 0 {
			continue
		}
		if n, there := planned[m.NameKey]; there {
			line.Moves, line.NewOn = true, n.Due
			l.command.Moves = append(l.command.Moves, m.ID)
		}
		l.Milestones = append(l.Milestones, line)
	}
	for _, sub := range f.Waiting() {
		if sub.Kind == models.SubmitMilestone && l.State == YearEndReady {
			l.State, l.Why = YearEndBlocked, models.Messagef("有节点完成情况待审，请先审定或退回")
		}
	}
	return l
}

// yearOutlook sums up what a programme's year is expected to come to.
func yearOutlook(g figures.Standing) models.YearOutlook {
	lines := make([]models.YearOutlookLine, 0, len(g.Listed))
	for _, m := range g.Listed {
		lines = append(lines, models.YearOutlookLineOf(m.Facts, g.Names.Organisations[m.Project.ResponsibleUnitID]))
	}
	final := g.Speaks.Complete && g.Speaks.Month == models.MonthOf(g.Year, 12)
	return models.YearOutlookOf(g.Year, final, g.Outlook(), g.Today.Plan, lines)
}

// endingProgramme finds the list whose year turns.
func (s *Service) endingProgramme(tx *store.Tx, text string) (models.Programme, error) {
	if text != "" {
		return s.programmeOf(tx, text)
	}
	all, err := s.programmes(tx)
	if err != nil {
		return models.Programme{}, err
	}
	var last models.Programme
	for _, p := range all {
		if p.Kind == models.DistrictProgramme && p.Year == s.now().Date().Year()-1 {
			last = p
		}
	}
	if last.ID != "" {
		ending, err := s.figures(tx, last)
		if err != nil {
			return last, err
		}
		for _, f := range ending.Facts() {
			if f.Project.Status == models.ProjectOpen && !f.Project.HandedOver() {
				return last, nil
			}
		}
	}
	return s.programmeOf(tx, "")
}

// nextProgramme finds the list of the same kind of the year after.
func (s *Service) nextProgramme(tx *store.Tx, p models.Programme) (next models.Programme, found bool, err error) {
	all, err := s.programmes(tx)
	for _, other := range all {
		if other.Kind == p.Kind && other.Year == p.Year+1 {
			return other, true, err
		}
	}
	return next, false, err
}
