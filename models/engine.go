package models

import "strconv"

// The audit actions for a database that is older than its workflows: it was restored from a backup while the
// workflows had gone on.
const (
	ActionEngineNewer    = "engine.newer_than_database"
	ActionEngineReviewed = "engine.reviewed" // the operator has confirmed it (duban reconcile)
)

// EngineSeen returns the audit object for a project revision that a workflow has seen and the database lacks.
func EngineSeen(projectID string, revision int) string {
	return projectID + "@" + strconv.Itoa(revision)
}
