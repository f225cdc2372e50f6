package simulate

import "duban/models"

// Month is one line of the year's table: figures from the start of the programme's year to the end of the month, and
// what went on record within the month. What was passed over is not counted: it was not sent.
type Month struct {
	Month     models.Month `json:"month"`
	Scheduled models.Money `json:"scheduled_fen"`
	Approved  models.Money `json:"approved_fen"` // by the end of the simulation
	Reminders int          `json:"reminders"`
	Urging    int          `json:"urging"`
	Yellow    int          `json:"yellow"`
	Red       int          `json:"red"`
	Top       int          `json:"top"`
	Returned  int          `json:"returned"`
}

// Months is the table, a line for every month from the first day to the last.
func (y *Year) Months() []Month {
	var lines []Month
	for month := y.From.Month(); month <= y.To.Month(); month++ {
		m := Month{Month: month}
		for _, f := range y.Facts {
			m.Scheduled += models.Scheduled(f.Project, f.MonthPlans, y.curve(f), month)
			m.Approved += approvedBy(f.Reports, month)
		}
		lines = append(lines, m)
	}
	for _, e := range y.Events {
		if i := int(e.At.Date().Month() - y.From.Month()); i >= 0 && i < len(lines) && !e.PassedOver {
			lines[i].count(e)
		}
	}
	return lines
}

func (y *Year) curve(f models.Facts) models.Curve {
	return models.RulesFor(f, models.Calendar{}).Curve
}

// approvedBy is the approved year-to-date of the latest month up to one.
func approvedBy(reports []models.Report, month models.Month) models.Money {
	var known []models.Report
	for _, r := range reports {
		if r.Month <= month {
			known = append(known, r)
		}
	}
	if latest := models.LatestApproved(known); latest != nil {
		return *latest.ApprovedYTD
	}
	return 0
}

func (m *Month) count(e Event) {
	switch {
	case e.Kind == string(models.KindReminder):
		m.Reminders++
	case e.Kind == returned:
		m.Returned++
	case e.Rung == models.Urging:
		m.Urging++
	case e.Rung == models.Yellow:
		m.Yellow++
	case e.Rung == models.Red:
		m.Red++
	case e.Rung == models.Top:
		m.Top++
	}
}

// Figures are the year's sums.
type Figures struct {
	Projects   int
	Milestones int
	Done       int          // milestones, by the end
	Late       int          // milestones that earned a rung
	AnnualPlan models.Money // sum of the projects' plans
	Approved   models.Money // by the end
	Submitted  int
	Accepted   int
	Extended   int
	Paused     int
	Counts     Month // reminders, rungs and returns of the whole year
}

// Figures adds the year up.
func (y *Year) Figures() Figures {
	f := Figures{Projects: len(y.Facts)}
	for _, p := range y.Facts {
		f.AnnualPlan += p.Project.AnnualPlan
		f.Approved += approvedBy(p.Reports, y.To.Month())
		f.Milestones += len(p.Milestones)
		for _, m := range p.Milestones {
			if m.Status == models.MilestoneDone {
				f.Done++
			}
		}
	}
	late := map[string]bool{}
	for _, e := range y.Events {
		if !e.PassedOver {
			f.Counts.count(e)
		}
		switch e.Kind {
		case submitted:
			f.Submitted++
		case accepted:
			f.Accepted++
		case extended:
			f.Extended++
		case paused:
			f.Paused++
		case string(models.KindRung):
			if e.Item == models.ItemMilestone {
				late[e.Subject] = true
			}
		}
	}
	f.Late = len(late)
	return f
}
