package contract

import (
	"slices"

	"duban/models"
)

// ProjectParams starts a project's workflow, and carries it into its next run.
type ProjectParams struct {
	ProjectID string        `json:"project_id"`
	Ref       ProjectRef    `json:"ref"`
	Next      models.Moment `json:"next"`     // what the run before waited for; with Settled: what this one waits for
	Revision  int           `json:"revision"` // of the facts the run before saw; with Settled: of the facts behind Next
	// Settled: a transaction has recorded what fell due, so the run need not begin by checking
	Settled    bool       `json:"settled,omitempty"`
	Attributes Attributes `json:"attributes"`
	Turn       int        `json:"turn,omitempty"`        // see TurnOf
	MaxHistory int        `json:"max_history,omitempty"` // tests only: events after which to continue as new
	Protocol   int        `json:"protocol,omitempty"`    // see Protocol; 0 in runs of earlier versions
}

// Told is what a signal says to a project: what it waits for, by the facts of a revision.
type Told struct {
	Next       models.Moment `json:"next"`
	Revision   int           `json:"revision"`
	Attributes Attributes    `json:"attributes"`
}

// Command names a stored command for a project to carry out. The person and the content stay in the database.
type Command struct {
	Key       string `json:"key"`
	Hash      string `json:"hash"` // of the stored command; one with another hash is not carried out
	ProjectID string `json:"project_id"`
}

// RunCommand is the parameter of the transaction that carries out a stored command.
type RunCommand struct {
	Now     models.Instant `json:"now"`
	Command Command        `json:"command"`
	// revision the run last saw; a lower one in the database means that it was restored
	Seen int `json:"seen,omitempty"`
}

// Person is the person who asked. Histories of earlier versions have the name; what is written now has the ID only.
type Person struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Operator bool   `json:"operator,omitempty"`
}

// Head is what every command of an earlier version carries.
type Head struct {
	Key       string `json:"key"`  // idempotency key
	Hash      string `json:"hash"` // of the canonical body: the same key with another body is refused
	ProjectID string `json:"project_id"`
	By        Person `json:"by"`
	Version   int    `json:"version,omitempty"` // of the project, that the command was decided on; 0: any
}

// SubmitMilestone, ReportMonth, Review and ChangePlan are the arguments of the earlier updates of the same names.
type (
	SubmitMilestone struct {
		Head
		Body models.SubmitMilestoneCommand `json:"body"`
	}
	ReportMonth struct {
		Head
		Body models.ReportMonthCommand `json:"body"`
	}
	Review struct {
		Head
		Body models.ReviewCommand `json:"body"`
	}
	ChangePlan struct {
		Head
		Body models.ChangePlanCommand `json:"body"`
	}
)

// At is a command of an earlier version with the moment at which the workflow received it.
type At[T any] struct {
	Now     models.Instant `json:"now"`
	Command T              `json:"command"`
}

// Answer is the result of a command as it stands in histories. It has no message, because that may name people:
// models.CommandResult, in the database, has it.
type Answer struct {
	Project string         `json:"project"`          // project code
	Object  string         `json:"object,omitempty"` // submission, milestone, pause … that the command made or changed
	NextAt  models.Instant `json:"next_at,omitempty"`
	Next    string         `json:"next,omitempty"`
}

// Attributes are a project's search attributes, and the text that its workflow shows in Temporal's own pages.
type Attributes struct {
	Programmes []string       `json:"programmes,omitempty"`
	Unit       string         `json:"unit,omitempty"`
	Stage      string         `json:"stage,omitempty"`
	Colour     string         `json:"colour,omitempty"`
	NextDue    models.Instant `json:"next_due,omitempty"`
	Title      string         `json:"title,omitempty"` // "科汇电气 … (ZD-2021-007)"
	Standing   string         `json:"standing,omitempty"`
}

// AttributesOf computes the attributes of a project that waits for next.
func AttributesOf(f models.Facts, rules models.Rules, unit string, next models.Moment, today models.Date) Attributes {
	standing := rules.Standing(f, today)
	a := Attributes{
		Unit: unit, Stage: string(f.Project.Stage), Colour: string(standing.Colour), NextDue: next.At,
		Title: title(f.Project), Standing: standing.Chinese() + "，" + standing.Reason.Text,
	}
	for _, m := range f.Memberships {
		a.Programmes = append(a.Programmes, m.ProgrammeID)
	}
	return a
}

func title(p models.Project) string { return p.Name + "（" + p.Code + "）" }

// Equal reports whether nothing of the attributes differs.
func (a Attributes) Equal(b Attributes) bool {
	return slices.Equal(a.Programmes, b.Programmes) && a.Unit == b.Unit && a.Stage == b.Stage && a.Colour == b.Colour &&
		a.NextDue == b.NextDue && a.Title == b.Title && a.Standing == b.Standing
}

