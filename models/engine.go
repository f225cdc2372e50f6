package models

import "strconv"

// What goes on record of a database that is older than the engine: it was brought back from a backup while the
// processes went on, so what was done in between is not in it.
const (
	ActionEngineNewer    = "engine.newer_than_database"
	ActionEngineReviewed = "engine.reviewed" // the operator has looked into it (duban reconcile)
)

// EngineSeen names the state of a project that a run had seen and the database does not know.
func EngineSeen(projectID string, revision int) string {
	return projectID + "@" + strconv.Itoa(revision)
}
