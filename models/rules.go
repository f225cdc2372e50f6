package models

// Rules is everything a decision about one project needs besides its facts. It is made from the project's programmes
// and the calendar, so that equal facts under equal rules give equal answers.
type Rules struct {
	Calendar    Calendar
	Ladder      Ladder
	Colours     ColourRules
	Curve       Curve
	CurveName   string // as the main list names it, see ParseCurves; of curves by stage the project's own
	ProgrammeID string // main list, under which escalations are recorded
	LiveFrom    Date   // earliest LiveFrom of its programmes; 0: all in trial running
	// when its programmes began to go by their rules or their curve; rungs that these would have given earlier are late
	// entries
	Since Instant
}

// RulesFor returns the rules of a project: the strictest ladder of its lists, and colours and curve of its main list,
// which is the first district list or else the first.
func RulesFor(f Facts, calendar Calendar) Rules {
	r := Rules{Calendar: calendar, Ladder: Ladders[DefaultLadder], Colours: ColourRuleSets[DefaultColours], Curve: Linear}
	if len(f.Programmes) == 0 {
		return r
	}
	main := f.Programmes[0]
	ladders, city := make([]Ladder, 0, len(f.Programmes)), f.CityMajor()
	for _, p := range f.Programmes {
		book := p.Book()
		ladders = append(ladders, book.Ladder)
		if city && book.City != nil {
			ladders = append(ladders, book.City.Ladder)
		}
		if p.Kind == DistrictProgramme && main.Kind != DistrictProgramme {
			main = p
		}
		if p.LiveFrom != 0 && (r.LiveFrom == 0 || p.LiveFrom < r.LiveFrom) {
			r.LiveFrom = p.LiveFrom
		}
		r.Since = max(r.Since, p.RulesSince)
	}
	r.Ladder = Strictest(ladders...)
	r.ProgrammeID = main.ID
	book := main.Book()
	if r.Colours = book.Lights; city && book.City != nil {
		r.Colours = book.City.Lights
	}
	if curves, err := ParseCurves(main.Curve); err == nil { // a wrong curve is refused when it is entered
		r.Curve, r.CurveName = curves.Of(f.Project.Stage), curves.curveNameOf(main.Curve, f.Project.Stage)
	}
	return r
}

// Trial reports whether messages are withheld on that day.
func (r Rules) Trial(day Date) bool { return r.LiveFrom == 0 || day < r.LiveFrom }
