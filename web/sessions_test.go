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

// as is the pages as somebody with a role sees them. Owners and units are those of the first project.
func (d *district) as(role models.RoleName) http.Handler {
	return with(d.doors(io.Discard), d.session(role))
}

// with is the pages as the browser of a session sees them. A request with a session of its own keeps it.
func with(h http.Handler, secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("duban"); err != nil {
			r.AddCookie(&http.Cookie{Name: "duban", Value: secret})
		}
		h.ServeHTTP(w, r)
	})
}

// session is a session that somebody with a role has had since this morning. It is put into the database as logging in
// would have: working out a password takes longer than a test.
func (d *district) session(role models.RoleName) (secret string) {
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
