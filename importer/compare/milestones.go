package compare

import (
	"strconv"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// compareMilestones compares the milestones of a sheet. A changed date moves the current due date, never the baseline.
func (c *comparison) compareMilestones(s *importer.Sheet) {
	c.turnTo(s)
	unknown, seen := map[string]bool{}, map[string]bool{}
	if c.listed == nil {
		c.listed = map[string]bool{}
	}
	for _, row := range s.Milestones {
		item := Item{Sheet: s.Name, Row: row.Row, Entity: EntityMilestone, Name: row.Project + " / " + row.Name}
		if unknown[row.Project] || c.leaves(item) {
			if p := c.match(row.Code, row.Project, row.ResponsibleUnit).project; p != nil {
				c.listed[models.MilestoneID(p.facts.Project.ID, row.Name)] = true // it is in the workbook
			}
			continue
		}
		p := c.locate(item, row.Code, row.Project, row.ResponsibleUnit)
		if p == nil {
			unknown[row.Project] = true
			continue
		}
		item.ProjectID, item.EntityID = p.facts.Project.ID, models.MilestoneID(p.facts.Project.ID, row.Name)
		if seen[item.EntityID] {
			continue // has its own finding
		}
		seen[item.EntityID], c.listed[item.EntityID] = true, true
		if p.facts.Project.Status == models.ProjectClosed {
			c.leave(item, p.facts.Project)
			continue
		}
		c.compareMilestone(p, row, item)
	}
}

// future records the error of a date of something done that is still to come.
func (c *comparison) future(row int, name string, d models.Date) {
	c.find(importer.SeverityError, "done_on_future", row, "第 %d 行“%s”的实际日期 %s 晚于今天（%s），请更正", row, sheet.Clip(name), d,
		c.now.Today)
}

func (c *comparison) compareMilestone(p *project, row importer.MilestoneRow, item Item) {
	if models.InFuture(row.DoneOn, c.now.Today) {
		c.future(row.Row, row.Name, row.DoneOn)
		return
	}
	var before *models.Milestone
	last := 0
	for i := range p.facts.Milestones {
		m := &p.facts.Milestones[i]
		last = max(last, m.Position)
		if m.ID == item.EntityID {
			before = m
		}
	}
	if before == nil {
		m := models.Milestone{
			ID: item.EntityID, ProjectID: item.ProjectID, Position: last + 1, Name: row.Name, NameKey: models.NameKey(row.Name),
			Baseline: row.Due, Due: row.Due, Precision: row.Precision, DueVersion: 1, Controlling: row.Controlling,
			Status: models.MilestoneOpen,
		}
		if m.Precision == "" {
			m.Precision = models.PrecisionDay
		}
		fields := []FieldChange{{Field: "节点", New: row.Name}, {Field: "计划完成时间", New: row.Due.String()}}
		if row.DoneOn != 0 {
			m.Status, m.DoneOn = models.MilestoneDone, row.DoneOn
			fields = append(fields, FieldChange{Field: "实际完成时间", New: row.DoneOn.String()})
		}
		c.replan(p, row, &m, &fields[1])
		c.change(row.Row, EntityMilestone, m.ID, p, fields, nil, m)
		if m.DueVersion > 1 {
			c.dueChange(row.Row, p, m, fields[1].Old)
		}
		p.facts.Milestones = append(p.facts.Milestones, m)
		c.settleMilestone(item, true, true)
		return
	}
	after := *before
	a := &amending{}
	moved := row.Due != 0 && row.Due != before.Due
	// the sheet is older: it does not undo an approval
	if moved && before.DueVersion > 1 && row.Due == before.Baseline {
		c.find(importer.SeverityNotice, "extension_kept", row.Row, "第 %d 行节点“%s”仍写原定日期 %s，现行日期 %s 保持不变", row.Row,
			sheet.Clip(row.Name),
			row.Due, before.Due)
		moved = false
	}
	if why := c.doneElsewhere(p.facts, *before, row.DoneOn); !why.IsZero() {
		if !c.reviewed(item, why) {
			return
		}
		row.DoneOn = 0
	}
	switch {
	case before.Status == models.MilestoneDropped:
		c.conflict(item, "节点已取消")
		return
	case moved && before.Status == models.MilestoneDone:
		c.conflict(item, "节点已于 %s 完成，不能改期", before.DoneOn)
		return
	case (moved || row.DoneOn != 0 && row.DoneOn != before.DoneOn) && waiting(p.facts.Submissions, before.ID):
		c.conflict(item, "节点的完成情况正在审核，请先审定或退回")
		return
	}
	if moved {
		c.move(a, &after, row)
	}
	if c.states(importer.FieldControlling) && row.Controlling != before.Controlling {
		// no rung is recorded for the time before the milestone became controlling
		after.Controlling, after.ArmedAt = row.Controlling, 0
		a.fields = append(a.fields, FieldChange{"是否控制性节点", models.YesNo(before.Controlling), models.YesNo(row.Controlling)})
	}
	if row.DoneOn != 0 {
		set(a, "实际完成时间", &after.DoneOn, row.DoneOn, models.Date.String)
		after.Status = models.MilestoneDone
	}
	if len(a.fields) > 0 {
		c.change(row.Row, EntityMilestone, after.ID, p, a.fields, *before, after)
		if moved {
			c.dueChange(row.Row, p, after, before.Due.String())
		}
		*before = after
	}
	c.settleMilestone(item, false, len(a.fields) > 0)
}

// dueChange adds a milestone's new date to its history.
func (c *comparison) dueChange(row int, p *project, m models.Milestone, before string) {
	d := models.DueChange{MilestoneID: m.ID, DueVersion: m.DueVersion, Due: m.Due, Reason: "导入：" + c.book.File}
	c.change(row, EntityDueChange, m.ID+"/"+strconv.Itoa(m.DueVersion), p,
		[]FieldChange{{"计划完成时间", before, m.Due.String()}}, nil, d)
}

// replan gives a new milestone that the project still has open from the year before its first date as the baseline: it
// is one milestone, whose date the year's plan moves.
func (c *comparison) replan(p *project, row importer.MilestoneRow, m *models.Milestone, due *FieldChange) {
	earlier := c.earlierOf(p)
	if earlier == nil {
		return
	}
	for _, old := range earlier.Milestones {
		switch ended := old.Status == models.MilestoneDropped && old.EndedAt != 0; {
		case old.NameKey != m.NameKey || old.Baseline == 0 || m.Due == 0:
		case old.Status == models.MilestoneDone && m.Status != models.MilestoneDone:
			c.find(importer.SeverityWarning, "done_last_year", row.Row, "第 %d 行节点“%s”已于 %s 完成（%d年清单），又列入%d年计划，请核对", row.Row,
				sheet.Clip(row.Name), old.DoneOn, earlier.Project.Year, c.year)
		case ended || old.Status == models.MilestoneOpen:
			m.Baseline, m.DueVersion = old.Baseline, old.DueVersion
			if m.Due != old.Due {
				m.DueVersion++
				due.Old = old.Due.String()
			}
		}
	}
}

// earlierOf returns the project of the year before that a project continues; nil when there is none.
func (c *comparison) earlierOf(p *project) *models.Facts {
	if p.earlier == nil && p.facts.Project.ContinuesID != "" {
		p.earlier = c.last.byID[p.facts.Project.ContinuesID]
	}
	return p.earlier
}

// move gives a milestone another due date. A milestone without one takes it as its baseline.
func (c *comparison) move(a *amending, m *models.Milestone, row importer.MilestoneRow) {
	set(a, "计划完成时间", &m.Due, row.Due, models.Date.String)
	m.Precision, m.ArmedAt = row.Precision, 0
	m.DueVersion++
	if m.Baseline == 0 {
		m.Baseline = row.Due
	}
}

// settleMilestone records a milestone. On a plan sheet the item is the project, and the milestone is part of it.
func (c *comparison) settleMilestone(item Item, fresh, changed bool) {
	if c.sheet.Kind == importer.KindMilestones {
		c.settleItem(item, fresh, changed)
	}
}

// states reports whether the sheet has a column for the field.
func (c *comparison) states(field importer.Field) bool {
	for _, column := range c.sheet.Columns {
		if column.Field == field {
			return true
		}
	}
	return false
}

func waiting(submissions []models.Submission, milestoneID string) bool {
	for _, s := range submissions {
		if s.MilestoneID == milestoneID && s.Status == models.SubmissionWaiting {
			return true
		}
	}
	return false
}

// missingMilestones lists the open milestones that a milestone workbook omits from the projects it lists.
func (c *comparison) missingMilestones(sheets map[importer.SheetKind][]*importer.Sheet) {
	if len(sheets[importer.KindMilestones]) == 0 {
		return
	}
	for _, p := range c.order {
		any := false
		for _, m := range p.facts.Milestones {
			any = any || c.listed[m.ID]
		}
		for _, m := range p.facts.Milestones {
			if any && !c.listed[m.ID] && m.Status == models.MilestoneOpen {
				c.diff.Missing = append(c.diff.Missing, Item{Entity: EntityMilestone, EntityID: m.ID, ProjectID: m.ProjectID,
					Name: p.facts.Project.Name + " / " + m.Name})
			}
		}
	}
}
