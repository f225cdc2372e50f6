package tracking_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
)

// inShort is what a person is asked: "code what state".
func inShort(tasks tracking.Tasks) []string {
	var out []string
	for _, t := range tasks.Tasks {
		what := t.Milestone
		if t.Item == models.ItemReport {
			what = t.Month.String()
		}
		out = append(out, fmt.Sprintf("%s %s %s", t.Code, what, t.State))
	}
	return out
}

func TestAnOwnerIsAskedUntilItIsAccepted(t *testing.T) {
	h := planned(t, 2)
	h.until(models.DateOf(2021, 2, 26).At(15, 0))
	f := h.facts(district)[0]
	owner := holding(models.RoleOwner, f.Project.OwnerID)
	month := models.MonthOf(2021, 2)
	state := func() (found tracking.Task) {
		t.Helper()
		tasks, err := h.Tasks(t.Context(), owner)
		if err != nil {
			t.Fatal(err)
		}
		if tasks.Projects != 1 || tasks.Reviews != nil {
			t.Errorf("an owner of one project: %d projects, reviews %v", tasks.Projects, tasks.Reviews)
		}
		if i := slices.IndexFunc(tasks.Tasks, func(k tracking.Task) bool { return k.Month == month }); i >= 0 {
			found = tasks.Tasks[i]
			if found.State == models.TaskReturned && i != 0 {
				t.Errorf("what was returned is not first: %v", inShort(tasks))
			}
		}
		return found
	}
	if got := state(); got.State != models.TaskReport || got.Estimate != nil {
		t.Errorf("before: %+v", got)
	}
	amount := models.Money(100_000_000)
	if _, err := h.ReportMonth(t.Context(), owner, "estimate", f.Project.Code, 0, models.ReportMonthCommand{Month: month,
		Estimate: &amount, Confirmed: true}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got.State != models.TaskReport || got.Estimate == nil || *got.Estimate != amount {
		t.Errorf("estimated: %+v", got)
	}
	file, err := h.PutEvidence(t.Context(), owner, "月报.pdf", bytes.NewReader(pdf))
	if err != nil {
		t.Fatal(err)
	}
	evidence := []models.Evidence{file}
	send := func(key string) string {
		t.Helper()
		r, err := h.ReportMonth(t.Context(), owner, key, f.Project.Code, 0, models.ReportMonthCommand{Month: month,
			MonthAmount: &amount, Confirmed: true, Physical: "基础", Evidence: evidence})
		if err != nil {
			t.Fatal(err)
		}
		return r.Object
	}
	first := send("first")
	if got := state(); got.State != models.TaskWaiting || got.By != owner.Name {
		t.Errorf("sent: %+v", got)
	}
	if _, err := h.Review(t.Context(), office, "back", 0, models.ReviewCommand{Submission: first, Decision: models.Return,
		Reason: "缺进度照片"}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got.State != models.TaskReturned || got.Reason != "缺进度照片" || got.DecidedBy != office.Name {
		t.Errorf("sent back: %+v", got)
	}
	form, err := h.ReportForm(t.Context(), owner, f.Project.Code, month)
	if err != nil {
		t.Fatal(err)
	}
	if form.Last == nil || form.Last.Reason != "缺进度照片" || *form.Last.MonthAmount != amount ||
		!cmp.Equal(form.Last.Evidence, evidence) || form.Status != models.ReportReturned {
		t.Errorf("the form does not hold what was sent: %+v", form.Last)
	}
	second := send("second")
	if _, err := h.Review(t.Context(), office, "fine", 0, models.ReviewCommand{Submission: second,
		Decision: models.Accept}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got.State != models.TaskAccepted {
		t.Errorf("accepted: %+v", got)
	}
}

func TestAUnitIsAskedForItsProjectsAndAReviewerForTheQueue(t *testing.T) {
	s := newFixture(t)
	unit, err := s.Tasks(t.Context(), holding(models.RoleUnit, s.own.ResponsibleUnitID))
	if err != nil {
		t.Fatal(err)
	}
	if len(unit.Tasks) == 0 {
		t.Fatal("a unit is asked nothing")
	}
	for _, task := range unit.Tasks {
		if !task.OnBehalf || task.Owner == "" || task.Code == s.other.Code {
			t.Errorf("a unit is asked %+v", task)
		}
	}
	got, err := s.Tasks(t.Context(), office)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tasks) != 0 || got.Reviews == nil || got.Reviews.Waiting != 2 || got.Reviews.Late != 0 ||
		got.Reviews.Oldest != *s.clock {
		t.Errorf("the office: %d tasks, reviews %+v", len(got.Tasks), got.Reviews)
	}
	s.until(models.DateOf(2021, 3, 4).At(9, 0)) // three working days after Friday, and one more
	if got, err = s.Tasks(t.Context(), office); err != nil || got.Reviews.Late != 2 {
		t.Errorf("late: %+v %v", got.Reviews, err)
	}
}

// A project carried on to the next year's list is asked for there; only its old months are still asked here.
func TestACarriedProjectIsAskedOnce(t *testing.T) {
	h := newEnv(t)
	h.bring("old plan", planBook(t, yearBefore(1)))
	h.bring("old milestones", milestoneBook(t, yearBefore(1), models.DateOf(2020, 1, 2)))
	old := h.facts("district-2020")[0].Project
	owner := holding(models.RoleOwner, old.OwnerID)
	asked := func() (years []int) {
		t.Helper()
		tasks, err := h.Tasks(t.Context(), owner)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range tasks.Tasks {
			if task.Item == models.ItemMilestone {
				years = append(years, task.Year)
			}
		}
		return years
	}
	if !slices.Contains(asked(), 2020) {
		t.Fatal("the fixture needs a milestone of the old year that is asked for")
	}
	h.bring("plan", planBook(t, first(1)))
	if own := h.facts(district)[0].Project; own.OwnerID != old.OwnerID || own.NameKey != old.NameKey {
		t.Fatalf("the fixture needs a project that is carried on: %+v", own)
	}
	if slices.Contains(asked(), 2020) {
		t.Error("a milestone is asked for by the old list as well")
	}
}

func TestACheckChangesNothingAndSaysWhatSendingWould(t *testing.T) {
	s := newFixture(t)
	month := models.MonthOf(2021, 2)
	before := s.dump()
	for _, tt := range []struct {
		name   string
		amount models.Money
		ytd    *models.Money
		code   string
	}{
		{"fine", 200, nil, ""},
		{"stated and right", 200, new(models.Money(300)), ""},
		{"does not add up", 200, new(models.Money(301)), "ytd_mismatch"},
		{"under last month", 0, new(models.Money(1)), "ytd_below_last_month"},
		{"negative", -1, nil, "negative_amount"},
		{"more than the project", s.own.TotalInvestment + 1, nil, "over_total"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := models.ReportMonthCommand{Month: month, MonthAmount: &tt.amount, YTDAmount: tt.ytd, Physical: "基础"}
			got, err := s.CheckReport(t.Context(), models.Operator, s.own.Code, c)
			if err != nil {
				t.Fatal(err)
			}
			if got.OK != (tt.code == "") || tt.code != "" && got.Findings[0].Code != tt.code {
				t.Errorf("checked: %+v, want %q", got, tt.code)
			}
			_, err = s.copy(t).ReportMonth(t.Context(), models.Operator, "k", s.own.Code, 0, c)
			if code := ""; err != nil {
				if code = models.AsError(err).Code; code != tt.code {
					t.Errorf("sent: %v, want %q", err, tt.code)
				}
			} else if tt.code != "" {
				t.Error("sent, it is taken")
			}
		})
	}
	if diff := cmp.Diff(before, s.dump()); diff != "" {
		t.Errorf("checking changed rows:\n%s", diff)
	}
}
