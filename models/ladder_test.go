package models_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

// calendar2021 is the State Council's table of 2021, with the weekends of the years beside it.
func calendar2021() models.Calendar {
	var days []models.CalendarDay
	off := func(month, first, last int) {
		for d := first; d <= last; d++ {
			days = append(days, models.CalendarDay{Date: models.DateOf(2021, month, d)})
		}
	}
	off(1, 1, 3)
	off(2, 11, 17)
	off(4, 3, 5)
	off(5, 1, 5)
	off(6, 12, 14)
	off(9, 19, 21)
	off(10, 1, 7)
	for _, d := range [][2]int{{2, 7}, {2, 20}, {4, 25}, {5, 8}, {9, 18}, {9, 26}, {10, 9}} {
		days = append(days, models.CalendarDay{Date: models.DateOf(2021, d[0], d[1]), Working: true})
	}
	return models.NewCalendar(days, []int{2021})
}

// late returns a project followed since March with one milestone.
func late(due models.Date, controlling bool) models.Facts {
	return models.Facts{
		Project: models.Project{
			ID: "2021-ZD-001", Year: 2021, Code: "ZD-001", Name: "示范项目", Status: models.ProjectOpen,
			FollowedSince: models.DateOf(2021, 3, 1).At(10, 0),
		},
		Memberships: []models.Membership{{ProgrammeID: "district-2021"}},
		Programmes: []models.Programme{{ID: "district-2021", Kind: models.DistrictProgramme,
			LiveFrom: models.DateOf(2021, 1, 1)}},
		Milestones: []models.Milestone{{
			ID: "m1", Name: "主体封顶", NameKey: models.NameKey("主体封顶"), Position: 1, Baseline: due, Due: due, DueVersion: 1,
			Controlling: controlling, Status: models.MilestoneOpen, ArmedAt: models.DateOf(2021, 3, 1).At(10, 0),
		}},
	}
}

// climb applies the rules at every next moment up to a day and returns what is recorded of milestones: "step moment
// cause".
func climb(f models.Facts, until models.Date) []string {
	r := models.RulesFor(f, calendar2021())
	moments := []models.Instant{}
	for _, s := range f.Submissions { // the rules also run when a person acts
		moments = append(moments, s.SubmittedAt, s.DecidedAt)
	}
	var out []string
	for now := f.Project.FollowedSince; now != 0 && now < until.At(0, 0); {
		turn := r.Advance(f, now)
		f.Escalations = append(f.Escalations, turn.Records...)
		for _, e := range turn.Records {
			if e.Item == models.ItemMilestone {
				out = append(out, e.Step+" "+e.At.Minute()+" "+string(e.Cause))
			}
		}
		f.Project.NextAt = turn.Next.At
		now = turn.Next.At
		if len(moments) > 0 && (now == 0 || moments[0] <= now) {
			now, moments = moments[0], moments[1:]
		}
	}
	return out
}

