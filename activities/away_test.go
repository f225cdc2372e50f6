package activities_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/workflows/contract"
)

// An activity that is cut off, as when the program stops, writes nothing and may be retried; the driver's error text
// does not leave the program.
func TestAnInterruptedEffectLeavesNothing(t *testing.T) {
	b := newBench(t)
	b.stage("b1", newProjects(1)...)
	b.queue(message("m", models.ToOffice, overdue))
	b.acts.Starter = &starts{count: map[string]int{}}
	interruptible(b, contract.ActivityAdvance, b.acts.Advance)
	interruptible(b, contract.ActivityRunCommand, b.acts.RunCommand)
	interruptible(b, contract.ActivityPromoteImport, b.acts.PromoteImport)
	interruptible(b, contract.ActivityDeliverOutbox, b.acts.DeliverOutbox)
	interruptible(b, contract.ActivityStartProjects, func(ctx context.Context, p contract.StartProjects) (any, error) {
		return nil, b.acts.StartProjects(ctx, p)
	})
	before := b.record()
	for name, params := range map[string]any{
		contract.ActivityAdvance:       contract.Advance{ProjectID: projectID, Now: overdue},
		contract.ActivityRunCommand:    submit("k", overdue),
		contract.ActivityPromoteImport: contract.Promote{Batch: "b1", Now: overdue},
		contract.ActivityStartProjects: contract.StartProjects{Batch: "seed", Count: 1},
		contract.ActivityDeliverOutbox: contract.Deliver{Now: overdue},
	} {
		_, err := run[any](b, "interrupted "+name, params)
		d := refused(t, err, models.KindUnavailable, "interrupted")
		for _, word := range []string{"sql", "context", "cancel"} {
			if strings.Contains(strings.ToLower(d.Message), word) {
				t.Errorf("%s: %q gives %q away", name, d.Message, word)
			}
		}
	}
	if diff := cmp.Diff(before, b.record()); diff != "" {
		t.Errorf("it left something:\n%s", diff)
	}
}

// interruptible registers an activity that is told to stop before it begins.
func interruptible[P, R any](b *bench, name string, do func(context.Context, P) (R, error)) {
	b.env.RegisterActivityWithOptions(func(ctx context.Context, p P) (R, error) {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return do(ctx, p)
	}, activity.RegisterOptions{Name: "interrupted " + name})
}
