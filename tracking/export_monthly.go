package tracking

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportMonthly writes the month's report of a programme as a workbook that an office can sign. The report of a past
// month has the colours, reasons, milestones and rungs of its end. Imported again it changes nothing.
func (s *Service) ExportMonthly(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, func(tx *store.Tx, p models.Programme, out *bytes.Buffer) (string, error) {
		if err := ofYear(p, month); err != nil {
			return "", err
		}
		monthly, err := s.monthly(tx, p, month)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s%d月月报.xlsx", p.Name, month.Number()), workbook.WriteMonthly(out, monthly)
	})
}

// export checks the caller and loads the programme for every export, and names the file.
func (s *Service) export(ctx context.Context, actor models.Actor, programme string,
	write func(*store.Tx, models.Programme, *bytes.Buffer) (string, error)) (fileName string, content []byte, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		fileName, err = write(tx, p, &out)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	return fileName, out.Bytes(), nil
}

func ofYear(p models.Programme, month models.Month) error {
	if month.Year() != p.Year {
		return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在「%s」的年度内，请选择 %d 年的月份", month, p.Name, p.Year)
	}
	return nil
}

const preparedBy = "区重点项目办"

func (s *Service) monthly(tx *store.Tx, p models.Programme, month models.Month) (workbook.Monthly, error) {
	now := s.now()
	at := momentOf(month, now)
	out := workbook.Monthly{Programme: p.Name, PreparedBy: preparedBy, Month: month, AsOf: now, StandsAt: at.Date()}
	g, err := s.gatherMonth(tx, p, month)
	if err != nil {
		return out, err
	}
	out.Target = g.target
	assumed := false
	for _, f := range g.facts {
		moves, err := movesOf(tx, f)
		if err != nil {
			return out, err
		}
		then, rules := asOf(f, month, at, moves), models.RulesFor(f, g.calendar)
		section := sectionOf(f, p.ID)
		if n := len(out.Sections); n == 0 || out.Sections[n-1].Title != section {
			out.Sections = append(out.Sections, workbook.MonthlySection{Title: section})
		}
		last := &out.Sections[len(out.Sections)-1]
		last.Lines = append(last.Lines, monthlyLine(then, rules, g.names, month, now.Date(), at.Date()))
		for _, m := range monthlyMilestones(then, g, month, at.Date()) {
			assumed = assumed || m.DaysLate > 0 && g.calendar.Assumed(m.Due, cmp.Or(m.DoneOn, at.Date()))
			out.Milestones = append(out.Milestones, m)
		}
	}
	if len(g.dropped) > 0 {
		out.Sections = append(out.Sections, g.droppedSection(len(out.Sections)))
		out.Notes = append(out.Notes, "已调出清单的项目只计调出前完成的投资和序时目标，不计项目个数和年度计划")
	}
	for m := models.MonthOf(p.Year, 1); m <= models.MonthOf(p.Year, 12); m++ {
		out.Points = append(out.Points, g.point(m, m <= month))
	}
	if assumed {
		out.Notes = append(out.Notes, "部分逾期天数为推算：缺少该年度放假安排")
	}
	return out, nil
}

// gatherMonth loads the programme with the projects that were on its list at the end of a month. Projects added later
// are not included, projects dropped later are.
func (s *Service) gatherMonth(tx *store.Tx, p models.Programme, month models.Month) (programmeData, error) {
	g, err := s.gather(tx, p)
	if err != nil {
		return g, err
	}
	var listed []models.Facts
	for _, f := range g.facts {
		if added := membershipOf(f, p.ID).AddedOn; added <= month.Last() {
			listed = append(listed, f)
		}
	}
	g.facts = listed
	left := g.dropped
	g.dropped = nil
	if len(left) == 0 {
		return g, nil
	}
	places, err := tx.MembershipsOf(p.ID)
	if err != nil {
		return g, err
	}
	for _, f := range left {
		i := slices.IndexFunc(places, func(m models.Membership) bool { return m.ProjectID == f.Project.ID })
		if month > g.until[f.Project.ID] {
			g.dropped = append(g.dropped, f)
			continue
		}
		f.Memberships, f.Programmes = append(f.Memberships, places[i]), append(f.Programmes, p)
		g.insert(f, places[i])
	}
	return g, nil
}

// insert adds a project at its position on the list.
func (g *programmeData) insert(f models.Facts, m models.Membership) {
	at := 0
	for i, other := range g.facts {
		if membershipOf(other, m.ProgrammeID).Position < m.Position {
			at = i + 1
		}
	}
	g.facts = append(g.facts[:at:at], append([]models.Facts{f}, g.facts[at:]...)...)
}

func membershipOf(f models.Facts, programmeID string) models.Membership {
	for _, m := range f.Memberships {
		if m.ProgrammeID == programmeID {
			return m
		}
	}
	return models.Membership{}
}

func sectionOf(f models.Facts, programmeID string) string {
	return membershipOf(f, programmeID).Section
}

// movesOf loads the history of a project's dates, if any was moved.
func movesOf(tx *store.Tx, f models.Facts) ([]models.DueChange, error) {
	for _, m := range f.Milestones {
		if m.DueVersion > 1 {
			return tx.DueChanges(f.Project.ID)
		}
	}
	return nil, nil
}
