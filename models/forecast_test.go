package models_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// The plain arithmetic, and no range from two months.
func TestForecastOfFewMonths(t *testing.T) {
	p := programmeOf(10, sampleFacts("A", map[int]int64{10: 900}), sampleFacts("B", nil))
	o := models.ForecastOf(p.Month, p, inWan(2_000), nil).Outlook
	if !o.Known || o.Naive != inWan(1_080) || o.Left != inWan(1_100) || o.Needed != inWan(550) || o.MonthsLeft != 2 ||
		o.Pace != inWan(90) || o.Low < inWan(900) || o.Low > o.Mid || o.Mid > o.High {
		t.Errorf("%+v", o)
	}
	early := programmeOf(2, sampleFacts("A", map[int]int64{2: 100}))
	if o := models.ForecastOf(early.Month, early, 0, nil).Outlook; o.Known || !o.OfPlans || o.Target != inWan(1_200) {
		t.Errorf("two months: %+v", o)
	}
	if o := models.ForecastOf(0, p, 0, nil).Outlook; o.Known || o.Pace != 0 {
		t.Errorf("no month: %+v", o)
	}
	public := o.Public()
	if public.Known || public.Needed != 0 || public.Low != 0 || public.Pace != 0 || public.Target != o.Target {
		t.Errorf("public: %+v", public)
	}
}

// A year that is over is no estimate: the range is the amount.
func TestForecastOfDecember(t *testing.T) {
	p := programmeOf(12, sampleFacts("A", map[int]int64{11: 900, 12: 1_000}), sampleFacts("B", map[int]int64{12: 700}))
	f := models.ForecastOf(p.Month, p, inWan(2_000), nil)
	if f.Low != inWan(1_700) || f.High != f.Low || f.Mid != f.Low || f.Short() != inWan(300) || f.Naive != f.Low {
		t.Errorf("%+v", f.Outlook)
	}
}

// Whatever the figures: the range is in order and not below what is approved, the low end is the sum of its parts, the
// same figures give the same range, and the projects named are a smallest set that closes the gap.
func TestForecastProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month := rapid.IntRange(3, 12).Draw(t, "month")
		var facts []models.Facts
		for i := range rapid.IntRange(1, 10).Draw(t, "projects") {
			done, sum := map[int]int64{}, int64(0)
			for m := 2; m <= month; m++ {
				sum += rapid.Int64Range(0, 200).Draw(t, "amount")
				if rapid.IntRange(0, 4).Draw(t, "reported") > 0 {
					done[m] = sum
				}
			}
			facts = append(facts, sampleFacts(fmt.Sprint("P", i), done))
		}
		p := programmeOf(month, facts...)
		target := inWan(rapid.Int64Range(0, 15_000).Draw(t, "target"))
		f := models.ForecastOf(p.Month, p, target, nil)
		if !f.Known {
			if p.Known() {
				t.Fatal("not known")
			}
			return
		}
		if f.Low > f.Mid || f.Mid > f.High || f.CappedLow > f.Low || f.CappedTop > f.High {
			t.Fatalf("out of order: %+v", f.Outlook)
		}
		again := models.ForecastOf(p.Month, p, target, nil)
		if again.Low != f.Low || again.High != f.High || again.Mid != f.Mid {
			t.Fatal("the same figures give another range")
		}
		low := models.Money(0)
		for _, one := range f.Projects {
			low += one.AtLow
			if one.Low > one.Mid || one.Mid > one.High || one.Approved != nil && one.Low < *one.Approved {
				t.Fatalf("%+v", one)
			}
		}
		if low != f.Low || f.Low < p.Approved {
			t.Fatalf("low end %d, parts %d, approved %d", f.Low, low, p.Approved)
		}
		if best, closes := fewest(f); closes != (f.NotClosed == 0) || closes && best != len(f.GapProjects) {
			t.Fatalf("gap %d: %d projects named, %d suffice (%v), %d left", f.Short(), len(f.GapProjects), best, closes,
				f.NotClosed)
		}
	})
}

// fewest tries every set of projects.
func fewest(f models.Forecast) (size int, closes bool) {
	for set := range 1 << len(f.Projects) {
		sum, n := models.Money(0), 0
		for i, p := range f.Projects {
			if set>>i&1 == 1 {
				sum, n = sum+p.Lacks, n+1
			}
		}
		if sum >= f.Short() && (!closes || n < size) {
			size, closes = n, true
		}
	}
	return size, closes
}

// Behind a late milestone is what the plan has after its month, behind a problem what it has from its own, and never
// more than is left of the year's plan.
func TestHolds(t *testing.T) {
	f := sampleFacts("A", map[int]int64{6: 500}) // 1,200 万元 a year in equal months
	l := programmeOf(6, f).Lines[0]
	late := func(name string, month int) models.MilestoneFigures {
		return models.MilestoneFigures{ID: name, Name: name, Due: models.DateOf(l.Year, month, 20),
			Status: models.MilestoneOpen, Lateness: models.Lateness{Counted: 3}}
	}
	done := late("竣工", 5)
	done.Status = models.MilestoneDone
	l.Milestones = []models.MilestoneFigures{late("施工许可", 3), late("主体封顶", 8), done, late("投产", 12)}
	problems := []models.Problem{{ID: "p1", Text: "征迁未完成", RaisedAt: models.DateOf(l.Year, 9, 3).At(9, 0)},
		{ID: "p2", Text: "已解决", RaisedAt: models.DateOf(l.Year, 2, 3).At(9, 0), Status: models.ProblemClosed}}
	var got []string
	for _, h := range models.HoldsOf(l, problems) {
		got = append(got, fmt.Sprintf("%s %s %d", h.Kind, h.Name, h.Amount/inWan(1)))
	}
	want := []string{"permit 施工许可 700", "milestone 主体封顶 400", "problem 征迁未完成 400"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
