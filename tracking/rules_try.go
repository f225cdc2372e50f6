package tracking

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// RulesTried shows what would have been different by other rules, project by project.
type RulesTried struct {
	AsOf      models.Instant      `json:"as_of"`
	Programme string              `json:"programme"`
	Rules     string              `json:"rules"` // ID or key
	Name      models.Word         `json:"name"`
	Current   models.Word         `json:"current"` // name of the rules in force
	From      models.Month        `json:"from"`
	To        models.Month        `json:"to"`
	Replayed  bool                `json:"replayed"`           // false: the faults of a draft must be corrected first
	Of        int                 `json:"of"`                 // projects of the programme
	Rungs     models.RungsByRules `json:"rungs"`              // sent within these months, on record and by the rules
	Lights    models.LightsByRule `json:"lights"`             // of all months, by the rules in force and by these
	Ranks     *models.RankChange  `json:"ranks,omitempty"`    // among whom units are ranked; none: it stays
	Faults    []models.RuleFault  `json:"faults"`             // why a draft could not be adopted
	Projects  []ProjectTried      `json:"projects"`           // those with a difference
	Same      int                 `json:"projects_unchanged"` // the others
}

// ProjectTried is what would have been different of a project.
type ProjectTried struct {
	Code      string       `json:"code"`
	Name      string       `json:"name"`
	CityMajor bool         `json:"city_major"`
	Rungs     []RungTried  `json:"rungs"`
	Lights    []LightTried `json:"lights"`
}

// RungTried is a rung that would have been reached and was not, or the other way round, or on another day.
type RungTried struct {
	Rung models.Rung    `json:"rung"`
	Item models.Item    `json:"item"`
	What models.Message `json:"what"`
	Was  models.Instant `json:"was,omitzero"`  // on record; none: it is not
	Will models.Instant `json:"will,omitzero"` // by the rules; none: it would not be
	// recorded without a message then and now: a higher rung was reached with it
	WasPassedOver  bool `json:"was_passed_over,omitempty"`
	WillPassedOver bool `json:"will_passed_over,omitempty"`
}

// LightTried is the light of a month that would have been another.
type LightTried struct {
	Month models.Month   `json:"month"`
	Was   models.Colour  `json:"was"` // by the rules in force
	Will  models.Colour  `json:"will"`
	Why   models.Message `json:"why"` // of Will
}

// TryRules replays the record of a programme by a set of rules, from the beginning to the end of some months, and shows
// what would have been different. Months that are 0 are the first of the year and the current one. It changes nothing.
func (s *Service) TryRules(ctx context.Context, actor models.Actor, programme, rules string, from,
	to models.Month) (RulesTried, error) {
	out := RulesTried{AsOf: s.now(), Projects: []ProjectTried{}, Faults: []models.RuleFault{}}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	var g figures.Programme
	var view RuleView
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if g, err = s.programme(tx, programme); err != nil {
			return err
		}
		view, err = ruleView(tx, rules)
		return err
	})
	if err != nil {
		return out, err
	}
	first, last := models.MonthOf(g.Year, 1), min(models.MonthOf(g.Year, 12)+1, max(models.MonthOf(g.Year, 1),
		out.AsOf.Date().Month()))
	if from == 0 {
		from = first
	}
	if to == 0 {
		to = last
	}
	if from > to || from < first || to > models.MonthOf(g.Year, 12)+1 {
		return out, models.Errorf(models.KindInvalid, "bad_months", "月份应在 %s 至 %s 之间，且起始月份不晚于截止月份，请更正", first,
			models.MonthOf(g.Year, 12)+1)
	}
	text, err := view.Rules.Text()
	if err != nil {
		return out, err
	}
	out.Programme, out.Rules, out.Name, out.Current, out.From, out.To = g.Name, view.ID, view.Title(), g.RulesName(), from,
		to
	out.Faults = view.Faults
	if out.Replayed = len(out.Faults) == 0 || view.Rules.Replayable(); !out.Replayed {
		return out, nil
	}
	will := g.Programme
	will.Ladder, will.Rules, will.RulesSince = view.ID, text, 0
	if view.BuiltIn && models.LadderName(view.ID) != models.Word(view.ID) { // a ladder goes with the lights in force
		will.Ladder, will.Rules = view.ID, ""
	}
	out.Ranks = g.Programme.Book().RanksChangedBy(will.Book())
	results := tryEach(g, will, from, to, out.AsOf)
	out.Of = len(results)
	for _, r := range results {
		out.Rungs.Add(r.rungs)
		out.Lights.Add(r.lights)
		if len(r.Rungs) == 0 && len(r.Lights) == 0 {
			out.Same++
			continue
		}
		out.Projects = append(out.Projects, r.ProjectTried)
	}
	return out, nil
}

// triedProject is a project with its part of the sums.
type triedProject struct {
	ProjectTried
	rungs  models.RungsByRules
	lights models.LightsByRule
}

// tryEach replays the projects of a programme, several at a time.
func tryEach(g figures.Programme, will models.Programme, from, to models.Month, now models.Instant) []triedProject {
	out := make([]triedProject, len(g.Listed))
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		all.Go(func() {
			for i := w; i < len(g.Listed); i += workers {
				out[i] = tryProject(g, g.Listed[i], will, from, to, now)
			}
		})
	}
	all.Wait()
	return out
}

func tryProject(g figures.Programme, m figures.Member, will models.Programme, from, to models.Month,
	now models.Instant) triedProject {
	then := m.Facts
	then.Programmes = slices.Clone(m.Programmes)
	for i := range then.Programmes {
		if then.Programmes[i].ID == will.ID {
			then.Programmes[i] = will
		}
	}
	current, tried := models.RulesFor(m.Facts, g.Calendar), models.RulesFor(then, g.Calendar)
	records := tried.Replay(then, m.Moves, models.MonthEnd(to, now))
	out := triedProject{ProjectTried: ProjectTried{Code: m.Project.Code, Name: m.Project.Name, CityMajor: m.CityMajor(),
		Rungs: []RungTried{}, Lights: []LightTried{}}}
	first, last := from.Day(1), models.MonthEnd(to, now).Date()
	for _, c := range models.CompareRungs(m.Escalations, records, first, last) {
		out.Rungs = append(out.Rungs, rungTried(c))
	}
	out.rungs = models.RungsByRules{Was: models.SentRungs(m.Escalations, first, last),
		Will: models.SentRungs(records, first, last)}
	was := current.LightsOf(m.Facts, m.Moves, from, to, now)
	for i, l := range tried.LightsOf(then, m.Moves, from, to, now) {
		out.lights.Count(was[i].Light.Colour, l.Light.Colour)
		if l.Light.Colour != was[i].Light.Colour {
			out.Lights = append(out.Lights, LightTried{l.Month, was[i].Light.Colour, l.Light.Colour, l.Light.Reason})
		}
	}
	return out
}

func rungTried(c models.RungChange) RungTried {
	e := c.Was
	if c.Will != nil {
		e = c.Will
	}
	out := RungTried{Rung: e.Rung, Item: e.Item, What: e.About()}
	if c.Was != nil {
		out.Was, out.WasPassedOver = c.Was.At, c.Was.PassedOver
	}
	if c.Will != nil {
		out.Will, out.WillPassedOver = c.Will.At, c.Will.PassedOver
	}
	return out
}
