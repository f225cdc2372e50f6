package tracking_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// deliveriesIn are the deliveries with a status.
func (h *env) deliveriesIn(status models.DeliveryStatus) (all []models.Delivery) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		all, err = tx.OpenDeliveries(status)
		return err
	})
	return all
}

// fillPosts gives each post a holder.
func (h *env) fillPosts() {
	h.t.Helper()
	var holders []models.Actor
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		posts, err := tx.AllPosts()
		for _, p := range posts {
			holders = append(holders, models.Actor{ID: "holder of " + p.ID, Name: p.Title,
				Roles: []models.Role{{Role: models.RoleLeader, PostID: p.ID}}})
		}
		return err
	})
	if err := storetest.PutActors(h.t.Context(), h.Store, holders...); err != nil {
		h.t.Fatal(err)
	}
}

// The state shows what left the program to leaders; the way back to trial running drops what is listed and waits, and
// ends what people have in their inboxes of the ladder.
func TestTheWayBackDropsWhatIsListed(t *testing.T) {
	h := planned(t, 4)
	h.fillPosts()
	h.until(models.DateOf(2021, 4, 28).At(10, 0))
	listed, waiting := h.deliveriesIn(models.DeliveryListed), h.deliveriesIn(models.DeliveryWaiting)
	if len(listed) == 0 || len(waiting) == 0 {
		t.Fatalf("%d listed, %d wait", len(listed), len(waiting))
	}
	state := func() tracking.DigestState {
		t.Helper()
		s, err := h.LiveState(t.Context(), office, "")
		if err != nil {
			t.Fatal(err)
		}
		return s.Digests
	}
	if diff := cmp.Diff(tracking.DigestState{Listed: len(listed)}, state()); diff != "" {
		t.Errorf("digests:\n%s", diff)
	}
	// one was released and sent by mail
	if err := h.Release(t.Context(), office, "release",
		tracking.ReleaseChoice{Keys: []string{listed[0].Key}}); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		d, err := tx.Delivery(listed[0].Key)
		if err != nil {
			return err
		}
		d.Status, d.Channel, d.At = models.DeliveryDelivered, "mail", *h.clock
		_, err = tx.SettleDelivery(d, models.DeliveryWaiting, "")
		return err
	})
	if diff := cmp.Diff(tracking.DigestState{Left: 1, Listed: len(listed) - 1}, state()); diff != "" {
		t.Errorf("after the release:\n%s", diff)
	}
	h.until(models.DateOf(2021, 6, 16).At(10, 0))
	listed = h.deliveriesIn(models.DeliveryListed)
	if len(listed) == 0 {
		t.Fatal("nothing new is listed")
	}
	for _, list := range []string{"city-2021", district} { // the projects are on both lists
		if _, err := h.GoLive(t.Context(), office, list, 0, "", "back of "+list); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(tracking.DigestState{Left: 1, Unsent: len(listed)}, state()); diff != "" {
		t.Errorf("after the way back:\n%s", diff)
	}
	for _, status := range []models.DeliveryStatus{models.DeliveryListed, models.DeliveryWaiting} {
		if left := h.deliveriesIn(status); len(left) > 0 {
			t.Errorf("%s: %+v", status, left)
		}
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		people, err := tx.People()
		for _, p := range people {
			all, err := tx.InboxOf(p.ID, 10_000, 0)
			if err != nil {
				return err
			}
			for _, e := range all {
				if e.Kind == models.NoticeLadder && e.EndedAt == 0 {
					t.Errorf("%s still has “%s”", p.ID, e.Title)
				}
			}
		}
		return err
	})
}

// The doctor names a message that reached no person; that is no fault of the data.
func TestTheDoctorNamesMessagesThatReachedNoOne(t *testing.T) {
	h := planned(t, 1)
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		_, err := tx.InsertOutbox(models.OutboxMessage{Key: "lost", Kind: models.NoticePlan, Audience: models.ToOffice,
			Title: "没有人收到", CreatedAt: *h.clock, NotBefore: *h.clock, Status: models.OutboxPending})
		return errors.Join(err, tx.FailOutbox("lost", "没有可接收的人员，请为重点项目办开通账号", 1))
	})
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil || !d.OK {
		t.Errorf("%+v, %v", d, err)
	}
	for _, c := range d.Checks {
		if c.Name == "消息送达人员" && (len(c.Found) != 1 || !strings.Contains(c.Found[0], "没有人收到") ||
			!strings.Contains(c.Found[0], "请为重点项目办开通账号")) {
			t.Errorf("%v", c.Found)
		}
	}
}
