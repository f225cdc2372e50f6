package models

// ReportStatus is the state of a month's report.
type ReportStatus string

// The states of a report. A submitted month cannot be changed unless it is returned.
const (
	ReportOpen     ReportStatus = "open"     // nothing submitted; there may be an estimate
	ReportWaiting  ReportStatus = "waiting"  // submitted, in review
	ReportReturned ReportStatus = "returned" // sent back for correction
	ReportApproved ReportStatus = "approved" // approved by the office (审定)
)

// Report is a project's report of one month (月报). Reported and approved amounts are separate, in fen; nil means
// unknown, which is not zero. Year-to-date amounts exclude earlier years.
type Report struct {
	ID            string `gorm:"primaryKey"`
	ProjectID     string
	Month         Month
	Estimate      *Money `gorm:"column:estimate_fen"`       // 预计数 of the month, given around the 25th
	ReportedMonth *Money `gorm:"column:reported_month_fen"` // reported by the owner
	ReportedYTD   *Money `gorm:"column:reported_ytd_fen"`
	ApprovedMonth *Money `gorm:"column:approved_month_fen"` // approved by the office (核定数)
	ApprovedYTD   *Money `gorm:"column:approved_ytd_fen"`
	// 当月冲减: what the month carries of the correction of an earlier month; part of ApprovedYTD, not of ApprovedMonth
	Adjustment  *Money `gorm:"column:adjustment_fen"`
	ToDate      *Money `gorm:"column:to_date_fen"` // 开工至今累计 reported by the owner, earlier years included
	Physical    string // 形象进度
	Problems    string
	NextStep    string
	Status      ReportStatus
	SubmittedAt Instant // first submission; kept through a return, so that a late month stays late
	ApprovedAt  Instant
	BatchID     string // import that gave the figures; "": none
}

// KnownYTD returns the approved year-to-date amount, else the reported one, else nil.
func (r Report) KnownYTD() *Money { return firstOf(r.ApprovedYTD, r.ReportedYTD) }

// Carried returns what the month carries of the correction of an earlier month (当月冲减), in fen.
func (r Report) Carried() Money {
	if r.Adjustment == nil {
		return 0
	}
	return *r.Adjustment
}

// Round is one reporting round. January and February are one round, named by February.
type Round struct {
	Month Month
	Due   Date // day on which the report is due: by default the 5th of the following month
}
