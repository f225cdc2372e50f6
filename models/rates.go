package models

import "strings"

// RateShare is the share of one project in a rate: Due adds it to the denominator, Done to the numerator.
type RateShare struct {
	Due  bool
	Done bool
}

// The words in the names of milestones that mean the start and the completion of a project.
const (
	startWord  = "开工"
	finishWord = "竣工"
)

// Started returns the share of a project in the start rate (开工率) on a day. Due are implementation projects planned to
// start by the day, and those carried over or completing this year. Done are those with an actual start, a completed
// milestone 开工, or a start in an earlier year.
func Started(f Facts, day Date) RateShare {
	p := f.Project
	if p.Category == Preparatory {
		return RateShare{}
	}
	goesOn := p.Stage == StageCarried || p.Stage == StageCompleting
	done := goesOn || on(p.ActualStart, day) || milestoneDone(f.Milestones, startWord, day)
	return RateShare{Due: goesOn || on(p.PlannedStart, day) || done, Done: done}
}

// Finished returns the share of a project in the completion rate (竣工率) on a day. Due are implementation projects
// whose planned finish is in the project's year, or that complete this year.
func Finished(f Facts, day Date) RateShare {
	p := f.Project
	if p.Category == Preparatory {
		return RateShare{}
	}
	done := on(p.ActualFinish, day) || milestoneDone(f.Milestones, finishWord, day)
	return RateShare{Due: p.PlannedFinish.Year() == p.Year && p.PlannedFinish != 0 || p.Stage == StageCompleting || done,
		Done: done}
}

// Entered returns the share of a project in the rate of entry in statistics (纳统率) on a day. Due are the projects that
// have started.
func Entered(f Facts, day Date) RateShare {
	p := f.Project
	entered := p.InStatistics == Yes && (p.StatisticsOn == 0 || p.StatisticsOn <= day)
	return RateShare{Due: Started(f, day).Done, Done: entered && Started(f, day).Done}
}

// on reports whether d is known and not after day.
func on(d, day Date) bool { return d != 0 && d <= day }

// milestoneDone reports whether a milestone whose name contains the word is done by a day.
func milestoneDone(milestones []Milestone, word string, day Date) bool {
	for _, m := range milestones {
		if strings.Contains(m.Name, word) && m.Status == MilestoneDone && on(m.DoneOn, day) {
			return true
		}
	}
	return false
}

// Town returns the town or subdistrict of a project (镇办), read from its place or else from the name of its
// responsible unit; "" when neither contains one.
func Town(place, responsibleUnit string) string {
	for _, text := range []string{place, responsibleUnit} {
		if town := townIn(text); town != "" {
			return town
		}
	}
	return ""
}

// notTowns masks words that end like a town but are none.
var notTowns = strings.NewReplacer("城乡", "＊", "乡村", "＊", "城镇", "＊", "乡镇", "＊")

// maxTownBytes is the most bytes of a town's name: eight Chinese characters.
const maxTownBytes = 24

// townIn returns the town named in a text, or "".
func townIn(text string) string {
	text, end := notTowns.Replace(text), -1
	for _, ending := range []string{"街道", "镇", "乡"} {
		if i := strings.LastIndex(text, ending); i > 0 {
			end = max(end, i+len(ending))
		}
	}
	if end < 0 {
		return ""
	}
	town := text[:end]
	for _, above := range []string{"省", "市", "区", "县"} {
		if i := strings.LastIndex(town, above); i >= 0 && i+len(above) < len(town) {
			town = town[i+len(above):]
		}
	}
	if len(town) > maxTownBytes || strings.Contains(town, "＊") {
		return ""
	}
	return town
}
