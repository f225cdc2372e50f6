package importer

import (
	"strings"

	"duban/models"
)

// locate finds the project a progress or milestone row means; an unknown one is an error with likely names.
func (c *comparison) locate(item Item, code, name, unit string) *project {
	m := c.match(code, name, unit)
	if m.reason != "" {
		c.conflict(item, "%s", m.reason)
		return nil
	}
	if m.project == nil {
		if near := c.alike(name); len(near) > 0 {
			c.find(SeverityError, "unknown_project", item.Row, "第 %d 行「%s」不在项目清单「%s」中；相近：%s，请改正名称或填写项目编码", item.Row, clip(name), c.diff.Programme.Name, strings.Join(near, "、"))
		} else {
			c.find(SeverityError, "unknown_project", item.Row, "第 %d 行「%s」不在项目清单「%s」中，请改正名称或先导入计划", item.Row, clip(name), c.diff.Programme.Name)
		}
		return nil
	}
	return m.project
}

// compareReports compares a progress sheet. An office's import counts as reported and as approved.
func (c *comparison) compareReports(s *Sheet) {
	c.turnTo(s)
	plans := make(map[int]ProjectRow, len(s.Projects))
	for _, p := range s.Projects {
		plans[p.Row] = p
	}
	missing := map[string]bool{} // rows whose project is unknown: one finding a row, not one a month
	for _, row := range s.Reports {
		item := Item{Sheet: s.Name, Row: row.Row, Entity: EntityReport, Name: row.Project + " " + row.Month.String()}
		if row.Month == 0 || missing[row.Project] {
			continue
		}
		p := c.locate(item, row.Code, row.Project, row.ResponsibleUnit)
		if p == nil {
			missing[row.Project] = true
			continue
		}
		item.ProjectID, item.EntityID = p.facts.Project.ID, models.ReportID(p.facts.Project.ID, row.Month)
		if row.Month == s.Month {
			c.comparePlanOf(p, plans[row.Row])
		}
		c.compareReport(p, row, item)
	}
}

// comparePlanOf tells when a progress sheet states another annual plan; it changes none.
func (c *comparison) comparePlanOf(p *project, row ProjectRow) {
	if row.AnnualPlan == nil {
		return
	}
	slack := models.Money(0)
	for _, column := range c.sheet.Columns {
		if column.Field == FieldAnnualPlan && column.Unit == models.YiYuan {
			slack = models.YiYuan.Fen() / 200 // shown with two decimals
		}
	}
	if off := *row.AnnualPlan - p.facts.Project.AnnualPlan; off > slack || off < -slack {
		c.find(SeverityWarning, "plan_differs", row.Row, "第 %d 行年度计划投资 %s 与清单中的 %s 不同；进度表不改变计划，请核对", row.Row, moneyText(*row.AnnualPlan), moneyText(p.facts.Project.AnnualPlan))
	}
}

func (c *comparison) compareReport(p *project, row ReportRow, item Item) {
	var before *models.Report
	for i := range p.facts.Reports {
		if p.facts.Reports[i].Month == row.Month {
			before = &p.facts.Reports[i]
		}
	}
	switch {
	case p.facts.Project.Status == models.ProjectClosed:
		c.leave(item, p.facts.Project)
		return
	case before != nil && before.Status == models.ReportWaiting:
		c.conflict(item, "该月填报正在审核，请先审定或退回")
		return
	}
	after := models.Report{ID: item.EntityID, ProjectID: p.facts.Project.ID, Month: row.Month, Status: models.ReportOpen}
	if before != nil {
		after = *before
	}
	a := &amending{fresh: before == nil}
	ytd := c.yearToDate(p, row)
	c.checkOrder(p, row, ytd)
	figures := approve(a, "本月完成投资", &after.ReportedMonth, &after.ApprovedMonth, row.MonthAmount, after.SubmittedAt)
	figures = approve(a, "年初至本月累计完成投资", &after.ReportedYTD, &after.ApprovedYTD, ytd, after.SubmittedAt) || figures
	set(a, "形象进度", &after.Physical, row.Physical, same)
	set(a, "存在问题", &after.Problems, row.Problems, same)
	set(a, "下一步计划", &after.NextStep, row.NextStep, same)
	if figures || (row.MonthAmount != nil || ytd != nil) && after.Status != models.ReportApproved {
		after.ApprovedAt = 0
		set(a, "状态", &after.Status, models.ReportApproved, statusText)
	}
	if len(a.fields) > 0 {
		if before == nil {
			c.change(row.Row, EntityReport, after.ID, p, a.fields, nil, after)
			p.facts.Reports = append(p.facts.Reports, after)
		} else {
			c.change(row.Row, EntityReport, after.ID, p, a.fields, *before, after)
			*before = after
		}
	}
	c.settleItem(item, before == nil && len(a.fields) > 0, len(a.fields) > 0)
}

