package activities_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/activity"
	"pgregory.net/rapid"

	"duban/internal/pace"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

func project(n int) models.Project {
	code := fmt.Sprintf("ZD-%03d", n)
	return models.Project{ID: models.ProjectID(2021, code), Year: 2021, Code: code, Name: "项目" + code, NameKey: "项目" +
		code, Status: models.ProjectOpen}
}

func newProjects(n int) (rows []row) {
	for i := range n {
		p := project(100 + i)
		rows = append(rows, row{"projects", p.ID, 0, p}, row{"memberships", p.ID, 0, models.Membership{ProgrammeID: programme,
			ProjectID: p.ID, Position: 2 + i}})
	}
	return rows
}

func TestABatchIsPromotedOnce(t *testing.T) {
	b := newBench(t)
	b.stage("b1", newProjects(3)...)
	b.asked("b1", office)
	promote := contract.Promote{Batch: "b1", Now: overdue}
	if got := must[contract.Promoted](b, contract.ActivityPromoteImport, promote); got.Projects != 3 {
		t.Errorf("%+v", got)
	}
	once := b.record()
	audit := once.Audit[len(once.Audit)-1]
	if audit.Action != "import.commit" || audit.CommandKey != "b1" || audit.ByName != "重点项目办" || audit.At != overdue ||
		once.Commands != 1 {
		t.Errorf("%d commands, audit %+v", once.Commands, audit)
	}
	promote.Now++ // a retry comes later
	if got := must[contract.Promoted](b, contract.ActivityPromoteImport, promote); got.Projects != 3 {
		t.Errorf("again: %+v", got)
	}
	if diff := cmp.Diff(once, b.record()); diff != "" {
		t.Errorf("the second run changed rows:\n%s", diff)
	}
}

// asked stores who asked for a batch to be committed.
func (b *bench) asked(batch string, by models.Actor) {
	b.t.Helper()
	storetest.Write(b.t, b.store, func(tx *store.Tx) error { return tx.RequestCommit(batch, by, overdue) })
}

// However the activity was scheduled, only a batch is committed whose commit was requested by a person who may import
// today.
func TestABatchIsPromotedOnlyForWhoMayImport(t *testing.T) {
	gone := models.Actor{ID: "gone", Name: "离任",
		Roles: []models.Role{{Role: models.RoleOffice, Until: overdue.Date() - 1}}}
	for name, c := range map[string]struct {
		by   models.Actor
		code string
	}{
		"nobody": {models.Actor{}, "unknown_command"}, "an owner": {owner, "forbidden"}, "one who left": {gone, "forbidden"},
		"one without an account": {models.Actor{ID: "区长", Name: "区长"}, "person_unknown"}, "the operator": {models.Operator,
			""}, "the office": {office, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			if err := storetest.PutActors(t.Context(), b.store, gone); err != nil {
				t.Fatal(err)
			}
			b.stage("b1", newProjects(1)...)
			b.asked("b1", c.by)
			before := b.record()
			_, err := run[contract.Promoted](b, contract.ActivityPromoteImport,
				contract.Promote{Batch: "b1", Now: overdue, By: contract.Person{ID: office.ID, Name: office.Name}})
			if c.code == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			refused(t, err, models.KindForbidden, c.code)
			after := b.record()
			if noted := after.Audit[len(before.Audit):]; len(noted) != 1 || noted[0].Action != "import.refused" ||
				noted[0].Object != "b1" || after.Commands != before.Commands {
				t.Errorf("on record: %+v", noted)
			}
		})
	}
}

func TestABatchThatCannotBePromotedChangesNothing(t *testing.T) {
	b := newBench(t)
	// the preview saw another version
	plan := row{"month_plans", projectID, 7, models.MonthPlan{ProjectID: projectID, Month: models.MonthOf(2021, 6),
		Plan: 1}}
	b.stage("stale", append(newProjects(1), plan)...)
	b.stage("odd", row{"people", "", 0, models.Person{ID: "intruder"}})
	b.asked("stale", office)
	b.asked("odd", office)
	before := b.record()
	for batch, want := range map[string]struct {
		kind models.Kind
		code string
	}{"stale": {models.KindConflict, "stale_preview"}, "odd": {models.KindInternal, "unknown_entity"},
		"nowhere": {models.KindNotFound, "no_batch"}} {
		_, err := run[contract.Promoted](b, contract.ActivityPromoteImport, contract.Promote{Batch: batch, Now: overdue})
		refused(t, err, want.kind, want.code)
	}
	after := b.record()
	for i := range after.Batches {
		if b := &after.Batches[i]; b.ID == "stale" && (b.RefusedCode != "stale_preview" || b.RefusedMessage == "") {
			t.Errorf("why it was refused: %+v", b)
		}
		after.Batches[i].RefusedCode, after.Batches[i].RefusedMessage = "", ""
	}
	for _, e := range after.Audit[len(before.Audit):] {
		if e.Action != "import.refused" {
			t.Errorf("on record: %+v", e)
		}
	}
	after.Audit = before.Audit
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
	storetest.Read(t, b.store, func(tx *store.Tx) error {
		if _, err := tx.Project(project(100).ID); models.KindOf(err) != models.KindNotFound {
			t.Errorf("a project of the refused batch: %v", err)
		}
		return nil
	})
}

