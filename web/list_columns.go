package web

import (
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// taken is the list of projects as a workbook.
func (p projectsPage) taken(lines []tracking.ListedLine) tracking.TakenList {
	l := p.Lang
	var t taking[tracking.ListedLine]
	t.text(l.text("编码"), func(x tracking.ListedLine) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.ListedLine) string { return x.Name })
	t.text(l.text("市重大"), func(x tracking.ListedLine) string { return yes(x.CityMajor) })
	t.text(l.text("灯色"), func(x tracking.ListedLine) string { return l.text(phrase(x.Light.LightName())) })
	t.text(l.text("原因"), func(x tracking.ListedLine) string { return l.say(x.Reason) })
	t.text(l.text("责任单位"), func(x tracking.ListedLine) string { return x.Unit })
	t.text(l.text("包保领导"), func(x tracking.ListedLine) string { return x.Sponsor })
	t.add(l.text("年度计划"), tracking.ListAmount, func(x tracking.ListedLine) any { return x.Plan })
	t.add(l.text("完成"), tracking.ListAmount, func(x tracking.ListedLine) any { return x.Approved })
	t.add(l.text("完成率"), tracking.ListPercent, func(x tracking.ListedLine) any {
		if x.Approved == nil || x.Plan <= 0 {
			return nil
		}
		return float64(*x.Approved) / float64(x.Plan)
	})
	t.add(l.text("落后"), tracking.ListAmount, func(x tracking.ListedLine) any { return x.Behind })
	t.text(l.text("下一节点"), func(x tracking.ListedLine) string { return x.NextName })
	t.add(l.text("到期"), tracking.ListDate, func(x tracking.ListedLine) any { return x.NextDue })
	t.add(l.text("逾期工作日"), tracking.ListCount, func(x tracking.ListedLine) any { return counted(x.DaysLate) })
	return t.of(l.text("项目库"), lines)
}

// takenGrid is the list of projects with the columns that are chosen, as a workbook.
func (p projectsPage) takenGrid() tracking.TakenList {
	l := p.Lang
	if p.Chosen == "" {
		return p.taken(p.Projects)
	}
	var t taking[projectRow]
	t.text(l.text("编码"), func(x projectRow) string { return x.Code })
	t.text(l.text("项目"), func(x projectRow) string { return x.Name })
	for _, c := range p.Columns {
		kind := tracking.ListText
		switch {
		case c.Key == "rate":
			kind = tracking.ListPercent
		case c.Number:
			kind = tracking.ListAmount
		case c.Key == "next":
			kind = tracking.ListText
		case c.Field.IsDate():
			kind = tracking.ListDate
		}
		t.add(c.Head, kind, func(x projectRow) any { return x.value(c) })
	}
	return t.of(l.text("项目库"), p.rows())
}

// counted is a count in a list, blank for zero.
func counted(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func (p escalationsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.EscalationLine]
	t.text(l.text("编码"), func(x tracking.EscalationLine) string { return x.Project })
	t.text(l.text("项目"), func(x tracking.EscalationLine) string { return x.Name })
	t.text(l.text("事项"), func(x tracking.EscalationLine) string { return p.Item(x.EscalationView) })
	t.text(l.text("级别"), func(x tracking.EscalationLine) string { return l.text(phrase(x.Rung.Reached())) })
	t.add(l.text("到期"), tracking.ListDate, func(x tracking.EscalationLine) any { return x.Due })
	t.add(l.text("逾期工作日"), tracking.ListCount, func(x tracking.EscalationLine) any { return counted(x.DaysLate) })
	t.text(l.text("责任单位"), func(x tracking.EscalationLine) string { return x.Unit })
	t.text(l.text("包保领导"), func(x tracking.EscalationLine) string { return x.Sponsor })
	t.text(l.text("办理"), func(x tracking.EscalationLine) string { return p.Handling(x.State) })
	return t.of(l.text("督办事项"), p.Lines)
}

