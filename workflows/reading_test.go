package workflows_test

import (
	"context"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows"
	"duban/workflows/contract"
)

// A reading is tried again while the database is unavailable, at most three times, and not after a refusal.
func TestAReadingIsTriedAgain(t *testing.T) {
	unavailable := temporal.NewApplicationError("away", string(models.KindUnavailable))
	refused := temporal.NewNonRetryableApplicationError("bad_file", string(models.KindInvalid), nil)
	for name, c := range map[string]struct {
		errors   []error
		attempts int
		fails    bool
	}{
		"done":        {[]error{nil}, 1, false},
		"then done":   {[]error{unavailable, nil}, 2, false},
		"unavailable": {[]error{unavailable, unavailable, unavailable, nil}, 3, true},
		"refused":     {[]error{refused, nil}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			suite := quietSuite()
			env := suite.NewTestWorkflowEnvironment()
			env.SetTestTimeout(time.Minute)
			workflows.Register(env)
			attempts := 0
			env.RegisterActivityWithOptions(func(_ context.Context, p contract.Read) error {
				attempts++
				return c.errors[attempts-1]
			}, activity.RegisterOptions{Name: contract.ActivityReadWorkbook})
			env.ExecuteWorkflow(contract.ReadingWorkflow, contract.Read{Draft: "d", Reading: "r"})
			if err := env.GetWorkflowError(); attempts != c.attempts || (err != nil) != c.fails {
				t.Errorf("%d attempts, %v", attempts, err)
			}
		})
	}
}
