package store

import (
	"database/sql"

	"duban/models"
)

// Snapshot reports whether the transaction only reads, so that everything it asks is of one moment.
func (tx *Tx) Snapshot() bool { return tx.reads }

// Sequence returns the number of the newest seal in the transaction's snapshot; 0 when there is none. Every transaction
// that changes a protected row raises it, in whatever process, and seals become visible in their order: two snapshots
// with the same number have the same protected rows.
func (tx *Tx) Sequence() (int64, error) {
	if tx.sequence == 0 {
		tx.sequence = -1
		err := tx.ask(func(rows *sql.Rows) error { return rows.Scan(&tx.sequence) }, askSequence)
		if err != nil {
			tx.sequence = 0
			return 0, failed(err, "sequence")
		}
	}
	return max(0, tx.sequence), nil
}

// ChangedRow is a protected row that was written.
type ChangedRow struct {
	Table   string
	Key     string // JSON array of the values of its primary key
	Image   string // JSON of its columns, see models.AuditImage; "" of a deleted row
	Deleted bool
}

// Changes returns the rows that were changed by the seals after one number up to another, in their order, and reports
// false when there are more than most.
func (tx *Tx) Changes(after, last int64, most int) (changed []ChangedRow, all bool, err error) {
	err = tx.ask(func(rows *sql.Rows) error {
		var c ChangedRow
		err := rows.Scan(&c.Table, &c.Key, &c.Image, &c.Deleted)
		changed = append(changed, c)
		return err
	}, askChanges, after, last, most+1)
	return changed, len(changed) <= most, failed(err, "changes", after, last)
}

// DueChangesOf loads the date histories of the milestones of some projects that were ever moved, by project: each by
// milestone and due version.
func (tx *Tx) DueChangesOf(ids []string) (map[string][]models.DueChange, error) {
	out := map[string][]models.DueChange{}
	for _, part := range parts(ids) {
		err := tx.ask(func(rows *sql.Rows) error {
			var project string
			var c models.DueChange
			err := rows.Scan(&project, &c.MilestoneID, &c.DueVersion, &c.Due, &c.Reason, &c.Approver, &c.At)
			out[project] = append(out[project], c)
			return err
		}, `SELECT m.project_id, c.milestone_id, c.due_version, c.due, c.reason, c.approver, c."at" FROM due_changes c
			JOIN milestones m ON m.id = c.milestone_id WHERE m.project_id IN (`+marks(len(part))+`)
			ORDER BY c.milestone_id, c.due_version`, anys(part)...)
		if err != nil {
			return nil, failed(err, "due changes of projects")
		}
	}
	return out, nil
}

// EvidenceOf counts the attachments of the submissions of some projects; submissions without attachments are left out.
func (tx *Tx) EvidenceOf(ids []string) (map[string]int, error) {
	counts := map[string]int{}
	for _, part := range parts(ids) {
		err := tx.ask(func(rows *sql.Rows) error {
			var submission string
			var pieces int
			err := rows.Scan(&submission, &pieces)
			counts[submission] = pieces
			return err
		}, `SELECT a.submission_id, COUNT(*) FROM attachments a JOIN submissions s ON s.id = a.submission_id
			WHERE s.project_id IN (`+marks(len(part))+`) GROUP BY a.submission_id`, anys(part)...)
		if err != nil {
			return nil, failed(err, "evidence of projects")
		}
	}
	return counts, nil
}
