package store

import (
	"testing"

	"duban/models"
)

// One process holds a duty until its term ends or it gives it back; another takes it only then.
func TestADutyHasOneHolder(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		take := func(instance string, want bool) {
			t.Helper()
			write(t, s, func(tx *Tx) error {
				held, err := tx.TakeDuty(models.DutyUpkeep, instance)
				if held != want {
					t.Errorf("%s holds the duty: %v, want %v", instance, held, want)
				}
				return err
			})
		}
		held := func() models.Duty { return get(t, s, (*Tx).Duties)[0] }
		take("a", true)
		first := held()
		take("b", false)
		take("a", true)
		now := get(t, s, (*Tx).Now)
		if d := held(); d.Since != first.Since || d.Until < first.Until || !d.HeldBy("a", now) || d.HeldBy("b", now) ||
			d.HeldBy("a", now.Add(models.DutyTerm)) {
			t.Errorf("after it was renewed at %d: %+v, at first %+v", now, d, first)
		}
		write(t, s, func(tx *Tx) error { return tx.LeaveDuty(models.DutyUpkeep, "b") }) // it is not b's
		take("b", false)
		write(t, s, func(tx *Tx) error { return tx.LeaveDuty(models.DutyUpkeep, "a") })
		take("b", true)
		write(t, s, func(tx *Tx) error {
			return update[models.Duty](tx, map[string]any{"until": now - 1}, "holder = ?", "b").Error
		})
		take("a", true)
		if d := held(); d.Holder != "a" || d.Since < first.Since {
			t.Errorf("after the term of another: %+v", d)
		}
	})
}
