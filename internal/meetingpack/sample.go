package meetingpack

import "duban/models"

// Sample is an invented month, to try a template with: three projects, of which two lag and one is a private firm's.
func Sample() Pack {
	month := models.MonthOf(2021, 10)
	line := func(n int, name, unit, sponsor string, investor models.Investor, plan, approved, scheduled models.Money,
		light models.Colour) models.ProjectFigures {
		wan := models.WanYuan.Fen()
		done, inMonth := approved*wan, approved*wan/10
		l := models.ProjectFigures{ProjectID: name, Year: month.Year(), Code: "ZD-2021-00" + string(rune('0'+n)), Name: name,
			Section: "一、产业项目", Unit: unit, Sponsor: sponsor, Investor: investor, Month: month, Plan: plan * wan,
			TotalInvestment: 3 * plan * wan, Approved: &done, InMonth: &inMonth, Scheduled: scheduled * wan,
			Behind: max(0, scheduled-approved) * wan, Light: light, Round: models.RoundApproved,
			Started: models.RateShare{Due: true, Done: true}}
		l.Reason = models.Messagef("1-%d月完成%s万元，为序时进度的%s%%", month.Number(), done.Wan(),
			models.Percent(done, l.Scheduled))
		return l
	}
	late := line(1, "示例产业园一期", "区工业和信息化局", "分管工业副区长", models.InvestorState, 30000, 12000, 25000, models.RedHue)
	late.Problems, late.NextStep = "二期用地指标未落实", "倒排工期，加快主体施工"
	slow := line(2, "示例电子项目", "某镇人民政府", "分管商务副区长", models.InvestorPrivate, 10000, 6000, 8300, models.YellowHue)
	slow.Problems, slow.NextStep = "设备到货晚于计划", "协调厂家分批发货"
	good := line(3, "示例学校新建工程", "区教育和体育局", "分管教育卫生副区长", models.InvestorGovernment, 8000, 7000, 6600,
		models.Green)
	figures := models.ProgrammeFigures{Month: month, At: models.DateOf(2021, 11, 5).At(9, 0), Closing: 1,
		Target: 48000 * models.WanYuan.Fen(), Lines: []models.ProjectFigures{late, slow, good}}
	figures.Totals = models.TotalsOf(figures.Lines)
	return Pack{Programme: models.Programme{Name: "2021年区重点项目（示例）"}, Issuer: "区重点项目办", At: figures.At,
		Figures: figures,
		Problems: []Problem{{Project: late.Name, ProjectID: late.ProjectID, Kind: "用地", Text: late.Problems,
			Request: "请协调用地指标", Department: "区自然资源局", Status: "已交办", Due: models.DateOf(2021, 11, 30)}},
		Decisions: []Decision{{Meeting: "9月调度会", Number: "会议纪要〔2021〕9号", Text: "落实示例产业园一期临时用电",
			Unit: "区供电公司", Due: models.DateOf(2021, 10, 31), State: "已办结", Outcome: "已通电", Done: true}}}
}
