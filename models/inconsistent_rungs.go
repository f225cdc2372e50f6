package models

import "fmt"

// InconsistentRungs compares the rungs on record with what the rules give for the same facts, and says in Chinese what
// does not fit. Where what happened since may have changed the answer (a pause, another due date, a calendar that was
// incomplete) nothing is judged.
func (r Rules) InconsistentRungs(f Facts) []string {
	var found []string
	for _, e := range f.Escalations {
		if fault := illFormed(e); fault != "" {
			found = append(found, fmt.Sprintf("%s：%s", e.Sentence(), fault))
		}
	}
	if f.Project.Status != ProjectOpen || len(f.Memberships) != 1 || len(f.Pauses) > 0 {
		return found
	}
	return append(found, r.unlikeRungs(f)...)
}

// illFormed says what is wrong with a row by itself.
func illFormed(e Escalation) string {
	switch {
	case e.ID != EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step):
		return "记录编号与内容不符"
	case e.Kind == KindReminder && e.Rung != NoRung, e.Kind == KindRung && e.Rung == NoRung:
		return "类型与督办级别不符"
	case e.Kind == KindRung && e.Item != ItemInvestment && e.Step != string(e.Rung):
		return fmt.Sprintf("登记为%s，应为%s", e.Rung.Chinese(), Rung(e.Step).Chinese())
	case e.RecordedAt < e.At:
		return "登记时间早于达到条件的时间"
	case e.ClosedAt != 0 && e.ClosedAt < e.RecordedAt && e.Kind == KindRung:
		return "关闭时间早于登记时间"
	}
	return ""
}

// unlikeRungs plays the project's milestones and months again as if none were done, and compares each rung that was
// earned by time.
func (r Rules) unlikeRungs(f Facts) []string {
	again, last := f, Instant(0)
	again.Escalations = nil
	again.Milestones = make([]Milestone, len(f.Milestones))
	for i, m := range f.Milestones {
		if again.Milestones[i] = m; m.Status == MilestoneDone {
			again.Milestones[i].Status = MilestoneOpen
		}
	}
	again.Reports = make([]Report, len(f.Reports))
	for i, report := range f.Reports {
		again.Reports[i] = report
		again.Reports[i].Status = ReportOpen
	}
	for _, e := range f.Escalations {
		last = max(last, e.RecordedAt)
	}
	type place struct {
		item    Item
		subject string
		version int
		step    string
	}
	given, items := map[place]Escalation{}, map[place]bool{}
	for _, e := range r.Advance(again, last).Records {
		if e.Kind == KindRung && (e.Item == ItemMilestone || e.Item == ItemReport) {
			given[place{e.Item, e.Subject, e.DueVersion, e.Step}] = e
			items[place{e.Item, e.Subject, e.DueVersion, ""}] = true
		}
	}
	onFile, highest, byTime := map[place]bool{}, map[place]Escalation{}, map[place]bool{}
	var found []string
	for _, e := range f.Escalations {
		at := place{e.Item, e.Subject, e.DueVersion, ""}
		if e.Kind != KindRung || !items[at] || e.CalendarAssumed {
			continue
		}
		onFile[place{e.Item, e.Subject, e.DueVersion, e.Step}] = true
		if _, seen := byTime[at]; !seen {
			byTime[at] = true
		}
		byTime[at] = byTime[at] && (e.Cause == CauseTime || e.Cause == CauseLateEntry)
		if e.Rung.Height() > highest[at].Rung.Height() {
			highest[at] = e
		}
		if e.Cause != CauseTime && e.Cause != CauseLateEntry {
			continue
		}
		want, is := given[place{e.Item, e.Subject, e.DueVersion, e.Step}]
		switch {
		case !is:
			found = append(found, fmt.Sprintf("%s：按规则未达到该级", e.Sentence()))
		case want.At != e.At && want.Cause != CauseRepeat:
			found = append(found, fmt.Sprintf("%s：登记的达到时间为 %s，按规则应为 %s", e.Sentence(), e.At.Minute(), want.At.Minute()))
		}
	}
	for at, want := range given {
		of := place{at.item, at.subject, at.version, ""}
		if top := highest[of]; byTime[of] && want.Rung.Height() < top.Rung.Height() && want.Cause != CauseRepeat &&
			!onFile[at] {
			found = append(found, fmt.Sprintf("%s：缺少该级记录（已有%s）", want.Sentence(), top.Rung.Chinese()))
		}
	}
	return found
}
