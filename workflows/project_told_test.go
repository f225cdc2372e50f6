package workflows_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// A run that is told what it waits for does not look for itself: neither at its start, nor when it is told something
// newer than it has seen. What it has seen already says nothing new; of anything else it makes sure.
func TestAProjectWaitsForWhatItIsTold(t *testing.T) {
	first := models.Moment{At: models.DateOf(2126, 4, 1).At(9, 0), What: "到期前7天提醒"}
	other := models.Moment{At: models.DateOf(2126, 3, 20).At(9, 0), What: "另一时刻"}
	told := models.DateOf(2126, 3, 5).At(12, 0)
	// when it looks at once, it finds the February report's rungs before the milestone's
	found := []string{"2126-03-05 12:00", "2126-03-06 09:00", "2126-03-08 09:00", "2126-04-01 09:00"}
	for name, c := range map[string]struct {
		next     models.Moment
		revision int // relative to that of the start; 0 with no next: it is told nothing
		want     []string
	}{
		"nothing":                    {models.Moment{}, 0, []string{"2126-04-01 09:00"}},
		"a newer moment":             {other, 1, []string{"2126-03-20 09:00", "2126-04-01 09:00"}},
		"what it knows":              {first, 0, []string{"2126-04-01 09:00"}},
		"a newer, the same moment":   {first, 3, []string{"2126-04-01 09:00"}},
		"another by the same facts":  {other, 0, found},
		"by older facts":             {other, -1, found},
		"by older facts, what it is": {first, -1, found},
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, models.Milestone{Name: "主体封顶", Due: models.DateOf(2126, 4, 10), Controlling: true})
			b.settled(first)
			var looked []string
			b.env.SetOnLocalActivityStartedListener(func(a *activity.Info, _ context.Context, _ []any) {
				if a.ActivityType.Name == contract.ActivityAdvance {
					looked = append(looked, models.InstantOf(b.env.Now()).Minute())
				}
			})
			if c.next.At != 0 {
				b.env.RegisterDelayedCallback(func() {
					b.env.SignalWorkflow(contract.SignalTold, contract.Told{Next: c.next, Revision: b.params.Revision + c.revision,
						Attributes: b.params.Attributes})
				}, told.Time().Sub(start))
			}
			b.closeAt(models.DateOf(2126, 4, 1).At(12, 0))
			b.run()
			if diff := cmp.Diff(c.want, looked); diff != "" {
				t.Errorf("it looked what is due at (+):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"T-7@2126-04-01 09:00"}, b.rungs(models.ItemMilestone)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// settled puts a next moment on record, as an import's transaction does, for the workflow to start with.
func (b *bench) settled(next models.Moment) {
	b.t.Helper()
	b.write(func(tx *store.Tx) error {
		p, err := tx.Project(projectID)
		if err != nil {
			return err
		}
		p.NextAt, p.NextWhat = next.At, next.What
		b.params = contract.StartProject(p)
		b.params.Next, b.params.Revision, b.params.Settled = next, p.Version, true
		return tx.SetNextMoments([]models.Project{p})
	})
}