func TestMilestoneLadder(t *testing.T) {
	day := models.DateOf
	reviewed := func(in, out models.Instant) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Submissions = append(f.Submissions, models.Submission{
				ID: "s", Kind: models.SubmitMilestone, MilestoneID: "m1", Status: models.SubmissionReturned, SubmittedAt: in,
				DecidedAt: out,
			})
		}
	}
	for _, c := range []struct {
		name  string
		facts models.Facts
		lay   func(*models.Facts)
		want  []string
	}{
		{"controlling, to the top", late(day(2021, 6, 30), true), nil, []string{
			"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
			"urging 2021-07-01 09:00 time", "yellow 2021-07-08 09:00 time", "red 2021-07-22 09:00 time",
			"top 2021-08-12 09:00 time",
		}},
		{"not controlling, stops at yellow", late(day(2021, 6, 30), false), nil, []string{
			"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
			"urging 2021-07-01 09:00 time", "yellow 2021-07-08 09:00 time",
		}},
		{"due in the golden week: reminded before it, urged after it", late(day(2021, 10, 3), false), nil, []string{
			"T-7 2021-09-23 09:00 time", "T-3 2021-09-28 09:00 time", "T 2021-09-30 09:00 time",
			"urging 2021-10-08 09:00 time", "yellow 2021-10-14 09:00 time", // the worked Saturday of the 9th counts
		}},
		{"submitted early, returned late: the days of review are not the owner's", late(day(2021, 6, 30), false),
			reviewed(day(2021, 6, 28).At(17, 0), day(2021, 7, 20).At(10, 0)), []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time",
				"urging 2021-07-21 09:00 time", "yellow 2021-07-28 09:00 time",
			}},
		{"submitted late: the elapsed days go on after the return", late(day(2021, 6, 30), false),
			// three mornings before, none from the 6th to the 12th
			reviewed(day(2021, 7, 5).At(17, 0), day(2021, 7, 12).At(16, 0)), []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
				"urging 2021-07-01 09:00 time", "yellow 2021-07-15 09:00 time",
			}},
		{"returned before nine: that morning counts", late(day(2021, 6, 30), false),
			reviewed(day(2021, 6, 30).At(17, 0), day(2021, 7, 2).At(8, 59)), []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
				"urging 2021-07-02 09:00 time", "yellow 2021-07-09 09:00 time",
			}},
		{"returned at nine sharp: that morning counts", late(day(2021, 6, 30), false),
			reviewed(day(2021, 6, 30).At(17, 0), day(2021, 7, 2).At(9, 0)), []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
				"urging 2021-07-02 09:00 time", "yellow 2021-07-09 09:00 time",
			}},
		{"submitted at nine sharp: that morning does not count", late(day(2021, 6, 30), false),
			reviewed(day(2021, 7, 1).At(9, 0), day(2021, 7, 2).At(16, 0)), []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
				"urging 2021-07-05 09:00 time", "yellow 2021-07-12 09:00 time",
			}},
		{"in review on the morning of a reminder: none that day", late(day(2021, 6, 30), false),
			reviewed(day(2021, 6, 24).At(17, 0), day(2021, 6, 25).At(10, 0)), []string{
				"T-7 2021-06-21 09:00 time", "T 2021-06-30 09:00 time", "urging 2021-07-01 09:00 time",
				"yellow 2021-07-08 09:00 time",
			}},
		{"paused from a day to a day, both included", late(day(2021, 6, 30), false),
			func(f *models.Facts) { f.Pauses = []models.Pause{{From: day(2021, 7, 2), To: day(2021, 7, 30)}} }, []string{
				"T-7 2021-06-21 09:00 time", "T-3 2021-06-25 09:00 time", "T 2021-06-30 09:00 time",
				"urging 2021-07-01 09:00 time", "yellow 2021-08-06 09:00 time",
			}},
		{"paused without an end: nothing", late(day(2021, 6, 30), true),
			func(f *models.Facts) { f.Pauses = []models.Pause{{From: day(2021, 6, 22)}} },
			[]string{"T-7 2021-06-21 09:00 time"}},
		{"late when imported: one rung at once, the others later", late(day(2021, 2, 18), true), nil, []string{
			// mornings of 2-19, 2-20 (worked), 2-22…26, 3-1: eight before the import on March 1 at ten
			"urging 2021-03-01 10:00 late_entry", "yellow 2021-03-01 10:00 late_entry",
			"red 2021-03-11 09:00 time", "top 2021-04-01 09:00 time",
		}},
		{"on no list", late(day(2021, 6, 30), true), func(f *models.Facts) { f.Memberships = nil }, nil},
		{"closed", late(day(2021, 6, 30), true), func(f *models.Facts) { f.Project.Status = models.ProjectClosed }, nil},
		{"done", late(day(2021, 6, 30), true), func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDone }, nil},
		{"without a date", late(0, true), nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.lay != nil {
				c.lay(&c.facts)
			}
			if diff := cmp.Diff(c.want, climb(c.facts, day(2022, 1, 1))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestExtensionRestartsTheLadder(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r := models.RulesFor(f, calendar2021())
	now := models.DateOf(2021, 7, 1).At(9, 0)
	f.Escalations = r.Advance(f, now).Records
	urging := f.Escalations[len(f.Escalations)-1]
	if urging.Step != "urging" || !urging.Open() {
		t.Fatalf("want an open urging, got %+v", urging)
	}

	now = models.DateOf(2021, 7, 2).At(11, 0)
	if _, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: models.PlanMove, Milestone: "主体封顶",
		Date: models.DateOf(2021, 8, 31), Reason: "雨季"}, "k", now); err != nil {
		t.Fatal(err)
	}
	turn := r.Advance(f, now)
	want := models.AdvanceResult{
		Closings: []models.Closing{{EscalationID: urging.ID, Reason: "节点已改期至2021-08-31"}},
		Next:     models.Moment{At: models.DateOf(2021, 7, 5).At(9, 0), What: "提醒：6月月报应于2021-07-05前报送"},
	}
	if diff := cmp.Diff(want, turn); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if f.Milestones[0].Baseline != models.DateOf(2021, 6, 30) {
		t.Error("the baseline moved")
	}
}

