package cli

import "duban/models"

// estimates prints what each project expects of the month beside last month, plan and year, and the sums.
func (p *program) estimates(r round) {
	p.say("%s　%s 预计数（万元）　%s", r.Programme, r.Month, r.AsOf.Minute())
	p.say("已报 %d 个，未报 %d 个", r.Estimates.Estimated, r.Estimates.Missing)
	if !r.Estimates.Asked.IsZero() {
		p.say("%s", r.Estimates.Asked.Text)
	}
	rows := [][]string{{"  编码", "项目", "本月预计", "上月完成", "本月计划", "年初至上月", "含本月预计", "本月实报", ""}}
	for _, line := range r.Lines {
		e, note := line.Expected, line.Expected.Asked.Text
		if e.Missing {
			note = "未报预计数"
		}
		rows = append(rows, []string{"  " + line.Code, line.Name, wanOf(e.Estimate), wanOf(e.Last), wanOf(&e.Plan),
			wanOf(e.Before), wanOf(e.Expected), wanOf(e.Actual), note})
	}
	rows = append(rows, sumsRow("  已报预计的", r.Estimates.Given), sumsRow("  全部", r.Estimates.EstimateSums))
	table(p.stdout, rows)
}

func sumsRow(label string, s models.EstimateSums) []string {
	return []string{label, "合计", wanOf(&s.Estimate), wanOf(&s.Last), wanOf(&s.Plan), wanOf(&s.Before), wanOf(&s.Expected),
		wanOf(&s.Actual), ""}
}
