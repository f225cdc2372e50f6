package compare

import (
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// locate finds the project of a progress or milestone row. An unknown one is an error, or a candidate when there are
// similar ones.
func (c *comparison) locate(item Item, code, name, unit string) *project {
	m := c.match(code, name, unit)
	if !m.reason.IsZero() {
		c.diff.Conflicts = append(c.diff.Conflicts, Conflict{Item: item, Reason: m.reason})
		return nil
	}
	p := m.project
	if p != nil && (!p.elsewhere || p.sheet != nil) {
		return p
	}
	if p != nil {
		if former, dropped := c.former(c.diff.Programme.ID, p.facts.Project.ID); dropped {
			c.diff.Unchanged = append(c.diff.Unchanged, item)
			c.find(importer.SeverityNotice, "project_dropped", item.Row, "第 %d 行项目“%s”已于 %s 调出清单（%s），本行未采用", item.Row,
				sheet.Clip(name),
				former.DroppedOn, former.DroppedDocument)
			return nil
		}
	} else if near := c.likely(name, nil); len(near) > 0 && code == "" && !c.confirmedNew(name, unit) {
		item.Name = name
		c.candidate(item, unit, near, "新项目（请先导入计划）")
		return nil
	}
	c.find(importer.SeverityError, "unknown_project", item.Row, "第 %d 行“%s”不在项目清单“%s”中，请改正名称或先导入计划", item.Row,
		sheet.Clip(name),
		c.diff.Programme.Name)
	return nil
}

// compareReports compares a progress sheet.
//
// Rows marked 审定 in a column 数据口径, and all rows of a sheet without such a column, are the office's figures: they count
// as reported and as approved. Rows marked 上报 are only what owners reported: they update reported figures, never
// approve, and never change a decided month. Rows marked 未报 give no figures. So an export of a month, imported again,
// approves nothing that was not approved.
func (c *comparison) compareReports(s *importer.Sheet) {
	c.turnTo(s)
	plans := make(map[int]importer.ProjectRow, len(s.Projects))
	for _, p := range s.Projects {
		plans[p.Row] = p
	}
	missing, seen := map[int]bool{}, map[string]int{} // one finding a row, not one a month
	for _, row := range s.Reports {
		item := Item{Sheet: s.Name, Row: row.Row, Entity: EntityReport, Name: row.Project + " " + row.Month.String()}
		if row.Month == 0 || missing[row.Row] || c.leaves(item) {
			continue
		}
		p := c.locate(item, row.Code, row.Project, row.ResponsibleUnit)
		if p == nil {
			missing[row.Row] = true
			continue
		}
		item.ProjectID, item.EntityID = p.facts.Project.ID, models.ReportID(p.facts.Project.ID, row.Month)
		if first := seen[item.EntityID]; first != 0 {
			c.findTwice(item, c.sheet.Name, first)
			continue
		}
		seen[item.EntityID] = row.Row
		c.compareReport(p, row, plans[row.Row], item)
	}
}

// comparePlanOf reports a progress sheet that states another annual plan, and changes nothing.
func (c *comparison) comparePlanOf(p *project, row importer.ProjectRow) {
	if row.AnnualPlan == nil {
		return
	}
	if off := *row.AnnualPlan - p.facts.Project.AnnualPlan; off > c.slack(importer.FieldAnnualPlan) ||
		-off > c.slack(importer.FieldAnnualPlan) {
		c.find(importer.SeverityWarning, "plan_differs", row.Row, "第 %d 行年度计划投资 %s 与清单中的 %s 不同；进度表不改变计划，请核对", row.Row,
			row.AnnualPlan.InWanYuan(), p.facts.Project.AnnualPlan.InWanYuan())
	}
}

// slack returns the rounding error of an amount that is printed in 亿元 with two decimals.
func (c *comparison) slack(field importer.Field) models.Money {
	for _, column := range c.sheet.Columns {
		if column.Field == field && column.Unit == models.YiYuan {
			return models.YiYuan.Fen() / 200
		}
	}
	return 0
}

// basis returns the basis of a row's figures. In a sheet with a basis column, a row with a blank one gives only
// reported figures.
func (c *comparison) basis(row importer.ReportRow) importer.Basis {
	switch {
	case !c.states(importer.FieldBasis), strings.Contains(row.Basis, "审定"), strings.Contains(row.Basis, "核定"):
		return importer.BasisApproved
	case strings.Contains(row.Basis, "未报"), strings.Contains(row.Basis, string(models.BasisCarried)):
		return importer.BasisNone
	}
	return importer.BasisReported
}

func (c *comparison) compareReport(p *project, row importer.ReportRow, plan importer.ProjectRow, item Item) {
	var before *models.Report
	for i := range p.facts.Reports {
		if p.facts.Reports[i].Month == row.Month {
			before = &p.facts.Reports[i]
		}
	}
	if p.facts.Project.Status == models.ProjectClosed {
		c.leave(item, p.facts.Project)
		return
	}
	standing := false
	if row.Month == c.sheet.Month {
		c.comparePlanOf(p, plan)
		standing = c.compareStanding(p, row.Month, plan)
	}
	basis := c.basis(row)
	if strings.Contains(row.Basis, "差额") {
		row.MonthAmount = nil
	}
	if basis == importer.BasisNone {
		if !repeats(p.facts, row) {
			c.find(importer.SeverityWarning, "basis_contradicts", row.Row, "第 %d 行数据口径写“%s”却有投资数，没有采用，请核对", row.Row, row.Basis)
		}
		c.settleItem(item, false, standing)
		return
	}
	after := models.Report{ID: item.EntityID, ProjectID: p.facts.Project.ID, Month: row.Month, Status: models.ReportOpen}
	if before != nil {
		after = *before
	}
	a := &amending{fresh: before == nil}
	ytd := c.yearToDate(p, row)
	if basis == importer.BasisApproved {
		c.approve(a, &after, row, ytd)
	} else {
		c.takeReported(a, &after, row, ytd)
	}
	if reason, decided := c.locked(p, before, a.fields, basis, row, ytd); decided {
		if c.reviewed(item, reason) {
			c.settleItem(item, false, standing)
		}
		return
	} else if !reason.IsZero() {
		c.diff.Conflicts = append(c.diff.Conflicts, Conflict{Item: item, Reason: reason})
		return
	}
	if len(a.fields) == 0 {
		c.settleItem(item, false, standing)
		return
	}
	c.checkFigures(p, row, plan, ytd)
	if before == nil {
		c.change(row.Row, EntityReport, after.ID, p, a.fields, nil, after)
		p.facts.Reports = append(p.facts.Reports, after)
	} else {
		c.change(row.Row, EntityReport, after.ID, p, a.fields, *before, after)
		*before = after
	}
	c.settleItem(item, before == nil, true)
}

// repeats reports whether a row without figures of its month has none, or those of an earlier month that it carries.
func repeats(f models.Facts, row importer.ReportRow) bool {
	carried, _ := models.SeriesOf(f, models.IndicatorInvestment).ApprovedTo(row.Month)
	same := carried != nil && row.YearToDate != nil && *carried == *row.YearToDate &&
		strings.Contains(row.Basis, string(models.BasisCarried))
	return same || row.YearToDate == nil && row.MonthAmount == nil
}

// compareStanding takes start, finish and statistics from a progress row. A sheet for an earlier month than the latest
// only fills in what is not known yet.
func (c *comparison) compareStanding(p *project, month models.Month, row importer.ProjectRow) bool {
	stated := row.Standing
	for _, r := range p.facts.Reports {
		if r.Month <= month {
			continue
		}
		known := p.facts.Project
		if known.ActualStart != 0 {
			stated.ActualStart = 0
		}
		if known.ActualFinish != 0 {
			stated.ActualFinish = 0
		}
		if known.InStatistics != models.NotSaid {
			stated.InStatistics, stated.StatisticsCode, stated.StatisticsOn = models.NotSaid, "", 0
		}
		break
	}
	a, after := &amending{}, p.facts.Project
	c.setStanding(a, p.facts, &after, stated, row.Row)
	if len(a.fields) > 0 {
		c.writeProject(p, a, row.Row, after)
	}
	return len(a.fields) > 0
}

// locked returns why a month's figures cannot be imported: they are in review, or decided are other ones. The zero
// Message when they can.
func (c *comparison) locked(p *project, before *models.Report, fields []FieldChange, basis importer.Basis,
	row importer.ReportRow, ytd *models.Money) (why models.Message, reviewed bool) {
	switch {
	case before == nil || len(fields) == 0:
		return why, false
	case before.Status == models.ReportWaiting:
		return models.Messagef("该月填报正在审核，请先审定或退回"), false
	case before.Status != models.ReportApproved:
		return why, false
	}
	differs := func(approved, value *models.Money) bool {
		return value != nil && approved != nil && *approved != *value
	}
	if !differs(before.ApprovedYTD, ytd) && !differs(before.ApprovedMonth, row.MonthAmount) {
		return why, false
	}
	decided := models.Messagef("该月已审定，本月 %s、累计 %s；本行为本月 %s、累计 %s", amountText(before.ApprovedMonth),
		amountText(before.ApprovedYTD), amountText(row.MonthAmount), amountText(ytd))
	if basis == importer.BasisReported {
		return models.Messagef("%s，是上报数，不能改动审定数", decided), true
	}
	if decidedByReview(p.facts, *before) {
		return models.Messagef("%s，不能用导入改动；有误请申请更正", decided), true
	}
	c.find(importer.SeverityWarning, "approved_changed", row.Row, "第 %d 行：%s，导入将更正以前导入的数", row.Row, decided)
	return why, false
}

// decidedByReview reports whether a month's figures are a reviewer's decision, not an import's.
func decidedByReview(f models.Facts, r models.Report) bool {
	for _, s := range f.Submissions {
		if s.Kind == models.SubmitReport && s.Month == r.Month && s.Status == models.SubmissionAccepted {
			return true
		}
	}
	return r.ApprovedAt != 0 && r.BatchID == "" || f.MonthCorrected(r.Month)
}

// approve sets a row's figures as the office's. The owner's reported figures stay; without any, the import counts as
// reported too.
func (c *comparison) approve(a *amending, after *models.Report, row importer.ReportRow, ytd *models.Money) {
	figures := approve(a, "本月完成投资", &after.ReportedMonth, &after.ApprovedMonth, row.MonthAmount, after.SubmittedAt)
	figures = approve(a, "年初至本月累计完成投资", &after.ReportedYTD, &after.ApprovedYTD, ytd, after.SubmittedAt) || figures
	setAmount(a, "开工至今累计完成投资", &after.ToDate, row.ToDate)
	setTexts(a, after, row)
	if figures || (row.MonthAmount != nil || ytd != nil) && after.Status != models.ReportApproved {
		after.ApprovedAt = 0
		set(a, "状态", &after.Status, models.ReportApproved, statusText)
	}
}

// takeReported sets a row's figures as the owner's. A decided month whose row repeats the reported or the decided
// figures stays unchanged.
func (c *comparison) takeReported(a *amending, after *models.Report, row importer.ReportRow, ytd *models.Money) {
	same := func(stated, known, decided *models.Money) bool {
		return stated == nil || known != nil && *known == *stated || decided != nil && *decided == *stated
	}
	if after.Status == models.ReportApproved && same(row.MonthAmount, after.ReportedMonth, after.ApprovedMonth) &&
		same(ytd, after.ReportedYTD, after.ApprovedYTD) {
		return
	}
	setAmount(a, "上报本月完成投资", &after.ReportedMonth, row.MonthAmount)
	setAmount(a, "上报年初至本月累计完成投资", &after.ReportedYTD, ytd)
	setAmount(a, "开工至今累计完成投资", &after.ToDate, row.ToDate)
	setTexts(a, after, row)
}

func setTexts(a *amending, after *models.Report, row importer.ReportRow) {
	set(a, "形象进度", &after.Physical, row.Physical, same)
	set(a, "存在问题", &after.Problems, row.Problems, same)
	set(a, "下一步计划", &after.NextStep, row.NextStep, same)
	clearTexts(a, after, row.Cleared)
}

// setAmount replaces an amount, which may be unknown, by a stated one.
func setAmount(a *amending, label string, into **models.Money, value *models.Money) {
	if value == nil || *into != nil && **into == *value {
		return
	}
	f := FieldChange{Field: label, New: value.InWanYuan().Text}
	if *into != nil {
		f.Old = (*into).InWanYuan().Text
	}
	a.fields = append(a.fields, f)
	*into = new(*value)
}

// approve sets an approved figure.
func approve(a *amending, label string, reported, approved **models.Money, value *models.Money,
	submitted models.Instant) bool {
	if value == nil || *approved != nil && **approved == *value {
		return false
	}
	setAmount(a, label, approved, value)
	if *reported == nil || submitted == 0 {
		*reported = new(*value)
	}
	return true
}

func amountText(m *models.Money) models.Message {
	if m == nil {
		return models.Messagef("未填")
	}
	return m.InWanYuan()
}

func statusText(s models.ReportStatus) string {
	return map[models.ReportStatus]string{models.ReportOpen: "未报", models.ReportWaiting: "待审定",
		models.ReportReturned: "已退回", models.ReportApproved: "已审定"}[s]
}
