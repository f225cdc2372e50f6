package models

// FundImport is an uploaded workbook of the fund ledger and what was done with it.
type FundImport struct {
	ID          string `gorm:"primaryKey"`
	ProgrammeID string
	FileName    string
	SHA256      string
	Form        string // JSON of FundForm
	Answers     string // JSON of what was answered, by cell
	Done        string // JSON of what it changed, once imported
	ByID        string
	ByName      string
	At          Instant
	CommittedBy string
	CommittedAt Instant
	UndoneBy    string
	UndoneAt    Instant
}

// FundImportState is how far such a workbook is.
type FundImportState string

// The states.
const (
	FundsUploaded FundImportState = "uploaded"
	FundsImported FundImportState = "imported"
	FundsUndone   FundImportState = "undone"
)

// Chinese returns the name of the state.
func (s FundImportState) Chinese() string {
	return map[FundImportState]string{FundsUploaded: "待导入", FundsImported: "已导入", FundsUndone: "已撤销"}[s]
}

// State returns how far the import is.
func (i FundImport) State() FundImportState {
	switch {
	case i.UndoneAt != 0:
		return FundsUndone
	case i.CommittedAt != 0:
		return FundsImported
	}
	return FundsUploaded
}

// FundForm is a workbook of the fund ledger as it was read.
type FundForm struct {
	Month    Month         `json:"month"` // that the sheets state; 0: none
	Columns  []FundColumn  `json:"columns"`
	Rows     []FundRow     `json:"rows"`
	Findings []FundFinding `json:"findings"`
	Totals   int           `json:"totals"` // declared sums that agree with the rows
}

// FundColumn says what a column was read as.
type FundColumn struct {
	Cell   string    `json:"cell"` // of its head
	Header string    `json:"header"`
	Field  FundField `json:"field"` // "": it was not used
	Source string    `json:"source,omitempty"`
	Unit   Unit      `json:"unit,omitempty"`
}

// FundRow is the money of one project from one source in a workbook.
type FundRow struct {
	Cell    string `json:"cell"` // of the amounts' first column
	Code    string `json:"code,omitempty"`
	Project string `json:"project"`
	Source  string `json:"source"` // as it is written
	Month   Month  `json:"month"`
	FundAmounts
	ArrivedOn Date   `json:"arrived_on,omitzero"`
	Note      string `json:"note,omitempty"`
}

// FundFinding is what is wrong with a cell, or what a person must answer: a question has options, or asks for a text.
type FundFinding struct {
	Cell    string       `json:"cell"`
	Error   bool         `json:"error"` // the workbook can not be imported with it
	Code    string       `json:"code"`
	Message Message      `json:"message"`
	Options []FundOption `json:"options,omitempty"`
	Text    bool         `json:"text,omitempty"` // a text is asked for
}

// Asks reports whether the finding is a question.
func (f FundFinding) Asks() bool { return len(f.Options) > 0 || f.Text }

// FundOption is a possible answer.
type FundOption struct {
	Value string  `json:"value"`
	Label Message `json:"label"`
}

// Answers that do not name a project or a source.
const (
	FundSkip = "skip" // the row is not imported
	FundAdd  = "add"  // rows of the same project and source are added
	FundRows = "rows" // the rows count, not the declared sum
)

// FundChange is what importing a workbook changes of one project and source.
type FundChange struct {
	Cell    string      `json:"cell"`
	Code    string      `json:"code"`
	Name    string      `json:"name"`
	Source  string      `json:"source"`
	Month   Month       `json:"month"`
	Before  FundAmounts `json:"before"`
	After   FundAmounts `json:"after"`
	New     bool        `json:"new"`
	Same    bool        `json:"same"`
	Note    string      `json:"note,omitempty"`
	Earlier *FundRecord `json:"-"` // on record before; nil: none
	Record  FundRecord  `json:"-"`
}

// FundPlan is what importing a workbook of the fund ledger would change.
type FundPlan struct {
	Changes  []FundChange  `json:"changes"`
	Findings []FundFinding `json:"findings"`
	Skipped  int           `json:"skipped"` // rows that are not imported, as answered
}

// Blocker returns the first finding for which the workbook can not be imported; nil for none.
func (p FundPlan) Blocker() *FundFinding {
	for i, f := range p.Findings {
		if f.Error || f.Asks() {
			return &p.Findings[i]
		}
	}
	return nil
}

// Count counts new records, changed ones and those that stay as they are.
func (p FundPlan) Count() (fresh, changed, same int) {
	for _, c := range p.Changes {
		switch {
		case c.New:
			fresh++
		case c.Same:
			same++
		default:
			changed++
		}
	}
	return fresh, changed, same
}
