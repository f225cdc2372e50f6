package simulate

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"duban/importer/workbook"
	"duban/internal/calendar"
	"duban/internal/ladderoracle"
	"duban/internal/sample"
	"duban/models"
)

// few cuts the workbooks down to some projects, so that a test that needs only a spring is quick.
func few(t testing.TB, n int) func(*Options) {
	return func(o *Options) {
		o.Plan, o.Milestones = written(t, firstProjects(o.From.Year(), n))
	}
}

// firstProjects are the first n projects of the sample programme.
func firstProjects(year, n int) sample.Data {
	data := sample.Programme(year)
	data.Projects = data.Projects[:n]
	return data
}

// A year of the same seed is the same to the byte; of another it is another.
func TestSeedDecides(t *testing.T) {
	events := func(seed uint64) string {
		y := simulated(t, seed, models.DateOf(2021, 2, 20), models.DateOf(2021, 5, 20), few(t, 6))
		text, err := json.Marshal(y.Events)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := events(7)
	if second := events(7); second != first {
		t.Errorf("the same seed gave\n%s\nand\n%s", first, second)
	}
	if events(8) == first {
		t.Error("another seed gave the same year")
	}
}

// A list that is followed from the middle of the year on, past its end: what is old enters late or not at all.
func TestLateStartAgreesWithTheOracle(t *testing.T) {
	y := simulated(t, 4, models.DateOf(2021, 8, 16), models.DateOf(2022, 2, 18), few(t, 16))
	compareWithOracle(t, y)
	late, over := 0, 0
	for _, e := range y.Events {
		if e.Cause == models.CauseLateEntry {
			late++
		}
		if e.PassedOver {
			over++
		}
	}
	if late == 0 || over == 0 || over >= late {
		t.Errorf("%d late entries, %d passed over: the simulation does not try what is meant", late, over)
	}
}

// Rules with a wrong calendar are a day off in places, and the oracle finds them.
func TestOracleFindsAWrongCalendar(t *testing.T) {
	days, years := calendar.Builtin()
	worked := models.DateOf(2021, 4, 25)
	wrong := slices.DeleteFunc(slices.Clone(days), func(d models.CalendarDay) bool { return d.Date == worked })
	if len(wrong) != len(days)-1 {
		t.Fatal("that Sunday is not in the table")
	}
	y := simulated(t, 1, models.DateOf(2021, 3, 15), models.DateOf(2021, 5, 20), few(t, 16), func(o *Options) {
		o.Calendar = func(extra []models.CalendarDay) models.Calendar {
			return models.NewCalendar(append(wrong, extra...), years)
		}
	})
	plan, events := oracleInput(t, y)
	found := strings.Join(ladderoracle.Differences(plan, events), "\n")
	if !strings.Contains(found, "missing: ") || !strings.Contains(found, "not expected: ") {
		t.Errorf("a worked Sunday was taken for a day off, and the oracle found only: %q", found)
	}
}

// Every single fault in the record is found, and nothing but that.
func TestOracleFindsPlantedFaults(t *testing.T) {
	y := simulated(t, 2, newYear, models.DateOf(2021, 6, 20), few(t, 10))
	plan, events := oracleInput(t, y)
	if wrong := ladderoracle.Differences(plan, events); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	faults := map[string]func(e ladderoracle.Event) []ladderoracle.Event{
		"a day late": func(e ladderoracle.Event) []ladderoracle.Event {
			e.At = e.At.Add(24 * time.Hour)
			return []ladderoracle.Event{e}
		},
		"recorded late": func(e ladderoracle.Event) []ladderoracle.Event {
			e.RecordedAt = e.RecordedAt.Add(24 * time.Hour)
			return []ladderoracle.Event{e}
		},
		"an hour early": func(e ladderoracle.Event) []ladderoracle.Event {
			e.At = e.At.Add(-time.Hour)
			return []ladderoracle.Event{e}
		},
		"twice": func(e ladderoracle.Event) []ladderoracle.Event { return []ladderoracle.Event{e, e} },
		"lost":  func(ladderoracle.Event) []ladderoracle.Event { return nil },
		"to fewer people": func(e ladderoracle.Event) []ladderoracle.Event {
			e.To = e.To[1:]
			return []ladderoracle.Event{
				e}
		},
		"wrongly silent": func(e ladderoracle.Event) []ladderoracle.Event {
			e.PassedOver = !e.PassedOver
			return []ladderoracle.Event{e}
		},
		"of another date": func(e ladderoracle.Event) []ladderoracle.Event { e.DueVersion++; return []ladderoracle.Event{e} },
		"for another cause": func(e ladderoracle.Event) []ladderoracle.Event {
			e.Cause = map[bool]string{true: "repeat", false: "time"}[e.Cause == "time"]
			return []ladderoracle.Event{e}
		},
	}
	tried := map[string]bool{}
	for i, e := range events {
		kind := e.Item + " " + e.Step + " " + e.Cause // one of each kind of record is enough
		if (e.Kind != "rung" && e.Kind != "reminder") || tried[kind] {
			continue
		}
		tried[kind] = true
		for name, fault := range faults {
			spoiled := slices.Concat(events[:i], fault(e), events[i+1:])
			wrong := ladderoracle.Differences(plan, spoiled)
			if len(wrong) == 0 || len(wrong) > 2 {
				t.Errorf("%s %s: found %d differences: %v", kind, name, len(wrong), wrong)
			}
		}
	}
	if len(tried) < 12 {
		t.Errorf("only %d kinds of record: %v", len(tried), tried)
	}
}

// A figure that is off by one fen does not add up.
func TestOracleFindsALostFen(t *testing.T) {
	y := simulated(t, 2, newYear, models.DateOf(2021, 5, 20), few(t, 4))
	plan, events := oracleInput(t, y)
	if _, wrong := ladderoracle.Ledger(plan, events); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for i, e := range events {
		if e.Kind == "accepted" && e.Item == "report" {
			less := *e.MonthFen - 1
			events[i].MonthFen = &less
			break
		}
	}
	if _, wrong := ladderoracle.Ledger(plan, events); len(wrong) != 1 {
		t.Errorf("found %v", wrong)
	}
}

func TestRefusals(t *testing.T) {
	plan, milestones := books(t, 2021)
	for name, c := range map[string]struct {
		o    Options
		code string
	}{
		"no dates":  {Options{}, "bad_period"},
		"backwards": {Options{From: yearEnd, To: newYear}, "bad_period"},
		"ten years": {Options{From: newYear, To: newYear + 3652}, "bad_period"},
		"not a workbook": {Options{From: newYear, To: yearEnd, Plan: Workbook{"计划.xlsx", []byte("计划")},
			Milestones: milestones}, ""},
		"the plan twice": {Options{From: newYear, To: yearEnd, Plan: plan, Milestones: plan}, "nothing_new"},
		"another year": {Options{From: newYear + 400, To: yearEnd + 365, Plan: plan, Milestones: milestones},
			"wrong_year"},
		"milestones first": {Options{From: newYear, To: yearEnd, Plan: milestones, Milestones: plan}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Run(t.Context(), c.o)
			if e := models.AsError(err); err == nil || e.Kind != models.KindInvalid && e.Kind != models.KindNotFound ||
				c.code != "" && e.Code != c.code {
				t.Errorf("got %v", err)
			}
		})
	}
}

// An interrupted simulation ends at once, with an error that says so.
func TestInterrupted(t *testing.T) {
	o := Options{From: newYear, To: yearEnd}
	few(t, 3)(&o)
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = func(day models.Date) {
		if day > newYear+20 {
			cancel()
		}
	}
	if _, err := Run(ctx, o); models.AsError(err) == nil || models.AsError(err).Code != "interrupted" {
		t.Errorf("got %v", err)
	}
}

// When something breaks, the simulation ends with an error: it neither hangs nor passes for a quiet year.
func TestDefectEndsTheSimulation(t *testing.T) {
	o := Options{From: newYear, To: yearEnd}
	few(t, 3)(&o)
	broken := func(after int32) func([]models.CalendarDay) models.Calendar {
		var asked atomic.Int32
		return func(extra []models.CalendarDay) models.Calendar {
			if asked.Add(1) > after {
				panic("no calendar")
			}
			return calendar.With(extra)
		}
	}
	check := func(name string, err error) {
		if e := models.AsError(err); e == nil || e.Kind != models.KindInternal || e.Cause == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	o.Calendar = broken(40)
	_, err := runEngine(t, o)
	check("engine", err)
	o.Calendar = nil
	o.Rules = func(f models.Facts) models.Rules { return models.RulesFor(f, broken(0)(nil)) }
	_, err = Run(t.Context(), o)
	check("memory", err)
}

// written are the workbooks of a programme.
func written(t testing.TB, data sample.Data) (plan, milestones Workbook) {
	t.Helper()
	return filled(t, "计划.xlsx", data.Plan(), workbook.WritePlan), filled(t, "节点.xlsx", data.Milestones(0),
		workbook.WriteMilestones)
}
