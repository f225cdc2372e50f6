package models

// ExitMet reports whether an item meets its exit rule, and says so: money by one full round on schedule, a milestone by
// verified completion, a report by its acceptance. An item that was moved, dropped or undone is no reason to keep an
// order open either.
func (r Rules) ExitMet(f Facts, i OrderItem) (bool, Message) {
	if i.EndedAt != 0 && i.Item != ItemMilestone && i.Item != ItemInvestment {
		return true, PlainMessage(i.EndReason)
	}
	var e Escalation
	for _, row := range f.Escalations {
		if row.ID == i.EscalationID {
			e = row
		}
	}
	switch i.Item {
	case ItemMilestone:
		for _, m := range f.Milestones {
			if m.ID != e.Subject {
				continue
			}
			if m.Status == MilestoneDone {
				return true, Messagef("节点已于%s完成并审定", m.DoneOn)
			}
		}
		if i.EndedAt != 0 {
			return true, PlainMessage(i.EndReason)
		}
		return false, Messagef("节点完成并经审定后方可销号")
	case ItemInvestment:
		for _, report := range f.Reports {
			if report.Month <= e.Month || report.Status != ReportApproved || report.ApprovedYTD == nil ||
				r.level(f, nil, report) != nil {
				continue
			}
			return true, Messagef("%d月起投资达到序时进度", MonthNumber(report.Month.Number()))
		}
		return false, Messagef("投资须有一个完整月份达到序时进度方可销号")
	}
	return false, Messagef("月报审定后方可销号")
}
