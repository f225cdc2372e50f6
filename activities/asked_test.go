package activities_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

var marchNoon = models.DateOf(2021, 3, 9).At(12, 0)

// Between storing a command and carrying it out, the person may have lost the permission: the transaction checks again.
func TestWhoAskedIsLookedUpAgain(t *testing.T) {
	enrol := func(a models.Actor) func(b *bench) {
		return func(b *bench) {
			if err := storetest.PutActors(b.t.Context(), b.store, a); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	until := models.Role{Role: models.RoleOffice, Until: marchNoon.Date() - 1}
	from := models.Role{Role: models.RoleOffice, Since: marchNoon.Date() + 1}
	unit := models.Actor{ID: "unit-1", Name: "责任单位",
		Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "org-unit"}}}
	leader := models.Actor{ID: "leader", Name: "区长",
		Roles: []models.Role{{Role: models.RoleLeader, PostID: "post-sponsor"}}}
	pre := review("k", "s", marchNoon)
	pre.body = models.ReviewCommand{Submission: models.SubmissionID("s"), Decision: models.Accept, Level: models.LevelPre}
	pause := models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Date: marchNoon.Date()}
	for name, c := range map[string]struct {
		command command
		by      models.Actor
		lay     func(b *bench)
		code    string // "": it is carried out
	}{
		"the owner": {submit("k", marchNoon), owner, nil, ""},
		"another's owner": {submit("k", marchNoon), owner,
			enrol(models.Actor{ID: owner.ID, Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "org-unit"}}}),
			"project_not_found"},
		"the unit fills in":           {report("k", marchNoon), unit, enrol(unit), ""},
		"somebody without an account": {submit("k", marchNoon), models.Actor{ID: "ghost", Name: "区长"}, nil, "person_unknown"},
		"a person named operator": {submit("k", marchNoon), models.Actor{ID: "operator", Name: "运维员"}, nil,
			"person_unknown"},
		"disabled": {submit("k", marchNoon), owner, func(b *bench) {
			storetest.Write(b.t, b.store, func(tx *store.Tx) error { return tx.SetDisabled(owner.ID, true) })
		}, "person_disabled"},
		"the office decides":   {review("k", "s", marchNoon), office, nil, ""},
		"an owner decides":     {review("k", "s", marchNoon), owner, nil, "forbidden"},
		"a leader decides":     {review("k", "s", marchNoon), leader, enrol(leader), "forbidden"},
		"the operator decides": {review("k", "s", marchNoon), models.Operator, nil, "operator_may_not_review"},
		"a role that ended": {review("k", "s", marchNoon), office,
			enrol(models.Actor{ID: office.ID, Roles: []models.Role{until}}), "forbidden"},
		"a role not yet begun": {review("k", "s", marchNoon), office,
			enrol(models.Actor{ID: office.ID, Roles: []models.Role{from}}), "forbidden"},
		"the unit looks first":   {pre, unit, enrol(unit), ""},
		"the office looks first": {pre, office, nil, "forbidden"},
		"the office plans":       {change("k", marchNoon, pause), office, nil, ""},
		"the operator plans":     {change("k", marchNoon, pause), models.Operator, nil, ""},
		"an owner plans":         {change("k", marchNoon, pause), owner, nil, "forbidden"},
		"a command unheard of": {command{key: "k", name: "Rewrite", body: pause, now: marchNoon}, office, nil,
			"bad_command"},
	} {
		t.Run(name, func(t *testing.T) {
			b := prepared(t, marchNoon-60_000)
			if c.command.name == models.CommandSubmitMilestone || c.command.name == models.CommandReportMonth {
				b = newBench(t)
			}
			if c.lay != nil {
				c.lay(b)
			}
			c.command.by = c.by
			before := b.record()
			_, err := run[contract.Outcome](b, contract.ActivityRunCommand, c.command)
			after := b.record()
			if c.code == "" {
				if err != nil || after.Commands != before.Commands+1 {
					t.Errorf("%v, %d commands", err, after.Commands)
				}
				return
			}
			kind := models.KindForbidden
			switch c.code {
			case "project_not_found":
				kind = models.KindNotFound
			case "bad_command":
				kind = models.KindInvalid
			}
			refused(t, err, kind, c.code)
			noted := after.Audit[len(before.Audit):]
			if kind == models.KindForbidden && (len(noted) != 1 || noted[0].Action != "command.refused" ||
				noted[0].Object != "k") {
				t.Errorf("on record: %+v", noted)
			}
			after.Audit = before.Audit
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("it changed rows:\n%s", diff)
			}
		})
	}
}

