// Package api is the JSON interface: HTTP in, a use case of tracking, HTTP out. It identifies the caller, parses
// strictly, and turns every error into an application/problem+json response with a Chinese sentence. Authorisation
// beyond that is the responsibility of tracking.
package api

import (
	"context"
	"io"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

// Tracking is the part of *tracking.Service that the API calls. It is an interface only for this package's tests, which
// check HTTP (parsing, status codes, headers) with a fake; they name each use case and its arguments.
type Tracking interface {
	Messages
	OldLateness
	Inboxes
	Burdens
	Commenting
	Due
	Forecasts
	Verifying
	SubmitMilestone(ctx context.Context, actor models.Actor, key, project string, version int,
		c models.SubmitMilestoneCommand) (tracking.Receipt, error)
	ReportMonth(ctx context.Context, actor models.Actor, key, project string, version int,
		c models.ReportMonthCommand) (tracking.Receipt, error)
	Review(ctx context.Context, actor models.Actor, key string, version int,
		c models.ReviewCommand) (tracking.Receipt, error)
	ChangePlan(ctx context.Context, actor models.Actor, key, project string, version int,
		c models.ChangePlanCommand) (tracking.Receipt, error)
	Submissions(ctx context.Context, actor models.Actor, programme string, waitingOnly bool) ([]tracking.SubmissionView,
		error)

	PreviewImport(ctx context.Context, actor models.Actor, u tracking.Upload) (tracking.ImportPreview, error)
	CommitImport(ctx context.Context, actor models.Actor, batch string) (tracking.ImportPreview, error)
	UndoImport(ctx context.Context, actor models.Actor, key, batch string) (tracking.Undone, error)
	CancelImport(ctx context.Context, actor models.Actor, key, id string) (tracking.Cancelled, error)
	Imports(ctx context.Context, actor models.Actor, programme string) ([]tracking.ImportLine, error)
	ShowImport(ctx context.Context, actor models.Actor, batch string) (tracking.ImportPreview, error)
	AdjustList(ctx context.Context, actor models.Actor, key, programme string,
		c tracking.ListAdjustment) (tracking.ListAdjusted, error)
	ImportProgress(ctx context.Context, actor models.Actor, batch string) (contract.Progress, error)

	Status(ctx context.Context, actor models.Actor, programme string) (tracking.Status, error)
	Escalations(ctx context.Context, actor models.Actor, programme string, openOnly bool) ([]tracking.EscalationView,
		error)
	Exports

	GoingLive(ctx context.Context, actor models.Actor, programme string, from models.Date) (tracking.GoingLive, error)
	GoLive(ctx context.Context, actor models.Actor, programme string, from models.Date,
		confirm, key string) (tracking.Status, error)
	Reconcile(ctx context.Context, actor models.Actor) (tracking.Reconciliation, error)
	Doctor(ctx context.Context, actor models.Actor) (tracking.Diagnosis, error)
	FullDoctor(ctx context.Context, actor models.Actor) (tracking.Diagnosis, error)
	People
	Policies
	Confirming
	Correcting
	Requesting
	Scheduling
	Permitting
	Funding
	Reserving
	Restructuring
	Bulking
	Confirmations
	Scores
	Outings
	MeetingTemplating
	Auditing
	Projects
	Comparing
	Writing
	Frozen
	Turning
	Urgent
	Platforms
	Meetings
	Orders
	Rounds
	Interim
	Problems
	Sending
	Calendars
	Ladders
	RuleSets
	UnitKinding
	Directory
	Posting
	PeopleForms
	Forms
	Desk
	Grid
	Owners
	AddPerson(ctx context.Context, actor models.Actor, key, name string, role models.RoleName, organisation,
		post string) (tracking.NewPerson, error)
	PutEvidence(ctx context.Context, actor models.Actor, name string, r io.Reader) (models.Evidence, error)

	Authenticate(ctx context.Context, token string) (models.Actor, error)
	NoteDenied(ctx context.Context, actor models.Actor, asked string, err error)
	Instances(ctx context.Context, actor models.Actor) ([]tracking.ServingInstance, error)
	ClockState(ctx context.Context, actor models.Actor) (models.ClockState, error)
	ConfirmClock(ctx context.Context, actor models.Actor, key string) (models.ClockState, error)
	Ready(ctx context.Context) (notes []string, err error)
}

// Options are the settings of Handler besides the use cases.
type Options struct {
	Log     *slog.Logger // nil: slog.Default()
	Version string       // version of the program, shown in the OpenAPI description
	Measure Measure      // counts the requests to a route; nil: not counted
}

// Handler serves /healthz, /readyz, /openapi.json and /api/v1/…. Requests whose context was marked by AsOperator act as
// the operator; all others must carry a token.
func Handler(t Tracking, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	mux := http.NewServeMux()
	h := handlers{t}
	described := humago.New(mux, configuration(o.Version))
	routes(described, h)
	mux.HandleFunc("GET /healthz", health)
	mux.HandleFunc("GET /readyz", h.ready)
	mux.HandleFunc("GET /openapi.json", description(described))
	return edge(mux, t, o)
}

// handlers holds the operations; each has a file of its own.
type handlers struct{ t Tracking }
