package compare

import (
	"slices"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// checkChoices refuses choices that cannot be applied.
func (c *comparison) checkChoices(plans []*importer.Sheet) error {
	ch := c.choices
	switch {
	case len(ch.Drop) == 0 && ch.EffectiveOn == 0:
	case len(ch.Drop) > 0 && len(plans) == 0:
		return sheet.Refuse("drop_without_plan", "调出项目须随年度计划工作簿办理，本工作簿没有计划表")
	case len(ch.Drop) > 0 && !c.documented():
		return sheet.Refuse("adjustment_incomplete", "调出项目须写明文号和生效日期")
	case ch.EffectiveOn.Year() != c.year:
		return sheet.Refuse("effective_on_outside_year", "生效日期 %s 不在清单年度 %d 年内，请核对", ch.EffectiveOn, c.year)
	}
	for _, text := range ch.Drop {
		if c.listedProject(text) == nil {
			return sheet.Refuse("drop_unknown", "要调出的项目“%s”不在项目清单“%s”中，请核对编码", text, c.diff.Programme.Name)
		}
	}
	return nil
}

// listedProject finds a project on the list by ID or code.
func (c *comparison) listedProject(text string) *project {
	p := c.projects[text]
	if p == nil {
		p = c.byCode[importer.CodeKey(text)]
	}
	if p == nil || p.elsewhere {
		return nil
	}
	return p
}

// compareList compares the list: which projects are missing from the workbook, and which of them leave the list.
func (c *comparison) compareList() {
	drop := map[*project]bool{}
	for _, text := range c.choices.Drop {
		drop[c.listedProject(text)] = true
	}
	for _, p := range c.order {
		item := Item{Sheet: c.sheet.Name, Entity: EntityProject, EntityID: p.facts.Project.ID, ProjectID: p.facts.Project.ID,
			Name: p.facts.Project.Name}
		switch {
		case p.sheet != nil && drop[p]:
			c.conflict(item, "选定调出清单，但工作簿第 %d 行仍列有该项目，请核对", p.row)
		case p.sheet != nil || p.facts.Project.Status == models.ProjectClosed:
		case drop[p]:
			c.drop(p, item)
		default:
			item.Sheet = ""
			c.diff.Missing = append(c.diff.Missing, item)
			c.adjust(AdjustMissing, item, c.diff.Programme, "", "")
		}
	}
	if c.joined > 0 && c.now.Programme.LiveFrom != 0 && !c.documented() {
		c.find(importer.SeverityWarning, "adjustment_undocumented", 0, "清单“%s”自 %s 起正式督办，新列入 %d 个项目属动态调整，请写明文号和生效日期",
			c.now.Programme.Name, c.now.Programme.LiveFrom, c.joined)
	}
	c.checkTarget()
}

// checkTarget compares the sum of the plans with the programme's target. They are two different figures; the finding
// states both.
func (c *comparison) checkTarget() {
	if c.now.Target == nil || *c.now.Target == 0 {
		return
	}
	sum := models.Money(0)
	for _, p := range c.projects {
		for _, m := range p.facts.Memberships {
			if m.ProgrammeID == c.diff.Programme.ID && m.Active() {
				sum += p.facts.Project.AnnualPlan
			}
		}
	}
	if sum != *c.now.Target {
		c.find(importer.SeverityWarning, "target_differs", 0, "导入后各项目年度计划投资合计 %s，清单的年度目标是 %s，相差 %s，请核对", sum.InWanYuan(),
			c.now.Target.InWanYuan(), max(sum-*c.now.Target, *c.now.Target-sum).InWanYuan())
	}
}

func (c *comparison) adjust(kind AdjustmentKind, item Item, list models.Programme, from, to string) {
	if c.now.Exists {
		c.diff.Adjustments = append(c.diff.Adjustments, Adjustment{Item: item, Kind: kind, Programme: list.Name, From: from,
			To: to})
	}
}

// drop removes a project from the list. Its row stays, with the day and the document.
func (c *comparison) drop(p *project, item Item) {
	for i := range p.facts.Memberships {
		m := &p.facts.Memberships[i]
		if m.ProgrammeID != c.diff.Programme.ID || !m.Active() {
			continue
		}
		c.end(p, m, 0)
		c.adjust(AdjustDrop, item, c.diff.Programme, m.Section, "")
		c.diff.Changed = append(c.diff.Changed, item)
	}
}

// end ends a membership, with the document of the choices.
func (c *comparison) end(p *project, m *models.Membership, row int) {
	after := *m
	after.DroppedOn, after.DroppedDocument, after.DroppedCounts = c.choices.EffectiveOn, c.choices.Document,
		c.choices.DropCounts
	fields := []FieldChange{
		{"调出清单", "", after.DroppedOn.String()}, {"调出文号", "", after.DroppedDocument},
		{"调出前各月是否计入", "", models.YesNo(after.DroppedCounts)},
	}
	c.change(row, EntityMembership, after.ProgrammeID+"/"+after.ProjectID, p, fields, *m, after)
	*m = after
}

// staysDropped records a row of a project that was dropped from the list as unchanged: the sheet may be older. The
// project returns to the list when the choices give a document and a day.
func (c *comparison) staysDropped(p *project, item Item) bool {
	m, dropped := c.former(c.diff.Programme.ID, p.facts.Project.ID)
	if !dropped || c.comesBack(p) {
		return false
	}
	c.diff.Unchanged = append(c.diff.Unchanged, item)
	c.find(importer.SeverityWarning, "project_dropped", item.Row, "第 %d 行项目“%s”已于 %s 调出清单（%s），本行未采用；如重新列入，请写明文号和生效日期",
		item.Row,
		sheet.Clip(p.facts.Project.Name), m.DroppedOn, m.DroppedDocument)
	return true
}

// comesBack reports whether a dropped project is put on the list again.
func (c *comparison) comesBack(p *project) bool {
	_, dropped := c.former(c.diff.Programme.ID, p.facts.Project.ID)
	return dropped && c.documented()
}

// documented reports whether the choices state the document and the day of list changes.
func (c *comparison) documented() bool { return c.choices.Document != "" && c.choices.EffectiveOn != 0 }

// compareMemberships puts a plan row's project on the lists that the row names.
func (c *comparison) compareMemberships(p *project, row importer.ProjectRow) {
	var membership, city *models.Membership
	for i := range p.facts.Memberships {
		m := &p.facts.Memberships[i]
		switch {
		case !m.Active():
		case m.ProgrammeID == c.diff.Programme.ID:
			membership = m
		case c.city != nil && m.ProgrammeID == c.city.programme.ID:
			city = m
		}
	}
	item := Item{Sheet: c.sheet.Name, Row: row.Row, Entity: EntityProject, EntityID: p.facts.Project.ID,
		ProjectID: p.facts.Project.ID, Name: p.facts.Project.Name}
	switch {
	case membership == nil:
		c.lastPosition++
		c.join(p, item, row, c.diff.Programme, c.lastPosition)
	case row.Section != "" && membership.Section != row.Section:
		after := *membership
		after.Section = row.Section
		c.change(row.Row, EntityMembership, after.ProgrammeID+"/"+after.ProjectID, p,
			[]FieldChange{{"所属分类", membership.Section, row.Section}}, *membership, after)
		c.adjust(AdjustMove, item, c.diff.Programme, membership.Section, row.Section)
		*membership = after
	}
	switch {
	case c.city == nil:
	case row.CityMajor && city == nil:
		c.joinCity(p, item, row)
	case row.CityMajor || city == nil || !tellsCityMajor(c.sheet):
	case c.documented():
		c.end(p, city, row.Row)
		c.adjust(AdjustDrop, item, c.city.programme, "", "")
	default:
		c.find(importer.SeverityWarning, "no_longer_city_major", row.Row, "第 %d 行“%s”不再标为市重大项目，清单没有改动；如已调出，请写明文号和生效日期",
			row.Row,
			sheet.Clip(row.Name))
	}
}

func (c *comparison) joinCity(p *project, item Item, row importer.ProjectRow) {
	if m, dropped := c.former(c.city.programme.ID, p.facts.Project.ID); dropped && !c.documented() {
		c.find(importer.SeverityWarning, "project_dropped", row.Row, "第 %d 行项目“%s”已于 %s 调出“%s”（%s），没有重新列入；如重新列入，请写明文号和生效日期",
			row.Row, sheet.Clip(row.Name), m.DroppedOn, c.city.programme.Name, m.DroppedDocument)
		return
	}
	c.city.position++
	c.join(p, item, row, c.city.programme, c.city.position)
}

// join puts a project on a list, or back on it if it was dropped.
func (c *comparison) join(p *project, item Item, row importer.ProjectRow, list models.Programme, position int) {
	m := models.Membership{ProgrammeID: list.ID, ProjectID: p.facts.Project.ID, Position: position, Section: row.Section}
	fields := []FieldChange{{Field: "列入清单", New: list.Name}}
	kind, before := AdjustAdmit, any(nil)
	if former, dropped := c.former(m.ProgrammeID, m.ProjectID); dropped {
		kind, before = AdjustReadmit, former
	}
	if c.now.Exists {
		m.AddedOn, m.AddedDocument = c.choices.EffectiveOn, c.choices.Document
		if m.AddedDocument != "" {
			fields = append(fields, FieldChange{Field: "列入文号", New: m.AddedDocument})
		}
		c.joined++
	}
	c.change(row.Row, EntityMembership, m.ProgrammeID+"/"+m.ProjectID, p, fields, before, m)
	c.adjust(kind, item, list, "", row.Section)
	p.facts.Memberships = append(slices.DeleteFunc(slices.Clone(p.facts.Memberships),
		func(o models.Membership) bool { return o.ProgrammeID == m.ProgrammeID }), m)
}
