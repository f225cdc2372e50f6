package simulate

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/temporal"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/tracking"
	"duban/workflows/contract"
)

// desk runs a simulation on tracking, activities and store, without the engine: it goes from one moment at which
// anything is to be done to the next, as the workflows of projects, orders and the outbox do. What people do beside
// their projects, with orders, requests and problems, is in the play.
type desk struct {
	*engine
	tracking.Process

	now    models.Instant
	acts   *activities.Activities
	due    map[string]models.Instant // what projects wait for, by row key
	orders map[string]models.Instant // what orders wait for
	outbox models.Instant
	told   bool // nothing was put into the outbox since it was last looked at
	play   *play
	closed map[string]bool // codes of projects
}

// runDesk is Run on the desk, with a database of its own, which is read before it is closed.
func runDesk(t testing.TB, o Options, p *play, read func(*desk)) *Year {
	t.Helper()
	if err := o.complete(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "desk.db"), Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &desk{engine: &engine{Options: o, ctx: t.Context(), store: s}, now: o.begin(), play: p,
		due: map[string]models.Instant{}, orders: map[string]models.Instant{}, closed: map[string]bool{}}
	d.acts = &activities.Activities{Store: s, Calendar: o.Calendar, Starter: d, Wake: func() { d.told = false }}
	d.tracking = &tracking.Service{Store: s, Process: d, Calendar: o.Calendar,
		Now: func() time.Time { return d.now.Time() },
		Log: slog.New(slog.DiscardHandler)}
	d.simulation = newSimulation(o, d)
	if err := d.run(t.Context()); err != nil {
		t.Fatalf("seed %d: %v", o.Seed, err)
	}
	y, err := d.simulation.year(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	read(d)
	return y
}

func (d *desk) run(ctx context.Context) error {
	for _, i := range d.imports() {
		if err := d.bring(ctx, i.Workbook); err != nil {
			return err
		}
	}
	if err := d.play.begin(ctx, d); err != nil {
		return err
	}
	people := d.now
	for {
		if err := d.settle(ctx); err != nil {
			return err
		}
		if people != 0 && people <= d.now {
			var err error
			if people, err = d.simulation.act(ctx, d.now); err != nil {
				return errors.Join(err, models.AsError(err).Cause)
			}
			d.told = false
			if err := d.settle(ctx); err != nil {
				return err
			}
		}
		next := earliest(people, d.outbox)
		for _, waits := range []map[string]models.Instant{d.due, d.orders} {
			for _, at := range waits {
				next = earliest(next, at)
			}
		}
		if next == 0 || next >= d.end() {
			return nil
		}
		d.now = max(next, d.now)
	}
}

// settle records what fell due, and takes messages to people.
func (d *desk) settle(ctx context.Context) error {
	for _, id := range d.ripe(d.due) {
		if err := d.advance(ctx, id); err != nil {
			return err
		}
	}
	if _, err := d.tracking.TellOrders(ctx); err != nil {
		return err
	}
	for _, id := range d.ripe(d.orders) {
		out, err := d.acts.AdvanceOrder(ctx, contract.AdvanceOrder{OrderID: id, Now: d.now})
		if err != nil {
			return err
		}
		d.orders[id] = out.Next.At
	}
	if d.told && (d.outbox == 0 || d.outbox > d.now) {
		return nil
	}
	out, err := d.acts.DeliverOutbox(ctx, contract.Deliver{Now: d.now})
	for err == nil && out.Count > 0 && out.NextAt != 0 && out.NextAt <= d.now {
		out, err = d.acts.DeliverOutbox(ctx, contract.Deliver{Now: d.now})
	}
	d.outbox, d.told = out.NextAt, true
	return err
}

// ripe are those whose moment has come, in order of their row keys.
func (d *desk) ripe(waits map[string]models.Instant) (ids []string) {
	for id, at := range waits {
		if at != 0 && at <= d.now {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (d *desk) advance(ctx context.Context, id string) error {
	out, err := d.acts.Advance(ctx, contract.Advance{ProjectID: id, Now: d.now})
	d.due[id] = out.Next.At
	return err
}

// bring imports a workbook as the office does.
func (d *desk) bring(ctx context.Context, book Workbook) error {
	if err := d.enrol(ctx, Office, SecondOfficer); err != nil {
		return err
	}
	preview, err := d.tracking.PreviewImport(ctx, Office, tracking.Upload{FileName: book.Name, Content: book.Content,
		LiveFrom: d.now.Date(), Rehearsed: true, Key: "simulate/import/" + book.Name})
	if err != nil {
		return err
	}
	if err := d.store.Write(ctx, func(tx *store.Tx) error {
		return tx.RequestCommit(preview.Batch, Office,
			d.now)
	}); err != nil {
		return err
	}
	if _, err := d.acts.PromoteImport(ctx, contract.Promote{Batch: preview.Batch, Now: d.now,
		By: contract.Person{ID: Office.ID}}); err != nil {
		return err
	}
	return d.store.Read(ctx, func(tx *store.Tx) error {
		open, err := tx.AllOpenProjects()
		for _, p := range open {
			d.due[p.ID] = p.NextAt
		}
		return err
	})
}

// do carries out what the owner's plan asks for; an extension or a pause that the office would enter is asked for.
func (d *desk) do(ctx context.Context, c Command) (string, error) {
	if d.closed[c.Project] {
		return "", tooLate(c.Body, d.now.Date())
	}
	if change, is := c.Body.(models.ChangePlanCommand); is && d.play.asks(d, c, change) {
		return d.play.ask(ctx, d, c, change)
	}
	return d.engine.do(ctx, c)
}

// tooLate is what becomes of what is meant to be done with a project that was closed meanwhile: nothing. What the rules
// would have refused is refused as the owner expects.
func tooLate(body any, today models.Date) error {
	switch body := body.(type) {
	case models.SubmitMilestoneCommand:
		if body.DoneOn > today {
			return models.Errorf(models.KindInvalid, "done_on_future", "")
		}
	case models.ReportMonthCommand:
		if !body.Confirmed {
			return models.Errorf(models.KindInvalid, "ytd_mismatch", "")
		}
	}
	return nil
}

// Send runs the activity that the project's workflow would run.
func (d *desk) Send(ctx context.Context, p contract.ProjectParams, _ string, c contract.Command) error {
	out, err := d.acts.RunCommand(ctx, contract.RunCommand{Now: d.now, Command: c})
	if err == nil {
		d.due[c.ProjectID] = out.Next.At
	}
	var refused *temporal.ApplicationError
	if errors.As(err, &refused) {
		return translate(refused)
	}
	return err
}

// StartOrPoke does nothing: an import tells at the moment at which it is brought.
func (d *desk) StartOrPoke(context.Context, contract.ProjectParams) error { return nil }

// StartOrPokeOrder keeps what an order waits for.
func (d *desk) StartOrPokeOrder(_ context.Context, p contract.OrderParams) error {
	d.orders[p.OrderID] = p.Next.At
	return nil
}

// EnsureChannels does nothing: no channel is set up.
func (d *desk) EnsureChannels(context.Context) error { return nil }
