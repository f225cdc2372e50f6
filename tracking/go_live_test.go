package tracking_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// trial is an environment in trial running: its lists have no live day.
func trial(t *testing.T) *env {
	t.Helper()
	h := newEnv(t)
	u := upload("plan", planBook(t, first(4)))
	u.LiveFrom = 0
	p, err := h.PreviewImport(t.Context(), office, u)
	if err != nil {
		t.Fatal(err)
	}
	h.commit(p.Batch)
	h.bring("milestones", milestoneBook(t, first(4), planDay.Date()))
	return h
}

func (h *env) messages() (keys []string, rungs int) {
	h.t.Helper()
	for _, f := range h.facts(district) {
		rungs += len(f.Escalations)
	}
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		for _, f := range h.open() {
			rows, err := tx.OutboxOf(f.ID)
			if err != nil {
				return err
			}
			for _, m := range rows {
				keys = append(keys, m.EscalationID)
			}
		}
		return err
	})
	return keys, rungs
}

func TestNothingIsSentBeforeGoingLive(t *testing.T) {
	h := trial(t)
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	sent, rungs := h.messages()
	if len(sent) != 0 || rungs == 0 {
		t.Fatalf("%d messages about %d records in trial running", len(sent), rungs)
	}
	s, err := h.Status(t.Context(), office, "")
	if err != nil || !s.Trial {
		t.Errorf("%+v, %v", s, err)
	}

	s, err = h.GoLive(t.Context(), office, "", models.DateOf(2021, 3, 16), models.GoLiveWord, "live")
	if err != nil || !s.Trial {
		t.Errorf("the day before: %+v, %v", s, err)
	}
	h.until(models.DateOf(2021, 5, 10).At(10, 0))
	if s, err = h.Status(t.Context(), office, ""); err != nil || s.Trial {
		t.Errorf("since: %+v, %v", s, err)
	}
	sent, all := h.messages()
	if len(sent) == 0 {
		t.Fatalf("nothing is sent of %d records", all-rungs)
	}
	about := map[string]bool{}
	for _, id := range sent {
		about[id] = true
	}
	list, err := h.Escalations(t.Context(), office, "", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		live := e.RecordedAt.Date() >= models.DateOf(2021, 3, 16)
		if e.Trial == live || about[e.ID] != (live && !e.PassedOver) {
			t.Errorf("%s of %s: trial %t, sent %t", e.Rung, e.RecordedAt, e.Trial, about[e.ID])
		}
	}
}

func TestGoingLiveTwiceIsOnce(t *testing.T) {
	h := planned(t, 1)
	day := models.DateOf(2021, 4, 1)
	first, err := h.GoLive(t.Context(), office, "2021", day, models.GoLiveWord, "live")
	if err != nil {
		t.Fatal(err)
	}
	before := h.dump()
	for _, key := range []string{"live", " live "} {
		repeated, err := h.GoLive(t.Context(), office, "2021", day, models.GoLiveWord, key)
		if diff := cmp.Diff(first, repeated); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", key, err, diff)
		}
	}
	_, err = h.GoLive(t.Context(), office, "2021", day+1, models.GoLiveWord, "live")
	wantCode(t, err, models.KindInvalid, "key_reused")
	_, err = h.GoLive(t.Context(), models.Operator, "2021", day, models.GoLiveWord, "live")
	wantCode(t, err, models.KindInvalid, "key_reused") // a person else's key
	_, err = h.GoLive(t.Context(), office, "2019", day, models.GoLiveWord, "other")
	wantCode(t, err, models.KindNotFound, "no_programme")
	_, err = h.GoLive(t.Context(), office, "2021", day, models.GoLiveWord, "")
	wantCode(t, err, models.KindInvalid, "key_missing")
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("asking again changed rows:\n%s", diff)
	}
	live := map[string]models.Date{}
	for _, p := range before.Programmes {
		live[p.ID] = p.LiveFrom
	}
	if diff := cmp.Diff(map[string]models.Date{district: day, "city-2021": liveDay}, live); diff != "" {
		t.Errorf("first live days:\n%s", diff)
	}
	audit := before.Audit[len(before.Audit)-1]
	if audit.Action != "programme.live" || audit.CommandKey != "live" ||
		audit.Detail != `{"from":"2021-01-05","to":"2021-04-01"}` {
		t.Errorf("audit %+v", audit)
	}
}
