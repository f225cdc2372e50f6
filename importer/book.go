package importer

import (
	"duban/importer/sheet"
	"duban/models"
)

// SheetKind is the kind of table that a sheet holds.
type SheetKind string

// The kinds of sheet. A sheet of kind other is not read.
const (
	KindPlan       SheetKind = "plan"
	KindProgress   SheetKind = "progress"
	KindMilestones SheetKind = "milestones"
	KindOther      SheetKind = "other"
)

// Book is a workbook as it was read. Its JSON is the output of `duban inspect --json`. Amounts that the sheet does not
// state are nil, which is not zero.
type Book struct {
	File   string       `json:"file"`
	SHA256 string       `json:"sha256"` // of the file's bytes
	Format sheet.Format `json:"format"`
	Sheets []Sheet      `json:"sheets"`
}

// Sheet is one sheet, or one table of a sheet, as it was read.
type Sheet struct {
	Name string `json:"name"`
	// Table is 1, 2 … where a sheet holds several tables with different headers; each has an entry of its own
	Table   int            `json:"table,omitempty"`
	Hidden  bool           `json:"hidden"`
	Kind    SheetKind      `json:"kind"`
	Skipped models.Message `json:"skipped,omitzero"` // why it is not read; zero when it is
	// Fingerprint identifies the header: it is the same for next month's file of the same sender. "" without a header.
	Fingerprint string         `json:"fingerprint"`
	Title       string         `json:"title,omitempty"`
	Form        string         `json:"form,omitempty"` // ID of a form that Duban made for a project and month
	Header      *HeaderRows    `json:"header"`
	ByHand      bool           `json:"by_hand,omitempty"` // a person chose the header
	Unit        models.Unit    `json:"unit"`              // of the sheet; a column's own unit takes precedence
	Year        int            `json:"year"`              // 0: not stated
	Month       models.Month   `json:"month"`             // of a progress sheet
	Columns     []Column       `json:"columns"`
	Marks       []Mark         `json:"marks"`
	Projects    []ProjectRow   `json:"projects"`
	Reports     []ReportRow    `json:"reports"`
	Milestones  []MilestoneRow `json:"milestones"`
	Sections    []SectionRow   `json:"sections"`
	Totals      []Total        `json:"totals"`
	Questions   []Question     `json:"questions"` // for a person; Options holds the answers
	Findings    []Finding      `json:"findings"`
}

// HeaderRows are the first and the last row of the header, 1-based.
type HeaderRows struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// Column says which field a column was mapped to.
type Column struct {
	Column string      `json:"column"` // "D"
	Header string      `json:"header"` // "2021年计划投资 / 小计"
	Field  Field       `json:"field"`  // "" when it is not used
	Unit   models.Unit `json:"unit"`   // of an amount
	// 1: exact word; .95: word without brackets; .85: pattern; below that a person is asked
	Confidence float64 `json:"confidence"`
	Year       int     `json:"year,omitempty"`
	Month      int     `json:"month,omitempty"`   // 1–12, when the header names one
	Quarter    int     `json:"quarter,omitempty"` // 1–4, likewise
	Key        string  `json:"key"`               // the header without its year and month; answers refer to it
	Answered   bool    `json:"answered"`          // a person chose the field
}

// Mark is a sign before names, with its meaning from the sheet's footnote.
type Mark struct {
	Mark      string `json:"mark"`       // "★"
	Note      string `json:"note"`       // the footnote; "" when nothing explains it
	CityMajor bool   `json:"city_major"` // the footnote says 市重大项目
}

// ProjectRow is one project's row. Text is folded to one line; "" and nil mean that the sheet states nothing.
type ProjectRow struct {
	Row             int             `json:"row"` // 1-based
	Number          string          `json:"number,omitempty"`
	Code            string          `json:"code"`
	ApprovalCode    string          `json:"approval_code,omitempty"` // 投资项目代码
	Name            string          `json:"name"`                    // without marks
	Section         string          `json:"section"`
	Owner           string          `json:"owner"`
	ResponsibleUnit string          `json:"responsible_unit"`
	Sponsor         string          `json:"sponsor"`
	Level           string          `json:"level"`
	CityMajor       bool            `json:"city_major"`
	Sector          string          `json:"sector"`
	Stage           models.Stage    `json:"stage"`
	Category        models.Category `json:"category"`
	Investor        models.Investor `json:"investor"`
	Place           string          `json:"place"`
	Scale           string          `json:"scale"`
	Period          string          `json:"period"`
	Goal            string          `json:"goal"`
	PlannedStart    models.Date     `json:"planned_start"`
	PlannedFinish   models.Date     `json:"planned_finish"`
	TotalInvestment *models.Money   `json:"total_investment_fen"`
	ToEndOfLastYear *models.Money   `json:"to_end_of_last_year_fen"`
	AnnualPlan      *models.Money   `json:"annual_plan_fen"`
	MonthPlans      []MonthAmount   `json:"month_plans,omitempty"`
	QuarterPlans    []QuarterAmount `json:"quarter_plans,omitempty"`
	Marks           []string        `json:"marks,omitempty"`
	// names of the parts of a bundled project (打包项目), which is counted once
	Parts []string `json:"parts,omitempty"`
	// fields that the row empties
	Cleared []Field `json:"cleared,omitempty"`
	Standing
}

