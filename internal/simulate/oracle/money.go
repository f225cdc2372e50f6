package oracle

import "time"

// scheduled is what a project should have completed from January to the end of a month, 1–12, in fen: its own month
// plans, else a twelfth a month; a new start begins in its planned month and reaches the whole plan in December.
func (p Project) scheduled(year, month int) int64 {
	if len(p.MonthPlans) > 0 {
		sum := int64(0)
		for m := 1; m <= month; m++ {
			sum += p.MonthPlans[monthText(year, m)]
		}
		return sum
	}
	idle := 0
	if p.NewStart && p.Start != "" && day(p.Start).Year() == year {
		idle = int(day(p.Start).Month()) - 1
	}
	if month <= idle {
		return 0
	}
	return divide(p.AnnualPlan*int64(month-idle), int64(12-idle))
}

// divide divides amounts that are not negative, rounding halves up.
func divide(a, b int64) int64 { return (2*a + b) / (2 * b) }

// judge looks once at every figure that has been approved since.
func (c *clerk) judge(d time.Time) {
	now := nine(d)
	for month := 3; month <= 12; month++ {
		due := roundDue(c.plan.Year, month)
		approved := c.approved(month, now)
		if approved == nil || c.judged[month] || !d.After(due) || due.Before(day(date(c.plan.Known.In(shanghai)))) {
			continue
		}
		c.judged[month] = true
		overtaken := false
		for later := month + 1; later <= 12; later++ {
			overtaken = overtaken || c.approved(later, now) != nil
		}
		schedule := c.project.scheduled(c.plan.Year, month)
		if overtaken || schedule == 0 {
			continue
		}
		under := func(percent int64) bool { return *approved*100 < schedule*percent }
		rung, cause := "", "time"
		switch {
		case under(60) && c.levels[month-1] >= 3:
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
		c.levels[month] = heights[rung]
		c.enter(&tally{kind: "investment", month: monthText(c.plan.Year, month), due: due, version: 1}, rung, now, cause,
			false)
	}
}

// approved is the year-to-date figure of a month as approved by a moment; nil if none is.
func (c *clerk) approved(month int, by time.Time) (ytd *int64) {
	for _, e := range c.events {
		if e.Kind == "accepted" && e.Item == "report" && e.Month == monthText(c.plan.Year, month) && !e.At.After(by) {
			ytd = e.YTDFen
		}
	}
	return ytd
}

// Months draws up the year's table from the plan and the events.
func Months(plan Plan, events []Event) []Month {
	var out []Month
	last := day(plan.Last)
	for d := time.Date(plan.Year, plan.Known.In(shanghai).Month(), 1, 0, 0, 0, 0, shanghai); !d.After(last); d = d.AddDate(
		0, 1, 0) {
		m := Month{Month: d.Format("2006-01")}
		number := int(d.Month())
		if d.Year() > plan.Year {
			number = 12
		}
		for _, p := range plan.Projects {
			m.Scheduled += p.scheduled(plan.Year, number)
			c := &clerk{plan: plan, project: p}
			for _, e := range events {
				if e.Project == p.Code {
					c.events = append(c.events, e)
				}
			}
			for month := number; month >= 1; month-- {
				if ytd := c.approved(month, last.AddDate(1, 0, 0)); ytd != nil {
					m.Approved += *ytd
					break
				}
			}
		}
		for _, e := range events {
			if e.At.In(shanghai).Format("2006-01") == m.Month && !e.PassedOver {
				m.count(e)
			}
		}
		out = append(out, m)
	}
	return out
}

func (m *Month) count(e Event) {
	switch {
	case e.Kind == "reminder":
		m.Reminders++
	case e.Kind == "returned":
		m.Returned++
	case e.Rung == "urging":
		m.Urging++
	case e.Rung == "yellow":
		m.Yellow++
	case e.Rung == "red":
		m.Red++
	case e.Rung == "top":
		m.Top++
	}
}
