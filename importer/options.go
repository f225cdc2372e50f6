package importer

import "duban/models"

// Options holds a person's answers about a workbook that is ambiguous or was misread before. The zero value holds none.
type Options struct {
	Answers  map[string]SheetAnswers      // by Sheet.Fingerprint; "" answers for every sheet that has none of its own
	Headers  map[string]HeaderRows        // rows that a person chose as a sheet's header, by its name; "": of every sheet
	Cells    map[string]map[string]string // texts that a person wrote over cells, by sheet and cell
	Year     int                          // used when nothing in the workbook states a year; 0: none
	Month    int                          // 1–12, likewise
	Progress func(Progress)               // called from time to time while reading; may be nil
	// Said holds a person's answers to questions about this workbook alone, by Question.ID; they are not remembered.
	Said map[string]string
}

// Way is one answer to a question with an ID, with what it would do.
type Way struct {
	Value   string         `json:"value"`
	Message models.Message `json:"message"`
}

// SaidNoPlan answers what a list without an annual plan is.
const SaidNoPlan = "no_plan"

// SheetAnswers are a person's answers for sheets with a certain header; tracking stores them by sender and fingerprint.
type SheetAnswers struct {
	// by Column.Key; a column's letter or its unchanged header are accepted too
	Columns map[string]ColumnAnswer `json:"columns,omitempty"`
	Unit    models.Unit             `json:"unit,omitempty"` // for columns whose header has no unit
	Read    *bool                   `json:"read,omitempty"` // whether to read the sheet, against the guess
	// Header: a person chose these rows as the header
	Header bool `json:"header,omitempty"`
}

// ColumnAnswer is a person's answer for a column.
type ColumnAnswer struct {
	Field Field       `json:"field"` // "": leave the column out
	Unit  models.Unit `json:"unit,omitempty"`
}

// Progress is the progress of reading a workbook.
type Progress struct {
	Stage string `json:"stage"` // "reading", "checking"
	Sheet string `json:"sheet"`
	Rows  int    `json:"rows"`  // rows read of this sheet
	Total int    `json:"total"` // rows of this sheet; 0 while unknown
}

// The kinds of question.
const (
	AskColumn = "column" // what a column holds
	AskUnit   = "unit"   // in what unit a column's amounts are
	AskYear   = "year"
	AskMonth  = "month"
	AskChoice = "choice" // which of several ways is meant
)

// Question is an uncertainty that a person decides instead of a guess. Options holds the answer.
type Question struct {
	Kind       string         `json:"kind"`
	Key        string         `json:"key,omitempty"`        // Column.Key of a column or unit
	Column     string         `json:"column,omitempty"`     // "D"
	Header     string         `json:"header,omitempty"`     // of the column
	Proposed   Field          `json:"proposed,omitempty"`   // the likeliest field; "": none
	Confidence float64        `json:"confidence,omitempty"` // of the proposal
	Choices    []Field        `json:"choices,omitempty"`    // fields to choose from, the likeliest first
	Message    models.Message `json:"message"`              // what is uncertain, and how to answer
	ID         string         `json:"id,omitempty"`         // of a choice: names it in Options.Said
	Ways       []Way          `json:"ways,omitempty"`       // of a choice
	Answer     string         `json:"answer,omitempty"`     // of a choice: the way that a person chose
}

// answersFor returns the answers for sheets with a fingerprint.
func (o Options) answersFor(fingerprint string) SheetAnswers {
	if a, ok := o.Answers[fingerprint]; ok {
		return a
	}
	return o.Answers[""]
}

func (o Options) report(p Progress) {
	if o.Progress != nil {
		o.Progress(p)
	}
}