// 代填 is noted by the project's owner, whatever was written into the command.
func TestOnWhoseBehalfComesFromTheProject(t *testing.T) {
	unit := models.Actor{ID: "unit-1", Name: "责任单位",
		Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "org-unit"}}}
	for name, c := range map[string]struct {
		by   models.Actor
		want string
	}{"the owner": {owner, ""}, "the unit": {unit, "甲单位"}, "the office": {office, "甲单位"}, "the operator": {models.Operator,
		"甲单位"}} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			if err := storetest.PutActors(t.Context(), b.store, c.by); err != nil {
				t.Fatal(err)
			}
			milestoneDone, month := submit("s", marchNoon), report("r", marchNoon)
			milestoneDone.by, month.by = c.by, c.by
			milestoneDone.body = models.SubmitMilestoneCommand{Milestone: milestone, DoneOn: marchNoon.Date(),
				OnBehalfOf: "区财政局"}
			amount := models.Money(100)
			month.body = models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true,
				OnBehalfOf: "中共张店区委"}
			for _, one := range []command{milestoneDone, month} {
				must[contract.Outcome](b, contract.ActivityRunCommand, one)
			}
			for _, s := range b.record().Facts.Submissions {
				if s.OnBehalfOf != c.want {
					t.Errorf("%s on behalf of %q, want %q", s.Kind, s.OnBehalfOf, c.want)
				}
			}
		})
	}
}

// What was stored under one content and is another now is not carried out.
func TestAStoredCommandThatWasAlteredIsNotCarriedOut(t *testing.T) {
	b := newBench(t)
	ask := b.ask(submit("k", marchNoon)).(contract.RunCommand)
	storetest.Write(t, b.store, func(tx *store.Tx) error {
		c, _, err := tx.StoredCommand("k")
		if err != nil {
			return err
		}
		if err := tx.CommandRefused("k", models.Errorf(models.KindConflict, "x", "x"), 1); err != nil {
			return err
		}
		if err := tx.ForgetRefused("k", c.ByID); err != nil {
			return err
		}
		c.ByID, c.ByName = office.ID, office.Name
		return tx.StoreCommand(c)
	})
	_, err := run[contract.Outcome](b, contract.ActivityRunCommand, ask)
	refused(t, err, models.KindForbidden, "command_altered")
}

// A command that a person with the database file puts in or rewrites, hash and all, is not on record and not carried
// out.
func TestACommandPutIntoTheDatabaseIsNotCarriedOut(t *testing.T) {
	forgedHash := func(ask contract.RunCommand, body string) string {
		return models.CommandHash(models.CommandSubmitMilestone, ask.Command.ProjectID, office.ID, body)
	}
	const body = `{"milestone":"` + milestone + `","done_on":"2021-03-01"}`
	for name, c := range map[string]struct{ key, statement string }{
		"put in": {"forged", `INSERT INTO stored_commands SELECT 'forged', '%s', name, project_id, '` + body + `',
			'` + office.ID + `', '区长', operator, version, stored_at, status, settled_at,
			error_kind, error_code, error_message, error_cell, attempts FROM stored_commands`},
		"rewritten": {"k", `UPDATE stored_commands SET hash = '%s', body = '` + body + `', by_id = '` + office.ID +
			`', by_name = '区长'`},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			ask := b.ask(submit("k", marchNoon)).(contract.RunCommand)
			ask.Command.Key, ask.Command.Hash = c.key, forgedHash(ask, body)
			storetest.Exec(t, b.path, fmt.Sprintf(c.statement, ask.Command.Hash))
			_, err := run[contract.Outcome](b, contract.ActivityRunCommand, ask)
			refused(t, err, models.KindForbidden, "command_altered")
			if submissions := b.record().Facts.Submissions; len(submissions) > 0 {
				t.Errorf("it was carried out: %+v", submissions)
			}
		})
	}
}