// However the batch is cut into chunks, each open project is started once by each pass.
func TestEveryProjectOfABatchIsStarted(t *testing.T) {
	const many = 23
	b := newBench(t)
	b.bring("b1", since, newProjects(many)...)
	storetest.Write(t, b.store, func(tx *store.Tx) error {
		_, err := tx.CloseProject(project(103).ID, 1,
			since)
		return err
	})
	rapid.Check(t, func(rt *rapid.T) {
		started := &starts{count: map[string]int{}}
		b.acts.Starter = started
		for from := 0; from < many; {
			size := rapid.IntRange(1, many).Draw(rt, "chunk")
			must[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: "b1", From: from, Count: size})
			from += size
		}
		want := map[string]int{}
		for i := range many {
			if i != 3 {
				want[project(100+i).ID] = 1
			}
		}
		if diff := cmp.Diff(want, started.count); diff != "" {
			rt.Fatalf("started:\n%s", diff)
		}
	})
}

func TestAStartThatFailsIsToldAndTriedAgain(t *testing.T) {
	b := newBench(t)
	b.bring("b1", since, newProjects(2)...)
	b.acts.Starter = &starts{count: map[string]int{}, fail: models.Errorf(models.KindUnavailable, "process_unavailable",
		"流程服务暂时不可用")}
	chunk := contract.StartProjects{Batch: "b1", Count: 2}
	_, err := run[any](b, contract.ActivityStartProjects, chunk)
	refused(t, err, models.KindUnavailable, "process_unavailable")
	second := &starts{count: map[string]int{}}
	b.acts.Starter = second
	must[any](b, contract.ActivityStartProjects, chunk)
	if len(second.count) != 2 {
		t.Errorf("started %v", second.count)
	}
	_, err = run[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: "b1", From: 3, Count: 1})
	refused(t, err, models.KindInternal, "bad_range")
}

// Told to stop, an import's start does not go through the rest of its chunk.
func TestAStartStopsWhenItIsTold(t *testing.T) {
	b := newBench(t)
	b.bring("b1", since, newProjects(3)...)
	started := &starts{count: map[string]int{}}
	b.acts.Starter = started
	b.acts.Pace = pace.Pace{Rest: func(took time.Duration) time.Duration {
		if took == 0 { // before the first
			return 0
		}
		return time.Hour
	}}
	b.env.RegisterActivityWithOptions(func(ctx context.Context, p contract.StartProjects) error {
		ctx, cancel := context.WithCancel(ctx)
		started.then = cancel
		return b.acts.StartProjects(ctx, p)
	}, activity.RegisterOptions{Name: "stopped"})
	_, err := run[any](b, "stopped", contract.StartProjects{Batch: "b1", Count: 3})
	if err == nil || len(started.count) != 1 {
		t.Errorf("%v, started %v", err, started.count)
	}
}

// A chunk that was cut off goes on where its heartbeat was.
func TestAStartGoesOnWhereTheLastAttemptWas(t *testing.T) {
	b := newBench(t)
	b.bring("b1", since, newProjects(5)...)
	started := &starts{count: map[string]int{}}
	b.acts.Starter = started
	b.env.SetHeartbeatDetails(3)
	must[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: "b1", Count: 5})
	if want := map[string]int{project(103).ID: 1, project(104).ID: 1}; cmp.Diff(want, started.count) != "" {
		t.Errorf("started %v", started.count)
	}
}

