package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// CurveView is the schedule curve of a programme, with those that can be chosen.
type CurveView struct {
	Programme string             `json:"programme"`
	Year      int                `json:"year"`
	Curve     string             `json:"curve"` // as it is stored
	Parts     []models.CurvePart `json:"parts"`
	Published []models.CurvePart `json:"published"`
	Fits      []models.CurveFit  `json:"fits"` // what closed months say, by stage
	Fitted    string             `json:"fitted"`
	Enough    bool               `json:"can_fit"`           // some stage has enough projects
	Least     int                `json:"projects_required"` // of a stage
	Edits     bool               `json:"may_set"`
}

// CurveChange is what another curve changes.
type CurveChange struct {
	Programme string             `json:"programme"`
	From      string             `json:"from"`
	To        string             `json:"to"`
	Parts     []models.CurvePart `json:"parts"` // of To
	Month     models.Month       `json:"month"` // of the amounts and lights: the last one that is over
	Projects  []CurveMoved       `json:"projects"`
	Same      int                `json:"projects_unchanged"`
	Was       models.Money       `json:"scheduled_before_fen"` // of all projects
	Will      models.Money       `json:"scheduled_after_fen"`
	Moves
	Saved bool `json:"saved"`
}

// CurveMoved is a project whose scheduled amount or light is another one.
type CurveMoved struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Stage  models.Stage  `json:"stage"`
	Was    models.Money  `json:"scheduled_before_fen"`
	Will   models.Money  `json:"scheduled_after_fen"`
	Before models.Colour `json:"light_before"`
	After  models.Colour `json:"light_after"`
}

// curveYears is how many years before a programme's own are read to fit a curve.
const curveYears = 2

// Curves shows the schedule curve of a programme and what can be chosen instead.
func (s *Service) Curves(ctx context.Context, actor models.Actor, programme string) (CurveView, error) {
	out := CurveView{Least: models.CurveFitProjects, Edits: models.CanPlan(actor) == nil}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.Curve = p.Name, p.Year, cmp.Or(p.Curve, models.CurveLinear)
		out.Parts, out.Published = models.CurveParts(p.Curve), models.CurveParts(models.CurvesPublished)
		out.Fits, err = s.curveFits(tx, p)
		return err
	})
	if curves, refused := models.CurvesFitted(out.Fits); err == nil && refused == nil {
		out.Fitted, out.Enough = curves.Text(), true
	}
	return out, err
}

// curveFits fits curves from the closed years of the lists of the same kind before a programme.
func (s *Service) curveFits(tx *store.Tx, p models.Programme) ([]models.CurveFit, error) {
	all, err := s.programmes(tx)
	if err != nil {
		return nil, err
	}
	var years []models.CurveYear
	for _, before := range slices.Backward(slices.SortedFunc(slices.Values(all), func(a, b models.Programme) int {
		return a.Year - b.Year
	})) {
		if before.Kind != p.Kind || before.Year >= p.Year || before.Year < p.Year-curveYears {
			continue
		}
		lines, err := closedYear(tx, before)
		if err != nil {
			return nil, err
		}
		years = append(years, models.CurveYear{Year: before.Year, Lines: lines})
	}
	return models.FitCurves(years), nil
}

// closedYear returns the lines of December of a programme's year; none unless every month from February on is closed:
// January may be reported with February.
func closedYear(tx *store.Tx, p models.Programme) ([]models.ProjectFigures, error) {
	closings, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return nil, err
	}
	closed := models.MonthsClosed(closings)
	december := models.MonthOf(p.Year, 12)
	for m := models.MonthOf(p.Year, 2); m <= december; m++ {
		if !slices.Contains(closed, m) {
			return nil, nil
		}
	}
	var newest models.MonthClosing // versions are in order
	for _, c := range closings {
		if c.Kind == models.ClosedMonth && c.Month == december {
			newest = c
		}
	}
	lines, err := tx.ClosingLines(newest.ID)
	if err != nil {
		return nil, err
	}
	year, err := newest.Figures(lines)
	return year.Lines, err
}

// SetCurve lets a programme be scheduled by another curve: a word of models.ChooseCurve, or a curve's text. Closed
// months and what is on record stay; a rung that the new curve would have given earlier is recorded as a late entry.
// With preview it only says what would change. The same key again gives the same answer.
func (s *Service) SetCurve(ctx context.Context, actor models.Actor, key, programme, curve string,
	preview bool) (CurveChange, error) {
	var out CurveChange
	if err := models.CanPlan(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	var g figures.Programme
	prepare := func(tx *store.Tx) (will models.Programme, err error) {
		if g, err = s.programme(tx, programme); err != nil {
			return will, err
		}
		fits, err := s.curveFits(tx, g.Programme)
		if err != nil {
			return will, err
		}
		will = g.Programme
		if will.Curve, err = models.ChooseCurve(curve, fits); err != nil {
			return will, err
		}
		will.RulesSince = s.now()
		out = curveChange(g, will, s.now())
		return will, nil
	}
	if preview {
		err := s.Store.Read(ctx, func(tx *store.Tx) error {
			_, err := prepare(tx)
			return err
		})
		return out, err
	}
	head, err := headOf(actor, key, programme, "SetCurve", curve)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		will, err := prepare(tx)
		if err != nil {
			return err
		}
		if err := tx.SetCurve(will.ID, will.Curve, will.RulesSince, will.Version); err != nil {
			return err
		}
		out.Saved = true
		return s.remember(tx, actor, head, "programme.curve", will.ID, out)
	})
	if err != nil {
		return CurveChange{}, err
	}
	list := make([]models.Project, 0, len(g.Listed))
	for _, m := range g.Listed {
		if m.Project.Status == models.ProjectOpen {
			list = append(list, m.Project)
		}
	}
	s.pokeAll(context.WithoutCancel(ctx), list, "curve")
	return out, nil
}

// curveChange compares what is scheduled, lit and due by two curves.
func curveChange(g figures.Programme, will models.Programme, now models.Instant) CurveChange {
	out := CurveChange{Programme: g.Name, From: cmp.Or(g.Programme.Curve, models.CurveLinear), To: will.Curve,
		Parts: models.CurveParts(will.Curve), Projects: []CurveMoved{}, Moves: noMoves()}
	out.Month = cmp.Or(models.LastFullMonth(g.Year, now.Date()), models.MonthOf(g.Year, 1))
	for _, f := range g.Facts() {
		then := f
		then.Programmes = slices.Clone(f.Programmes)
		for i := range then.Programmes {
			if then.Programmes[i].ID == will.ID {
				then.Programmes[i] = will
			}
		}
		was, tried := models.RulesFor(f, g.Calendar), models.RulesFor(then, g.Calendar)
		moved := CurveMoved{Code: f.Project.Code, Name: f.Project.Name, Stage: f.Project.Stage,
			Was:    models.Scheduled(f.Project, f.MonthPlans, was.Curve, out.Month),
			Will:   models.Scheduled(f.Project, f.MonthPlans, tried.Curve, out.Month),
			Before: was.Light(f, out.Month, now.Date()).Colour, After: tried.Light(then, out.Month, now.Date()).Colour}
		out.Was, out.Will = out.Was+moved.Was, out.Will+moved.Will
		if moved.Was == moved.Will && moved.Before == moved.After {
			out.Same++
		} else {
			out.Projects = append(out.Projects, moved)
		}
		if f.Project.Status == models.ProjectOpen {
			out.compare(f, was, tried, now)
		}
	}
	return out
}
