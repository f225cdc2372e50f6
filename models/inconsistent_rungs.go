package models

import (
	"fmt"
	"slices"
)

// InconsistentRungs compares the recorded rungs of a project with what the rules give for the same facts, and returns
// a Chinese sentence for each difference. Rungs that a pause, another due date or an incomplete calendar may have
// changed are not compared.
func (r Rules) InconsistentRungs(f Facts) []string {
	var found []string
	for _, e := range f.Escalations {
		if fault := malformed(e); fault != "" {
			found = append(found, fmt.Sprintf("%s：%s", e.Sentence(), fault))
		}
	}
	if f.Project.Status != ProjectOpen || len(f.Memberships) != 1 || len(f.Pauses) > 0 {
		return found
	}
	return append(found, r.compareRungs(f)...)
}

// malformed returns in Chinese what is wrong with an escalation regardless of other rows, or "".
func malformed(e Escalation) string {
	switch {
	case e.ID != EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step):
		return "记录编号与内容不符"
	case e.Kind == KindReminder && e.Rung != NoRung, e.Kind == KindRung && e.Rung == NoRung:
		return "类型与督办级别不符"
	case e.Kind == KindRung && e.Item != ItemInvestment && !e.EntersLive() && e.Step != string(e.Rung):
		return fmt.Sprintf("登记为%s，应为%s", e.Rung.Reached(), Rung(e.Step).Reached())
	case e.RecordedAt < e.At:
		return "登记时间早于达到条件的时间"
	case e.ClosedAt != 0 && e.ClosedAt < e.RecordedAt && e.Kind == KindRung:
		return "关闭时间早于登记时间"
	}
	return ""
}

// compareRungs replays a project as if nothing were done and compares each rung that was reached by time.
func (r Rules) compareRungs(f Facts) []string {
	replay, last := f, Instant(0)
	replay.Escalations = nil
	replay.Milestones = make([]Milestone, len(f.Milestones))
	for i, m := range f.Milestones {
		if replay.Milestones[i] = m; m.Status == MilestoneDone {
			replay.Milestones[i].Status = MilestoneOpen
		}
	}
	replay.Reports = make([]Report, len(f.Reports))
	for i, report := range f.Reports {
		replay.Reports[i] = report
		replay.Reports[i].Status = ReportOpen
	}
	for _, e := range f.Escalations {
		last = max(last, e.RecordedAt)
	}
	type rungKey struct {
		item    Item
		subject string
		version int
		step    string
	}
	expected, items := map[rungKey]Escalation{}, map[rungKey]bool{}
	for _, e := range r.Advance(replay, last).Records {
		if e.Kind == KindRung && (e.Item == ItemMilestone || e.Item == ItemReport) {
			expected[rungKey{e.Item, e.Subject, e.DueVersion, e.Step}] = e
			items[rungKey{e.Item, e.Subject, e.DueVersion, ""}] = true
		}
	}
	earlier := map[rungKey]bool{} // items with a rung of the rules that were in force before
	for _, e := range f.Escalations {
		if e.RecordedAt < r.Since {
			earlier[rungKey{e.Item, e.Subject, e.DueVersion, ""}] = true
		}
	}
	recorded, highest, byTime := map[rungKey]bool{}, map[rungKey]Escalation{}, map[rungKey]bool{}
	var found []string
	for _, e := range f.Escalations {
		at := rungKey{e.Item, e.Subject, e.DueVersion, ""}
		if e.Kind != KindRung || !items[at] || earlier[at] || e.CalendarAssumed || e.EntersLive() {
			continue
		}
		recorded[rungKey{e.Item, e.Subject, e.DueVersion, e.Step}] = true
		if _, seen := byTime[at]; !seen {
			byTime[at] = true
		}
		byTime[at] = byTime[at] && (e.Cause == CauseTime || e.Cause == CauseLateEntry)
		if e.Rung.Height() > highest[at].Rung.Height() {
			highest[at] = e
		}
		if e.Cause != CauseTime && e.Cause != CauseLateEntry || e.Item == ItemReport && !hasStep(r.Ladder.Report, e.Step) {
			continue // or a rung of a ladder that was in use before
		}
		want, is := expected[rungKey{e.Item, e.Subject, e.DueVersion, e.Step}]
		switch {
		case !is:
			found = append(found, fmt.Sprintf("%s：按规则未达到该级", e.Sentence()))
		case want.At != e.At && want.Cause != CauseRepeat:
			found = append(found, fmt.Sprintf("%s：登记的达到时间为 %s，按规则应为 %s", e.Sentence(), e.At.Minute(), want.At.Minute()))
		}
	}
	for at, want := range expected {
		of := rungKey{at.item, at.subject, at.version, ""}
		if top := highest[of]; byTime[of] && want.Rung.Height() < top.Rung.Height() && want.Cause != CauseRepeat &&
			!recorded[at] {
			found = append(found, fmt.Sprintf("%s：缺少该级记录（已有%s）", want.Sentence(), top.Rung.Reached()))
		}
	}
	return found
}

// hasStep reports whether a ladder has a step of that name.
func hasStep(steps []Step, name string) bool {
	return slices.ContainsFunc(steps, func(s Step) bool { return s.Name == name })
}
