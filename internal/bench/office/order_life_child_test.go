package office_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"duban/internal/bench/office"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// lifeRequest asks the child for a step with the order, or what it has on record; lifeAnswer is its answer, a line.
type lifeRequest struct {
	Who     string               `json:"who"` // "" asks what is on record
	Key     string               `json:"key"`
	Step    models.OrderStepKind `json:"step"`
	Command models.OrderCommand  `json:"command"`
}

type lifeAnswer struct {
	Error   string   `json:"error"`
	State   string   `json:"state"` // of the order
	NextAt  string   `json:"next_at"`
	Steps   []string `json:"steps"` // kind and moment
	Told    []string `json:"told"`  // step, receiver and day of the messages about it
	Running int      `json:"running"`
	Waits   string   `json:"waits"` // what its workflow waits for
	Cards   int      `json:"cards"`
}

// TestServeAnOrder is the child process.
func TestServeAnOrder(t *testing.T) {
	serveLife(t, func(ctx context.Context, f *office.Office, request []byte) (any, error) {
		var r lifeRequest
		if err := json.Unmarshal(request, &r); err != nil {
			return nil, err
		}
		var a lifeAnswer
		if err := serveOrder(ctx, f, r, &a); err != nil {
			a.Error = err.Error()
		}
		return a, nil
	})
}

func serveOrder(ctx context.Context, f *office.Office, r lifeRequest, a *lifeAnswer) error {
	list, err := f.Orders(ctx, models.Operator, tracking.OrderFilter{})
	if err != nil || len(list.Orders) == 0 {
		return err
	}
	if len(list.Orders) > 1 {
		return fmt.Errorf("%d orders", len(list.Orders))
	}
	id := list.Orders[0].ID
	if r.Who != "" {
		if _, err := f.OrderStep(ctx, lifePeople[r.Who], r.Key, id, r.Step, r.Command); err != nil {
			return err
		}
	}
	runs, err := f.Process.RunningOrders(ctx)
	if err != nil {
		return err
	}
	if a.Running = len(runs); len(runs) == 1 {
		a.Waits = runs[0].NextDue.Minute()
	}
	return f.Store.Read(ctx, func(tx *store.Tx) error {
		o, err := tx.Order(id)
		if err != nil {
			return err
		}
		a.State, a.NextAt = string(o.Order.State), ""
		if o.Order.NextAt != 0 {
			a.NextAt = o.Order.NextAt.Minute()
		}
		for _, s := range o.Steps {
			a.Steps = append(a.Steps, string(s.Kind)+" "+s.At.Date().String())
		}
		a.Cards = len(models.CardsOf(lifeProject, []models.OrderFacts{o}))
		messages, err := tx.OutboxOf(o.Order.ProjectID)
		for _, m := range messages {
			if m.Kind == models.NoticeOrder {
				a.Told = append(a.Told, strings.Split(m.Key, "/")[1]+" "+m.PartyID+string(m.Audience)+" "+m.CreatedAt.Date().
					String())
			}
		}
		slices.Sort(a.Told)
		return err
	})
}
