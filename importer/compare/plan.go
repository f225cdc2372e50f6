package compare

import (
	"fmt"
	"slices"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// newProgramme returns a new list of a year: default rules, trial running.
func newProgramme(kind models.ProgrammeKind, year int) models.Programme {
	name, prefix := fmt.Sprintf("%d年区重点项目", year), "ZD"
	if kind == models.CityProgramme {
		name, prefix = fmt.Sprintf("%d年市重大项目", year), "SZ"
	}
	return models.Programme{
		ID: models.ProgrammeID(kind, year), Year: year, Name: name, NameKey: models.NameKey(name), Kind: kind,
		CodePrefix: prefix,
		Ladder:     models.NewLadder, Colours: models.DefaultColours, Curve: "linear",
	}
}

// cityList is the city's programme of the year, to which marked rows are added.
type cityList struct {
	programme models.Programme
	exists    bool
	position  int
}

func (c *comparison) findCity() {
	if c.diff.Programme.Kind != models.DistrictProgramme {
		return
	}
	c.city = &cityList{programme: newProgramme(models.CityProgramme, c.year)}
	for _, p := range c.now.Others {
		c.city.exists = c.city.exists || p.ID == c.city.programme.ID
	}
	for _, f := range c.now.Facts {
		for _, m := range f.Memberships {
			if m.ProgrammeID == c.city.programme.ID {
				c.city.exists = true
				c.city.position = max(c.city.position, m.Position)
			}
		}
	}
}

func (c *comparison) comparePlans(plans []*importer.Sheet) {
	if len(plans) == 0 {
		return
	}
	c.sheet = plans[0]
	if !c.now.Exists {
		p := c.diff.Programme
		c.change(0, EntityProgramme, p.ID, nil, []FieldChange{{Field: "项目清单", New: p.Name}}, nil, p)
		c.indicator(p.ID)
	}
	c.addCity(plans)
	for _, s := range plans {
		c.turnTo(s)
		for _, row := range s.Projects {
			c.comparePlanRow(row)
		}
	}
	c.sheet = plans[0]
	c.compareList()
	c.proposeTarget(plans)
}

// indicator gives a new programme its investment indicator. A workbook sets no target: its total is only proposed.
func (c *comparison) indicator(programmeID string) {
	i := models.Indicator{ProgrammeID: programmeID, Key: models.IndicatorInvestment, Name: models.InvestmentName,
		Unit: "fen"}
	c.change(0, EntityIndicator, programmeID+"/"+i.Key, nil, []FieldChange{{Field: "考核指标", New: i.Name}}, nil, i)
}

// addCity loads or creates the city's programme when the first marked row is read.
func (c *comparison) addCity(plans []*importer.Sheet) {
	if c.city == nil || c.city.exists {
		return
	}
	marked := slices.ContainsFunc(plans, func(s *importer.Sheet) bool {
		return slices.ContainsFunc(s.Projects, func(p importer.ProjectRow) bool { return p.CityMajor })
	})
	if !marked {
		return
	}
	p := c.city.programme
	c.change(0, EntityProgramme, p.ID, nil, []FieldChange{{Field: "项目清单", New: p.Name}}, nil, p)
	c.indicator(p.ID)
}

func (c *comparison) comparePlanRow(row importer.ProjectRow) {
	item := Item{Sheet: c.sheet.Name, Row: row.Row, Entity: EntityProject, Name: row.Name}
	m := c.match(row.Code, row.Name, row.ResponsibleUnit)
	p := m.project
	if c.leaves(item) {
		if p != nil && p.sheet == nil {
			p.sheet, p.row = c.sheet, row.Row // it is in the workbook
		}
		return
	}
	if !m.reason.IsZero() {
		c.diff.Conflicts = append(c.diff.Conflicts, Conflict{Item: item, Reason: m.reason})
		return
	}
	earlier, settled := c.earlier(item, row, p)
	if !settled {
		return
	}
	if p == nil {
		if p = c.newProject(item, row); p == nil {
			return
		}
	}
	p.earlier = earlier
	item.EntityID, item.ProjectID = p.facts.Project.ID, p.facts.Project.ID
	switch {
	case p.sheet != nil:
		c.findTwice(item, p.sheet.Name, p.row)
		return
	case c.staysDropped(p, item):
	case p.facts.Project.Status == models.ProjectClosed && !c.comesBack(p):
		c.leave(item, p.facts.Project)
	default:
		c.compareProject(p, row, m.project == nil || m.renamed)
		c.compareMonthPlans(p, row)
		c.compareQuarterPlans(p, row)
		c.compareApprovalCode(p, row)
		c.compareMemberships(p, row)
		c.planned = append(c.planned, p)
	}
	p.sheet, p.row = c.sheet, row.Row
}

// newProject returns a project for a row that matches none, with a permanent code; nil when the name is probably a
// known project's and a person must choose.
func (c *comparison) newProject(item Item, row importer.ProjectRow) *project {
	if near := c.likely(row.Name, &row); c.now.Exists && len(near) > 0 && !c.confirmedNew(row.Name, row.ResponsibleUnit) {
		if row.Code == "" && near[0].Score >= likelyLikeness {
			c.candidate(item, row.ResponsibleUnit, near, "新项目")
			return nil
		}
		c.find(importer.SeverityWarning, "likely_match", row.Row, "第 %d 行“%s”按新项目处理；与已有项目%s相近，如是同一项目请填写其编码", row.Row,
			sheet.Clip(row.Name),
			proposed(near))
	}
	code := row.Code
	if code == "" {
		code = c.nextCode()
	} else if name, withdrawn := c.now.Withdrawn[importer.CodeKey(code)]; withdrawn &&
		models.NameKey(name) != models.NameKey(row.Name) {
		c.conflict(item, "编码“%s”曾用于项目“%s”（该次导入已撤销），编码不能再用于其他项目，请换一个编码或留空由系统编号", code, name)
		return nil
	}
	p := &project{fresh: true, facts: models.Facts{Project: models.Project{
		ID: models.ProjectID(c.year, code), Year: c.year, Code: code, Name: row.Name, NameKey: models.NameKey(row.Name),
		Category: models.Implementation, Status: models.ProjectOpen,
	}}}
	if row.ResponsibleUnit != "" { // other rows of this workbook find it by its unit
		p.facts.Project.ResponsibleUnitID = models.OrganisationID(row.ResponsibleUnit)
	}
	c.know(p)
	return p
}

func (c *comparison) compareMonthPlans(p *project, row importer.ProjectRow) {
	if len(row.MonthPlans) == 0 {
		return
	}
	known := map[models.Month]models.MonthPlan{}
	for _, m := range p.facts.MonthPlans {
		known[m.Month] = m
	}
	write := func(month models.Month, amount models.Money) {
		after := models.MonthPlan{ProjectID: p.facts.Project.ID, Month: month, Plan: amount}
		id := p.facts.Project.ID + "/" + month.String()
		label := fmt.Sprintf("%d月计划投资", month.Number())
		before, there := known[month]
		switch {
		case !there:
			c.change(row.Row, EntityMonthPlan, id, p, []FieldChange{{Field: label, New: amount.InWanYuan().Text}}, nil, after)
		case before.Plan != amount:
			c.change(row.Row, EntityMonthPlan, id, p, []FieldChange{{label, before.Plan.InWanYuan().Text, amount.InWanYuan().
				Text}},
				before,
				after)
		}
		delete(known, month)
	}
	for _, m := range row.MonthPlans {
		write(m.Month, m.Amount)
	}
	// In a row with monthly plans, blank months have no plan.
	for _, before := range p.facts.MonthPlans {
		if _, left := known[before.Month]; left && before.Plan != 0 {
			write(before.Month, 0)
		}
	}
}

// tellsCityMajor reports whether the sheet marks the projects on the city's list, so that a row without a mark is not
// on it.
func tellsCityMajor(s *importer.Sheet) bool {
	return slices.ContainsFunc(s.Marks, func(m importer.Mark) bool { return m.CityMajor }) ||
		slices.ContainsFunc(s.Columns, func(c importer.Column) bool { return c.Field == importer.FieldCityMajor })
}

// fileProjects records the projects of the plan sheets, after everything that may change them was compared.
func (c *comparison) fileProjects() {
	for _, p := range c.planned {
		id := p.facts.Project.ID
		c.settleItem(Item{Sheet: p.sheet.Name, Row: p.row, Entity: EntityProject, EntityID: id, ProjectID: id,
			Name: p.facts.Project.Name}, p.fresh, p.changed)
	}
}
