package web_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"duban/internal/sample"
	"duban/models"
	"duban/store"
)

// importPlan imports the first n projects of a year.
func (d *fixture) importPlan(data sample.Data, n int, liveFrom models.Date, at models.Instant) error {
	lists := []models.Programme{
		{ID: models.ProgrammeID(models.DistrictProgramme, data.Year), Kind: models.DistrictProgramme, Name: data.Name,
			CodePrefix: "ZD", LiveFrom: liveFrom},
		{ID: models.ProgrammeID(models.CityProgramme, data.Year), Kind: models.CityProgramme, Name: fmt.Sprintf("%d年市重大项目",
			data.Year), LiveFrom: liveFrom},
	}
	var rows []models.ImportRow
	for i := range lists {
		l := &lists[i]
		l.BlackDocument = "张政办字〔2021〕15号"
		l.Year, l.NameKey, l.Ladder, l.Colours, l.Curve = data.Year, models.NameKey(l.Name), models.DefaultLadder,
			models.DefaultColours, "linear"
		rows = append(rows, staged("programmes", "", *l))
	}
	var target models.Money
	for i, p := range data.Projects[:n] {
		project, sponsor := p.Project, p.Sponsor
		project.Code = code(data.Year, i)
		project.ID = models.ProjectID(data.Year, project.Code)
		project.OwnerID, project.ResponsibleUnitID = models.OrganisationID(p.Owner), models.OrganisationID(p.ResponsibleUnit)
		rows = append(rows, staged("organisations", "", models.Organisation{ID: project.OwnerID, Name: p.Owner,
			NameKey: models.NameKey(p.Owner)}),
			staged("organisations", "", models.Organisation{ID: project.ResponsibleUnitID, Name: p.ResponsibleUnit,
				NameKey: models.NameKey(p.ResponsibleUnit)}))
		if sponsor != "" {
			project.SponsorPostID = models.PostID(sponsor)
			rows = append(rows, staged("posts", "", models.Post{ID: project.SponsorPostID, Title: sponsor,
				TitleKey: models.NameKey(sponsor)}))
		}
		rows = append(rows, staged("projects", project.ID, project),
			staged("memberships", project.ID, models.Membership{ProgrammeID: lists[0].ID, ProjectID: project.ID, Position: i + 1,
				Section: p.Section}))
		if p.CityMajor {
			rows = append(rows, staged("memberships", project.ID, models.Membership{ProgrammeID: lists[1].ID,
				ProjectID: project.ID, Position: i + 1, Section: p.Section}))
		}
		for _, mp := range p.MonthPlans {
			mp.ProjectID = project.ID
			rows = append(rows, staged("month_plans", project.ID, mp))
		}
		for k, m := range p.Milestones {
			row := models.Milestone{
				ID: models.MilestoneID(project.ID, m.Name), ProjectID: project.ID, Position: k + 1, Name: m.Name,
				NameKey:  models.NameKey(m.Name),
				Baseline: m.Due.Date, Due: m.Due.Date, Precision: m.Due.Precision, DueVersion: 1, Controlling: m.Controlling,
				Status: models.MilestoneOpen,
			}
			if m.DoneOn != 0 && m.DoneOn < cmp.Or(d.doneBefore, models.DateOf(data.Year, 1, 5)) {
				row.Status, row.DoneOn = models.MilestoneDone, m.DoneOn
			}
			rows = append(rows, staged("milestones", project.ID, row))
		}
		target += project.AnnualPlan
	}
	rows = append(rows, staged("indicators", "", models.Indicator{
		ProgrammeID: lists[0].ID, Key: models.IndicatorInvestment, Name: models.InvestmentName, Unit: "fen",
	}))
	if err := d.importRows(rows, at); err != nil {
		return err
	}
	return d.store.Write(context.Background(), func(tx *store.Tx) error {
		decision, err := models.DecideTarget(lists[0], nil, target, models.TargetEntry{Amount: target,
			Document:  "张人发〔2021〕3号",
			DecidedOn: at.Date()}, models.Actor{ID: "office", Name: "重点项目办"}, at)
		if err != nil {
			return err
		}
		return tx.InsertTargetDecision(decision)
	})
}

// importReports imports the approved reports of the first n projects for a month; the projects of leftOut submit
// theirs.
func (d *fixture) importReports(data sample.Data, n int, month models.Month, at models.Instant,
	leftOut func(i int) bool) error {
	var rows []models.ImportRow
	for i, p := range data.Projects[:n] {
		amount, ytd := p.Progress(month)
		id := projectID(data.Year, i)
		switch {
		case ytd == nil:
		case leftOut != nil && leftOut(i):
			key := fmt.Sprintf("web-test-%s-%s", id, month)
			body := models.ReportMonthCommand{Month: month, MonthAmount: amount, YTDAmount: ytd, Confirmed: true,
				Physical:   "主体施工",
				OnBehalfOf: p.Owner, Paper: "月报表扫描件"}
			if err := d.submit(data, i, key, models.CommandReportMonth, body, at); err != nil {
				return err
			}
		default:
			rows = append(rows, staged("reports", id, models.Report{
				ID: models.ReportID(id, month), ProjectID: id, Month: month, ReportedMonth: amount, ReportedYTD: ytd,
				ApprovedMonth: amount, ApprovedYTD: ytd, Status: models.ReportApproved,
			}))
		}
	}
	return d.importRows(rows, at)
}

func (d *fixture) milestoneDone(projectID, name string, day models.Date) (row models.ImportRow, err error) {
	err = d.store.Read(context.Background(), func(tx *store.Tx) error {
		f, err := tx.Facts(projectID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool { return m.Name == name })
		m := f.Milestones[i]
		m.Status, m.DoneOn = models.MilestoneDone, day
		row = staged("milestones", projectID, m)
		return nil
	})
	return row, err
}

func staged(entity, projectID string, row any) models.ImportRow {
	after, err := json.Marshal(row)
	if err != nil {
		panic(err)
	}
	return models.ImportRow{Action: "new", Entity: entity, ProjectID: projectID, After: string(after)}
}

// importRows stages and promotes rows, and advances every project they change.
func (d *fixture) importRows(rows []models.ImportRow, at models.Instant) error {
	if len(rows) == 0 {
		return nil
	}
	d.batch++
	id := fmt.Sprintf("batch-%03d", d.batch)
	var touched []string
	err := d.store.Write(context.Background(), func(tx *store.Tx) (err error) {
		for i := range rows {
			r := &rows[i]
			r.BatchID, r.Position = id, i+1
			if r.ProjectID == "" || r.Entity == "projects" {
				continue
			}
			if p, err := tx.Project(r.ProjectID); err == nil {
				r.Version = p.Version
			}
		}
		if err := tx.StageBatch(models.ImportBatch{ID: id, Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		touched, err = tx.Promote(id, at)
		return err
	})
	for _, p := range touched {
		d.next[p] = at
	}
	if err != nil {
		return err
	}
	return nil
}
