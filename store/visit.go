package store

import (
	"database/sql"

	"duban/models"
)

// Visit is a session with its person, the roles they have, and their account, without the hash of its password.
type Visit struct {
	Session  models.Session
	Person   models.Person
	Account  models.Account // empty when there is none
	Roles    []models.Role  // as RolesOf lists them
	Unread   int            // entries of their inbox that hold
	Enrolled bool           // they have a second factor in use
	Policy   string         // content of the newest AccountPolicyVersion; "": none is stored

	Sequence int64 // of the audit chain: what waits for a person changes with it
}

// VisitOf loads the session with a hash in one statement, ended or not, and reports whether it exists.
func (tx *Tx) VisitOf(hash string) (v Visit, found bool, err error) {
	err = tx.ask(func(rows *sql.Rows) error {
		s, p, a := &v.Session, &v.Person, &v.Account
		var mustChange sql.NullBool
		var held sql.NullString
		var enrolled int
		var r models.Role
		err := rows.Scan(&s.PersonID, &s.CreatedAt, &s.SeenAt, &s.EndsAt, &s.Address, &s.Agent, &s.EndedAt, &s.EndReason,
			&s.Way, &s.ProvedAt, &a.WatchedFrom, &a.ExpiresOn, &a.FactorAskedAt,
			&a.FactorResetAt, &a.FactorResetBy, &enrolled, &v.Policy,
			&p.Name, &p.CreatedAt, &p.Disabled, &a.PersonID, &a.Login, &mustChange, &a.PasswordAt, &a.LastLogInAt,
			&a.GivenAt, &a.GivenBy, &held, &r.Role, &r.OrganisationID, &r.PostID, &r.Since, &r.Until, &r.Capacity,
			&v.Unread, &v.Sequence)
		found, s.Hash, p.ID, a.MustChange, v.Enrolled = true, hash, s.PersonID, mustChange.Bool, enrolled > 0
		if held.Valid {
			r.PersonID = held.String
			v.Roles = append(v.Roles, r)
		}
		return err
	}, askVisit, hash)
	return v, found, failed(err, "visit")
}
