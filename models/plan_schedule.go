package models

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// PlannedMilestone is a milestone as a schedule sets it.
type PlannedMilestone struct {
	Milestone Milestone
	New       bool       `json:",omitempty"`
	Change    *DueChange `json:",omitempty"` // of one that had no date
}

// maxPlanned is the most milestones of one schedule.
const maxPlanned = 100

// schedulePlan sets milestones with their days and what they follow. What is new, or had no day, gets its day as the
// baseline. A milestone that has a date keeps it: another date is an extension. Nothing is scheduled into the past.
func schedulePlan(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	if n := len(c.Steps); n == 0 || n > maxPlanned {
		return Changes{}, Errorf(KindInvalid, "no_steps", "请选择要排定的节点，一次 1–%d 个", maxPlanned)
	}
	all := slices.Clone(f.Milestones)
	touched, fresh := map[string]*DueChange{}, map[string]bool{}
	for _, s := range c.Steps {
		i, err := s.place(&all, f.Project.ID, now)
		if err != nil {
			return Changes{}, err
		}
		m := &all[i]
		if _, twice := touched[m.ID]; twice {
			return Changes{}, Errorf(KindInvalid, "step_twice", "节点“%s”出现两次，请合并或改名", s.Name)
		}
		touched[m.ID], fresh[m.ID] = nil, i >= len(f.Milestones)
		if !fresh[m.ID] && f.Milestones[i].Due != m.Due {
			touched[m.ID] = &DueChange{MilestoneID: m.ID, DueVersion: m.DueVersion, Due: m.Due, Reason: c.Reason,
				Approver: c.Approver, At: now}
		}
	}
	if err := link(all, c.Steps); err != nil {
		return Changes{}, err
	}
	out := Changes{Action: "plan.schedule", Object: f.Project.ID}
	dated := 0
	for i, m := range all {
		change, planned := touched[m.ID]
		if !planned || !fresh[m.ID] && f.Milestones[i] == m {
			continue
		}
		if fresh[m.ID] || change != nil {
			dated++
		}
		out.Planned = append(out.Planned, PlannedMilestone{m, fresh[m.ID], change})
	}
	switch {
	case len(out.Planned) == 0:
		return Changes{}, Errorf(KindConflict, "same_schedule", "节点计划与现行的相同，没有变化")
	case dated > 0:
		out.Message = Messagef("已排定 %d 个节点的日期", dated)
	default:
		out.Message = Messagef("已登记 %d 个节点的工期和前置节点", len(out.Planned))
	}
	f.Milestones = all
	return out, nil
}

// place finds or adds the milestone of a step, gives it its day, and returns its place.
func (s PlannedStep) place(all *[]Milestone, project string, now Instant) (int, error) {
	name := strings.TrimSpace(s.Name)
	switch n := len([]rune(name)); {
	case n == 0 || n > maxStepName:
		return 0, Errorf(KindInvalid, "bad_step_name", "节点名称应为 1–%d 个字", maxStepName)
	case s.Days < 0 || s.Days > maxStepDays:
		return 0, Errorf(KindInvalid, "bad_step_days", "节点“%s”的工期 %d 天无效，应为 0–%d 个日历日", name, s.Days, maxStepDays)
	}
	id, last := MilestoneID(project, name), 0
	i := slices.IndexFunc(*all, func(m Milestone) bool { return m.ID == name || m.ID == id || m.NameKey == NameKey(name) })
	for _, m := range *all {
		last = max(last, m.Position)
	}
	if i < 0 {
		if s.Date == 0 {
			return 0, Errorf(KindInvalid, "date_missing", "请填写节点“%s”的计划完成日期", name)
		}
		if s.Date < now.Date() {
			return 0, pastStep(name, s.Date, now)
		}
		*all = append(*all, Milestone{ID: id, ProjectID: project, Position: last + 1, Name: name, NameKey: NameKey(name),
			Baseline: s.Date, Due: s.Date, Precision: PrecisionDay, DueVersion: 1, Controlling: s.Controlling,
			Status: MilestoneOpen, ArmedAt: now, Days: s.Days})
		return len(*all) - 1, nil
	}
	m := &(*all)[i]
	m.Days = cmp.Or(s.Days, m.Days)
	switch {
	case m.Status == MilestoneDropped:
		return 0, Errorf(KindConflict, "milestone_dropped", "节点“%s”已取消，不能再排定；请改用其他名称", m.Name)
	case s.Date == 0 || s.Date == m.Due || s.Date == m.DoneOn:
	case m.Status == MilestoneDone:
		return 0, Errorf(KindConflict, "milestone_done", "节点“%s”已完成（%s），不能改期", m.Name, m.DoneOn)
	case m.Due != 0:
		return 0, Errorf(KindConflict, "has_date", "节点“%s”已有期限 %s；改到 %s 属于延期，请另办延期", m.Name, m.Due, s.Date)
	case s.Date < now.Date():
		return 0, pastStep(m.Name, s.Date, now)
	default:
		m.Baseline, m.Due, m.Precision, m.ArmedAt = s.Date, s.Date, PrecisionDay, now
		m.DueVersion++
	}
	return i, nil
}

// StepDays reads the days that a milestone takes; no text is none.
func StepDays(name, text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	days, err := strconv.Atoi(text)
	if err != nil {
		return 0, Errorf(KindInvalid, "bad_step_days", "节点“%s”的工期应为日历日数，如 30", name).Because(err)
	}
	return days, nil
}

func pastStep(name string, on Date, now Instant) error {
	return Errorf(KindInvalid, "step_past", "节点“%s”的日期 %s 已过（今天 %s）；请改日期，已经完成或不需要的节点不要选", name, on, now.Date())
}

// link sets what the milestones of the steps follow, and checks that nothing leads back to itself or is due before
// what it follows.
func link(all []Milestone, steps []PlannedStep) error {
	set := map[string]bool{}
	for _, s := range steps {
		m, err := findMilestone(all, s.Name)
		if err != nil {
			return err
		}
		var after []string
		for _, name := range s.After {
			before, err := findMilestone(all, name)
			if err != nil {
				return Errorf(KindInvalid, "step_unknown", "节点“%s”的前置节点“%s”不在计划中，请核对名称", m.Name, name)
			}
			after = append(after, before.ID)
		}
		slices.Sort(after)
		m.After = strings.Join(slices.Compact(after), " ")
		set[m.ID] = true
	}
	var links []orderLink
	for _, m := range all {
		l := orderLink{name: m.Name}
		for _, id := range m.Follows() {
			i := slices.IndexFunc(all, func(other Milestone) bool { return other.ID == id })
			if i < 0 || all[i].Status == MilestoneDropped || m.Status == MilestoneDropped {
				continue
			}
			l.after = append(l.after, all[i].Name)
			if set[m.ID] && m.Status == MilestoneOpen && m.Due != 0 && all[i].Status == MilestoneOpen && m.Due < all[i].Due {
				return Errorf(KindInvalid, "before_predecessor", "节点“%s”的期限 %s 早于前置节点“%s”的期限 %s，请调整日期或前置节点",
					m.Name, m.Due, all[i].Name, all[i].Due)
			}
		}
		if m.Status != MilestoneDropped {
			links = append(links, l)
		}
	}
	_, err := inOrder(links)
	return err
}
