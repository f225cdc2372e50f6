package sample

import (
	"testing"

	"duban/models"

	"pgregory.net/rapid"
)

func TestFiguresOfTheYearBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2000, 2099).Draw(t, "year")
		l := YearBefore(year)
		completed, names := models.Money(0), map[string]Project{}
		for _, p := range l.Projects {
			_, ytd := p.Progress(models.MonthOf(l.Year, 12))
			completed += *ytd
			names[p.Project.NameKey] = p
			checkMonths(t, l.Year, p)
			switch project := p.Project; {
			case *ytd <= 0 || project.AnnualPlan <= 0 || project.ToEndOfLastYear < 0:
				t.Fatalf("%s: past %v, plan %v, completed %v", project.Name, project.ToEndOfLastYear, project.AnnualPlan, *ytd)
			case project.AnnualPlan > project.TotalInvestment-project.ToEndOfLastYear:
				t.Fatalf("%s plans more than is left", project.Name)
			case project.Stage == models.StageCompleting && (project.PlannedFinish.Year() != l.Year ||
				project.PlannedStart.Year() >= l.Year):
				t.Fatalf("%s is completed in %d, yet it goes from %s to %s", project.Name, l.Year, project.PlannedStart,
					project.PlannedFinish)
			case project.Stage == models.StageNewStart && project.PlannedStart.Year() != l.Year:
				t.Fatalf("%s starts in %d, yet on %s", project.Name, l.Year, project.PlannedStart)
			case project.TotalInvestment%wan != 0 || project.ToEndOfLastYear%wan != 0 || project.AnnualPlan%wan != 0:
				t.Fatalf("%s: amounts are not whole 万元", project.Name)
			}
		}
		if l.Year != year-1 || len(l.Projects) != 38 || len(names) != 38 ||
			completed != 710_000_000_000 {
			t.Fatalf("%d: %d projects, %d names, %s 亿元 completed; want 38, 38, 71", l.Year, len(l.Projects), len(names),
				completed.In(models.YiYuan))
		}
		for _, p := range Programme(year).Projects {
			before, listed := names[p.Project.NameKey]
			if listed != (p.Project.ToEndOfLastYear > 0) {
				t.Fatalf("%s: %v spent before the year, on the list of the year before: %v", p.Project.Name,
					p.Project.ToEndOfLastYear, listed)
			}
			if !listed {
				continue
			}
			_, ytd := before.Progress(models.MonthOf(l.Year, 12))
			if before.Project.ToEndOfLastYear+*ytd != p.Project.ToEndOfLastYear ||
				before.Project.TotalInvestment != p.Project.TotalInvestment {
				t.Fatalf("%s: %v + %v by New Year, then %v", p.Project.Name, before.Project.ToEndOfLastYear, *ytd,
					p.Project.ToEndOfLastYear)
			}
		}
	})
}

func TestTheLedgerSaysThatItIsInvented(t *testing.T) {
	l := YearBefore(2021)
	plan, progress := l.Plan(), l.Progress(models.MonthOf(2020, 12))
	if plan.Notes[len(plan.Notes)-1] != ledgerNote || progress.Notes[len(progress.Notes)-1] != ledgerNote {
		t.Errorf("notes: %q, %q", plan.Notes, progress.Notes)
	}
	for _, section := range progress.Sections {
		for _, line := range section.Lines {
			if line.Physical == "" {
				t.Errorf("%s has no words in December", line.Name)
			}
		}
	}
}
