package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"

	"duban/models"
	"duban/store"
)

// as returns the pages for a person with a role. Owner and unit are those of the first project.
func (d *fixture) as(role models.RoleName) http.Handler {
	return with(d.pages(io.Discard), d.session(role))
}

// with adds a session cookie to requests that have none.
func with(h http.Handler, secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("duban"); err != nil {
			r.AddCookie(&http.Cookie{Name: "duban", Value: secret})
		}
		h.ServeHTTP(w, r)
	})
}

// session creates an account and session of a role and returns its secret. It writes the rows itself because hashing a
// password is slow.
func (d *fixture) session(role models.RoleName) (secret string) {
	id, secret := "person-of-"+string(role), "session of "+string(role)
	sum := sha256.Sum256([]byte(secret))
	hash := hex.EncodeToString(sum[:])
	err := d.store.Write(context.Background(), func(tx *store.Tx) error {
		if _, known, err := tx.SessionByHash(hash); err != nil || known {
			return err
		}
		r := models.Role{PersonID: id, Role: role}
		switch p := sampleYear.Projects[0]; role {
		case models.RoleOwner:
			r.OrganisationID = models.OrganisationID(p.Owner)
		case models.RoleUnit:
			r.OrganisationID = models.OrganisationID(p.ResponsibleUnit)
		case models.RoleLeader:
			r.PostID = models.PostID(p.Sponsor)
		}
		if err := tx.InsertPerson(models.Person{ID: id, Name: role.Chinese() + "某"}); err != nil {
			return err
		}
		if err := tx.PutRole(r); err != nil {
			return err
		}
		if err := tx.InsertAccount(models.Account{PersonID: id, Login: string(role)}); err != nil {
			return err
		}
		return tx.InsertSession(models.Session{Hash: hash, PersonID: id, CreatedAt: d.now, SeenAt: d.now,
			EndsAt: d.now.Add(models.SessionLongest), Address: "127.0.0.1", Agent: "a browser"})
	})
	if err != nil {
		panic(err)
	}
	return secret
}
