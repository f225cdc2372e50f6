package contract

import (
	"strconv"
	"strings"

	"duban/models"
)

// ProjectRef names a project as its workflow ID does.
type ProjectRef struct {
	Year int    `json:"year"`
	Code string `json:"code"`
}

// ProjectWorkflowID is "project/<year>/<code>".
func ProjectWorkflowID(ref ProjectRef) string {
	return "project/" + strconv.Itoa(ref.Year) + "/" + ref.Code
}

// ParseProjectWorkflowID is the reverse of ProjectWorkflowID; false for any other ID.
func ParseProjectWorkflowID(id string) (ProjectRef, bool) {
	rest, ok := strings.CutPrefix(id, "project/")
	if !ok {
		return ProjectRef{}, false
	}
	year, code, ok := strings.Cut(rest, "/")
	y, err := strconv.Atoi(year)
	if !ok || err != nil || code == "" || strconv.Itoa(y) != year { // +2021 and 02021 read as numbers too
		return ProjectRef{}, false
	}
	return ProjectRef{Year: y, Code: code}, true
}

// ImportWorkflowID is "import/<batch>".
func ImportWorkflowID(batch string) string { return "import/" + batch }

// ReadingWorkflowID is "reading/<reading>".
func ReadingWorkflowID(reading string) string { return "reading/" + reading }

// OutboxWorkflowID is the ID of the one outbox.
const OutboxWorkflowID = "outbox"

// Run is one running workflow of a project.
type Run struct {
	Ref      ProjectRef
	ID       string         // of the run
	NextDue  models.Instant // what it waits for; 0: nothing
	Protocol int            // that it was started with
}

// UpdateID is the ID of the update that carries out a stored command. Sent again, the same command has the same ID;
// stored again, it has another.
func UpdateID(c models.StoredCommand) string {
	return c.Key + "." + c.Hash + "." + strconv.FormatInt(int64(c.StoredAt), 10)
}
