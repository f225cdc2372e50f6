package compare

import (
	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// amending collects the changes that a row makes to a table row.
type amending struct {
	fields []FieldChange
	fresh  bool
}

// set replaces a value by a stated one; a blank one changes nothing.
func set[T comparable](a *amending, label string, into *T, value T, show func(T) string) {
	var nothing T
	if value == nothing || *into == value {
		return
	}
	f := FieldChange{Field: label, New: show(value)}
	if !a.fresh && *into != nothing {
		f.Old = show(*into)
	}
	a.fields = append(a.fields, f)
	*into = value
}

// setMoney replaces an amount by a stated one; 0 is an amount, nil changes nothing.
func setMoney(a *amending, label string, into *models.Money, value *models.Money) {
	if value == nil || *into == *value {
		return
	}
	f := FieldChange{Field: label, New: value.InWanYuan().Text}
	if !a.fresh {
		f.Old = into.InWanYuan().Text
	}
	a.fields = append(a.fields, f)
	*into = *value
}

func same(s string) string { return s }

// compareProject compares a plan row with the project's row. A confirmed other spelling does not become the project's
// name.
func (c *comparison) compareProject(p *project, row importer.ProjectRow, rename bool) {
	before := p.facts.Project
	after := before
	a := &amending{fresh: p.fresh}
	if p.fresh {
		a.fields = append(a.fields, FieldChange{Field: "项目名称", New: row.Name}, FieldChange{Field: "项目编码", New: after.Code})
	} else if key := models.NameKey(row.Name); key != before.NameKey && rename {
		set(a, "项目名称", &after.Name, row.Name, same)
		after.NameKey = key
	}
	set(a, "产业类别", &after.Sector, row.Sector, same)
	set(a, "项目性质", &after.Stage, row.Stage, models.Stage.Chinese)
	set(a, "建设类/准备类", &after.Category, row.Category, models.Category.Chinese)
	set(a, "项目级别", &after.Level, row.Level, same)
	set(a, "投资主体", &after.Investor, row.Investor, models.Investor.Chinese)
	if row.ResponsibleUnit != "" && p.fresh {
		after.ResponsibleUnitID = "" // so that it is shown as new
	}
	c.setOrganisation(a, "建设单位", &after.OwnerID, row.Owner, row.Row)
	c.setOrganisation(a, "责任单位", &after.ResponsibleUnitID, row.ResponsibleUnit, row.Row)
	c.setPost(a, &after.SponsorPostID, row.Sponsor, row.Row)
	set(a, "建设地点", &after.Place, row.Place, same)
	set(a, "建设内容及规模", &after.Scale, row.Scale, same)
	set(a, "建设年限", &after.Period, row.Period, same)
	set(a, "年度工作目标", &after.Goal, row.Goal, same)
	set(a, "计划开工时间", &after.PlannedStart, row.PlannedStart, models.Date.String)
	set(a, "计划竣工时间", &after.PlannedFinish, row.PlannedFinish, models.Date.String)
	setMoney(a, "总投资", &after.TotalInvestment, row.TotalInvestment)
	setMoney(a, "至上年底累计完成投资", &after.ToEndOfLastYear, c.continues(p, a, &after, row))
	plan := c.annualPlan(before, row)
	if plan != nil && !p.fresh {
		if question := models.Amounts.OfPlan(before, *plan); !question.IsZero() {
			c.find(importer.SeverityWarning, models.AmountDoubted, row.Row, "第 %d 行%s", row.Row, question)
		}
	}
	setMoney(a, "年度计划投资", &after.AnnualPlan, plan)
	c.setStanding(a, p.facts, &after, row.Standing, row.Row)
	c.clearFields(a, &after, row.Cleared)
	c.writeProject(p, a, row.Row, after)
}

// writeProject records the changes to the project's row. A second sheet's changes are added to the first's, because a
// row is written once.
func (c *comparison) writeProject(p *project, a *amending, row int, after models.Project) {
	switch {
	case p.written > 0:
		ch := &c.diff.Changes[p.written-1]
		ch.Fields, ch.After = append(ch.Fields, a.fields...), after
	case p.fresh:
		c.change(row, EntityProject, after.ID, p, a.fields, nil, after)
		p.written = len(c.diff.Changes)
	case len(a.fields) > 0:
		c.change(row, EntityProject, after.ID, p, a.fields, p.facts.Project, after)
		p.written = len(c.diff.Changes)
	}
	p.facts.Project = after
}

// annualPlan returns the plan that a row gives a project. After a person changed the plan, a sheet with the earlier
// amount does not undo the change, and a sheet with a third amount replaces it with a finding.
func (c *comparison) annualPlan(p models.Project, row importer.ProjectRow) *models.Money {
	changed, byPerson := c.now.PlanChanges[p.ID]
	if row.AnnualPlan == nil || !byPerson || *row.AnnualPlan == p.AnnualPlan {
		return row.AnnualPlan
	}
	if changed.From != nil && *row.AnnualPlan == *changed.From {
		c.find(importer.SeverityWarning, "plan_kept", row.Row, "第 %d 行年度计划投资仍写 %s；%s已于 %s 将“%s”的年度计划调整为 %s，保持不变", row.Row,
			row.AnnualPlan.InWanYuan(), changed.By, changed.At.Minute(), sheet.Clip(p.Name), p.AnnualPlan.InWanYuan())
		return nil
	}
	c.find(importer.SeverityWarning, "plan_overridden", row.Row, "第 %d 行：“%s”的年度计划已于 %s 由%s调整为 %s，导入将改为 %s，请核对", row.Row,
		sheet.Clip(p.Name), changed.At.Minute(), changed.By, p.AnnualPlan.InWanYuan(), row.AnnualPlan.InWanYuan())
	return row.AnnualPlan
}

// setStanding sets the project's start, finish and entry in the statistics.
func (c *comparison) setStanding(a *amending, f models.Facts, p *models.Project, s importer.Standing, row int) {
	for _, d := range []*models.Date{&s.ActualStart, &s.ActualFinish, &s.StatisticsOn} {
		if models.InFuture(*d, c.now.Today) {
			c.future(row, p.Name, *d)
			*d = 0
		}
	}
	c.keepReviewedDates(f, &s, row)
	c.warnOfOtherDates(*p, s, row)
	set(a, "实际开工时间", &p.ActualStart, s.ActualStart, models.Date.String)
	set(a, "实际竣工时间", &p.ActualFinish, s.ActualFinish, models.Date.String)
	inStatistics := s.InStatistics
	if inStatistics == models.NotSaid && s.StatisticsCode != "" {
		inStatistics = models.Yes
	}
	if inStatistics == models.No && p.InStatistics == models.Yes {
		c.find(importer.SeverityWarning, "statistics_withdrawn", row, "第 %d 行“%s”写未纳统，原记为已纳统（%s），请核对", row,
			sheet.Clip(p.Name),
			p.StatisticsCode)
	}
	set(a, "是否纳统", &p.InStatistics, inStatistics, answerText)
	set(a, "纳统编码", &p.StatisticsCode, s.StatisticsCode, same)
	set(a, "纳统时间", &p.StatisticsOn, s.StatisticsOn, models.Date.String)
}

func answerText(a models.Answer) string { return models.YesNo(a == models.Yes) }

// setOrganisation sets one of a project's organisations, which is created when it is new.
func (c *comparison) setOrganisation(a *amending, label string, into *string, name string, row int) {
	if name == "" {
		return
	}
	id := models.OrganisationID(name)
	if _, known := c.organisations[id]; !known {
		c.organisations[id] = name
		c.change(row, EntityOrganisation, id, nil, []FieldChange{{Field: "单位", New: name}}, nil, models.Organisation{ID: id,
			Name: name, NameKey: models.NameKey(name)})
	}
	set(a, label, into, id, func(id string) string { return c.organisations[id] })
}

func (c *comparison) setPost(a *amending, into *string, title string, row int) {
	if title == "" {
		return
	}
	id := models.PostID(title)
	if _, known := c.posts[id]; !known {
		c.posts[id] = title
		c.change(row, EntityPost, id, nil, []FieldChange{{Field: "职务", New: title}}, nil, models.Post{ID: id, Title: title,
			TitleKey: models.NameKey(title)})
	}
	set(a, "包保领导", into, id, func(id string) string { return c.posts[id] })
}
