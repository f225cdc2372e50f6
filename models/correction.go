package models

import "slices"

// CorrectionKind is what a correction changes.
type CorrectionKind string

// The kinds of correction.
const (
	CorrectMonth     CorrectionKind = "month"     // an approved month
	ReopenMilestone  CorrectionKind = "milestone" // an accepted milestone, which is open again
	CorrectInCurrent CorrectionKind = "current"   // 当月冲减: an approved month stays, a later one carries the difference
)

var correctionWords = map[CorrectionKind]string{
	CorrectMonth: "更正月报", ReopenMilestone: "撤销节点完成", CorrectInCurrent: "当月冲减",
}

// Chinese returns the name of the kind.
func (k CorrectionKind) Chinese() string { return correctionWords[k] }

// LaterMonths is what becomes of the approved months after a corrected one.
type LaterMonths string

// The ways. There is no default: the person who asks says whether what was approved later is right or not.
const (
	ShiftLater LaterMonths = "shift" // their own amounts are right: each year-to-date amount changes by the difference
	// their year-to-date amounts are right: the next approved month takes the difference
	AbsorbLater LaterMonths = "absorb"
)

// CorrectionCommand asks for a correction. Amounts are in fen.
type CorrectionCommand struct {
	Kind        CorrectionKind `json:"kind"`
	Month       Month          `json:"month,omitempty"`
	MonthAmount *Money         `json:"month_fen,omitempty"`        // what the month should have been
	YTDAmount   *Money         `json:"year_to_date_fen,omitempty"` // nil: the old one changed by the month's difference
	Later       LaterMonths    `json:"later,omitempty"`
	Milestone   string         `json:"milestone,omitempty"` // name, or row key
	Reason      string         `json:"reason"`
	Document    string         `json:"document,omitempty"`  // the paper it stands on
	Evidence    *Evidence      `json:"evidence,omitempty"`  // scan of the paper
	Confirmed   bool           `json:"confirmed,omitempty"` // see ReportMonthCommand
}

// ConfirmCorrectionCommand carries out a correction that another person asked for.
type ConfirmCorrectionCommand struct {
	Correction string `json:"correction"`
	Reason     string `json:"reason,omitempty"`
}

// MonthCorrection is one month before and after a correction, in fen.
type MonthCorrection struct {
	Month     Month `json:"month"`
	WasMonth  Money `json:"was_month_fen"`
	WasYTD    Money `json:"was_year_to_date_fen"`
	MonthOnly Money `json:"month_fen"`
	YTD       Money `json:"year_to_date_fen"`
}

// Correction is a change of what was approved, asked for by one person and confirmed by another. It is kept with its
// decision.
type Correction struct {
	ID            string `gorm:"primaryKey"` // CorrectionID(command key)
	ProjectID     string
	Kind          CorrectionKind
	Month         Month             // month corrections
	Months        []MonthCorrection `gorm:"serializer:json"` // every month that changes, in order
	Later         LaterMonths
	MilestoneID   string // reopened milestones
	MilestoneName string
	DoneOn        Date    // date that was accepted
	DueVersion    int     // the milestone's due version that was accepted
	AcceptedAt    Instant // from then until the confirmation no day counts
	Reason        string
	Document      string

	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // scan of the paper; "": none
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64 // bytes

	Status         RequestStatus
	AskedByID      string
	AskedByName    string
	AskedAt        Instant
	DecidedByID    string
	DecidedByName  string
	DecidedAt      Instant
	DecisionReason string
}

// CorrectionID returns the row key of the correction that a command asks for.
func CorrectionID(key string) string { return Key("correction", key) }

// FirstMonth is the first month that a correction changes; of a reopened milestone that of its completion. 0: none.
func (c Correction) FirstMonth() Month {
	switch {
	case c.Kind == ReopenMilestone:
		return c.DoneOn.Month()
	case len(c.Months) > 0:
		return c.Months[0].Month
	}
	return 0
}

// CanConfirmCorrection returns nil when the actor may confirm or refuse a correction: a person of the office other than
// the one who asked. Figures that have gone out need the head of the office.
func CanConfirmCorrection(a Actor, c Correction, goneOut bool) error {
	if err := CanReview(a); err != nil {
		return err
	}
	switch {
	case a.ID == c.AskedByID && goneOut && a.HeadsOffice():
		return Errorf(KindForbidden, "own_correction", "不能确认本人提出的更正；该月数据已对外提供或上报，须由负责人确认，请撤回后由经办人提出")
	case a.ID == c.AskedByID:
		return Errorf(KindForbidden, "own_correction", "不能确认本人提出的更正，请由重点项目办的另一人办理")
	case goneOut && !a.HeadsOffice():
		return Errorf(KindForbidden, "office_head_needed", "该月数据已对外提供或上报，更正须由重点项目办负责人确认（负责人由系统管理员在账号管理中登记岗位）")
	}
	return nil
}

// HeadsOffice reports whether the actor heads the office (重点项目办负责人): the role of the office held with a post.
func (a Actor) HeadsOffice() bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return r.Role == RoleOffice && r.PostID != "" })
}

// MustWait returns the KindConflict error for a correction that is decided already.
func (c Correction) MustWait() error {
	if c.Status == RequestWaiting {
		return nil
	}
	return Errorf(KindConflict, "correction_decided", "该更正申请%s（%s，%s），请刷新后核对", WordOf(c.Status), c.DecidedByName,
		c.DecidedAt.Minute())
}

// CorrectionNotFound returns the KindNotFound error for a correction that does not exist or that a person may not see.
func CorrectionNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_correction", "没有找到更正申请“%s”，请刷新后核对", id)
}
