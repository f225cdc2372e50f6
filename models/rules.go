package models

// Rules is everything a decision about one project needs besides its facts: one value, made from its programmes and
// the calendar, so that the same facts under the same rules always give the same answer.
type Rules struct {
	Calendar    Calendar
	Ladder      Ladder
	Colours     ColourRules
	Curve       Curve
	ProgrammeID string // programme the records are filed under: the first district list, else the first
	LiveFrom    Date   // earliest live day of its programmes; none: all in trial running
}

// RulesFor gathers the rules of a project: the strictest ladder of its lists, colours and curve of its main list.
func RulesFor(f Facts, calendar Calendar) Rules {
	r := Rules{Calendar: calendar, Ladder: Ladders[DefaultLadder], Colours: ColourRuleSets[DefaultColours], Curve: Linear}
	if len(f.Programmes) == 0 {
		return r
	}
	main := f.Programmes[0]
	ladders := make([]Ladder, 0, len(f.Programmes))
	for _, p := range f.Programmes {
		ladders = append(ladders, LadderOf(p.Ladder))
		if p.Kind == DistrictProgramme && main.Kind != DistrictProgramme {
			main = p
		}
		if p.LiveFrom != 0 && (r.LiveFrom == 0 || p.LiveFrom < r.LiveFrom) {
			r.LiveFrom = p.LiveFrom
		}
	}
	r.Ladder = Strictest(ladders...)
	r.ProgrammeID = main.ID
	if rules, ok := ColourRuleSets[main.Colours]; ok {
		r.Colours = rules
	}
	if curve, err := ParseCurve(main.Curve); err == nil {
		r.Curve = curve // an unreadable curve was refused when it was entered
	}
	return r
}

// Trial reports whether nothing may be sent on that day.
func (r Rules) Trial(day Date) bool { return r.LiveFrom == 0 || day < r.LiveFrom }
