package models

import (
	"fmt"
	"slices"
)

// HandedOver reports whether the project's year was handed over: nothing falls due any more.
func (p Project) HandedOver() bool { return p.HandedAt != 0 }

// HandedReason says in Chinese why what was late in a year that is handed over is no longer followed.
func (p Project) HandedReason() string {
	if p.HandedInto != "" {
		return MovedInto(p.Year + 1)
	}
	return fmt.Sprintf("%d年清单终结", p.Year)
}

// MovedInto is why a milestone ends that the next year's plan has.
func MovedInto(year int) string { return fmt.Sprintf("转入%d年", year) }

// NotPlanned is why a milestone of a project that goes on ends all the same.
func NotPlanned(year int) string { return fmt.Sprintf("%d年计划未列该节点", year) }

// handOver stops the ladder of a project's year, once it is over. Its open milestones end: those that the next year's
// plan has with the reason that they moved there, so that one milestone has one ladder. What is in review must be
// decided first. Months without a report can still be handed in and closed.
func handOver(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	p := &f.Project
	switch {
	case p.HandedOver():
		return Changes{}, Errorf(KindConflict, "handed_over", "项目“%s”已于%s办理年度结转", p.Name, p.HandedAt.Date())
	case now.Date().Year() <= p.Year:
		return Changes{}, YearNotOver(p.Year)
	case c.Into == p.ID:
		return Changes{}, Errorf(KindInvalid, "bad_into", "项目不能结转到本年度的项目")
	}
	for _, s := range f.Waiting() {
		if s.Kind == SubmitMilestone {
			return Changes{}, Errorf(KindConflict, "milestone_in_review", "项目“%s”有节点完成情况待审，请先审定或退回", p.Name)
		}
	}
	p.HandedAt, p.HandedInto = now, c.Into
	var ended []Milestone
	for i := range f.Milestones {
		m := &f.Milestones[i]
		if m.Status != MilestoneOpen {
			continue
		}
		m.Status, m.EndedAt, m.EndedBecause = MilestoneDropped, now, p.HandedReason()
		if c.Into != "" && !slices.Contains(c.Moves, m.ID) {
			m.EndedBecause = NotPlanned(p.Year + 1)
		}
		ended = append(ended, *m)
	}
	handed := *p
	return Changes{HandedOver: &handed, Ended: ended, Action: "plan.hand_over", Object: p.ID,
		Message: Messagef("项目“%s”%d年度已结转，未完成节点 %d 个：%s", p.Name, p.Year, len(ended),
			Word(p.HandedReason()))}, nil
}

// YearNotOver is the error for a year that cannot be handed over yet.
func YearNotOver(year int) error {
	return Errorf(KindConflict, "year_not_over", "%d年度尚未结束，%d年1月1日起方可办理年度结转", year, year+1)
}
