package models

// ConfirmationKind is what a row about a 形象进度确认单 is.
type ConfirmationKind string

// The kinds.
const (
	ConfirmationAsked  ConfirmationKind = "asked"  // the office wants one of the month
	ConfirmationSigned ConfirmationKind = "signed" // the signed and stamped scan
)

// Confirmation is a row about the 形象进度确认单 of a project and month: asked for, or signed by owner, builder and supervisor
// and attached as a scan. Rows are added and never changed; the newest scan counts.
type Confirmation struct {
	ID             string `gorm:"primaryKey"` // ConfirmationID
	ProgrammeID    string
	ProjectID      string
	Month          Month
	Kind           ConfirmationKind
	Approved       Money  `gorm:"column:approved_fen"` // ProjectFigures.Stated when it was attached
	EvidenceSHA256 string `gorm:"column:evidence_sha256"`
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64 // bytes
	ByID           string
	ByName         string
	At             Instant
}

// ConfirmationID is the row key of what a command adds about a project.
func ConfirmationID(commandKey, projectID string) string {
	return Key("confirmation", commandKey, projectID)
}

// ConfirmationRule says of which projects a 形象进度确认单 is wanted at the end of each quarter.
type ConfirmationRule struct {
	ProgrammeID string  `gorm:"primaryKey" json:"programme"`
	From        Money   `gorm:"column:from_fen" json:"from_fen"` // annual plan of more than this
	ByID        string  `json:"-"`
	ByName      string  `json:"by,omitempty"`
	At          Instant `json:"at,omitzero"`
}

// DefaultConfirmationRule is that of a programme whose office set none: projects with an annual plan of more than
// 1,000 万.
func DefaultConfirmationRule(programmeID string) ConfirmationRule {
	return ConfirmationRule{ProgrammeID: programmeID, From: 1000 * WanYuan.Fen()}
}

// Check returns the KindInvalid error for a rule that cannot be.
func (r ConfirmationRule) Check() error {
	if r.From < 0 || r.From > 1000*YiYuan.Fen() {
		return Errorf(KindInvalid, "bad_amount", "年度计划金额应为 0–%d 亿元，请更正", 1000)
	}
	return nil
}

// Stated is the year-to-date that a 形象进度确认单 states: as handed in for the month, else as approved.
func (out ProjectFigures) Stated() Money {
	switch {
	case out.Reported != nil:
		return *out.Reported
	case out.Approved != nil:
		return *out.Approved
	}
	return 0
}

// quarterMonths is the length of a quarter.
const quarterMonths = 3

// QuarterEnd reports whether a quarter ends with the month.
func (m Month) QuarterEnd() bool { return m.Number()%quarterMonths == 0 }

// NewestQuarterEnd returns the last month of the newest quarter of the month's year that has ended with it; in the
// first two months of a year, the month itself.
func (m Month) NewestQuarterEnd() Month {
	if ended := m - Month(m.Number()%quarterMonths); ended.Year() == m.Year() {
		return ended
	}
	return m
}

// Wants reports whether a 形象进度确认单 of a project and month is wanted: it was asked for, or a quarter ends with the month
// and the project is built this year by more than the rule's amount and has figures to be confirmed.
func (r ConfirmationRule) Wants(l ProjectFigures, rows []Confirmation) bool {
	for _, c := range rows {
		if c.Kind == ConfirmationAsked && c.ProjectID == l.ProjectID && c.Month == l.Month {
			return true
		}
	}
	return l.Month.QuarterEnd() && !l.Dropped && l.Category != Preparatory && l.Plan > r.From && l.Stated() > 0
}

// ConfirmationState is how far the 形象进度确认单 of a project and month is.
type ConfirmationState string

// The states.
const (
	ConfirmationNotWanted ConfirmationState = "not_wanted"
	ConfirmationMissing   ConfirmationState = "missing" // wanted, and no scan is attached
	ConfirmationDiffers   ConfirmationState = "differs" // the figure was changed after it was signed
	ConfirmationThere     ConfirmationState = "there"
)

var confirmationWords = map[ConfirmationState]string{ConfirmationNotWanted: "本月不需要", ConfirmationMissing: "缺确认单",
	ConfirmationDiffers: "确认后数据有变", ConfirmationThere: "已附确认单"}

// Chinese returns the name of the state.
func (s ConfirmationState) Chinese() string { return confirmationWords[s] }

// StateOf returns the state of a project's 形象进度确认单 and the scan that counts; rows are by time.
func (r ConfirmationRule) StateOf(l ProjectFigures, rows []Confirmation) (ConfirmationState, Confirmation) {
	var signed Confirmation
	for _, c := range rows {
		if c.Kind == ConfirmationSigned && c.ProjectID == l.ProjectID && c.Month == l.Month {
			signed = c
		}
	}
	switch {
	case signed.ID != "" && l.Stated() != signed.Approved:
		return ConfirmationDiffers, signed
	case signed.ID != "":
		return ConfirmationThere, signed
	case r.Wants(l, rows):
		return ConfirmationMissing, signed
	}
	return ConfirmationNotWanted, signed
}
