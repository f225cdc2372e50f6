package tracking

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"duban/models"
	"duban/store"
)

// Rulebook describes a programme's rules in words and figures, from its actual settings.
type Rulebook struct {
	Programme  string       `json:"programme"` // "" when there is none yet: the rules a new one starts with
	Year       int          `json:"year"`
	LiveFrom   models.Date  `json:"live_from"` // "": trial running
	Curve      string       `json:"curve"`
	ReviewDays int          `json:"review_days"`
	ReportDay  int          `json:"report_day"`
	WindowDay  int          `json:"window_day"`
	FirstMonth int          `json:"first_month"` // first month that has a colour
	Hour       int          `json:"hour"`
	Milestone  []RuleStep   `json:"milestone"`
	Report     []RuleStep   `json:"report"`
	Review     []RuleStep   `json:"review"`
	Investment []RuleLevel  `json:"investment"` // the highest rung first
	Colours    []ColourRule `json:"colours"`    // the one in use first
}

// RuleStep is one step of a ladder.
type RuleStep struct {
	Rung        models.Rung `json:"rung"` // "" for a reminder
	Days        int         `json:"days"` // working days after the due date, negative before it
	ByTime      bool        `json:"by_time"`
	Controlling bool        `json:"controlling"` // controlling milestones only
	RepeatOf    models.Rung `json:"repeat_of,omitempty"`
	Running     int         `json:"running,omitempty"` // consecutive times that rung was reached
	To          []string    `json:"to"`                // who is informed, in Chinese
}

// RuleLevel is the rung of an investment below a share of its schedule.
type RuleLevel struct {
	Rung     models.Rung `json:"rung"`
	Below    int         `json:"below_percent"`
	RepeatOf models.Rung `json:"repeat_of,omitempty"` // only when the round before had it
	To       []string    `json:"to"`
}

// ColourRule is a rule set with its results for examples.
type ColourRule struct {
	Name     string          `json:"name"`
	Kind     string          `json:"kind"` // "ratio" to schedule in percent, "points" behind schedule
	Yellow   int             `json:"yellow"`
	Red      int             `json:"red"`
	InUse    bool            `json:"in_use"`
	Examples []ColourExample `json:"examples"`
}

// ColourExample is a project of 1.2 亿元 a year in some month.
type ColourExample struct {
	Month     int           `json:"month"`
	Scheduled models.Money  `json:"scheduled_fen"`
	Done      models.Money  `json:"done_fen"`
	Colour    models.Colour `json:"colour"`
}

// Rulebook returns the rules of a programme; every person may read them.
func (s *Service) Rulebook(ctx context.Context, actor models.Actor, programme string) (Rulebook, error) {
	if err := models.CanRead(actor); err != nil {
		return Rulebook{}, err
	}
	p := models.Programme{Ladder: models.NewLadder, Colours: models.DefaultColours, Curve: "linear"}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		found, err := s.programmeOf(tx, programme)
		if programme == "" && models.KindOf(err) == models.KindNotFound {
			return nil
		}
		if err == nil {
			p = found
		}
		return err
	})
	return rulebook(p), err
}

func rulebook(p models.Programme) Rulebook {
	l := p.Book().Ladder
	out := Rulebook{
		Programme: p.Name, Year: p.Year, LiveFrom: p.LiveFrom, Curve: p.Curve, ReviewDays: l.ReviewDays,
		ReportDay: l.ReportDay,
		WindowDay: l.WindowDay, FirstMonth: l.FirstRound, Hour: l.Hour, Milestone: ruleSteps(l.Milestone),
		Report: ruleSteps(l.Report),
		Review: ruleSteps(l.Review), Investment: []RuleLevel{}, Colours: []ColourRule{},
	}
	for _, level := range l.Investment {
		out.Investment = append(out.Investment, RuleLevel{level.Rung, level.Below, level.RepeatOf, wordsOf(level.To)})
	}
	lights := p.Book().Lights
	if lights.Name == "" { // of a rule set
		out.Colours = append(out.Colours, colourRule(lights, true))
	}
	for _, name := range slices.Sorted(maps.Keys(models.ColourRuleSets)) {
		out.Colours = append(out.Colours, colourRule(models.ColourRuleSets[name], name == lights.Name))
	}
	slices.SortStableFunc(out.Colours, func(a, b ColourRule) int {
		return cmp.Compare(boolInt(b.InUse),
			boolInt(a.InUse))
	})
	return out
}

func ruleSteps(steps []models.Step) []RuleStep {
	out := []RuleStep{}
	for _, s := range steps {
		out = append(out, RuleStep{s.Rung, s.Days, s.Rung == models.NoRung || s.Days != 0, s.Controlling, s.RepeatOf,
			s.Running, wordsOf(s.To)})
	}
	return out
}

func wordsOf(to []models.Audience) []string {
	words := []string{}
	for _, a := range to {
		words = append(words, audienceWords[a])
	}
	return words
}

// colourRule shows a rule set on a project of 1.2 亿元 with an even schedule.
func colourRule(r models.ColourRules, used bool) ColourRule {
	const wan models.Money = 1_000_000 // fen
	const plan = 12_000 * wan
	out := ColourRule{Name: r.Name, Kind: r.Kind, Yellow: r.Yellow, Red: r.Red, InUse: used}
	for _, example := range []struct {
		month int
		done  models.Money
	}{{1, 0}, {6, 5_700}, {6, 4_600}, {6, 3_500}, {6, 2_000}, {11, 9_600}} {
		scheduled := plan / 12 * models.Money(example.month)
		done := example.done * wan
		out.Examples = append(out.Examples, ColourExample{example.month, scheduled, done, r.Investment(done, scheduled,
			plan)})
	}
	return out
}