// approve sets an approved figure. What the owner has handed in stays as it was; without that the import counts as
// reported too.
func approve(a *amending, label string, reported, approved **models.Money, value *models.Money, submitted models.Instant) bool {
	if value == nil || *approved != nil && **approved == *value {
		return false
	}
	f := FieldChange{Field: label, New: moneyText(*value)}
	if *approved != nil {
		f.Old = moneyText(**approved)
	}
	a.fields = append(a.fields, f)
	amount, copied := *value, *value
	*approved = &amount
	if *reported == nil || submitted == 0 {
		*reported = &copied
	}
	return true
}

func statusText(s models.ReportStatus) string {
	return map[models.ReportStatus]string{models.ReportOpen: "未报", models.ReportWaiting: "待审定", models.ReportReturned: "已退回", models.ReportApproved: "已审定"}[s]
}

// latestBefore returns the latest approved year-to-date figure of the same year before a month.
func latestBefore(reports []models.Report, month models.Month) *models.Report {
	var latest *models.Report
	for i := range reports {
		r := &reports[i]
		if r.Month < month && r.Month.Year() == month.Year() && r.ApprovedYTD != nil && (latest == nil || r.Month > latest.Month) {
			latest = r
		}
	}
	return latest
}

// yearToDate returns the cumulative figure a row states, or works it out of a month that follows on a known one. January
// and February are the first round of the year.
func (c *comparison) yearToDate(p *project, row ReportRow) *models.Money {
	if row.YearToDate != nil || row.MonthAmount == nil {
		return row.YearToDate
	}
	sum := *row.MonthAmount
	if last := latestBefore(p.facts.Reports, row.Month); last != nil && last.Month == row.Month-1 {
		sum += *last.ApprovedYTD
	} else if last != nil || row.Month.Number() > 2 {
		c.find(SeverityWarning, "year_to_date_unknown", row.Row, "第 %d 行只有 %d 月当月数，上月累计未知，没有算出年初至本月累计，请补报", row.Row, row.Month.Number())
		return nil
	}
	return &sum
}

// checkOrder refuses a cumulative figure under that of a month before, or over that of a month after, and warns of one that
// is not the month before plus this month.
func (c *comparison) checkOrder(p *project, row ReportRow, ytd *models.Money) {
	if ytd == nil {
		return
	}
	last := latestBefore(p.facts.Reports, row.Month)
	if last != nil && last.Month == row.Month-1 && row.MonthAmount != nil && *ytd >= *last.ApprovedYTD && *last.ApprovedYTD+*row.MonthAmount != *ytd {
		c.find(SeverityWarning, "month_mismatch", row.Row, "第 %d 行本月 %s + 上月累计 %s ≠ 累计 %s，请核对", row.Row, moneyText(*row.MonthAmount), moneyText(*last.ApprovedYTD), moneyText(*ytd))
	}
	if last != nil && *ytd < *last.ApprovedYTD {
		c.find(SeverityError, "cumulative_fell", row.Row, "第 %d 行累计投资 %s 不得小于上月（1-%d月 %s），请核对", row.Row, moneyText(*ytd), last.Month.Number(), moneyText(*last.ApprovedYTD))
	}
	for _, r := range p.facts.Reports {
		if r.Month > row.Month && r.Month.Year() == row.Month.Year() && r.ApprovedYTD != nil && *r.ApprovedYTD < *ytd {
			c.find(SeverityError, "cumulative_over_later", row.Row, "第 %d 行累计投资 %s 大于已审定的 1-%d月 %s，请核对", row.Row, moneyText(*ytd), r.Month.Number(), moneyText(*r.ApprovedYTD))
			return
		}
	}
}
