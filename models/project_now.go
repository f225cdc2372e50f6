package models

import "slices"

// LatestProgress returns the newest month that says how far the works are (形象进度), whether it is approved or waits.
// A month that was sent back does not count.
func LatestProgress(reports []Report) (Report, bool) {
	var last Report
	for _, r := range reports {
		if r.Physical != "" && r.Status != ReportReturned && r.Month >= last.Month {
			last = r
		}
	}
	return last, last.Month != 0
}

// OnOneSheet returns the milestones that stand on a project's sheet of at most so many: all, or else those that are
// open first, in their order. left is how many are left out.
func OnOneSheet(statuses []MilestoneStatus, most int) (kept []int, left int) {
	for pass := range 2 {
		for i, s := range statuses {
			if s != MilestoneDropped && (s == MilestoneOpen) == (pass == 0) {
				kept = append(kept, i)
			}
		}
	}
	left = max(0, len(kept)-most)
	kept = kept[:len(kept)-left]
	slices.Sort(kept)
	return kept, left
}