func TestMissedReminderIsNotSent(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r := models.RulesFor(f, calendar2021())
	reminders := func(now models.Instant) []string {
		var out []string
		for _, e := range r.Advance(f, now).Records {
			if e.Item == models.ItemMilestone {
				out = append(out, e.Step)
			}
		}
		return out
	}
	handedIn := models.DateOf(2021, 6, 25).At(9, 30)
	f.Submissions = []models.Submission{{ID: "s", Kind: models.SubmitMilestone, MilestoneID: "m1",
		Status: models.SubmissionWaiting, SubmittedAt: handedIn}}
	for now, want := range map[models.Instant][]string{
		handedIn.Date().At(9, 20):             {"T-3"},
		handedIn.Date().At(9, 40):             nil, // not run at nine, and now in review
		models.DateOf(2021, 6, 21).At(8, 59):  nil,
		models.DateOf(2021, 6, 21).At(9, 0):   {"T-7"},
		models.DateOf(2021, 6, 21).At(23, 59): {"T-7"},
		models.DateOf(2021, 6, 22).At(0, 0):   nil,
	} {
		if diff := cmp.Diff(want, reminders(now)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", now.Minute(), diff)
		}
	}
}

// A judgement without a rung closes the red card of the month before, so the project waits for it.
func TestBetterMonthClosesTheCardOfTheMonthBefore(t *testing.T) {
	f := late(0, false)
	f.Milestones, f.Project.AnnualPlan = nil, 1_200_000_000
	approved := func(month int, ytd models.Money, on models.Date) models.Report {
		return models.Report{ID: "r", Month: models.MonthOf(2021, month), ApprovedYTD: &ytd, Status: models.ReportApproved,
			ApprovedAt: on.At(16, 0)}
	}
	f.Reports = []models.Report{approved(3, 30_000_000, models.DateOf(2021, 4, 2))}
	r := models.RulesFor(f, calendar2021())
	judged := models.DateOf(2021, 4, 6).At(9, 0) // the 5th is a day off
	f.Escalations = r.Advance(f, judged).Records
	red := f.Escalations[slices.IndexFunc(f.Escalations,
		func(e models.Escalation) bool { return e.Item == models.ItemInvestment })]
	if red.Rung != models.Red || red.SubjectName != "1-3月完成30.00万元，为序时进度的10.0%" {
		t.Fatalf("got %+v", red)
	}

	f.Reports = append(f.Reports, approved(4, 400_000_000, models.DateOf(2021, 5, 4)))
	turn := r.Advance(f, models.DateOf(2021, 5, 4).At(16, 0))
	want := models.Moment{At: models.DateOf(2021, 5, 6).At(9, 0), What: "重新评定：1-4月投资"}
	if turn.Next != want {
		t.Errorf("next %+v, want %+v", turn.Next, want)
	}
	turn = r.Advance(f, want.At)
	if !slices.Contains(turn.Closings, models.Closing{EscalationID: red.ID, Reason: "已由4月数据重新评定"}) {
		t.Errorf("closings %+v", turn.Closings)
	}
}

