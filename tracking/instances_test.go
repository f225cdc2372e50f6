package tracking_test

import (
	"slices"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

func instances(s fixture, a models.Actor) error {
	_, err := s.Instances(s.t.Context(), a)
	return err
}

// The processes are listed with what each does alone, and the doctor says what is missing among them.
func TestInstancesAndWhatIsMissingAmongThem(t *testing.T) {
	h := newEnv(t)
	var now models.Instant
	storetest.Read(t, h.Store, func(tx *store.Tx) (err error) {
		now, err = tx.Now()
		return err
	})
	put := func(i models.Instance) {
		storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.PutInstance(i) })
	}
	check := func(name string) *tracking.Check {
		d, err := h.Doctor(t.Context(), models.Operator)
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(d.Checks, func(c tracking.Check) bool { return c.Name == name }); i >= 0 {
			return &d.Checks[i]
		}
		return nil
	}
	put(models.Instance{ID: "s", Part: models.PartServe, SeenAt: now})
	if c := check("页面和流程进程齐备"); c != nil {
		t.Errorf("a single process: %+v", c)
	}
	put(models.Instance{ID: "s", Part: models.PartWeb, Version: "1", SeenAt: now})
	if c := check("页面和流程进程齐备"); c == nil || c.OK || len(c.Found) != 1 {
		t.Errorf("pages alone: %+v", c)
	}
	put(models.Instance{ID: "w", Part: models.PartWorker, Version: "2", SeenAt: now})
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		_, err := tx.TakeDuty(models.DutyUpkeep, "w")
		return err
	})
	if c := check("页面和流程进程齐备"); c == nil || !c.OK {
		t.Errorf("both: %+v", c)
	}
	if c := check("各机器的进程"); c == nil || !c.OK || len(c.Found) != 1 {
		t.Errorf("two versions: %+v", c)
	}
	all, err := h.Instances(t.Context(), models.Operator)
	if err != nil || len(all) != 2 || len(all[0].Duties) != 0 || !all[1].Running ||
		!slices.Equal(all[1].Duties, []string{models.DutyUpkeep}) {
		t.Errorf("%+v, %v", all, err)
	}
}
