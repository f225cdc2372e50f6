package models

// Rules is everything a decision about one project needs besides its facts. It is made from the project's programmes
// and the calendar, so that equal facts under equal rules give equal answers.
type Rules struct {
	Calendar    Calendar
	Ladder      Ladder
	Colours     ColourRules
	Curve       Curve
	CurveName   string // as the main list names it, see ParseCurve
	ProgrammeID string // main list, under which escalations are recorded
	LiveFrom    Date   // earliest LiveFrom of its programmes; 0: all in trial running
}

// RulesFor returns the rules of a project: the strictest ladder of its lists, and colours and curve of its main list,
// which is the first district list or else the first.
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
		r.Curve, r.CurveName = curve, main.Curve // a wrong curve is refused when it is entered
	}
	return r
}

// Trial reports whether messages are withheld on that day.
func (r Rules) Trial(day Date) bool { return r.LiveFrom == 0 || day < r.LiveFrom }
