package models

// ReportStatus is where a month's report stands.
type ReportStatus string

// The states of a report. A submitted month is locked; only a return reopens it.
const (
	ReportOpen     ReportStatus = "open"     // only an estimate so far, or nothing
	ReportWaiting  ReportStatus = "waiting"  // submitted, in review
	ReportReturned ReportStatus = "returned" // sent back for correction
	ReportApproved ReportStatus = "approved" // decided by the office (审定)
)

// Report is a project's report of one month (月报). Reported and approved figures are kept apart; nil is "not yet
// known", which is not zero. Year-to-date excludes earlier years.
type Report struct {
	ID            string `gorm:"primaryKey"`
	ProjectID     string
	Month         Month
	Estimate      *Money `gorm:"column:estimate_fen"`       // 预计数, given around the 25th, for the month
	ReportedMonth *Money `gorm:"column:reported_month_fen"` // what the owner says
	ReportedYTD   *Money `gorm:"column:reported_ytd_fen"`
	ApprovedMonth *Money `gorm:"column:approved_month_fen"` // what the office decided (核定数)
	ApprovedYTD   *Money `gorm:"column:approved_ytd_fen"`
	ToDate        *Money `gorm:"column:to_date_fen"` // 开工至今累计, earlier years included, as the owner says it
	Physical      string // 形象进度
	Problems      string
	NextStep      string
	Status        ReportStatus
	SubmittedAt   Instant // first submission: a month caught up later stays late
	ApprovedAt    Instant
	BatchID       string // the import that gave the figures, if it was one
}

// KnownYTD is the year-to-date figure as it is known: what was approved, else what was reported; nil for neither.
func (r Report) KnownYTD() *Money { return firstOf(r.ApprovedYTD, r.ReportedYTD) }

// Round is one reporting round. January and February are one round, named by February.
type Round struct {
	Month Month
	Due   Date // day the verified figure is due: the 5th of the following month by default
}
