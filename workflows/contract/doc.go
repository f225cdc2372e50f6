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
)

// Updates of a project, each named by what a person does.
const (
	UpdateSubmitMilestone = "SubmitMilestone"
	UpdateReportMonth     = "ReportMonth"
	UpdateReview          = "Review"
	UpdateChangePlan      = "ChangePlan"
)

// SignalPoke asks a project or the outbox to look again at what is due.
const SignalPoke = "poke"

// QueryProgress asks an import how far it is; the answer is a Progress.
const QueryProgress = "progress"

// Activity names.
const (
	ActivityAdvance         = "Advance"
	ActivitySubmitMilestone = "SubmitMilestone"
	ActivityReportMonth     = "ReportMonth"
	ActivityReview          = "Review"
	ActivityChangePlan      = "ChangePlan"
	ActivityPromoteImport   = "PromoteImport"
	ActivityStartProjects   = "StartProjects"
	ActivityDeliverOutbox   = "DeliverOutbox"
)

// Search attributes, for operators and batch operations in Temporal's own pages.
const (
	AttributeProgramme = "DubanProgramme" // keyword list: programme IDs
	AttributeUnit      = "DubanUnit"      // keyword: responsible unit's name
	AttributeStage     = "DubanStage"     // keyword
	AttributeColour    = "DubanColour"    // keyword
	AttributeNextDue   = "DubanNextDue"   // datetime
)
