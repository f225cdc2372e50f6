package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"duban/internal/testkit/child"
)

// prove compares the ledger with the database, asks the doctor, and prints the counts.
func (l *lab) prove(ctx context.Context, w *work) error {
	if err := l.settle(ctx); err != nil {
		return err
	}
	lost, unanswered, answered, refused := 0, 0, map[string]int{}, map[string]int{}
	for _, c := range w.ledger {
		switch {
		case c.acknowledged == 0 && c.refused != "":
			refused[c.refused]++
		case c.acknowledged == 0:
			unanswered++
		default:
			answered[c.kind]++
			kept, err := l.kept(ctx, c)
			if err != nil {
				return err
			}
			if !kept {
				lost++
				l.say("lost: %s %s, answered %d, object %s", c.kind, c.key, c.acknowledged, c.object)
			}
		}
	}
	l.say("%d kills, %d restarts of PostgreSQL; %d commands in %d answers: %s", l.kills, l.restarts, len(w.ledger),
		total(w.answers), counts(w.answers))
	l.say("reads %d: %s", total(w.reads), counts(w.reads))
	l.say("acknowledged %d (%s), refused %d (%s), without an answer %d", w.acknowledged(), counts(answered),
		total(refused), counts(refused), unanswered)
	twice, err := l.twice(ctx)
	if err != nil {
		return err
	}
	l.say("lost %d, twice %d, internal errors %d", lost, twice, len(w.faults))
	for _, fault := range slices.Compact(slices.Sorted(slices.Values(w.faults))) {
		l.say("internal error: %s", fault)
	}
	l.failed += lost + twice + len(w.faults) + unanswered
	for _, kind := range []string{"submit", "review", "move"} {
		if answered[kind] < 5 {
			l.failed++
			l.say("too few commands of the kind %s to prove anything", kind)
		}
	}
	if err := l.migratedOnce(ctx); err != nil {
		return err
	}
	for _, at := range []*child.Process{l.webs[0], l.workers[1]} {
		if err := l.doctor(ctx, at); err != nil {
			return err
		}
	}
	if l.failed > 0 {
		return errFound
	}
	l.say("all is there, once")
	return nil
}

// settle waits until no stored command waits, for two minutes.
func (l *lab) settle(ctx context.Context) error {
	for range 240 {
		n, err := l.number(ctx, "SELECT count(*) FROM stored_commands WHERE status = 'stored'")
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		if err := rest(ctx, time.Second/2); err != nil {
			return err
		}
	}
	l.failed++
	l.say("stored commands still wait after two minutes")
	return nil
}

// kept reports whether an acknowledged command is on record with its effect; one that was answered with 202 may have
// been refused in the end.
func (l *lab) kept(ctx context.Context, c *command) (bool, error) {
	n, err := l.number(ctx, "SELECT count(*) FROM commands WHERE key = $1", c.key)
	if err != nil {
		return false, err
	}
	if n == 0 && c.acknowledged == 202 {
		n, err = l.number(ctx, "SELECT count(*) FROM stored_commands WHERE key = $1 AND status = 'refused'", c.key)
		return n == 1, err
	}
	if n == 1 && c.kind == "submit" && c.object != "" {
		n, err = l.number(ctx, "SELECT count(*) FROM submissions WHERE id = $1", c.object)
	}
	return n == 1, err
}

// twice counts what is on record more than once.
func (l *lab) twice(ctx context.Context) (sum int, err error) {
	for what, query := range map[string]string{
		"an act of a command": `SELECT count(*) FROM (SELECT 1 FROM audit_events WHERE command_key <> ''
			GROUP BY command_key, action, object HAVING count(*) > 1) x`,
		"submissions beside their commands": `SELECT abs((SELECT count(*) FROM submissions WHERE kind = 'milestone') -
			(SELECT count(*) FROM commands WHERE name = 'SubmitMilestone' AND key LIKE 'machines-%'))`,
		"submissions of one milestone that wait": `SELECT count(*) FROM (SELECT 1 FROM submissions
			WHERE status = 'waiting' GROUP BY milestone_id, month, project_id HAVING count(*) > 1) x`,
		"rungs": `SELECT count(*) FROM (SELECT 1 FROM escalations WHERE cause = 'time'
			GROUP BY project_id, programme_id, item, subject, month, due_version, kind, step, rung HAVING count(*) > 1) x`,
		"batches beside two": `SELECT abs((SELECT count(*) FROM import_batches WHERE status = 'committed') - 2)`,
		"projects beside 48": `SELECT abs((SELECT count(*) FROM projects) - 48)`,
	} {
		n, err := l.number(ctx, query)
		if err != nil {
			return sum, fmt.Errorf("%s: %w", what, err)
		}
		if sum += n; n > 0 {
			l.say("twice: %s: %d", what, n)
		}
	}
	return sum, nil
}

// migratedOnce checks that one process made every migration, once.
func (l *lab) migratedOnce(ctx context.Context) error {
	steps, err := l.number(ctx, "SELECT count(*) FROM migrations WHERE id <> 'SCHEMA_INIT'")
	if err != nil {
		return err
	}
	made, by := 0, 0
	for _, p := range l.halves() {
		if n := strings.Count(p.Text(), "migrating the database"); n > 0 {
			made += n
			by++
		}
	}
	l.say("%d migrations, made %d times, by %d of %d processes", steps, made, by, len(l.halves()))
	if made != steps || by != 1 {
		l.failed++
	}
	return nil
}

// doctor runs the doctor at a process and prints what it finds.
func (l *lab) doctor(ctx context.Context, at *child.Process) error {
	var d struct {
		OK     bool `json:"ok"`
		Checks []struct {
			Name  string   `json:"name"`
			OK    bool     `json:"ok"`
			Found []string `json:"found"`
		} `json:"checks"`
	}
	out, err := l.command(ctx, at, "doctor", "--json", "--full")
	if failed := json.Unmarshal([]byte(out), &d); failed != nil {
		return fmt.Errorf("doctor: %w: %w", failed, err)
	}
	for _, c := range d.Checks {
		if !c.OK {
			l.failed++
			l.say("doctor at %s: %s: %s", at.Name, c.Name, strings.Join(c.Found, "; "))
		}
	}
	l.say("doctor at %s: ok %v, %d checks", at.Name, d.OK, len(d.Checks))
	return nil
}

func total[K comparable](counted map[K]int) (n int) {
	for _, v := range counted {
		n += v
	}
	return n
}

func counts[K interface{ ~int | ~string }](counted map[K]int) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(counted)) {
		parts = append(parts, fmt.Sprintf("%v: %d", k, counted[k]))
	}
	return strings.Join(parts, ", ")
}