// The activities of earlier versions finish what was accepted, as a local activity of the project's own workflow; any
// other schedule of them is refused and on record. Who asked is looked up in both.
func TestActivitiesOfEarlierVersionsAreNobodysWayIn(t *testing.T) {
	head := func(id string) contract.Head {
		return contract.Head{Key: "k", Hash: "h", ProjectID: projectID, By: contract.Person{ID: id, Name: "区长"}}
	}
	amount := models.Money(100)
	forged := map[string]func(by string) any{
		contract.ActivitySubmitMilestone: func(by string) any {
			return contract.At[contract.SubmitMilestone]{Now: marchNoon, Command: contract.SubmitMilestone{Head: head(by),
				Body: models.SubmitMilestoneCommand{Milestone: milestone, DoneOn: marchNoon.Date()}}}
		},
		contract.ActivityReportMonth: func(by string) any {
			return contract.At[contract.ReportMonth]{Now: marchNoon, Command: contract.ReportMonth{Head: head(by),
				Body: models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: &amount}}}
		},
		contract.ActivityReview: func(by string) any {
			return contract.At[contract.Review]{Now: marchNoon, Command: contract.Review{Head: head(by),
				Body: models.ReviewCommand{Submission: models.SubmissionID("s"), Decision: models.Accept}}}
		},
		contract.ActivityChangePlan: func(by string) any {
			return contract.At[contract.ChangePlan]{Now: marchNoon, Command: contract.ChangePlan{Head: head(by),
				Body: models.ChangePlanCommand{Change: models.PlanClose, Reason: "伪造"}}}
		},
	}
	for name, params := range forged {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			if name == contract.ActivityReview {
				b = prepared(t, marchNoon-60_000)
			}
			before := b.record()
			_, err := run[contract.Outcome](b, name, params(office.ID))
			refused(t, err, models.KindForbidden, "unknown_command")
			after := b.record()
			if noted := after.Audit[len(before.Audit):]; len(noted) != 1 || noted[0].Action != "command.unknown" {
				t.Errorf("on record: %+v", noted)
			}
			after.Audit = before.Audit
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("as an activity it changed rows:\n%s", diff)
			}
			local := map[string]any{
				contract.ActivitySubmitMilestone: b.acts.SubmitMilestone, contract.ActivityReportMonth: b.acts.ReportMonth,
				contract.ActivityReview: b.acts.Review, contract.ActivityChangePlan: b.acts.ChangePlan,
			}[name]
			_, err = b.env.ExecuteLocalActivity(local, params("ghost"))
			refused(t, err, models.KindForbidden, "person_unknown")
			if _, err = b.env.ExecuteLocalActivity(local, params(office.ID)); err != nil {
				t.Errorf("what was accepted is not finished: %v", err)
			}
			if got := b.record().Commands; got != before.Commands+1 {
				t.Errorf("%d commands", got)
			}
		})
	}
}

// Whoever schedules an activity cannot make tomorrow's rungs today.
func TestNoActivityIsGivenAMomentThatHasNotCome(t *testing.T) {
	b := newBench(t)
	b.acts.Latest = func() models.Instant { return marchNoon }
	b.queue(message("later", models.ToOffice, overdue))
	ask := func(now models.Instant) command { return submit("k", now) }
	must[contract.Outcome](b, contract.ActivityRunCommand, ask(overdue.Add(1000*3600)))
	must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: projectID, Now: overdue})
	must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: overdue})
	r := b.record()
	for _, e := range r.Facts.Escalations {
		if e.At > marchNoon {
			t.Errorf("a rung of the future: %s %s", e.Step, e.At.Minute())
		}
	}
	for _, s := range r.Facts.Submissions {
		if s.SubmittedAt > marchNoon {
			t.Errorf("handed in at %s", s.SubmittedAt.Minute())
		}
	}
	for _, m := range r.Inbox {
		if m.MessageKey == "later" {
			t.Error("a message was sent before its time")
		}
	}
}

// A run that has seen more than the database knows puts that on record, once.
func TestADatabaseOlderThanTheEngineIsNoted(t *testing.T) {
	b := newBench(t)
	noted := func() (n int) {
		for _, e := range b.record().Audit {
			if e.Action == models.ActionEngineNewer && e.ProjectID == projectID {
				n++
			}
		}
		return n
	}
	out := must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: projectID, Now: since, Seen: 1})
	if noted() != 0 {
		t.Error("nothing is older")
	}
	for range 2 {
		must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: projectID, Now: since,
			Seen: out.Revision + 3})
	}
	ask := b.ask(submit("k", marchNoon)).(contract.RunCommand)
	ask.Seen = out.Revision + 3
	must[contract.Outcome](b, contract.ActivityRunCommand, ask)
	if noted() != 1 {
		t.Errorf("noted %d times", noted())
	}
}

// What is said to a person stays in the database: histories hold codes and IDs.
func TestNothingThatNamesAPersonTravels(t *testing.T) {
	b := prepared(t, marchNoon-60_000)
	must[contract.Outcome](b, contract.ActivityRunCommand, review("r1", "s", marchNoon))
	_, err := run[contract.Outcome](b, contract.ActivityRunCommand, review("r2", "s", marchNoon)) // decided by 重点项目办
	if d := refused(t, err, models.KindConflict, "already_decided"); d.Message != "" {
		t.Errorf("it travels: %q", d.Message)
	}
	if strings.Contains(err.Error(), office.Name) {
		t.Errorf("it names somebody: %v", err)
	}
	storetest.Read(t, b.store, func(tx *store.Tx) error {
		c, _, err := tx.StoredCommand("r2")
		if e := c.Refusal(); e == nil || e.Message.Text == "" {
			t.Errorf("kept: %+v", c)
		}
		return err
	})
}