func (p plansPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.PlanLine]
	t.text(l.text("编码"), func(x tracking.PlanLine) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.PlanLine) string { return x.Name })
	t.text(l.text("责任单位"), func(x tracking.PlanLine) string { return x.Unit })
	t.add(l.text("年度计划"), tracking.ListAmount, func(x tracking.PlanLine) any { return x.AnnualPlan })
	t.add(l.text("节点"), tracking.ListCount, func(x tracking.PlanLine) any { return x.Milestones })
	t.add(l.text("调整过的节点"), tracking.ListCount, func(x tracking.PlanLine) any { return counted(x.Moved) })
	t.add(l.text("停工起"), tracking.ListDate, func(x tracking.PlanLine) any { return x.PausedFrom })
	t.text(l.text("已销号"), func(x tracking.PlanLine) string { return yes(x.Closed) })
	return t.of(l.text("计划"), p.Projects)
}

func (p reviewsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.ReviewLine]
	t.text(l.text("编码"), func(x tracking.ReviewLine) string { return x.Project })
	t.text(l.text("项目"), func(x tracking.ReviewLine) string { return x.Name })
	t.text(l.text("责任单位"), func(x tracking.ReviewLine) string { return x.Unit })
	t.text(l.text("节点"), func(x tracking.ReviewLine) string { return x.Milestone })
	t.text(l.text("月份"), func(x tracking.ReviewLine) string { return monthText(x.Month) })
	t.add(l.text("本月完成"), tracking.ListAmount, func(x tracking.ReviewLine) any { return x.MonthAmount })
	t.add(l.text("年初至本月累计"), tracking.ListAmount, func(x tracking.ReviewLine) any { return x.YTDAmount })
	t.add(l.text("完成日期"), tracking.ListDate, func(x tracking.ReviewLine) any { return x.DoneOn })
	t.text(l.text("提交"), func(x tracking.ReviewLine) string { return x.SubmittedAt.Minute() })
	t.text(l.text("填报人"), func(x tracking.ReviewLine) string { return x.By })
	t.add(l.text("待审工作日"), tracking.ListCount, func(x tracking.ReviewLine) any { return x.WaitingDays })
	return t.of(l.text("审核"), p.Queue.Lines)
}

func (p rankingsPage) taken(grouped bool) tracking.TakenList {
	l := p.Lang
	if grouped {
		lines := make([]tracking.ListedLine, 0, len(p.Projects))
		for _, x := range p.Projects {
			lines = append(lines, tracking.ListedLine{ProjectLine: x.ProjectLine})
		}
		return projectsPage{basePage: p.basePage}.taken(lines)
	}
	var t taking[tracking.RankedGroup]
	t.add(l.text("名次"), tracking.ListCount, func(x tracking.RankedGroup) any { return counted(x.Rank) })
	if p.RankGroups != nil && p.By == tracking.ByUnit {
		t.text(l.text("单位类别"), func(x tracking.RankedGroup) string { return l.word(x.Kind.Chinese()) })
	}
	t.text(l.text("名称"), func(x tracking.RankedGroup) string { return x.Name })
	t.add(l.text("项目数"), tracking.ListCount, func(x tracking.RankedGroup) any { return x.Totals.Projects })
	t.add(l.text("年度计划"), tracking.ListAmount, func(x tracking.RankedGroup) any { return x.Plan })
	t.add(l.text("序时目标"), tracking.ListAmount, func(x tracking.RankedGroup) any { return x.Scheduled })
	t.add(l.text("累计完成"), tracking.ListAmount, func(x tracking.RankedGroup) any { return x.Approved })
	t.add(l.text("完成率"), tracking.ListPercent, func(x tracking.RankedGroup) any {
		if x.Plan <= 0 {
			return nil
		}
		return float64(x.Approved) / float64(x.Plan)
	})
	for _, c := range worstFirst {
		t.add(l.text(phrase(c.LightName())), tracking.ListCount, func(x tracking.RankedGroup) any { return x.Colours[c] })
	}
	return t.of(l.text("排名"), p.Groups)
}