func message(key string, to models.Audience, at models.Instant) models.OutboxMessage {
	return models.OutboxMessage{Key: key, ProjectID: projectID, Audience: to, Title: "题 " + key, Body: "文",
		CreatedAt: since, NotBefore: at, Status: models.OutboxPending}
}

func (b *bench) queue(rows ...models.OutboxMessage) {
	b.t.Helper()
	storetest.Write(b.t, b.store, func(tx *store.Tx) error { _, err := tx.InsertOutbox(rows...); return err })
}

func TestTheOutboxDeliversOnceToWhoHoldsTheRole(t *testing.T) {
	for _, c := range []struct {
		to        models.Audience
		recipient string
		orphan    string // of a project without owner, unit and sponsor
	}{
		{models.ToOwnerContact, owner.ID, office.ID}, {models.ToOwnerHead, owner.ID, office.ID},
		{models.ToUnitContact, "clerk", office.ID}, {models.ToUnitHead, "head", office.ID},
		{models.ToSponsor, "deputy", office.ID}, {models.ToOffice, office.ID, office.ID},
		{models.ToOfficeHead, office.ID, office.ID}, {models.ToDeputyInCharge, "deputy", "deputy"},
		{models.ToDistrictHead, office.ID, office.ID}, {models.ToSupervision, office.ID, office.ID},
	} {
		t.Run(string(c.to), func(t *testing.T) {
			b := newBench(t)
			role := func(id string, r models.Role) models.Actor {
				r.PersonID = id
				return models.Actor{ID: id, Name: id, Roles: []models.Role{r}}
			}
			if err := storetest.PutActors(t.Context(), b.store,
				role("clerk", models.Role{Role: models.RoleUnit, OrganisationID: "org-unit"}),
				role("head", models.Role{Role: models.RoleListed, OrganisationID: "org-unit", Capacity: models.CapacityHead}),
				role("deputy", models.Role{Role: models.RoleLeader, PostID: "post-sponsor"})); err != nil {
				t.Fatal(err)
			}
			b.bring("b1", since, newProjects(1)...)
			orphan := message("orphan", c.to, overdue)
			orphan.ProjectID = project(100).ID
			b.queue(message("own", c.to, overdue), orphan)
			deliver := contract.Deliver{Now: overdue}
			got := must[contract.Delivered](b, contract.ActivityDeliverOutbox, deliver)
			if got.Count != 2 || got.Failed != 0 {
				t.Errorf("%+v", got)
			}
			repeated := must[contract.Delivered](b, contract.ActivityDeliverOutbox, deliver)
			if repeated.Count != 0 || repeated.Failed != 0 {
				t.Errorf("repeated: %+v", repeated)
			}
			for key, recipient := range map[string]string{"own": c.recipient, "orphan": c.orphan} {
				storetest.Read(t, b.store, func(tx *store.Tx) error {
					all, err := inboxes(tx)
					found := map[string]int{}
					for _, m := range all {
						if m.MessageKey == key && m.At == overdue && m.Title == "题 "+key && m.Audience == c.to {
							found[m.PersonID]++
						}
					}
					if diff := cmp.Diff(map[string]int{recipient: 1}, found); diff != "" {
						t.Errorf("%s: %s", key, diff)
					}
					out, outErr := tx.OutboxMessage(key)
					if out.Status != models.OutboxDelivered || out.Attempts != 1 || out.DeliveredAt != overdue {
						t.Errorf("%s: %+v", key, out)
					}
					return errors.Join(err, outErr)
				})
			}
		})
	}
}

func TestTheOutboxWaitsAndGoesInBatches(t *testing.T) {
	b := newBench(t)
	var many []models.OutboxMessage
	for i := range 130 {
		many = append(many, message(fmt.Sprintf("m%03d", i), models.ToOffice, overdue-models.Instant(i)))
	}
	b.queue(append(many, message("tomorrow", models.ToOffice, overdue+86_400_000))...)
	first := must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: overdue})
	if first.Count != 100 || first.NextAt == 0 || first.NextAt > overdue {
		t.Errorf("the first batch: %+v", first)
	}
	second := must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: overdue})
	if want := (contract.Delivered{Count: 30, NextAt: overdue + 86_400_000}); second != want {
		t.Errorf("the second: %+v, want %+v", second, want)
	}
	if n := len(b.record().Inbox); n != 130 {
		t.Errorf("%d in the inbox", n)
	}
	if third := must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: overdue +
		86_400_000}); third != (contract.Delivered{Count: 1}) {
		t.Errorf("the next day: %+v", third)
	}
}
