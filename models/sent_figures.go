package models

// SentFigures is one time that a month's figures went out of the program: an export was downloaded, or an upward report
// was confirmed. It is written once. A closing with a later version than the one that went out has corrected it.
type SentFigures struct {
	ID          string `gorm:"primaryKey"` // SentFiguresID
	ProgrammeID string
	Month       Month
	Kind        ClosingKind
	Version     int    // of the closing the figures were read from; 0: the month was not closed
	Export      string // what went out: "monthly", "ledger", "escalations", "estimate", "verified"
	FileName    string
	ByID        string
	ByName      string
	At          Instant
}

// TableName names the table.
func (SentFigures) TableName() string { return "sent_figures" }

// SentFiguresID is the row key of figures that went out: a person has the same file once a moment.
func SentFiguresID(s SentFigures) string {
	return Key("sent", s.ProgrammeID, s.Month.String(), string(s.Kind), s.Export, s.FileName, s.ByID, s.At.String())
}

// Corrected reports whether the figures that went out have been corrected since. newest is the newest version of the
// month's closing of the same kind.
func (s SentFigures) Corrected(newest int) bool { return s.Version < newest && s.Version > 0 }
