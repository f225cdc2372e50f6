package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// Who is mentioned is told that there is a comment, and nothing of its text; a comment that is sent twice is one.
func TestACommentTellsWhomItMentions(t *testing.T) {
	s := newFixture(t)
	owner := models.Actor{ID: "owner-person", Name: "单位某"}
	err := s.Store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.InsertPerson(models.Person{ID: owner.ID, Name: owner.Name}); err != nil {
			return err
		}
		return tx.PutRole(models.Role{PersonID: owner.ID, Role: models.RoleOwner, OrganisationID: s.own.OwnerID})
	})
	if err != nil {
		t.Fatal(err)
	}
	const secret = "请核对本月形象进度"
	var got tracking.Comments
	for range 2 {
		if got, err = s.AddComment(t.Context(), office, "c1", s.own.Code,
			tracking.CommentAdded{Text: "@单位某 " + secret}); err != nil {
			t.Fatal(err)
		}
	}
	if len(got.Lines) != 1 || got.Lines[0].Mentions != owner.Name || !got.Lines[0].Own {
		t.Fatalf("%+v", got.Lines)
	}
	told := 0
	err = s.Store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.OutboxOf(s.own.ID)
		for _, m := range all {
			if m.Kind == models.NoticeComment {
				told++
				if m.PartyID != owner.ID || strings.Contains(m.Title+m.Body, secret) {
					t.Errorf("%+v", m)
				}
			}
		}
		return err
	})
	if err != nil || told != 1 {
		t.Fatalf("told %d times: %v", told, err)
	}
	outsider := tracking.CommentAdded{Text: secret, Mentions: []string{"nobody"}}
	_, err = s.AddComment(t.Context(), office, "c2", s.own.Code, outsider)
	wantCode(t, err, models.KindInvalid, "not_in_circle")
	id := got.Lines[0].ID
	if got, err = s.WithdrawComment(t.Context(), office, "w1", s.own.Code, id); err != nil {
		t.Fatal(err)
	}
	if l := got.Lines[0]; l.Text != "" || l.WithdrawnAt == 0 || l.Own {
		t.Errorf("withdrawn: %+v", l)
	}
	_, err = s.WithdrawComment(t.Context(), holding(models.RoleUnit, s.own.ResponsibleUnitID), "w2", s.own.Code, id)
	wantCode(t, err, models.KindForbidden, "forbidden")
}
