package models

// Export names what went out of the program.
type Export string

// The exports, and the upward reports, which go out when they are confirmed.
const (
	ExportMonthly     Export = "monthly" // the month's workbook: bulletin, tables, ranks, lagging, problems, charts
	ExportLedger      Export = "ledger"
	ExportPlan        Export = "plan"
	ExportMilestones  Export = "milestones"
	ExportEscalations Export = "escalations"
	ExportProblems    Export = "problems"
	ExportOrders      Export = "orders"  // 督办台账
	ExportFill        Export = "fill"    // an office's own form
	ExportMeeting     Export = "meeting" // 调度会材料
	ExportEstimate    Export = "estimate"
	ExportVerified    Export = "verified"
)

// Word returns the name of what went out.
func (e Export) Word() Word {
	switch e {
	case ExportMonthly:
		return "月报"
	case ExportLedger:
		return "台账"
	case ExportPlan:
		return "投资计划表"
	case ExportMilestones:
		return "节点表"
	case ExportEscalations:
		return "督办清单"
	case ExportProblems:
		return "问题台账"
	case ExportOrders:
		return "督办台账"
	case ExportFill:
		return "自备表格"
	case ExportMeeting:
		return "调度会材料"
	case ExportEstimate:
		return "上报预计数"
	case ExportVerified:
		return "上报核定数"
	}
	return Word(e)
}

// SentFigures is one time that a month's figures went out of the program: an export was downloaded, or an upward report
// was confirmed. It is written once.
type SentFigures struct {
	ID          string `gorm:"primaryKey"` // SentFiguresID
	ProgrammeID string
	Month       Month
	Kind        ClosingKind
	Version     int // of the closing the figures were read from; 0: of what was on record, the month not closed
	Export      Export
	FileName    string
	ByID        string
	ByName      string
	At          Instant
}

// TableName names the table.
func (SentFigures) TableName() string { return "sent_figures" }

// SentFiguresID is the row key of figures that went out: a person has the same file once a moment.
func SentFiguresID(s SentFigures) string {
	return Key("sent", s.ProgrammeID, s.Month.String(), string(s.Kind), string(s.Export), s.FileName, s.ByID,
		s.At.String())
}

// Amounts reports whether what went out states approved amounts.
func (s SentFigures) Amounts() bool {
	switch s.Export {
	case ExportMonthly, ExportLedger, ExportFill, ExportMeeting, ExportEstimate, ExportVerified:
		return true
	case ExportPlan, ExportMilestones, ExportEscalations, ExportOrders, ExportProblems:
	}
	return false
}

// Milestones reports whether what went out states which milestones are done.
func (s SentFigures) Milestones() bool {
	switch s.Export {
	case ExportMonthly, ExportLedger, ExportMilestones, ExportMeeting:
		return true
	case ExportPlan, ExportEscalations, ExportOrders, ExportProblems, ExportFill, ExportEstimate,
		ExportVerified:
	}
	return false
}

// Changes reports whether a correction of a project changes, or has changed, what went out: figures of one of its
// months, or of a later month whose year-to-date amount rests on it, that went out while the old amount was on record;
// for a reopened milestone, what went out from the month of its completion on while it stood as done. A correction that
// was refused or withdrawn changes nothing, and neither does one that the current month carries (当月冲减).
func (c Correction) Changes(f Facts, s SentFigures) bool {
	if c.Status != RequestWaiting && (c.Status != RequestConfirmed || s.At >= c.DecidedAt) {
		return false
	}
	switch c.Kind {
	case CorrectMonth:
		return s.Amounts() && s.At >= c.oldAmountSince(f) && c.reaches(s.Month)
	case ReopenMilestone:
		return s.Milestones() && s.At >= c.AcceptedAt && s.Month >= c.DoneOn.Month()
	case CorrectInCurrent:
	}
	return false
}

// reaches reports whether the figures of a month rest on an amount that the correction changes.
func (c Correction) reaches(month Month) bool {
	for i, m := range c.Months {
		last := i+1 == len(c.Months)
		if m.Month == month || last && month > m.Month && m.YTD != m.WasYTD {
			return true
		}
	}
	return false
}

// oldAmountSince returns since when the amount that is corrected was on record: the acceptance of its report, or an
// earlier correction of the same month. 0: it is not known; an import brought it.
func (c Correction) oldAmountSince(f Facts) (since Instant) {
	for _, s := range f.Submissions {
		if s.Kind == SubmitReport && s.Month == c.Month && s.Status == SubmissionAccepted && s.DecidedAt <= c.AskedAt {
			since = max(since, s.DecidedAt)
		}
	}
	for _, other := range f.Corrections {
		if other.ID != c.ID && other.Kind == CorrectMonth && other.Status == RequestConfirmed &&
			other.DecidedAt <= c.AskedAt && other.hasMonth(c.Month) {
			since = max(since, other.DecidedAt)
		}
	}
	return since
}

func (c Correction) hasMonth(month Month) bool {
	for _, m := range c.Months {
		if m.Month == month {
			return true
		}
	}
	return false
}
