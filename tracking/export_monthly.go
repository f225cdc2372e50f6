package tracking

import (
	"bytes"
	"context"
	"fmt"

	"duban/importer"
	"duban/models"
	"duban/store"
)

// ExportMonthly makes the month's report of a programme as a workbook an office would sign. Imported again it changes
// nothing.
func (s *Service) ExportMonthly(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string, content []byte, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	var monthly importer.Monthly
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		if month.Year() != p.Year {
			return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在「%s」的年度内，请选择 %d 年的月份", month, p.Name, p.Year)
		}
		monthly, err = s.monthly(tx, p, month)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	var buffer bytes.Buffer
	if err := importer.WriteMonthly(&buffer, monthly); err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("%s%d月月报.xlsx", monthly.Programme, month.Number()), buffer.Bytes(), nil
}

func (s *Service) monthly(tx *store.Tx, p models.Programme, month models.Month) (importer.Monthly, error) {
	now := s.now()
	out := importer.Monthly{Programme: p.Name, PreparedBy: "区重点项目办", Month: month, AsOf: now}
	g, err := s.gather(tx, p)
	if err != nil {
		return out, err
	}
	out.Target = g.target
	for _, f := range g.facts {
		section := sectionOf(f, p.ID)
		if n := len(out.Sections); n == 0 || out.Sections[n-1].Title != section {
			out.Sections = append(out.Sections, importer.MonthlySection{Title: section})
		}
		last := &out.Sections[len(out.Sections)-1]
		last.Lines = append(last.Lines, monthlyLine(f, models.RulesFor(f, g.calendar), g.names, month, now.Date()))
	}
	return out, nil
}

func sectionOf(f models.Facts, programmeID string) string {
	for _, m := range f.Memberships {
		if m.ProgrammeID == programmeID {
			return m.Section
		}
	}
	return ""
}

// names are the words behind row keys.
type names struct {
	organisations map[string]string
	posts         map[string]string
}

func namesOf(tx *store.Tx) (names, error) {
	n := names{organisations: map[string]string{}, posts: map[string]string{}}
	organisations, err := tx.AllOrganisations()
	if err != nil {
		return n, err
	}
	for _, o := range organisations {
		n.organisations[o.ID] = o.Name
	}
	posts, err := tx.AllPosts()
	for _, p := range posts {
		n.posts[p.ID] = p.Title
	}
	return n, err
}

func monthlyLine(f models.Facts, rules models.Rules, n names, month models.Month, today models.Date) importer.MonthlyLine {
	p := f.Project
	standing := rules.Standing(f, today)
	line := importer.MonthlyLine{
		ProgressLine: importer.ProgressLine{
			Code: p.Code, Name: p.Name, Owner: n.organisations[p.OwnerID], ResponsibleUnit: n.organisations[p.ResponsibleUnitID],
			CityMajor: cityMajor(f), TotalInvestment: p.TotalInvestment, AnnualPlan: p.AnnualPlan,
		},
		Sponsor: n.posts[p.SponsorPostID], Scheduled: models.Scheduled(p, f.MonthPlans, rules.Curve, month),
		Colour: standing.Colour, Reason: standing.Reason,
	}
	for _, r := range f.Reports {
		if r.Month == month {
			fillFigures(&line, r)
		}
	}
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 && (line.NextDue == 0 || m.Due < line.NextDue) {
			line.NextName, line.NextDue = m.Name, m.Due
		}
	}
	for _, e := range f.Escalations {
		if e.Open() && e.Rung.Height() > line.OpenRung.Height() {
			line.OpenRung = e.Rung
		}
	}
	return line
}

// fillFigures shows the office's decision; what was only handed in is shown as such.
func fillFigures(line *importer.MonthlyLine, r models.Report) {
	line.Physical, line.Problems, line.NextStep = r.Physical, r.Problems, r.NextStep
	switch {
	case r.ApprovedYTD != nil:
		line.Basis, line.Month, line.YearToDate = importer.BasisApproved, r.ApprovedMonth, r.ApprovedYTD
	case r.ReportedYTD != nil:
		line.Basis, line.Month, line.YearToDate = importer.BasisReported, r.ReportedMonth, r.ReportedYTD
	}
}
