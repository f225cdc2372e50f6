package sample

import (
	"fmt"
	"testing"

	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestFiguresOfTheReport(t *testing.T) {
	for year := 2019; year <= 2027; year++ {
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			d := Programme(year)
			total, plan, city, names, sections := models.Money(0), models.Money(0), 0, map[string]bool{}, map[string]int{}
			for _, p := range d.Projects {
				total += p.Project.TotalInvestment
				plan += p.Project.AnnualPlan
				names[p.Project.NameKey] = true
				sections[p.Section]++
				if p.CityMajor {
					city++
				}
			}
			if total != 4_490_000_000_000 || plan != 700_000_000_000 {
				t.Errorf("total %s, annual plan %s, want 449 and 70 亿元", total.In(models.YiYuan), plan.In(models.YiYuan))
			}
			if len(d.Projects) != 48 || len(names) != 48 || city != 26 {
				t.Errorf("%d projects, %d names, %d city-major; want 48, 48, 26", len(d.Projects), len(names), city)
			}
			want := map[string]int{"一、产业项目": 18, "二、服务业与城市经济": 9, "三、基础设施与城市更新": 11, "四、民生项目": 10}
			if diff := cmp.Diff(want, sections); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheSameYearIsTheSameData(t *testing.T) {
	exported := cmp.Options{cmp.AllowUnexported(Project{}), cmpopts.IgnoreFields(Project{}, "entry")}
	if diff := cmp.Diff(Programme(2021), Programme(2021), exported); diff != "" {
		t.Errorf("2021 twice:\n%s", diff)
	}
	if Programme(2021).Projects[0].Project.TotalInvestment == Programme(2022).Projects[0].Project.TotalInvestment {
		t.Error("2022 has the amounts of 2021")
	}
}

func TestEveryProjectIsPlausible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Programme(rapid.IntRange(1990, 2100).Draw(t, "year"))
		for _, p := range d.Projects {
			project := p.Project
			switch {
			case project.AnnualPlan <= 0 || project.TotalInvestment <= 0 || project.ToEndOfLastYear < 0:
				t.Fatalf("%s: total %v, past %v, plan %v", project.Name, project.TotalInvestment, project.ToEndOfLastYear,
					project.AnnualPlan)
			case project.AnnualPlan > project.TotalInvestment-project.ToEndOfLastYear:
				t.Fatalf("%s plans more than is left: %v of %v", project.Name, project.AnnualPlan,
					project.TotalInvestment-project.ToEndOfLastYear)
			case project.TotalInvestment%wan != 0 || project.ToEndOfLastYear%wan != 0 || project.AnnualPlan%wan != 0:
				t.Fatalf("%s: amounts are not whole 万元", project.Name)
			case project.Stage == models.StageNewStart && (project.ToEndOfLastYear != 0 ||
				project.PlannedStart.Year() != d.Year):
				t.Fatalf("%s starts this year, yet %v is spent and it starts on %s", project.Name, project.ToEndOfLastYear,
					project.PlannedStart)
			case project.Stage == models.StageCompleting && (project.ToEndOfLastYear+
				project.AnnualPlan != project.TotalInvestment || project.PlannedFinish.Year() != d.Year):
				t.Fatalf("%s is completed this year, yet its plan does not complete it", project.Name)
			case project.PlannedFinish <= project.PlannedStart:
				t.Fatalf("%s finishes on %s before it starts on %s", project.Name, project.PlannedFinish, project.PlannedStart)
			}
			checkMonths(t, d.Year, p)
			checkMilestones(t, p)
		}
	})
}

func checkMonths(t *rapid.T, year int, p Project) {
	planned := models.Money(0)
	for _, mp := range p.MonthPlans {
		if mp.Month.Year() != year || mp.Plan <= 0 {
			t.Fatalf("%s: month plan %+v", p.Project.Name, mp)
		}
		planned += mp.Plan
	}
	if len(p.MonthPlans) > 0 && planned != p.Project.AnnualPlan {
		t.Fatalf("%s: months add up to %v, the year is %v", p.Project.Name, planned, p.Project.AnnualPlan)
	}
	sum := models.Money(0)
	for m := models.MonthOf(year, 1); m <= models.MonthOf(year, 12); m++ {
		amount, ytd := p.Progress(m)
		if (amount == nil) != (ytd == nil) {
			t.Fatalf("%s %s: half a report", p.Project.Name, m)
		}
		if amount == nil {
			continue
		}
		sum += *amount
		if *amount < 0 || *ytd != sum {
			t.Fatalf("%s %s: %v this month, year-to-date %v, months add up to %v", p.Project.Name, m, *amount, *ytd, sum)
		}
		if p.Project.ToEndOfLastYear+*ytd > p.Project.TotalInvestment {
			t.Fatalf("%s %s: more spent than the whole project costs", p.Project.Name, m)
		}
	}
}