// A judgement the project was waiting for is made late if need be; one that was not awaited belongs to its day, and a
// plan raised since does not change it.
func TestOnlyAwaitedRoundsAreJudgedLate(t *testing.T) {
	ytd := 30 * wan
	judged := models.DateOf(2021, 4, 6).At(9, 0)
	for _, c := range []struct {
		name    string
		next    models.Instant // next moment stored by the last run
		now     models.Instant
		expired bool
	}{
		{"at its moment", judged, judged, false},
		{"at its moment, without a timer", 0, judged, false},
		{"after an outage", judged, judged + 86_400_000, false},
		{"after an outage that took an earlier moment too", judged - 86_400_000, judged + 86_400_000, false},
		{"long gone, the next month awaited", models.DateOf(2021, 5, 1).At(9, 0), models.DateOf(2021, 4, 20).At(15, 0), true},
		{"a minute later, nothing awaited", 0, judged + 60_000, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := late(0, false)
			f.Project.AnnualPlan, f.Project.NextAt = 1200*wan, c.next
			f.Reports = []models.Report{{Month: models.MonthOf(2021, 3), ApprovedYTD: &ytd, Status: models.ReportApproved,
				ApprovedAt: models.DateOf(2021, 4, 2).At(16, 0)}}
			i := slices.IndexFunc(models.RulesFor(f, calendar2021()).Advance(f, c.now).Records,
				func(e models.Escalation) bool { return e.Item == models.ItemInvestment && e.At == judged })
			if (i < 0) != c.expired {
				t.Errorf("judged %t, want %t", i >= 0, !c.expired)
			}
		})
	}
}

// When two rounds are judged at one moment, the later one closes the rung of the earlier one at once.
func TestLaterRoundClosesTheEarlierOfTheSameMoment(t *testing.T) {
	f := late(0, false)
	f.Project.AnnualPlan, f.Project.NextAt = 1200*wan, models.DateOf(2021, 4, 6).At(9, 0)
	for n, on := range map[int]models.Date{3: models.DateOf(2021, 4, 2), 4: models.DateOf(2021, 5, 4)} {
		f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2021, n), ApprovedYTD: of(wan),
			Status: models.ReportApproved, ApprovedAt: on.At(16, 0)})
	}
	slices.SortFunc(f.Reports, func(a, b models.Report) int { return int(a.Month - b.Month) })
	turn := models.RulesFor(f, calendar2021()).Advance(f, models.DateOf(2021, 5, 7).At(12, 0))
	var got []string
	for _, e := range turn.Records {
		if e.Item == models.ItemInvestment {
			closed := slices.Contains(turn.Closings, models.Closing{EscalationID: e.ID, Reason: "已由4月数据重新评定"})
			got = append(got, fmt.Sprint(e.Subject, " ", e.Rung, " ", e.Cause, " ", e.At.Minute(), " ", closed))
		}
	}
	want := []string{"2021-03 red time 2021-04-06 09:00 true", "2021-04 top repeat 2021-05-06 09:00 false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every rung has a name and a colour, and every ladder uses known rungs only, in the order of their heights.
func TestRungsAreComplete(t *testing.T) {
	for i, rung := range models.Rungs {
		if rung.Height() != i+1 || rung.Chinese() == "" || rung.Colour() == "" {
			t.Errorf("%q: height %d, name %q, colour %q", rung, rung.Height(), rung.Chinese(), rung.Colour())
		}
	}
	for name, ladder := range models.Ladders {
		for _, steps := range [][]models.Step{ladder.Milestone, ladder.Report, ladder.Review} {
			height := 0
			for _, s := range steps {
				if s.Rung != models.NoRung && (s.Rung.Height() <= height || s.Name != string(s.Rung) || len(s.To) == 0) {
					t.Errorf("ladder %s: step %+v", name, s)
				}
				height = max(height, s.Rung.Height())
			}
		}
	}
}

func TestRoundsOfAYear(t *testing.T) {
	rounds := models.LadderOf("").Rounds(2021)
	if len(rounds) != 11 || rounds[0] != (models.Round{Month: models.MonthOf(2021, 2), Due: models.DateOf(2021, 3, 5)}) ||
		rounds[10] != (models.Round{Month: models.MonthOf(2021, 12), Due: models.DateOf(2022, 1, 5)}) {
		t.Errorf("got %v", rounds)
	}
}

func TestStrictestTakesTheEarliestOfEachRung(t *testing.T) {
	base := models.LadderOf(models.DefaultLadder)
	if diff := cmp.Diff(base, models.Strictest(base)); diff != "" {
		t.Errorf("of one ladder it is that ladder:\n%s", diff)
	}
	if diff := cmp.Diff(base, models.Strictest()); diff != "" {
		t.Errorf("of none it is the default:\n%s", diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) models.Ladder {
			l := base
			l.Milestone, l.Report = slices.Clone(base.Milestone), slices.Clone(base.Report)
			for i := range l.Milestone {
				if l.Milestone[i].Rung != models.NoRung {
					l.Milestone[i].Days = rapid.IntRange(1, 40).Draw(t, name)
				}
			}
			if cut := rapid.IntRange(0, 2).Draw(t, "cut"); cut > 0 { // a list with fewer rungs
				l.Milestone = slices.Delete(l.Milestone, 3, 3+cut)
			}
			for i := range l.Report {
				if l.Report[i].Running > 0 {
					l.Report[i].Running = rapid.IntRange(2, 5).Draw(t, name)
				}
			}
			l.ReviewDays, l.ReportDay, l.Hour = rapid.IntRange(1, 5).Draw(t, name), rapid.IntRange(1, 10).Draw(t, name),
				rapid.IntRange(8, 10).Draw(t, name)
			return l
		}
		a, b := draw("a"), draw("b")
		before := slices.Clone(a.Milestone)
		for _, got := range []models.Ladder{models.Strictest(a, b), models.Strictest(b, a)} {
			if got.ReviewDays != min(a.ReviewDays, b.ReviewDays) || got.ReportDay != min(a.ReportDay, b.ReportDay) ||
				got.Hour != min(a.Hour, b.Hour) {
				t.Fatalf("deadlines %d %d %d", got.ReviewDays, got.ReportDay, got.Hour)
			}
			for _, rung := range models.Rungs {
				if want := min(daysOf(a.Milestone, rung), daysOf(b.Milestone, rung)); daysOf(got.Milestone, rung) != want {
					t.Fatalf("%s after %d days, want %d", rung, daysOf(got.Milestone, rung), want)
				}
				if want := min(runningOf(a.Report, rung), runningOf(b.Report, rung)); runningOf(got.Report, rung) != want {
					t.Fatalf("%s after %d running, want %d", rung, runningOf(got.Report, rung), want)
				}
			}
		}
		if diff := cmp.Diff(before, a.Milestone); diff != "" {
			t.Fatalf("merging changed its input:\n%s", diff)
		}
	})
}

