package ladderoracle

// scheduled is what a project should have completed from January to the end of a month, 1–12, in fen, with an annual
// plan: its own month plans, else a twelfth a month; a new start begins in its planned month and reaches the whole plan
// in December.
func (p Project) scheduled(year, month int, annual int64) int64 {
	if len(p.MonthPlans) > 0 {
		sum := int64(0)
		for m := 1; m <= month; m++ {
			sum += p.MonthPlans[monthOf(year, m)]
		}
		return sum
	}
	idle := 0
	if p.NewStart && p.Start != "" && p.Start[:4] == monthOf(year, 1)[:4] {
		for monthOf(year, idle+1) != p.Start[:7] {
			idle++
		}
	}
	if month <= idle {
		return 0
	}
	return divide(annual*int64(month-idle), int64(12-idle))
}

// divide divides amounts that are not negative, rounding halves up.
func divide(a, b int64) int64 { return (2*a + b) / (2 * b) }

// judge looks once at every figure that has been approved since.
func (l *ladder) judge(d day) {
	now := d.nine()
	for month := 3; month <= 12; month++ {
		due := l.roundDue(l.year, month, l.week)
		approved := l.approved(l.year, month, now)
		if approved == nil || l.judged[month] || d <= due || due < l.known.day() && !l.revised {
			continue
		}
		l.judged[month], l.judgedAt[monthOf(l.year, month)] = true, now
		overtaken := false
		for later := month + 1; later <= 12; later++ {
			overtaken = overtaken || l.approved(l.year, later, now) != nil
		}
		schedule := l.project.scheduled(l.year, month, l.annualPlan(now))
		if overtaken || schedule == 0 {
			continue
		}
		earned, cause := Level{}, "time"
		for _, level := range l.rules.Investment {
			higher := heights[level.Rung] > heights[earned.Rung] ||
				level.Rung == earned.Rung && level.RepeatOf == "" && earned.RepeatOf != ""
			if higher && *approved*100 < schedule*level.Below &&
				(level.RepeatOf == "" || l.levels[month-1] >= heights[level.RepeatOf]) {
				earned = level
			}
		}
		if earned.Rung == "" {
			continue
		}
		switch {
		case earned.RepeatOf != "":
			cause = "repeat"
		case due < l.known.day():
			cause = "late_entry"
		}
		l.levels[month] = heights[earned.Rung]
		l.record(&item{kind: "investment", month: monthOf(l.year, month), due: due, version: 1},
			Step{Rung: earned.Rung, To: earned.To}, earned.Rung, now, now, cause, false)
	}
}

// annualPlan is the annual plan at a moment.
func (h *history) annualPlan(now moment) int64 {
	amount := h.project.AnnualPlan
	for _, e := range h.events {
		if e.Kind == "plan" && momentOf(e.At) <= now {
			amount = e.PlanFen
		}
	}
	return amount
}

// approved is the year-to-date figure of a month as approved by a moment; nil if none is.
func (h *history) approved(year, month int, by moment) (ytd *int64) {
	for _, e := range h.events {
		if e.Kind == "accepted" && e.Item == "report" && e.Month == monthOf(year, month) && momentOf(e.At) <= by {
			ytd = e.YTDFen
		}
	}
	return ytd
}
