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
		under := func(percent int64) bool { return *approved*100 < schedule*percent }
		rung, cause := "", "time"
		if due < l.known.day() {
			cause = "late_entry"
		}
		switch {
		case under(60) && l.levels[month-1] >= 3:
			rung, cause = "top", "repeat"
		case under(60):
			rung = "red"
		case under(80):
			rung = "yellow"
		case under(90):
			rung = "urging"
		default:
			continue
		}
		l.levels[month] = heights[rung]
		l.record(&item{kind: "investment", month: monthOf(l.year, month), due: due, version: 1}, rung, now, cause, false)
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