// Outcome is the result of a transaction on a project: the answer, the next moment and the state to keep.
type Outcome struct {
	Answer     Answer        `json:"answer"`
	Next       models.Moment `json:"next"`
	Revision   int           `json:"revision"`
	Messages   int           `json:"messages,omitempty"` // new messages in the outbox
	Woken      bool          `json:"woken,omitempty"`    // the outbox is signalled, the workflow need not
	Turn       int           `json:"turn,omitempty"`     // see TurnOf; 0: as before
	Closed     bool          `json:"closed,omitempty"`
	Attributes Attributes    `json:"attributes"`
}

// Advance is the parameter of the transaction that records what fell due in a project.
type Advance struct {
	ProjectID string         `json:"project_id"`
	Now       models.Instant `json:"now"`
	Seen      int            `json:"seen,omitempty"` // revision the run last saw
}

// Import starts an import's workflow: a staged batch is promoted, then its projects are started or poked.
type Import struct {
	Batch string `json:"batch"`
	By    Person `json:"by"` // for operators to read; the permission is checked against the batch
}

// Promote is the parameter of the transaction that commits a staged batch.
type Promote struct {
	Batch string         `json:"batch"`
	Now   models.Instant `json:"now"`
	By    Person         `json:"by"`
}

// Promoted is the result: how many projects the batch changed.
type Promoted struct {
	Projects int `json:"projects"`
	// Settled: what fell due is on record, and only Starts projects are to be started or told; false in histories of
	// earlier versions
	Settled  bool `json:"settled,omitempty"`
	Starts   int  `json:"starts,omitempty"`
	Messages int  `json:"messages,omitempty"` // new messages in the outbox
}

// StartProjects is the parameter that starts or signals a range of a batch's projects, by position.
type StartProjects struct {
	Batch string `json:"batch"`
	From  int    `json:"from"`
	Count int    `json:"count"`
	// Settled: of the projects that the import's transaction listed; otherwise of all that it changed
	Settled bool `json:"settled,omitempty"`
}

// Progress is how far an import is.
type Progress struct {
	Stage string `json:"stage"` // "promoting", "starting", "done"
	Total int    `json:"total"` // projects to start or poke
	Done  int    `json:"done"`
}

// Read is the parameter that reads an uploaded workbook.
type Read struct {
	Draft   string `json:"draft"`
	Reading string `json:"reading"` // of the draft; one that was corrected since has another
	Key     string `json:"key"`     // idempotency key of the request; the reading's ID is derived from it and the person
	By      Person `json:"by"`
}

// Deliver is the parameter of one delivery of the outbox.
type Deliver struct {
	Now models.Instant `json:"now"`
}

// Delivered is the result of a delivery. NextAt is when the next message may be sent; 0: none is waiting.
type Delivered struct {
	Count  int            `json:"count"`
	Failed int            `json:"failed"`
	NextAt models.Instant `json:"next_at,omitempty"`
}

// StartProject returns the parameters that start a project's workflow, with the attributes that the project's row
// knows. The first transaction of the run adds the others.
func StartProject(p models.Project) ProjectParams {
	return ProjectParams{
		ProjectID: p.ID, Ref: ProjectRef{Year: p.Year, Code: p.Code}, Protocol: Protocol,
		Attributes: Attributes{Title: title(p), Stage: string(p.Stage), NextDue: p.NextAt},
	}
}

// StartSettled returns the parameters that start a project's workflow, or tell it, what it waits for: what fell due is
// on record, and the project's row has the next moment. A project that is to be looked at again gets those of
// StartFollowing.
func StartSettled(f models.Facts, rules models.Rules, unit string, now models.Instant) ProjectParams {
	if f.Project.NextWhat == models.LookAgain || f.Project.Status != models.ProjectOpen {
		return StartFollowing(f, rules, unit, now)
	}
	params := StartProject(f.Project)
	params.Turn = TurnOf(f)
	params.Next = models.Moment{At: f.Project.NextAt, What: f.Project.NextWhat}
	params.Revision, params.Settled = f.Project.Version, true
	params.Attributes = AttributesOf(f, rules, unit, params.Next, now.Date())
	return params
}

// TurnOf returns a project's place among those that fall due at one moment, which take turns so that people are
// answered meanwhile: the largest of its places in its lists. What falls due is recorded with the moment at which it
// did, whenever the project's turn comes.
func TurnOf(f models.Facts) int {
	turn := 0
	for _, m := range f.Memberships {
		turn = max(turn, m.Position)
	}
	return turn
}

// StartFollowing returns the parameters that start a project's workflow with all its attributes as the first
// transaction of the run will find them, so that the run does not have to write them again.
func StartFollowing(f models.Facts, rules models.Rules, unit string, now models.Instant) ProjectParams {
	params := StartProject(f.Project)
	params.Turn = TurnOf(f)
	next := models.Moment{}
	if t, err := rules.Transact(&f, nil, now, false); err == nil {
		next = t.After.Next
	}
	params.Attributes = AttributesOf(f, rules, unit, next, now.Date())
	return params
}
