package figures

import (
	"encoding/json"
	"maps"

	"duban/models"
	"duban/store"
)

// follow makes a state from an earlier one: it notes what changed between the two, to be loaded when it is asked for.
// Too many changes leave the state empty.
func (c *Cache) follow(tx *store.Tx, before, next *state) error {
	rows, all, err := tx.Changes(before.sequence, next.sequence, mostChanges)
	if err != nil || !all {
		return err
	}
	for id, kept := range before.programmes {
		next.programmes[id] = &keptProgramme{loaded: kept.loaded, pending: maps.Clone(kept.pending), lists: kept.lists,
			heads: kept.heads, all: kept.all}
	}
	f := following{next: next, owners: map[string]string{}, asked: map[string]bool{}}
	next.common = before.common
	for _, row := range rows {
		if err := f.note(row); err != nil {
			return err
		}
	}
	f.ownersOfKept()
	for _, project := range f.owners {
		f.changed(project)
	}
	return nil
}

// following notes changed rows. Rows name their project by its ID, or by the milestone or submission they belong to.
type following struct {
	next   *state
	owners map[string]string // project of a milestone or submission, by ID
	asked  map[string]bool   // rows whose project is what was loaded before
}

// note notes one changed row: what is to be loaded again.
func (f following) note(row store.ChangedRow) error {
	var key []any
	if err := json.Unmarshal([]byte(row.Key), &key); err != nil || len(key) == 0 {
		return models.Errorf(models.KindInternal, "bad_image", "操作记录链中表“%s”的记录 %s 无法读取，请运行 duban doctor", row.Table,
			row.Key)
	}
	first, _ := key[0].(string)
	switch row.Table {
	case "programmes":
		f.next.common = nil
		for _, kept := range f.next.programmes {
			kept.all = true
		}
	case "organisations", "posts", "audience_posts", "calendar_days":
		f.next.common = nil
	case "indicators", "target_decisions", "closings", "round_settings":
		for _, kept := range f.next.programmes {
			kept.heads = true
		}
	case "memberships":
		if kept := f.next.programmes[first]; kept != nil {
			kept.lists = true
		}
		project, _ := key[len(key)-1].(string)
		f.changed(project)
	case "projects", "month_plans":
		f.changed(first)
	case "due_changes", "attachments":
		f.asked[first] = true
	case "milestones", "reports", "submissions", "pauses", "escalations", "corrections", "requests",
		"problems":
		return f.noteOwned(row, first)
	}
	return nil
}

// noteOwned notes a row that names its project; a deleted row's project is found among what was loaded.
func (f following) noteOwned(row store.ChangedRow, id string) error {
	if row.Deleted {
		f.asked[id] = true
		return nil
	}
	var owned struct {
		ProjectID string `json:"project_id"`
	}
	if err := json.Unmarshal([]byte(row.Image), &owned); err != nil {
		return models.Errorf(models.KindInternal, "bad_image", "操作记录链中表“%s”的记录 %s 无法读取，请运行 duban doctor", row.Table,
			row.Key).Because(err)
	}
	f.changed(owned.ProjectID)
	return nil
}

// changed has a project loaded again by each programme that knows it, and by each whose list changes.
func (f following) changed(project string) {
	for _, kept := range f.next.programmes {
		if kept.pending == nil {
			kept.pending = map[string]bool{}
		}
		kept.pending[project] = true
	}
}

// ownersOfKept finds the projects of the rows that are asked for. A row that was not loaded before is new, and named by
// an image of its own or by that of what it belongs to.
func (f following) ownersOfKept() {
	if len(f.asked) == 0 {
		return
	}
	for _, kept := range f.next.programmes {
		for m := range kept.loaded.members() {
			for _, id := range rowsOf(m.Facts) {
				if f.asked[id] {
					f.owners[id] = m.Project.ID
				}
			}
		}
	}
}

// rowsOf lists the row keys of a project's rows that have one of their own.
func rowsOf(f models.Facts) []string {
	var ids []string
	for _, r := range f.Milestones {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Reports {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Submissions {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Pauses {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Escalations {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Corrections {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Requests {
		ids = append(ids, r.ID)
	}
	for _, r := range f.Problems {
		ids = append(ids, r.ID)
	}
	return ids
}
