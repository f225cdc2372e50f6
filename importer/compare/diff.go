package compare

import (
	"duban/importer"
	"duban/models"
)

// Snapshot is what the database holds of one programme.
type Snapshot struct {
	Programme     models.Programme
	Exists        bool                           // false: a plan workbook creates the programme
	Facts         []models.Facts                 // of every project on it
	Organisations map[string]models.Organisation // by ID
	Posts         map[string]models.Post         // by ID
	Others        []models.Programme             // the year's other programmes that exist
	Codes         []string                       // codes of the year that projects outside Facts have taken

	// Elsewhere are the year's other projects: dropped from the programme's list, or on other lists only. Former are the
	// memberships of the year's programmes that were ended, theirs and those of Facts.
	Elsewhere []models.Facts
	Former    []models.Membership
	// PlanChanges are the annual plans a person changed after they were imported, by project ID.
	PlanChanges map[string]models.AmountChange
	Target      *models.Money // the programme's investment target; nil: none is set
}

// Action is what a change does to a row.
type Action string

// The actions. Nothing is ever deleted by an import.
const (
	ActionNew     Action = "new"
	ActionChanged Action = "changed"
)

// Entity names a table as the store knows it.
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
	EntityMilestone    Entity = "milestones"
	EntityDueChange    Entity = "due_changes"
	EntityReport       Entity = "reports"
)

// Diff is what committing a workbook would change. Each item is what the workbook is about: a project of a plan sheet,
// a report of a progress sheet, a milestone of a milestone sheet; it stands in one of New, Changed and Unchanged, in
// Conflicts, or in Candidates.
type Diff struct {
	Kind        models.BatchKind
	Period      string // year "2021", or month "2021-06" for progress
	Programme   models.Programme
	New         []Item
	Changed     []Item
	Unchanged   []Item
	Missing     []Item             // on the programme, or a milestone of a listed project, but not in the workbook
	Conflicts   []Conflict         // left as they are
	Candidates  []Candidate        // likely known projects under another spelling: each waits for a choice
	Adjustments []Adjustment       // of the list of a programme that exists
	Left        []Item             // rows left out because of what is wrong with them, when Choices.GoodRows asks for it
	ErrorRows   int                // rows with an error, a conflict or an open choice, left out or not
	Findings    []importer.Finding // of the workbook and of the comparison
	Changes     []Change           // in the order of the sheets

	blocked bool
}

// Blocked reports whether something keeps the workbook from being committed: an error, a conflict or an open choice
// that is not left out with its row.
func (d *Diff) Blocked() bool { return d.blocked }

// Candidate is a row whose project is likely a known one under another spelling.
type Candidate struct {
	Item
	Unit      string // responsible unit as the sheet says it: AliasKey(Name, Unit) is the key of the choice
	Proposals []Proposal
}

// Proposal is a known project a row may mean.
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
	AdjustMissing AdjustmentKind = "missing" // stays on the list: no one chose to drop it
)

// Adjustment is a project that a plan workbook puts on a list, takes off it or moves within it.
type Adjustment struct {
	Item
	Kind      AdjustmentKind
	Programme string // name of the list
	From, To  string // sections, of a move
}

// Item is one thing a workbook is about.
type Item struct {
	Sheet     string
	Row       int // 0 for a missing item
	Entity    Entity
	EntityID  string
	ProjectID string
	Name      string // "科汇电气…", "科汇电气… / 主体封顶", "科汇电气… 2021-06"
}

// Conflict is an item that is not taken over, with the reason.
type Conflict struct {
	Item
	Reason models.Message
}

// Change is one row of a table that becomes new or other. Before and After are complete rows of models; Before is nil
// for a new one.
//
// The importer has no clock and knows no batch: in After, Programme.CreatedAt, Project.FollowedSince, Milestone.ArmedAt
// (of a new or moved due date), DueChange.At, Report.SubmittedAt (of a first one), Report.ApprovedAt (of changed
// figures) and Report.BatchID are zero and are the caller's to fill in.
type Change struct {
	Sheet          string
	Row            int // 1-based; 0 when it comes from no single row
	Action         Action
	Entity         Entity
	EntityID       string
	ProjectID      string // "" for what hangs on no project
	ProjectVersion int    // the version the comparison saw; 0 for a new project
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

// Count returns how many findings have a severity.
func (d *Diff) Count(severity importer.Severity) int {
	n := 0
	for _, f := range d.Findings {
		if f.Severity == severity {
			n++
		}
	}
	return n
}