const never = 1 << 30

func daysOf(steps []models.Step, rung models.Rung) int {
	for _, s := range steps {
		if s.Rung == rung {
			return s.Days
		}
	}
	return never
}

func runningOf(steps []models.Step, rung models.Rung) int {
	for _, s := range steps {
		if s.Rung == rung && s.Running > 0 {
			return s.Running
		}
	}
	return never
}

func TestRulesForAProject(t *testing.T) {
	district := models.Programme{ID: "district-2021", Kind: models.DistrictProgramme, Colours: "points-2021",
		Curve: "20,50,75,100", LiveFrom: models.DateOf(2021, 4, 1)}
	city := models.Programme{ID: "city-2021", Kind: models.CityProgramme, Colours: "half-2021",
		LiveFrom: models.DateOf(2021, 3, 1)}
	trial := models.Programme{ID: "district-2021", Kind: models.DistrictProgramme}
	for _, c := range []struct {
		name      string
		lists     []models.Programme
		programme string
		colours   string
		march     int64 // scheduled by the end of March, in 1/1200
		live      models.Date
	}{
		{"none", nil, "", "ratio-2021", 300, 0},
		{"one", []models.Programme{district}, "district-2021", "points-2021", 240, models.DateOf(2021, 4, 1)},
		{"both: filed under the district, live as soon as one is", []models.Programme{city, district}, "district-2021",
			"points-2021", 240, models.DateOf(2021, 3, 1)},
		{"city only", []models.Programme{city}, "city-2021", "half-2021", 300, models.DateOf(2021, 3, 1)},
		{"in trial running", []models.Programme{trial}, "district-2021", "ratio-2021", 300, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := models.RulesFor(models.Facts{Programmes: c.lists}, models.Calendar{})
			if r.ProgrammeID != c.programme || r.Colours.Name != c.colours || r.Curve[3] != c.march || r.LiveFrom != c.live {
				t.Errorf("got %s %s %d %s", r.ProgrammeID, r.Colours.Name, r.Curve[3], r.LiveFrom)
			}
			if live := c.live != 0; r.Trial(c.live) == live || !r.Trial(c.live-1) {
				t.Errorf("trial on %s: %t, the day before: %t", c.live, r.Trial(c.live), r.Trial(c.live-1))
			}
		})
	}
}
