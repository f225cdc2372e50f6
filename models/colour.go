package models

import "fmt"

// Colour is the state of a project as a traffic light.
type Colour string

// The colours. A project without data is NoData, never Green.
const (
	Green     Colour = "green"
	YellowHue Colour = "yellow"
	RedHue    Colour = "red"
	TopHue    Colour = "top"
	NoData    Colour = "no_data"
)

// Severity orders colours from the best (0) to the worst (4); NoData is between Green and YellowHue.
func (c Colour) Severity() int {
	return map[Colour]int{Green: 0, NoData: 1, YellowHue: 2, RedHue: 3, TopHue: 4}[c]
}

// ColourRules is a named, versioned rule set that colours year-to-date investment against its schedule.
type ColourRules struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`   // "ratio": percent of schedule; "points": percentage points of the annual plan behind it
	Yellow int    `json:"yellow"` // ratio: below this percentage; points: this many points behind or more
	Red    int    `json:"red"`    // ratio: below this percentage; points: more than this many points behind; 0: never
	// the month's own amount is judged by the month's own task, and not what was completed since January
	OfMonth bool `json:"of_month,omitempty"`
	// projects with a smaller annual plan have no light and no rung for investment
	FromPlan Money `json:"from_plan_fen,omitempty"`
	// the so many-th yellow month in succession is red; 0: never
	YellowsToRed int `json:"yellows_to_red,omitempty"`
	// a new start that is not made in its planned month is yellow, and red from so many months on; 0: not judged
	StartToRed int `json:"start_to_red,omitempty"`
}

// DefaultColours is the name of the rule set a new programme starts with.
const DefaultColours = "ratio-2021"

// ColourRuleSets holds the rule sets by name. They are the thresholds used in practice.
var ColourRuleSets = map[string]ColourRules{
	"ratio-2021":  {Name: "ratio-2021", Kind: "ratio", Yellow: 80, Red: 60},
	"points-2021": {Name: "points-2021", Kind: "points", Yellow: 10, Red: 30},
	"half-2021":   {Name: "half-2021", Kind: "ratio", Yellow: 100, Red: 50},
}

// Investment colours a year-to-date amount by the scheduled amount and the annual plan, all in fen. Without a
// schedule the colour is Green.
func (r ColourRules) Investment(ytd, scheduled, annual Money) Colour {
	if scheduled <= 0 {
		return Green
	}
	if r.Kind == "points" {
		switch behind := scheduled - ytd; {
		case annual <= 0:
			return Green
		case r.Red > 0 && behind*100 > annual*Money(r.Red):
			return RedHue
		case behind*100 >= annual*Money(r.Yellow):
			return YellowHue
		}
		return Green
	}
	switch {
	case ytd*100 < scheduled*Money(r.Red):
		return RedHue
	case ytd*100 < scheduled*Money(r.Yellow):
		return YellowHue
	}
	return Green
}

// Standing is a project's colour with the reason for it.
type Standing struct {
	Colour Colour
	Reason Message
	Month  Month // month of the figures used; 0 if there are none
	Rung   Rung  // the one that makes it worse than the light; NoRung: the light stands
}

// Chinese returns the light (黄灯), or the rung that is reached where that is worse (达到黄牌标准). Neither is a card.
func (s Standing) Chinese() string {
	if s.Rung != NoRung {
		return s.Rung.Reached()
	}
	return s.Colour.LightName()
}

// Standing returns the worst of a project's investment colour and its open cards on a day.
func (r Rules) Standing(f Facts, today Date) Standing {
	worst := r.investmentStanding(f, today)
	for _, e := range f.Escalations {
		hue := e.Rung.Colour()
		if !e.Open() || hue.Severity() <= worst.Colour.Severity() {
			continue
		}
		worst.Colour, worst.Reason, worst.Rung = hue, e.Message(), e.Rung
	}
	return worst
}

func (r Rules) investmentStanding(f Facts, today Date) Standing {
	latest := LatestApproved(f.Reports)
	var expected Round
	for _, round := range r.Rounds(f.Project.Year) {
		if round.Due < today {
			expected = round
		}
	}
	if latest == nil {
		return Standing{Colour: NoData, Reason: Messagef("尚无审定的投资数据")}
	}
	if latest.Month < expected.Month {
		reason := Messagef("%d月数据未报或未审定", MonthNumber(expected.Month.Number()))
		return Standing{Colour: NoData, Reason: reason, Month: latest.Month}
	}
	s := Standing{Colour: Green, Reason: Messagef("按序时进度推进"), Month: latest.Month}
	if latest.Month.Number() < r.Ladder.FirstRound {
		return s
	}
	light := r.lightOf(f, *latest.ApprovedYTD, latest.Month)
	s.Colour, s.Reason = light.Colour, light.Reason
	return s
}

// LatestApproved returns the last month with an approved year-to-date figure, or nil.
func LatestApproved(reports []Report) *Report {
	var latest *Report
	for i := range reports {
		if reports[i].ApprovedYTD != nil && (latest == nil || reports[i].Month > latest.Month) {
			latest = &reports[i]
		}
	}
	return latest
}

// Percent prints part ÷ whole in percent with one decimal ("79.3"), or "-" when whole is 0.
func Percent(part, total Money) string {
	if total == 0 {
		return "-"
	}
	tenths, sign := part.Share(1000, int64(total)), ""
	if tenths < 0 {
		tenths, sign = -tenths, "-"
	}
	return fmt.Sprintf("%s%d.%d", sign, tenths/10, tenths%10)
}
