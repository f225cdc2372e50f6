package store

import (
	"database/sql"
	"strings"
)

// NamedFile is a file that was handed in, by its name. Of evidence, Object is the submission; of an order's paper it is
// the order and Step its step; of a signed confirmation it is the confirmation.
type NamedFile struct {
	Kind      string // "evidence", "order", "confirmation"
	Name      string
	Object    string
	Step      string
	Position  int
	ProjectID string // "" for an order
}

// askNamedFiles finds files of each kind by a part of their names.
const askNamedFiles = `SELECT 'evidence', a.name, a.submission_id, '', a.position, s.project_id, s.submitted_at
		FROM attachments a JOIN submissions s ON s.id = a.submission_id WHERE LOWER(a.name) LIKE ? ESCAPE '\'
	UNION ALL SELECT 'order', o.evidence_name, o.order_id, o.id, 0, '', o."at"
		FROM order_steps o WHERE o.evidence_sha256 <> '' AND LOWER(o.evidence_name) LIKE ? ESCAPE '\'
	UNION ALL SELECT 'confirmation', c.evidence_name, c.id, '', 0, c.project_id, c."at"
		FROM confirmations c WHERE c.evidence_sha256 <> '' AND LOWER(c.evidence_name) LIKE ? ESCAPE '\'
	ORDER BY 7 DESC, 3, 5 LIMIT ?`

// FilesNamed loads the newest files whose names contain a text, which is in lower case.
func (tx *Tx) FilesNamed(text string, limit int) (files []NamedFile, err error) {
	pattern := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
	err = tx.ask(func(rows *sql.Rows) error {
		var f NamedFile
		var at int64
		err := rows.Scan(&f.Kind, &f.Name, &f.Object, &f.Step, &f.Position, &f.ProjectID, &at)
		files = append(files, f)
		return err
	}, askNamedFiles, pattern, pattern, pattern, limit)
	return files, failed(err, "files named", text)
}
