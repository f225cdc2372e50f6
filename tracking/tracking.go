// Package tracking holds the use cases, each named by what a person does. It authorises commands and reads, stores
// commands and sends them to the project's workflow, and answers queries from the database. Pages, API and command line
// all use it.
package tracking

import (
	"context"
	"log/slog"
	"time"

	"duban/internal/backup"
	"duban/internal/files"
	"duban/internal/pace"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Process is the client of the workflows. *process.Client implements it; tests may use another.
type Process interface {
	Ping(ctx context.Context) error
	// Send carries out a stored command. KindUnavailable: the outcome is unknown; any other error is a refusal.
	Send(ctx context.Context, params contract.ProjectParams, updateID string, command contract.Command) error
	StartOrPoke(ctx context.Context, params contract.ProjectParams) error
	Upgrade(ctx context.Context, run contract.Run) error
	StartImport(ctx context.Context, params contract.Import) error
	ImportResult(ctx context.Context, batch string) (contract.Progress, error)
	ImportProgress(ctx context.Context, batch string) (contract.Progress, error)
	StartReading(ctx context.Context, params contract.Read) error
	ReadingResult(ctx context.Context, reading string) error
	StopReading(ctx context.Context, reading string) error
	ReadingProgress(ctx context.Context, reading string) (p contract.Progress, running bool, err error)
	CountProjects(ctx context.Context, programmeID string) (int, error)
	RunningProjects(ctx context.Context) ([]contract.Run, error)
	StuckProjects(ctx context.Context, refs []contract.ProjectRef) ([]contract.ProjectRef, error)
	Stop(ctx context.Context, run contract.Run, reason string) error
	EnsureOutbox(ctx context.Context) error
	EnsureChannels(ctx context.Context) error
	StartOrPokeOrder(ctx context.Context, params contract.OrderParams) error
	RunningOrders(ctx context.Context) ([]contract.OrderRun, error)
	StopOrder(ctx context.Context, run contract.OrderRun, reason string) error
	StartOrPokeRound(ctx context.Context, params contract.RoundParams) error
	RunningRounds(ctx context.Context) ([]contract.RoundRun, error)
	StopRound(ctx context.Context, run contract.RoundRun, reason string) error
}

// Service implements the use cases over the database, Temporal and the evidence files.
type Service struct {
	Store      *store.Store
	Process    Process
	Evidence   *files.Store
	Calendar   func(extra []models.CalendarDay) models.Calendar
	Now        func() time.Time // time.Now, or a test's clock
	Log        *slog.Logger
	Pace       pace.Pace     // of work in the background, so that people's requests come first
	Clock      Clock         // nil: the machine's clock is trusted
	ImportWait time.Duration // how long a commit waits for its workflows to be started; 0: 30 s
	TestWait   time.Duration // how long a test of a channel waits for its result; 0: 20 s
	// Backups returns the state of the daily backups; nil when none are configured.
	Backups func() (backup.State, error)
	// AuditHeads are the files on this machine that hold the head of the audit chain.
	AuditHeads []string
	// EngineFile verifies the file of the embedded Temporal server and returns the findings; nil when the server is
	// external.
	EngineFile func(context.Context) []string
	// EvidenceTurn is the file that stores which evidence the doctor read last; "": not stored.
	EvidenceTurn string

	// Policy holds the office's rules for passwords, sessions and tokens; until the security
	// administrator stores others; empty: models.TrialAccountPolicy.
	Policy models.AccountPolicy
	// Leaked says whether a password is in the operator's list of leaked ones; nil: there is none.
	Leaked func(password string) (bool, error)

	reconciling reconciling
	attempts    attempts // to log in, by address
	refusals    refusals // refused attempts to log in, already recorded
	renewals    renewals // secrets of sessions that were replaced lately
	readings    readings // workbooks being read now
	cache       cache    // what pages are made of
	runningNow  running  // workflows, counted a moment ago
	waitingNow  waiting  // what waits for each person
}

func (s *Service) now() models.Instant { return models.InstantOf(s.Now()) }
