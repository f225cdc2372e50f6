package models

import "strings"

// Happened says of a project whether something that was to happen by a day is due, and whether it happened: the two
// numbers of a rate.
type RateShare struct {
	Due  bool
	Done bool
}

// Words of the milestones that say a project has started or is completed.
const (
	startWord  = "开工"
	finishWord = "竣工"
)

// Started tells of the start rate (开工率) on a day. In its base are implementation projects that were to start by then;
// one carried over or completing this year was, whatever date is on record. Started is what has an actual start, a
// milestone 开工 that is done, or goes on from an earlier year.
func Started(f Facts, day Date) RateShare {
	p := f.Project
	if p.Category == Preparatory {
		return RateShare{}
	}
	goesOn := p.Stage == StageCarried || p.Stage == StageCompleting
	done := goesOn || on(p.ActualStart, day) || milestoneDone(f.Milestones, startWord, day)
	return RateShare{Due: goesOn || on(p.PlannedStart, day) || done, Done: done}
}

// Finished tells of the completion rate of projects (竣工率) on a day. In its base are implementation projects whose
// planned finish lies in the project's year.
func Finished(f Facts, day Date) RateShare {
	p := f.Project
	if p.Category == Preparatory {
		return RateShare{}
	}
	done := on(p.ActualFinish, day) || milestoneDone(f.Milestones, finishWord, day)
	return RateShare{Due: p.PlannedFinish.Year() == p.Year && p.PlannedFinish != 0 || p.Stage == StageCompleting || done,
		Done: done}
}

// Entered tells of the rate entered in statistics (纳统率) on a day. In its base are the projects that have started.
func Entered(f Facts, day Date) RateShare {
	p := f.Project
	entered := p.InStatistics == Yes && (p.StatisticsOn == 0 || p.StatisticsOn <= day)
	return RateShare{Due: Started(f, day).Done, Done: entered && Started(f, day).Done}
}

// on reports whether a day that is known has come.
func on(d, day Date) bool { return d != 0 && d <= day }

func milestoneDone(milestones []Milestone, word string, day Date) bool {
	for _, m := range milestones {
		if strings.Contains(m.Name, word) && m.Status == MilestoneDone && on(m.DoneOn, day) {
			return true
		}
	}
	return false
}

// Town is the town or subdistrict a project belongs to (镇办): what its place names, else its responsible unit where
// that is one; "" when neither says.
func Town(place, responsibleUnit string) string {
	for _, text := range []string{place, responsibleUnit} {
		if town := townIn(text); town != "" {
			return town
		}
	}
	return ""
}

// notTowns are words that have a town's ending and are none.
var notTowns = strings.NewReplacer("城乡", "＊", "乡村", "＊", "城镇", "＊", "乡镇", "＊")

const longestTown = 24 // bytes: eight characters

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
	if len(town) > longestTown || strings.Contains(town, "＊") {
		return ""
	}
	return town
}
