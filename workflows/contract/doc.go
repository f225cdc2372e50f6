// Package contract holds the names, workflow IDs, parameters and results that travel between tracking, workflows and
// activities. It holds no rows and imports nothing but models: what is written here ends up in Temporal's history, so
// fields are only ever added, and personal data stays in the database.
package contract

// TaskQueue is the one task queue of the product's own worker.
const TaskQueue = "duban"

// Workflow types. They are names in histories: renaming a Go function must not change them.
const (
	ProjectWorkflow = "Project"
	ImportWorkflow  = "Import"
	OutboxWorkflow  = "Outbox"
	ReadingWorkflow = "Reading"
)

// UpdateCommand asks a project to carry out a stored command.
const UpdateCommand = "Command"

// Updates of earlier versions, each named by what a person does. They stay known so that their histories replay;
// nothing new is accepted under them.
const (
	UpdateSubmitMilestone = "SubmitMilestone"
	UpdateReportMonth     = "ReportMonth"
	UpdateReview          = "Review"
	UpdateChangePlan      = "ChangePlan"
)

// SignalPoke asks a project or the outbox to look again at what is due.
const SignalPoke = "poke"

// SignalUpgrade asks a project that runs by an earlier protocol to continue as new by this one.
const SignalUpgrade = "upgrade"

// Protocol is the newest version of the project workflow's command sequence. A run keeps the protocol it was started
// with until it continues as new, so code that changes the sequence of commands branches on the run's protocol.
//
//	0: local activities retried for a day; updates carry the command itself
//	1: stored commands; a local activity for seconds, then an activity that the server retries
//	2: search attributes are set at the start, and only those that changed are written
const Protocol = 2

// MemoProtocol is the memo in which a run's protocol can be seen from outside.
const MemoProtocol = "DubanProtocol"

// QueryProgress asks an import how far it is; the answer is a Progress.
const QueryProgress = "progress"

// Activity names.
const (
	ActivityAdvance         = "Advance"
	ActivityRunCommand      = "RunCommand"
	ActivitySubmitMilestone = "SubmitMilestone"
	ActivityReportMonth     = "ReportMonth"
	ActivityReview          = "Review"
	ActivityChangePlan      = "ChangePlan"
	ActivityPromoteImport   = "PromoteImport"
	ActivityStartProjects   = "StartProjects"
	ActivityDeliverOutbox   = "DeliverOutbox"
	ActivityReadWorkbook    = "ReadWorkbook"
)

// Search attributes, for operators and batch operations in Temporal's own pages.
const (
	AttributeProgramme = "DubanProgramme" // keyword list: programme IDs
	AttributeUnit      = "DubanUnit"      // keyword: responsible unit's name
	AttributeStage     = "DubanStage"     // keyword
	AttributeColour    = "DubanColour"    // keyword
	AttributeNextDue   = "DubanNextDue"   // datetime
)