func checkMilestones(t *rapid.T, p Project) {
	for i, m := range p.Milestones {
		if m.Due.Precision == models.PrecisionMonth && m.Due.Date != m.Due.Date.Month().Last() {
			t.Fatalf("%s, %s: due in a month but on %s", p.Project.Name, m.Name, m.Due.Date)
		}
		if i > 0 && m.Due.Date.Month() < p.Milestones[i-1].Due.Date.Month() {
			t.Fatalf("%s: %s is due before %s", p.Project.Name, m.Name, p.Milestones[i-1].Name)
		}
	}
}

func TestMilestonesAreMixed(t *testing.T) {
	for year := 2019; year <= 2027; year++ {
		counts := map[string]int{}
		for _, p := range Programme(year).Projects {
			if len(p.Milestones) < 8 {
				t.Errorf("%d %s has %d milestones", year, p.Project.Name, len(p.Milestones))
			}
			for _, m := range p.Milestones {
				counts["all"]++
				counts[string(m.Due.Precision)]++
				switch y := m.Due.Date.Year(); {
				case y < year:
					counts["before"]++
					if m.DoneOn == 0 || m.DoneOn.Year() >= year {
						t.Errorf("%d %s: %s of %s was not done when the year began", year, p.Project.Name, m.Name, m.Due.Date)
					}
				case y > year:
					counts["after"]++
				case m.Controlling:
					counts["controlling"]++
				}
			}
		}
		for what, least := range map[string]int{"all": 380, "day": 100, "month": 100, "before": 20, "after": 20,
			"controlling": 40} {
			if counts[what] < least {
				t.Errorf("%d: %d milestones of kind %q, want at least %d", year, counts[what], what, least)
			}
		}
	}
}

func TestTheYearComesToAboutLastYears(t *testing.T) {
	for year := 2019; year <= 2027; year++ {
		total, silentOnes := models.Money(0), 0
		for _, p := range Programme(year).Projects {
			_, ytd := p.Progress(models.MonthOf(year, 12))
			if ytd == nil {
				silentOnes++
				continue
			}
			total += *ytd
		}
		if total < 705_000_000_000 || total > 715_000_000_000 || silentOnes != 1 {
			t.Errorf("%d: %s 亿元 by December, %d without data", year, total.In(models.YiYuan), silentOnes)
		}
	}
}

func TestSomeProjectsAreBehind(t *testing.T) {
	d, june := Programme(2021), models.MonthOf(2021, 6)
	rules, got := models.ColourRuleSets[models.DefaultColours], map[models.Colour]int{}
	for _, p := range d.Projects {
		_, ytd := p.Progress(june)
		if ytd == nil {
			got[models.NoData]++
			continue
		}
		got[rules.Investment(*ytd, models.Scheduled(p.Project, p.MonthPlans, models.Linear, june), p.Project.AnnualPlan)]++
	}
	if got[models.Green] < 30 || got[models.YellowHue] < 4 || got[models.RedHue] < 1 || got[models.NoData] != 1 {
		t.Errorf("colours at the end of June: %v", got)
	}
}

func TestDatesShowOnlyWhatIsPast(t *testing.T) {
	d, day := Programme(2021), models.DateOf(2021, 6, 30)
	done := 0
	for _, p := range d.Milestones(day).Projects {
		for _, m := range p.Milestones {
			if m.DoneOn > day {
				t.Errorf("%s, %s: done on %s, which is after %s", p.Name, m.Name, m.DoneOn, day)
			}
			if m.DoneOn.Year() == 2021 {
				done++
			}
		}
	}
	if done < 50 {
		t.Errorf("only %d milestones done in the first half of the year", done)
	}
}

func TestNoReportForAnotherYear(t *testing.T) {
	for _, section := range Programme(2021).Progress(models.MonthOf(2022, 1)).Sections {
		for _, line := range section.Lines {
			if line.Month != nil || line.YearToDate != nil || line.Physical != "" {
				t.Errorf("%s reports for January 2022", line.Name)
			}
		}
	}
}
