package compare

import (
	"duban/importer"
	"duban/models"
)

// clearedText is what a change shows as the new value of an emptied field.
const clearedText = "（清空）"

// empty empties a value that is not empty.
func empty[T comparable](a *amending, label string, into *T, show func(T) string) {
	var nothing T
	if *into == nothing {
		return
	}
	a.fields = append(a.fields, FieldChange{Field: label, Old: show(*into), New: clearedText})
	*into = nothing
}

// clearFields empties the fields of a project for which a plan's row says 清空.
func (c *comparison) clearFields(a *amending, p *models.Project, fields []importer.Field) {
	organisation := func(id string) string { return c.organisations[id] }
	for _, f := range fields {
		switch f {
		case importer.FieldSector:
			empty(a, "产业类别", &p.Sector, same)
		case importer.FieldStage:
			empty(a, "项目性质", &p.Stage, models.Stage.Chinese)
		case importer.FieldCategory:
			empty(a, "建设类/准备类", &p.Category, models.Category.Chinese)
		case importer.FieldLevel:
			empty(a, "项目级别", &p.Level, same)
		case importer.FieldInvestor:
			empty(a, "投资主体", &p.Investor, models.Investor.Chinese)
		case importer.FieldOwner:
			empty(a, "建设单位", &p.OwnerID, organisation)
		case importer.FieldSponsor:
			empty(a, "包保领导", &p.SponsorPostID, func(id string) string { return c.posts[id] })
		case importer.FieldPlace:
			empty(a, "建设地点", &p.Place, same)
		case importer.FieldScale:
			empty(a, "建设内容及规模", &p.Scale, same)
		case importer.FieldPeriod:
			empty(a, "建设年限", &p.Period, same)
		case importer.FieldGoal:
			empty(a, "年度工作目标", &p.Goal, same)
		case importer.FieldPlannedStart:
			empty(a, "计划开工时间", &p.PlannedStart, models.Date.String)
		case importer.FieldPlannedFinish:
			empty(a, "计划竣工时间", &p.PlannedFinish, models.Date.String)
		case importer.FieldToEndOfLastYear:
			empty(a, "至上年底累计完成投资", &p.ToEndOfLastYear, func(m models.Money) string { return m.InWanYuan().Text })
		}
	}
}

// clearTexts empties the texts of a month's report for which a row says 清空.
func clearTexts(a *amending, r *models.Report, fields []importer.Field) {
	for _, f := range fields {
		switch f {
		case importer.FieldPhysical:
			empty(a, "形象进度", &r.Physical, same)
		case importer.FieldProblems:
			empty(a, "存在问题", &r.Problems, same)
		case importer.FieldNextStep:
			empty(a, "下一步计划", &r.NextStep, same)
		}
	}
}