func (p roundPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.RoundLine]
	t.text(l.text("责任单位"), func(x tracking.RoundLine) string { return x.Unit })
	t.text(l.text("编码"), func(x tracking.RoundLine) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.RoundLine) string { return x.Name })
	t.text(l.text("报送情况"), func(x tracking.RoundLine) string { return p.state(x) })
	t.add(l.text("逾期工作日"), tracking.ListCount, func(x tracking.RoundLine) any { return counted(x.Late) })
	for _, one := range []struct {
		head phrase
		of   func(models.MonthEstimate) *models.Money
	}{
		{"本月预计", func(e models.MonthEstimate) *models.Money { return e.Estimate }},
		{"上月完成", func(e models.MonthEstimate) *models.Money { return e.Last }},
		{"本月计划", func(e models.MonthEstimate) *models.Money { return &e.Plan }},
		{"年初至上月", func(e models.MonthEstimate) *models.Money { return e.Before }},
		{"年初至本月（含预计）", func(e models.MonthEstimate) *models.Money { return e.Expected }},
		{"本月实报", func(e models.MonthEstimate) *models.Money { return e.Actual }},
	} {
		t.add(one.head.in(l), tracking.ListAmount, func(x tracking.RoundLine) any { return one.of(x.Expected) })
	}
	var lines []tracking.RoundLine
	for _, u := range p.Units {
		lines = append(lines, u.Lines...)
	}
	return t.of(l.monthOfYear(p.Month)+" "+l.text("月报"), lines)
}

func (p roundPage) state(x tracking.RoundLine) string {
	switch {
	case x.State == models.RoundApproved:
		return p.Lang.text("已审定")
	case x.State == models.RoundWaiting:
		return p.Lang.text("待审定")
	case x.Paused:
		return p.Lang.text("停工（不催报）")
	case x.State == models.RoundReturned:
		return p.Lang.text("已退回，待重报")
	}
	return p.Lang.text("未报")
}

func (p correctionsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.CorrectionView]
	t.text(l.text("编码"), func(x tracking.CorrectionView) string { return x.Project })
	t.text(l.text("项目"), func(x tracking.CorrectionView) string { return x.Name })
	t.text(l.text("月份"), func(x tracking.CorrectionView) string { return monthText(x.Month) })
	t.text(l.text("节点"), func(x tracking.CorrectionView) string { return x.Milestone })
	t.text(l.text("说明"), func(x tracking.CorrectionView) string { return x.Reason })
	t.text(l.text("依据"), func(x tracking.CorrectionView) string { return x.Document })
	t.text(l.text("申请"), func(x tracking.CorrectionView) string { return x.AskedBy + " " + x.AskedAt.Minute() })
	t.text(l.text("状态"), func(x tracking.CorrectionView) string {
		if x.Status == models.RequestWaiting {
			return l.text("待确认")
		}
		return p.StatusOf(x) + " " + x.DecidedBy + " " + x.DecidedAt.Minute()
	})
	return t.of(l.text("更正"), append(slices.Clip(p.Waiting), p.Past...))
}

func (p closingsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.ClosingView]
	t.text(l.text("月份"), func(x tracking.ClosingView) string { return monthText(x.Month) })
	t.text(l.text("种类"), func(x tracking.ClosingView) string { return l.text(phrase(x.Kind.Word())) })
	t.add(l.text("版次"), tracking.ListCount, func(x tracking.ClosingView) any { return x.Version })
	t.text(l.text("办理"), func(x tracking.ClosingView) string { return x.By + " " + x.At.Minute() })
	t.add(l.text("累计审定"), tracking.ListAmount, func(x tracking.ClosingView) any { return x.Totals.Approved })
	t.add(l.text("未报"), tracking.ListCount, func(x tracking.ClosingView) any { return len(x.Missing) })
	t.text(l.text("说明"), func(x tracking.ClosingView) string { return strings.TrimSpace(x.Reason + " " + x.Document) })
	return t.of(l.text("月结与上报"), p.Closings.Closings)
}

// taken is the list of accounts that match the form.
func (p accountsPage) taken(all []tracking.AccountView) tracking.TakenList {
	l := p.Lang
	var t taking[tracking.AccountView]
	t.text(l.text("姓名"), func(x tracking.AccountView) string { return x.Name })
	t.text(l.text("账号"), func(x tracking.AccountView) string { return x.Login })
	t.text(l.text("角色"), func(x tracking.AccountView) string {
		var roles []string
		for _, r := range x.Roles {
			roles = append(roles, strings.TrimSpace(l.text(phrase(r.Role.Chinese()))+" "+r.Organisation+r.Post))
		}
		return strings.Join(roles, "、")
	})
	t.text(l.text("状态"), func(x tracking.AccountView) string { return p.StateOf(x).Word })
	t.text(l.text("最近登录"), func(x tracking.AccountView) string { return x.LastLogInAt.Minute() })
	return t.of(l.text("账号管理"), all)
}
