package importer

import "duban/models"

// Options say how a workbook is to be read where it leaves something open, or was misread before. The zero value asks
// for nothing.
type Options struct {
	Answers  map[string]SheetAnswers // by Sheet.Fingerprint; "" answers for every sheet that has none of its own
	Year     int                     // where nothing in the workbook states one; 0: none given
	Month    int                     // 1–12, likewise
	Progress func(Progress)          // called now and then while reading; may be nil
}

// SheetAnswers are what a person said of sheets with such a header; remembered per sender and fingerprint.
type SheetAnswers struct {
	// by Column.Key; a column's letter or its header as it stands serve too
	Columns map[string]ColumnAnswer `json:"columns,omitempty"`
	Unit    models.Unit             `json:"unit,omitempty"` // of the columns whose header names none
	Read    *bool                   `json:"read,omitempty"` // read or leave out a sheet against the guess
}

// ColumnAnswer is what a person says a column is.
type ColumnAnswer struct {
	Field Field       `json:"field"` // "": leave the column out
	Unit  models.Unit `json:"unit,omitempty"`
}

// Progress says how far the reading of a workbook has come.
type Progress struct {
	Stage string `json:"stage"` // "reading", "checking"
	Sheet string `json:"sheet"`
	Rows  int    `json:"rows"`  // done of this sheet
	Total int    `json:"total"` // rows of this sheet; 0 while it is not known
}

// The kinds of question.
const (
	AskColumn = "column" // what a column holds
	AskUnit   = "unit"   // in what unit a column's amounts are
	AskYear   = "year"
	AskMonth  = "month"
)

// Question is what is unsure and therefore asked of a person, not guessed. Options answer it.
type Question struct {
	Kind       string         `json:"kind"`
	Key        string         `json:"key,omitempty"`        // Column.Key of a column or unit
	Column     string         `json:"column,omitempty"`     // "D"
	Header     string         `json:"header,omitempty"`     // of the column
	Proposed   Field          `json:"proposed,omitempty"`   // the likeliest field; "": none
	Confidence float64        `json:"confidence,omitempty"` // of the proposal
	Choices    []Field        `json:"choices,omitempty"`    // fields to choose from, the likeliest first
	Message    models.Message `json:"message"`              // what is unsure, and how to answer
}

// answersFor returns what is known of sheets with a fingerprint.
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
