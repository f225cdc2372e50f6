package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// An owner is told that a confirmation is asked for, and has it to do until the signed scan is there; the office is
// told of the scan.
func TestAConfirmationIsAskedOfItsOwner(t *testing.T) {
	h, cut, other := halfYear(t)
	p := h.project(cut).Project
	may := june - 1
	owner, foreign := holding(models.RoleOwner, p.OwnerID), holding(models.RoleOwner, h.project(other).Project.OwnerID)
	if _, err := h.AskConfirmations(t.Context(), office, "ask", "", tracking.ConfirmationsAsked{Month: may,
		Projects: []string{p.Code}}); err != nil {
		t.Fatal(err)
	}
	told := func() (all []models.OutboxMessage) {
		storetest.Read(t, h.Store, func(tx *store.Tx) (err error) {
			all, err = tx.OutboxOf(p.ID)
			all = slices.DeleteFunc(all, func(m models.OutboxMessage) bool { return m.Kind != models.NoticeConfirmation })
			return err
		})
		return all
	}
	asks := func(a models.Actor) bool {
		todos, err := h.Todos(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(todos, func(one models.Todo) bool {
			return strings.Contains(one.Title.Text, "提供2021-05形象进度确认单") && one.Code == p.Code &&
				one.Path == models.ConfirmationPath(p, may)
		})
	}
	if m := told(); len(m) != 1 || m[0].PartyID != p.OwnerID || !strings.Contains(m[0].Title, p.Name) {
		t.Fatalf("%+v", m)
	}
	if !asks(owner) || p.OwnerID != h.project(other).Project.OwnerID && asks(foreign) {
		t.Errorf("asked of the owner %t, of another %t", asks(owner), asks(foreign))
	}
	scan := h.put(owner, "确认单.pdf", "signed")
	if _, err := h.AttachConfirmation(t.Context(), owner, "scan", p.Code, tracking.ConfirmationAttached{Month: may,
		Evidence: scan}); err != nil {
		t.Fatal(err)
	}
	if asks(owner) {
		t.Error("the owner is still asked")
	}
	messages := told()
	if len(messages) != 2 || !slices.ContainsFunc(messages, func(m models.OutboxMessage) bool {
		return m.Audience == models.ToOffice && strings.Contains(m.Body, "确认单.pdf")
	}) {
		t.Errorf("%+v", messages)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.ConfirmationsOfProject(p.ID)
		for _, m := range messages {
			if holds := models.ConfirmationStillHolds(m, rows); holds != (m.Audience == models.ToOffice) {
				t.Errorf("%s holds: %t", m.Title, holds)
			}
		}
		return err
	})
}
