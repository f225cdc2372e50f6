package sample

import (
	"fmt"
	"testing"

	"duban/importer/workbook"
	"duban/internal/calendar"
	"duban/models"
)

// factsOn makes the facts an office would have after importing what is on file on a day, and the rungs of that day.
func factsOn(d Data, f OnFile, day models.Date, holidays models.Calendar) []models.Facts {
	now := day.At(11, 0)
	programme := models.Programme{ID: "district", Year: d.Year, Kind: models.DistrictProgramme, LiveFrom: day}
	all := make([]models.Facts, len(d.Projects))
	for i, p := range d.Projects {
		facts := &all[i]
		*facts = models.Facts{
			Project: p.Project, MonthPlans: p.MonthPlans,
			Programmes: []models.Programme{programme}, Memberships: []models.Membership{{ProgrammeID: programme.ID}},
		}
		facts.Project.FollowedSince = now
		for k, m := range f.Milestones.Projects[i].Milestones {
			row := models.Milestone{
				ID: fmt.Sprint(i, "/", k), Position: k, Name: m.Name, Baseline: m.Due.Date, Due: m.Due.Date, DueVersion: 1,
				Controlling: m.Controlling, Status: models.MilestoneOpen, ArmedAt: now,
			}
			if m.DoneOn != 0 {
				row.Status = models.MilestoneDone
			}
			facts.Milestones = append(facts.Milestones, row)
		}
		for _, t := range f.Progress {
			if line := lineOf(t, p.Project.Name); line.YearToDate != nil {
				facts.Reports = append(facts.Reports, models.Report{Month: t.Month, ApprovedYTD: line.YearToDate,
					Status: models.ReportApproved, ApprovedAt: now})
			}
		}
		facts.Escalations = models.RulesFor(*facts, holidays).Advance(*facts, now).Records
	}
	return all
}

func lineOf(t workbook.ProgressTable, name string) workbook.ProgressLine {
	for _, section := range t.Sections {
		for _, line := range section.Lines {
			if line.Name == name {
				return line
			}
		}
	}
	panic(name)
}

// All through the year most is green, some yellow, a few red, one or two without data, and a handful overdue.
func TestOnFileIsBelievable(t *testing.T) {
	holidays := calendar.With(nil)
	for _, year := range []int{2021, 2025, 2026, 2027} {
		d := Programme(year)
		for day := models.DateOf(year, 1, 1); day.Year() == year; day += 5 {
			f := d.OnFile(day)
			colours, overdue := map[models.Colour]int{}, 0
			for _, facts := range factsOn(d, f, day, holidays) {
				colours[models.RulesFor(facts, holidays).Standing(facts, day).Colour]++
				for _, m := range facts.Milestones {
					if m.Status == models.MilestoneOpen && m.Due < day {
						overdue++
					}
				}
			}
			green, yellow, red, none := colours[models.Green], colours[models.YellowHue], colours[models.RedHue]+
				colours[models.TopHue], colours[models.NoData]
			ok := green >= 33 && yellow <= 10 && red <= 5 && none >= 1 && none <= 2 && overdue <= 20
			switch month := day.Month().Number(); {
			case month == 1: // no figure of the year is known yet
				ok = green == 0 && none >= 45 && overdue <= 5
			case month == 2 && day.Day() <= 5: // the first figures are coming in
				ok = green >= 38 && none <= 8 && overdue <= 12
			case month == 3 && day.Day() <= 5:
				ok = green >= 33 && yellow <= 10 && red <= 5 && none <= 8 && overdue <= 20
			case month >= 5:
				ok = ok && yellow >= 4 && red >= 1
			}
			if !ok {
				t.Errorf("%s: %v, %d overdue", day, colours, overdue)
			}
		}
	}
}

// What is handed in can be handed in: it is open, not in the future, in its window, and goes on from what is on file.
func TestWhatIsHandedInIsLegal(t *testing.T) {
	for _, year := range []int{2024, 2026} {
		d := Programme(year)
		for day := models.DateOf(year, 1, 1); day.Year() == year; day += 2 {
			f := d.OnFile(day)
			if len(f.Done) < 3 || (day.Month().Number() > 1 || day.Day() >= 25) == (len(f.Reports) == 0) {
				t.Errorf("%s: %d milestones and %d reports wait", day, len(f.Done), len(f.Reports))
			}
			open := map[string]bool{}
			for _, p := range f.Milestones.Projects {
				for _, m := range p.Milestones {
					open[p.Name+m.Name] = m.DoneOn == 0
				}
			}
			for _, m := range f.Done {
				if !open[m.Project+m.Name] || m.DoneOn > day || m.Owner == "" {
					t.Errorf("%s: %+v is handed in", day, m)
				}
			}
			for _, r := range f.Reports {
				before := models.Money(0)
				for _, table := range f.Progress {
					if line := lineOf(table, r.Project); line.YearToDate != nil {
						before = *line.YearToDate
						if table.Month >= r.Month {
							t.Errorf("%s: %s of %s is on file and handed in", day, r.Month, r.Project)
						}
					}
				}
				if day < r.Month.Day(25) || r.Amount < 0 || r.YearToDate < before+r.Amount || r.Physical == "" {
					t.Errorf("%s: %+v after %v", day, r, before)
				}
			}
		}
	}
}
