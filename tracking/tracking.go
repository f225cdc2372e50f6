// Package tracking holds the use cases, each named by what a person does. It authorises commands and reads,
// stores commands and sends them to the project's process, and answers questions from the database. Pages, API and
// command line all come through here.
package tracking

import (
	"context"
	"log/slog"
	"time"

	"duban/internal/backup"
	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Process is what tracking needs of the workflows. It is met by the process client; a test may bring its own.
type Process interface {
	Ping(ctx context.Context) error
	// Send has a stored command carried out. KindUnavailable: the outcome is unknown; any other error is a refusal.
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
}

// Service implements the use cases over the database, Temporal and the evidence files.
type Service struct {
	Store    *store.Store
	Process  Process
	Evidence *files.Store
	Calendar func(extra []models.CalendarDay) models.Calendar
	Now      func() time.Time // the clock as a field
	Log      *slog.Logger
	// Rest is how long to rest after a step in the background that took so long, so that people's commands come first;
	// nil: no rest.
	Rest       func(took time.Duration) time.Duration
	Clock      Clock         // nil: the machine's clock is trusted
	ImportWait time.Duration // how long a commit waits for its projects to be started; 0: 30 s
	// Backups says how the daily backups go; nil where none are wanted.
	Backups func() (backup.State, error)
	// AuditHeads are the files in which the head of the audit chain is kept on this machine.
	AuditHeads []string
	// EngineFile verifies the file of the embedded Temporal server; nil: the server is elsewhere. Each string is a
	// finding.
	EngineFile func(context.Context) []string
	// EvidenceTurn is the file that remembers which evidence the doctor read through last; "" remembers nothing.
	EvidenceTurn string

	// Policy is what the office demands of passwords, sessions and tokens; none: models.DefaultAccountPolicy.
	Policy models.AccountPolicy

	reconciling reconciling
	attempts    attempts // to log in, by address
	refusals    refusals // of those who wanted to come in, already on record
	readings    readings // workbooks being read now
}

func (s *Service) now() models.Instant { return models.InstantOf(s.Now()) }
