// Package contract holds the names, workflow IDs, parameters and results that pass between tracking, workflows and
// activities, and so end up in Temporal's histories. It imports only models and has no database rows. JSON names of
// fields are never reused or changed, because old histories are read again. What is written now identifies people by ID
// only; Person and Head are also read from histories of earlier versions, which have names.
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

// UpdateCommand is the update that carries out a stored command.
const UpdateCommand = "Command"

// Updates of earlier versions. They stay registered so that their histories replay; new ones are refused.
const (
	UpdateSubmitMilestone = "SubmitMilestone"
	UpdateReportMonth     = "ReportMonth"
	UpdateReview          = "Review"
	UpdateChangePlan      = "ChangePlan"
)

// SignalPoke asks a project or the outbox to check what is due.
const SignalPoke = "poke"

// SignalTold says to a project what it waits for now: a transaction that changed it from outside has computed it.
const SignalTold = "told"

// SignalUpgrade asks a project that runs by an earlier protocol to continue as new by this one.
const SignalUpgrade = "upgrade"

// Protocol is the newest version of the project workflow's command sequence. A run keeps the protocol it was started
// with until it continues as new, so code that changes the sequence of commands branches on the run's protocol.
//
//	0: local activities retried for a day; updates carry the command itself
//	1: stored commands; a local activity for seconds, then an activity that the server retries
//	2: search attributes are set at the start, and only those that changed are written
const Protocol = 2

// MemoProtocol is the memo that holds a run's protocol.
const MemoProtocol = "DubanProtocol"

// QueryProgress is the query for an import's Progress.
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
