package web

import (
	"strconv"

	"duban/models"
)

// rulesPart is a ladder with its lights as tables.
type rulesPart struct {
	Title string // "": of all projects
	Steps []ruleRow
	Times []string
	Light []string
}

// ruleRow is a line of the table: what falls due, which level is reached when, and who is informed.
type ruleRow struct {
	Item  string
	Rung  models.Rung // "" for a reminder
	When  string
	To    string
	First bool // of its item
}

func partOf(l lang, title string, ladder models.Ladder, lights models.ColourRules) rulesPart {
	p := rulesPart{Title: title}
	p.addSteps(l, l.text("节点"), ladder.Milestone)
	p.addSteps(l, l.text("月报"), ladder.Report)
	p.addSteps(l, l.text("审核"), ladder.Review)
	first := true
	for i := len(ladder.Investment) - 1; i >= 0; i-- {
		level := ladder.Investment[i]
		when := l.text("不足序时进度的 %d%%", level.Below)
		if level.RepeatOf != models.NoRung {
			when = l.text("不足序时进度的 %d%%，且上月已%s", level.Below, l.word(level.RepeatOf.Reached()))
		}
		p.Steps = append(p.Steps, ruleRow{l.text("投资"), level.Rung, when, audienceNames(l, level.To), first})
		first = false
	}
	p.Times = []string{l.text("月报每月 %d 日起填报，次月 %d 日前报送；审核时限 %d 个工作日", ladder.WindowDay, ladder.ReportDay,
		ladder.ReviewDays),
		l.text("自 %d 月起评定；提醒和提级在工作日 %d:00", ladder.FirstRound, ladder.Hour)}
	if ladder.SparesStatistics {
		p.Times = append(p.Times, l.text("纳统节点只提醒，不督办"))
	}
	p.Light = lightSentences(l, lights)
	return p
}

func (p *rulesPart) addSteps(l lang, item string, steps []models.Step) {
	for i, s := range steps {
		p.Steps = append(p.Steps, ruleRow{item, s.Rung, stepWhen(l, s), audienceNames(l, s.To), i == 0})
	}
}

// stepWhen says when a step is reached.
func stepWhen(l lang, s models.Step) string {
	if s.Rung == models.NoRung {
		if s.Days == 0 {
			return l.text("到期当日")
		}
		return l.text("到期前 %d 个工作日", -s.Days)
	}
	repeat := ""
	if s.RepeatOf != models.NoRung {
		repeat = l.text("连续 %d 次%s", s.Running, l.word(s.RepeatOf.Reached()))
	}
	if s.Days == 0 {
		return repeat
	}
	when := l.text("逾期第 %d 个工作日", s.Days)
	if repeat != "" {
		when = l.text("%s，或%s", when, repeat)
	}
	if s.Controlling {
		when = l.text("%s（仅控制性节点）", when)
	}
	return when
}

// lightSentences are the rules of the lights.
func lightSentences(l lang, c models.ColourRules) (out []string) {
	switch {
	case c.Kind == "points" && c.Red == 0:
		out = append(out, l.text("落后序时 %d 个百分点起黄灯", c.Yellow))
	case c.Kind == "points":
		out = append(out, l.text("落后序时 %d 个百分点起黄灯，超过 %d 个红灯", c.Yellow, c.Red))
	case c.Red == 0:
		out = append(out, l.text("不足序时的 %d%% 黄灯", c.Yellow))
	default:
		out = append(out, l.text("不足序时的 %d%% 黄灯，不足 %d%% 红灯", c.Yellow, c.Red))
	}
	if c.OfMonth {
		out = append(out, l.text("按当月任务评定，不按累计"))
	}
	if c.FromPlan > 0 {
		out = append(out, l.text("年度计划 %s 万元以上的项目才评定", strconv.FormatInt(int64(c.FromPlan)/1_000_000, 10)))
	}
	if c.YellowsToRed > 0 {
		out = append(out, l.text("连续 %d 个月黄灯转红灯", c.YellowsToRed))
	}
	if c.StartToRed > 0 {
		out = append(out, l.text("应开工未开工的黄灯，连续 %d 个月的红灯", c.StartToRed))
	}
	return out
}
