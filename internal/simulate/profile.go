package simulate

import "math/rand/v2"

// span is a range of whole numbers, both ends included.
type span struct{ low, high int }

func (s span) draw(r *rand.Rand) int { return s.low + r.IntN(s.high-s.low+1) }

// profile is how the owner of a project behaves. Days are working days after a due date, negative before it; chances
// are percent; amounts are permille of the schedule.
type profile struct {
	name      string // shown to people
	share     int    // percent of the owners
	milestone span   // when a milestone is handed in
	never     int    // chance that a milestone is not handed in at all
	wrong     int    // chance that what is handed in first is wrong
	extend    int    // chance that a milestone's extension is asked for
	report    span   // when a month is handed in
	missing   int    // chance that a month is not; the next one carries it
	amount    span   // year-to-date reported
	behalf    int    // chance that the responsible unit fills in on behalf of the owner (代填)
}

// profiles are the owners met in practice: most are diligent, some slow or careless, a few in trouble, and some never
// log in.
var profiles = []profile{
	{name: "及时", share: 40, milestone: span{-4, 0}, wrong: 5, extend: 2, report: span{-3, 0}, amount: span{930, 1080}},
	{name: "迟缓", share: 22, milestone: span{0, 12}, wrong: 10, extend: 15, report: span{-1, 4}, missing: 3,
		amount: span{780, 930}},
	{name: "粗心", share: 13, milestone: span{-3, 4}, wrong: 55, extend: 5, report: span{-2, 1}, amount: span{880, 1050}},
	{name: "困难", share: 15, milestone: span{5, 45}, never: 5, wrong: 10, extend: 45, report: span{0, 6}, missing: 8,
		amount: span{400, 750}},
	{name: "不报", share: 10, milestone: span{10, 60}, never: 85, wrong: 20, report: span{0, 30}, missing: 70,
		amount: span{300, 900}, behalf: 50},
}

// ProfileCount is how many owners behave by one profile.
type ProfileCount struct {
	Profile string // 及时, 迟缓, 粗心, 困难 or 不报
	Owners  int
}

func drawProfile(r *rand.Rand) profile {
	n := r.IntN(100)
	for _, p := range profiles {
		if n -= p.share; n < 0 {
			return p
		}
	}
	return profiles[0]
}

// Chances in percent that do not depend on the owner.
const (
	pauseChance         = 20 // a project is paused for some weeks
	otherFiguresChance  = 6  // the office approves less than was reported
	backdatedChance     = 30 // an extension is entered only after its new date
	wrongAgainChance    = 15 // a correction is wrong too
	refusedAtOnceChance = 30 // something wrong is so wrong that the rules refuse it
)

// reviewDays draws how many working days the office takes: mostly up to two, now and then more than its three.
func reviewDays(r *rand.Rand) int {
	switch n := r.IntN(100); {
	case n < 75:
		return r.IntN(3)
	case n < 92:
		return 3
	}
	return 4 + r.IntN(5)
}

func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }
