package models_test

import (
	"testing"

	"duban/internal/calendar"
	"duban/models"
)

// Further days of the kinds of case 18: due in a long Spring Festival, at 清明, in a joint 中秋 and 国庆, before a year that
// no notice is known for, and before statutory holidays of such a year.
func TestDueDatesOnFurtherDaysOff(t *testing.T) {
	for _, c := range []struct{ due, falls, urging string }{
		{"2026-02-15", "2026-02-24", "2026-02-25"}, // nine days off, 14 February is worked
		{"2026-02-28", "2026-02-28", "2026-03-02"}, // a worked Saturday
		{"2026-04-04", "2026-04-07", "2026-04-08"}, // 清明, a Saturday
		{"2025-10-01", "2025-10-09", "2025-10-10"}, // 国庆 and 中秋 together, until the 8th
		{"2025-10-11", "2025-10-11", "2025-10-13"}, // a worked Saturday
		{"2026-05-01", "2026-05-06", "2026-05-07"},
		{"2026-12-31", "2026-12-31", "2027-01-04"}, // no notice for 2027
		{"2027-01-01", "2027-01-04", "2027-01-05"},
		{"2027-02-05", "2027-02-09", "2027-02-10"}, // 除夕 and the first three days, a weekend among them
		{"2027-05-01", "2027-05-03", "2027-05-04"},
		{"2028-10-01", "2028-10-04", "2028-10-05"}, // 中秋 on the 3rd is no day more
		{"2024-12-31", "2024-12-31", "2025-01-02"},
	} {
		due, err := models.ParseDate(c.due)
		if err != nil {
			t.Fatal(err)
		}
		f := followed(due, (due-40).At(8, 0))
		r := models.RulesFor(f, calendar.With(nil))
		urged := ""
		for _, e := range recordUntil(f, r.Calendar, f.Project.FollowedSince, due+15) {
			if e.Item == models.ItemMilestone && e.Rung == models.Urging {
				urged = e.At.Date().String()
				if known := r.Calendar.Known(e.At.Date().Year()); e.CalendarAssumed == known {
					t.Errorf("%s: assumed is %t", c.due, e.CalendarAssumed)
				}
			}
		}
		if falls := r.FallsDue(due).String(); falls != c.falls || urged != c.urging {
			t.Errorf("due on %s: falls due on %s, urged on %s; want %s and %s", c.due, falls, urged, c.falls, c.urging)
		}
	}
}

// Reports due on a day off are due on the working day before it.
func TestReportsDueOnDaysOff(t *testing.T) {
	for year, want := range map[int]map[int]string{
		2025: {4: "2025-04-30", 6: "2025-07-04", 9: "2025-09-30", 12: "2026-01-05"},
		2026: {3: "2026-04-03", 4: "2026-04-30", 6: "2026-07-03", 8: "2026-09-04", 9: "2026-09-30", 12: "2027-01-05"},
	} {
		for _, round := range models.LadderOf(models.Ladder2026).RoundsBy(calendar.With(nil), year) {
			if due, listed := want[round.Month.Number()]; listed && round.Due.String() != due {
				t.Errorf("%s is due on %s, want %s", round.Month, round.Due, due)
			}
		}
	}
}

// Further pauses of the kind of case 19: over the Spring Festival, over the due date, after it, and two after another.
func TestFurtherPauses(t *testing.T) {
	type span struct{ from, to models.Date }
	day := func(m, d int) models.Date { return models.DateOf(2026, m, d) }
	for name, c := range map[string]struct {
		due    models.Date
		spans  []span
		yes    models.Date // due date afterwards if the order moves it
		urging models.Date // if it does not
	}{
		"over the Spring Festival": {day(3, 2), []span{{day(2, 9), day(2, 27)}}, day(3, 16), day(3, 3)},
		"over the due date":        {day(6, 10), []span{{day(6, 8), day(6, 12)}}, day(6, 17), day(6, 15)},
		"after the due date":       {day(6, 10), []span{{day(6, 15), day(6, 17)}}, day(6, 10), day(6, 11)},
		"two": {day(8, 14), []span{{day(7, 6), day(7, 10)}, {day(8, 3), day(8, 4)}}, day(8, 25),
			day(8, 17)},
	} {
		for _, moves := range []models.Answer{models.Yes, models.No} {
			f := followed(c.due, models.DateOf(2026, 1, 5).At(8, 0))
			r := models.RulesFor(f, calendar.With(nil))
			for _, s := range c.spans {
				for _, command := range []models.ChangePlanCommand{
					{Change: models.PlanPause, Date: s.from, MovesDue: moves, Reason: "停工"},
					{Change: models.PlanResume, Date: s.to + 1, Reason: "复工"},
				} {
					if _, err := r.ChangePlan(&f, command, name+command.Date.String(), command.Date.At(8, 0)); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
				}
			}
			switch m := f.Milestones[0]; {
			case moves == models.Yes && m.Due != c.yes:
				t.Errorf("%s: moved to %s, want %s", name, m.Due, c.yes)
			case moves == models.No && m.Due != c.due:
				t.Errorf("%s: moved to %s though the order says it stands", name, m.Due)
			case moves == models.No:
				for _, e := range recordUntil(f, r.Calendar, f.Project.FollowedSince, c.due+20) {
					if e.Item == models.ItemMilestone && e.Rung == models.Urging && e.At.Date() != c.urging {
						t.Errorf("%s: urged on %s, want %s", name, e.At.Date(), c.urging)
					}
				}
			}
		}
	}
}

// A year's table, single days and their mistakes.
func TestReadsATableOfDays(t *testing.T) {
	n, err := models.ReadCalendar(0, "\ufeff日期,类型,说明\n2031-01-01,休,元旦\n2031/1/22,休,除夕\n2031-01-23,休,春节\n2031-01-24,休,春节\n"+
		"2031年1月25日,休,春节\n2031-04-05,休,清明节\n2031-05-01,休,劳动节\n2031-05-02,休,劳动节\n2031-06-24,休,端午节\n"+
		"2031-10-01,休,国庆节\n2031-10-02,休,国庆节\n2031-10-03,休,国庆节\n2031-09-28,班,国庆节\n")
	if err != nil || n.Year != 2031 || len(n.Days) != 13 {
		t.Fatalf("%+v %v", n, err)
	}
	for _, bad := range []string{"2031-01-01,休,元旦", "2031-01-01,班,元旦", "2031-02-30,休,春节", "2031-01-01,元旦,休", "", "放假"} {
		if _, err := models.ReadCalendar(2031, bad); models.AsError(err).Code != "bad_notice" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := models.ReadCalendar(0, "放假"); models.AsError(err).Code != "calendar_year_missing" {
		t.Error(err)
	}
}
