package contract

import (
	"strings"

	"duban/models"
)

// RoundWorkflow is the workflow type of one month's round.
const RoundWorkflow = "Round"

// ActivityAdvanceRound is the activity that records what a round has come to.
const ActivityAdvanceRound = "AdvanceRound"

// RoundParams starts a round's workflow, and carries it into its next run.
type RoundParams struct {
	ProgrammeID string        `json:"programme"` // row key
	Month       models.Month  `json:"month"`
	Next        models.Moment `json:"next"` // what it waits for
	Title       string        `json:"title"`
	MaxHistory  int           `json:"max_history,omitempty"` // tests only: events after which to continue as new
}

// StartRound returns the parameters that start a round's workflow.
func StartRound(r models.MonthRound) RoundParams {
	return RoundParams{ProgrammeID: r.ProgrammeID, Month: r.Month, Next: models.Moment{At: r.NextAt, What: r.NextWhat},
		Title: r.ProgrammeID + " " + r.Month.String() + " 调度"}
}

// RoundRef names a round.
type RoundRef struct {
	ProgrammeID string
	Month       models.Month
}

// RoundWorkflowID is "round/<programme>/<month>".
func RoundWorkflowID(r RoundRef) string { return "round/" + r.ProgrammeID + "/" + r.Month.String() }

// ParseRoundWorkflowID is the reverse of RoundWorkflowID; false for any other ID.
func ParseRoundWorkflowID(id string) (r RoundRef, ok bool) {
	rest, is := strings.CutPrefix(id, "round/")
	at := strings.LastIndexByte(rest, '/')
	if !is || at <= 0 {
		return r, false
	}
	month, err := models.ParseMonth(rest[at+1:])
	if err != nil || month == 0 {
		return r, false
	}
	r = RoundRef{ProgrammeID: rest[:at], Month: month}
	return r, RoundWorkflowID(r) == id
}

// AdvanceRound is the parameter of the transaction that records what a round has come to.
type AdvanceRound struct {
	ProgrammeID string         `json:"programme"`
	Month       models.Month   `json:"month"`
	Now         models.Instant `json:"now"`
}

// RoundOutcome is what a transaction on a round leaves it waiting for.
type RoundOutcome struct {
	Next     models.Moment `json:"next"`
	State    string        `json:"state"` // in Chinese, for operators
	Messages int           `json:"messages,omitempty"`
	Ended    bool          `json:"ended,omitempty"` // over, or not in the database
}

// RoundRun is one running workflow of a round.
type RoundRun struct {
	RoundRef
	ID      string         // of the run
	NextDue models.Instant // what it waits for; 0: nothing
}
