package compare

import (
	"duban/importer"
	"duban/models"
)

// Snapshot is the data of one programme from the database.
type Snapshot struct {
	Today         models.Date // of the preview; 0: dates in the future are not refused
	Programme     models.Programme
	Exists        bool                           // false: a plan workbook creates the programme
	Facts         []models.Facts                 // of every project on it
	Organisations map[string]models.Organisation // by ID
	Posts         map[string]models.Post         // by ID
	Others        []models.Programme             // the year's other programmes that exist
	Codes         []string                       // codes of the year that projects outside Facts have taken

	// Elsewhere are the year's other projects: dropped from the programme's list, or on other lists only. Former are the
	// ended memberships in the year's programmes, of these projects and of those in Facts.
	Elsewhere []models.Facts
	Former    []models.Membership
	// PlanChanges are the annual plans that a person changed after an import, by project ID.
	PlanChanges map[string]models.AmountChange
	Target      *models.Money // the programme's target as decided; nil: none is on record
	// Sent are the totals that last went to the city; nil: none did.
	Sent *Sent
	// LastYear are the projects of the same kind of list of the year before, and those that were dropped from it.
	LastYear []models.Facts
	// Withdrawn are the names of projects that were taken back with their import, by code: a code is never given twice.
	Withdrawn map[string]string
	Quarters  map[string][]models.QuarterPlan // by project ID
	// Formalities are the codes and dates on record besides the plan, by project ID.
	Formalities map[string]models.Formalities
}

// Action is what happens to a row.
type Action string

// The actions. Nothing is ever deleted by an import.
const (
	ActionNew     Action = "new"
	ActionChanged Action = "changed"
)

// Entity is the store's name of a table.
type Entity string

// The tables an import writes.
const (
	EntityOrganisation Entity = "organisations"
	EntityPost         Entity = "posts"
	EntityProgramme    Entity = "programmes"
	EntityIndicator    Entity = "indicators"
	EntityProject      Entity = "projects"
	EntityMembership   Entity = "memberships"
	EntityMonthPlan    Entity = "month_plans"
	EntityQuarterPlan  Entity = "quarter_plans"
	EntityFormalities  Entity = "formalities"
	EntityMilestone    Entity = "milestones"
	EntityDueChange    Entity = "due_changes"
	EntityReport       Entity = "reports"
)

// Diff is what committing a workbook would change. An item is a project of a plan sheet, a report of a progress sheet,
// or a milestone of a milestone sheet. Each is in exactly one of New, Changed, Unchanged, Conflicts and Candidates.
type Diff struct {
	Kind      models.BatchKind
	Period    string // year "2021", or month "2021-06" for progress
	Programme models.Programme
	New       []Item
	Changed   []Item
	Unchanged []Item
	// projects of the programme, or milestones of a listed project, that are not in the workbook
	Missing     []Item
	Conflicts   []Conflict         // items not imported
	Candidates  []Candidate        // possible other spellings of known projects: each needs a choice
	Adjustments []Adjustment       // of the list of an existing programme
	Continued   []Continued        // projects that continue one of the year before
	Target      *TargetProposal    // nil: the workbook names no other target than the one on record
	Totals      *Totals            // of the list, as it would stand
	Left        []Item             // rows left out because they are wrong, when Choices.GoodRows is set
	ErrorRows   int                // rows with an error, a conflict or an open choice, left out or not
	Findings    []importer.Finding // of the workbook and of the comparison
	Changes     []Change           // in the order of the sheets

	blocked bool
	wrong   rowSet
}

// Refuses reports whether a row is not imported because it is wrong, left out by choice or not: it is in no sum.
func (d *Diff) Refuses(sheet string, row int) bool {
	w, wrong := d.wrong[rowAt{sheet, row}]
	return wrong && !w.asked()
}

// Blocked reports whether the workbook cannot be committed: an error, a conflict or an open choice is not left out with
// its row.
func (d *Diff) Blocked() bool { return d.blocked }

// Candidate is a row whose project is probably a known one under another spelling.
type Candidate struct {
	Item
	Unit      string // responsible unit as stated on the sheet: AliasKey(Name, Unit) is the key of the choice
	Proposals []Proposal
}

// Proposal is a known project that a row may mean.
type Proposal struct {
	ProjectID string
	Code      string
	Name      string
	Score     int // pairs of characters in common, in percent
}

// AdjustmentKind is how a list changes.
type AdjustmentKind string

// The kinds of adjustment (调入、重新列入、调出、调整分类、未列出).
const (
	AdjustAdmit   AdjustmentKind = "admit"
	AdjustReadmit AdjustmentKind = "readmit"
	AdjustDrop    AdjustmentKind = "drop"
	AdjustMove    AdjustmentKind = "move"    // to another section
	AdjustMissing AdjustmentKind = "missing" // stays on the list: no choice removes it
)

// Adjustment is a project that a plan workbook adds to a list, removes from it or moves within it.
type Adjustment struct {
	Item
	Kind      AdjustmentKind
	Programme string // name of the list
	From, To  string // sections, of a move
}

// Item is one project, report or milestone of a workbook.
type Item struct {
	Sheet     string
	Row       int // 0 for a missing item
	Entity    Entity
	EntityID  string
	ProjectID string
	Name      string // "科汇电气…", "科汇电气… / 主体封顶", "科汇电气… 2021-06"
}

// Conflict is an item that is not imported, with the reason.
type Conflict struct {
	Item
	Reason   models.Message
	Reviewed bool // the workbook states something else than what was reviewed, see Choices.KeepReviewed
}

// Change is one new or changed row of a table. Before and After are complete rows of models; Before is nil for a new
// one.
//
// The importer has no clock and does not know the batch. In After the caller must set Programme.CreatedAt,
// Project.FollowedSince, Milestone.ArmedAt (of a new or moved due date), DueChange.At, Report.SubmittedAt (of a first
// one), Report.ApprovedAt (of changed figures) and Report.BatchID; they are zero.
type Change struct {
	Sheet          string
	Row            int // 1-based; 0 when no single row causes it
	Action         Action
	Entity         Entity
	EntityID       string
	ProjectID      string // "" for what hangs on no project
	ProjectVersion int    // version at the time of the comparison; 0 for a new project
	Fields         []FieldChange
	Before         any
	After          any
}

// FieldChange is one changed value, readable by people.
type FieldChange struct {
	Field string `json:"field"` // "年度计划投资"
	Old   string `json:"old"`   // "1000.00 万元"; "" when there was none
	New   string `json:"new"`
}

// Count returns the number of findings of a severity.
func (d *Diff) Count(severity importer.Severity) int {
	n := 0
	for _, f := range d.Findings {
		if f.Severity == severity {
			n++
		}
	}
	return n
}
