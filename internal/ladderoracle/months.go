package ladderoracle

// Months computes the year's table from the plan and the events.
func Months(plan Plan, events []Event) []Month {
	var out []Month
	of, last := byProject(events), dayOf(plan.Last)
	for number := int(plan.Known.In(shanghai).Month()); ; number++ {
		m := Month{Month: monthOf(plan.Year, number)}
		if m.Month > last.month() {
			return out
		}
		for _, p := range plan.Projects {
			h := historyOf(plan, p, of[p.Code])
			m.Scheduled += p.scheduled(plan.Year, min(number, 12), h.annualPlan(moment(1<<62)))
			for month := min(number, 12); month >= 1; month-- {
				if ytd := h.approved(plan.Year, month, moment(1<<62)); ytd != nil {
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
