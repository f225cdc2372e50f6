package store

import (
	"database/sql"
	"errors"
	"strconv"
	"strings"
)

// The hot statements are asked by every request. They are scanned without reflection.
const (
	askSequence = `SELECT sequence FROM audit_seals ORDER BY sequence DESC LIMIT 1`
	askChanges  = `SELECT entity, row_key, image, deleted FROM audit_images WHERE audit_id IN
		(SELECT audit_id FROM audit_seals WHERE sequence > ? AND sequence <= ?) ORDER BY id LIMIT ?`
	askVisit = `SELECT s.person_id, s.created_at, s.seen_at, s.ends_at, s.address, s.agent, s.ended_at, s.end_reason,
		s.way, s.proved_at, COALESCE(a.watched_from, 0), COALESCE(a.expires_on, ''),
		COALESCE(a.factor_asked_at, 0), COALESCE(a.factor_reset_at, 0), COALESCE(a.factor_reset_by, ''),
		(SELECT COUNT(*) FROM second_factors f WHERE f.person_id = s.person_id AND f.confirmed_at > 0),
		COALESCE((SELECT v.content FROM account_policy_versions v ORDER BY v.number DESC LIMIT 1), ''),
		p.name, p.created_at, p.disabled,
		COALESCE(a.person_id, ''), COALESCE(a.login, ''), a.must_change, COALESCE(a.password_at, 0),
		COALESCE(a.last_log_in_at, 0), COALESCE(a.given_at, 0), COALESCE(a.given_by, ''),
		r.person_id, COALESCE(r.role, ''), COALESCE(r.organisation_id, ''), COALESCE(r.post_id, ''), COALESCE(r.since, ''),
		COALESCE(r.until, ''), COALESCE(r.capacity, ''),
		(SELECT COUNT(*) FROM inbox_entries i WHERE i.person_id = s.person_id AND i.read_at = 0 AND i.ended_at = 0),
		COALESCE((SELECT MAX(sequence) FROM audit_seals), 0)
		FROM sessions s JOIN people p ON p.id = s.person_id LEFT JOIN accounts a ON a.person_id = p.id
		LEFT JOIN roles r ON r.person_id = p.id WHERE s.hash = ? ORDER BY r.role, r.organisation_id, r.post_id`
	askHandedIn = `SELECT r.submission_id, COALESCE(r.level, ''), COALESCE(r.decision, ''), COALESCE(r.reason, ''),
		COALESCE(r.by_id, ''), COALESCE(r.by_name, ''), COALESCE(r.on_behalf_of, ''), COALESCE(r.paper, ''),
		COALESCE(r."at", 0), a.submission_id, COALESCE(a.position, 0), COALESCE(a.sha256, ''), COALESCE(a.name, ''),
		COALESCE(a.media_type, ''), COALESCE(a.size, 0)
		FROM submissions s LEFT JOIN reviews r ON r.submission_id = s.id LEFT JOIN attachments a ON a.submission_id = s.id
		WHERE s.project_id IN (%s) ORDER BY a.submission_id, a.position`
)

// ask runs a statement and calls scan for each row of its answer.
func (tx *Tx) ask(scan func(rows *sql.Rows) error, query string, args ...any) (err error) {
	rows, err := tx.rows(query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// rows runs a statement on the transaction's connection, without GORM.
func (tx *Tx) rows(query string, args ...any) (*sql.Rows, error) {
	ctx := tx.db.Statement.Context
	if tx.store.asked != nil {
		tx.store.asked(tx.reads)
	}
	if tx.store.dialect.locks {
		query = numbered(query)
	}
	return tx.db.Statement.ConnPool.QueryContext(ctx, query, args...)
}

// numbered writes the parameters of a statement as PostgreSQL has them: $1, $2, and so on.
func numbered(query string) string {
	var out strings.Builder
	for i, part := range strings.Split(query, "?") {
		if i > 0 {
			out.WriteByte('$')
			out.WriteString(strconv.Itoa(i))
		}
		out.WriteString(part)
	}
	return out.String()
}

// parts cuts a list of row keys into those that one statement may name.
func parts(ids []string) [][]string {
	var out [][]string
	for len(ids) > 0 {
		n := min(len(ids), variables)
		out, ids = append(out, ids[:n]), ids[n:]
	}
	return out
}

// marks are n parameters in a list.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}