// Standing is a project's actual start and finish and its entry in the statistics, as a sheet states them. 0 and ""
// mean that the sheet states nothing.
type Standing struct {
	Started        models.Answer `json:"started,omitempty"`  // 是否开工
	Finished       models.Answer `json:"finished,omitempty"` // 是否竣工
	ActualStart    models.Date   `json:"actual_start,omitzero"`
	ActualFinish   models.Date   `json:"actual_finish,omitzero"`
	InStatistics   models.Answer `json:"in_statistics,omitempty"`   // 是否纳统
	StatisticsCode string        `json:"statistics_code,omitempty"` // 纳统编码
	StatisticsOn   models.Date   `json:"statistics_on,omitzero"`    // 纳统时间
}

// MonthAmount is an amount planned for a month.
type MonthAmount struct {
	Month  models.Month `json:"month"`
	Amount models.Money `json:"amount_fen"`
}

// QuarterAmount is an amount planned for a quarter, 1–4.
type QuarterAmount struct {
	Quarter int          `json:"quarter"`
	Amount  models.Money `json:"amount_fen"`
}

// ReportRow is one project's month in a progress sheet.
type ReportRow struct {
	Row             int           `json:"row"`
	Code            string        `json:"code,omitempty"`
	Project         string        `json:"project"`
	ResponsibleUnit string        `json:"responsible_unit"`
	Month           models.Month  `json:"month"`
	MonthAmount     *models.Money `json:"month_fen"`
	YearToDate      *models.Money `json:"year_to_date_fen"`
	ToDate          *models.Money `json:"to_date_fen"` // since the start of the project, earlier years included
	// the stated year-to-date ÷ annual plan, in percent: "79.30"
	Rate       string `json:"rate"`
	Physical   string `json:"physical_progress"`
	Problems   string `json:"problems"`
	NextStep   string `json:"next_step"`
	Statistics string `json:"statistics"`      // 是否纳统, as the sheet states it
	Basis      string `json:"basis,omitempty"` // 数据口径, as the sheet states it
	// fields that the row empties
	Cleared []Field `json:"cleared,omitempty"`
	Standing
}

// MilestoneRow is one milestone, whatever the layout of the sheet.
type MilestoneRow struct {
	Row             int              `json:"row"`
	Code            string           `json:"code,omitempty"`
	Project         string           `json:"project"`
	ResponsibleUnit string           `json:"responsible_unit"`
	Name            string           `json:"name"`
	Due             models.Date      `json:"due"` // last day of the stated period
	Precision       models.Precision `json:"precision"`
	Controlling     bool             `json:"controlling"`
	DoneOn          models.Date      `json:"done_on"`
	Note            string           `json:"note,omitempty"`
}

// SectionRow is a row that opens a section, with its count checked.
type SectionRow struct {
	Row      int    `json:"row"`
	Title    string `json:"title"`          // "一、产业项目", without the count
	Level    int    `json:"level"`          // 1 is the outermost
	Declared *int   `json:"declared_count"` // nil: the sheet states none
	Counted  int    `json:"counted"`        // projects below it
	OK       bool   `json:"ok"`             // the declared count is right, or there is none
}

// Total is a declared amount or count, checked against the rows below it.
type Total struct {
	Cell     string       `json:"cell"`
	Label    string       `json:"label"` // "合计", or the section's title
	Field    Field        `json:"field"` // FieldCount for a count of projects
	What     string       `json:"what"`  // the field in words, with its month: "3月计划投资"
	Declared models.Money `json:"declared_fen"`
	Computed models.Money `json:"computed_fen"`
	Count    *int         `json:"declared_count,omitempty"`
	Counted  *int         `json:"counted,omitempty"`
	OK       bool         `json:"ok"`
}

// Severity is how bad a finding is.
type Severity string

// An error keeps the workbook from being committed; a warning asks a person; a notice informs.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNotice  Severity = "notice"
)

// Finding is one problem or oddity.
type Finding struct {
	Sheet    string         `json:"sheet,omitempty"` // set when findings of several sheets are in one list
	Cell     string         `json:"cell"`
	Severity Severity       `json:"severity"`
	Code     string         `json:"code"`
	Message  models.Message `json:"message"` // where, what, what to do
	Other    int            `json:"-"`       // a second row that the finding is about; 0: none
}

// Findings returns the findings of all sheets that are read, each with its sheet's name.
func (b *Book) Findings() []Finding {
	var all []Finding
	for _, s := range b.Sheets {
		if !s.Skipped.IsZero() {
			continue
		}
		for _, f := range s.Findings {
			f.Sheet = s.Name
			all = append(all, f)
		}
	}
	return all
}

// YearOf returns the year of the first sheet that states a month or a year; 0 when none does.
func (b *Book) YearOf() int {
	for _, s := range b.Sheets {
		switch {
		case !s.Skipped.IsZero():
		case s.Month != 0:
			return s.Month.Year()
		case s.Year != 0:
			return s.Year
		}
	}
	return 0
}
