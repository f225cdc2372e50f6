package store

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
)

// Facts loads everything about one project in a fixed number of queries. Inside Write on PostgreSQL the project's row
// is locked until the end of the transaction, so that a decision from the facts still holds when it is written;
// SQLite has one writer. Errors: KindNotFound.
func (tx *Tx) Facts(projectID string) (models.Facts, error) {
	order := "id"
	if tx.locks {
		order += " FOR UPDATE"
	}
	projects, err := hotProjects.list(tx, order, "id = ?", projectID)
	if err != nil {
		return models.Facts{}, err
	}
	if len(projects) == 0 {
		return models.Facts{}, noProject(projectID)
	}
	facts, err := tx.gather(projects, "project_id = ?", projectID)
	if err != nil {
		return models.Facts{}, err
	}
	return facts[0], nil
}

// FactsOf loads the facts of every project that is on a programme's list, in the order of the list. The number of
// queries does not depend on the number of projects.
func (tx *Tx) FactsOf(programmeID string) ([]models.Facts, error) {
	const listed = "FROM memberships WHERE programme_id = ? AND dropped_on = ''"
	projects, err := hotProjects.list(tx, "id", "id IN (SELECT project_id "+listed+")", programmeID)
	if err != nil {
		return nil, err
	}
	facts, err := tx.gather(projects, "project_id IN (SELECT project_id "+listed+")", programmeID)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(facts, func(a, b models.Facts) int {
		return placeOn(a, programmeID) - placeOn(b, programmeID)
	})
	return facts, nil
}

// DroppedFactsOf loads the facts of the projects that were dropped from a programme's list and whose earlier months
// still count, by row key.
func (tx *Tx) DroppedFactsOf(programmeID string) ([]models.Facts, error) {
	const which = "programme_id = ? AND dropped_on <> '' AND dropped_counts"
	projects, err := hotProjects.list(tx, "id", "id IN (SELECT project_id FROM memberships WHERE "+which+")", programmeID)
	if err != nil {
		return nil, err
	}
	return tx.gather(projects, "project_id IN (SELECT project_id FROM memberships WHERE "+which+")", programmeID)
}

// FactsOffList loads the facts of a year's projects that are not on a programme's list: dropped from it, or on other
// lists only.
func (tx *Tx) FactsOffList(year int, programmeID string) ([]models.Facts, error) {
	const which = "SELECT id FROM projects WHERE year = ? AND id NOT IN (SELECT project_id FROM memberships WHERE " +
		"programme_id = ? AND dropped_on = '')"
	projects, err := hotProjects.list(tx, "id", "id IN ("+which+")", year, programmeID)
	if err != nil {
		return nil, err
	}
	return tx.gather(projects, "project_id IN ("+which+")", year, programmeID)
}

// FormerMemberships loads the memberships of a year's lists that have ended.
func (tx *Tx) FormerMemberships(year int) ([]models.Membership, error) {
	return list[models.Membership](tx, "programme_id, position, project_id",
		"dropped_on <> '' AND programme_id IN (SELECT id FROM programmes WHERE year = ?)", year)
}

// gather loads the facts of projects; which is a condition on project_id that selects exactly these projects.
func (tx *Tx) gather(projects []models.Project, which string, args ...any) ([]models.Facts, error) {
	facts := make([]models.Facts, len(projects))
	if len(projects) == 0 {
		return facts, nil
	}
	of := make(map[string]*models.Facts, len(projects))
	for i, p := range projects {
		facts[i].Project = p
		of[p.ID] = &facts[i]
	}
	var programmes []models.Programme
	var failure error
	// When a context ends while projects are read, fewer may come and the rows of all follow.
	at := func(id string) *models.Facts {
		if of[id] == nil {
			failure, of[id] = cmp.Or(failure, failed(context.Canceled, "the project of a row")), &models.Facts{}
		}
		return of[id]
	}
	load := func(err error) {
		if failure == nil {
			failure = err
		}
	}
	load(hotMemberships.each(tx, "project_id, programme_id", which+" AND dropped_on = ''", args,
		func(r models.Membership) {
			f := at(r.ProjectID)
			r.ProjectID = f.Project.ID
			f.Memberships = append(f.Memberships, r)
		}))
	load(hotProgrammes.each(tx, "id", "id IN (SELECT programme_id FROM memberships WHERE dropped_on = '' AND "+which+")",
		args,
		func(r models.Programme) {
			programmes = append(programmes, r)
		}))
	load(hotMonthPlans.each(tx, "project_id, month", which, args, func(r models.MonthPlan) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.MonthPlans = append(f.MonthPlans, r)
	}))
	load(hotMilestones.each(tx, "project_id, position, id", which, args, func(r models.Milestone) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Milestones = append(f.Milestones, r)
	}))
	load(hotReports.each(tx, "project_id, month", which, args, func(r models.Report) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Reports = append(f.Reports, r)
	}))
	load(hotSubmissions.each(tx, "project_id, submitted_at, sequence, id", which, args, func(r models.Submission) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Submissions = append(f.Submissions, r)
	}))
	load(hotPauses.each(tx, "project_id, from_date, id", which, args, func(r models.Pause) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Pauses = append(f.Pauses, r)
	}))
	load(hotEscalations.each(tx, `project_id, "at", id`, which, args, func(r models.Escalation) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Escalations = append(f.Escalations, r)
	}))
	load(hotCorrections.each(tx, "project_id, asked_at, id", which, args, func(r models.Correction) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Corrections = append(f.Corrections, r)
	}))
	load(hotRequests.each(tx, "project_id, asked_at, id", which, args, func(r models.Request) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Requests = append(f.Requests, r)
	}))
	load(hotProblems.each(tx, "project_id, raised_at, id", which, args, func(r models.Problem) {
		f := at(r.ProjectID)
		r.ProjectID = f.Project.ID
		f.Problems = append(f.Problems, r)
	}))
	if failure != nil {
		return nil, failure
	}
	byID := make(map[string]models.Programme, len(programmes))
	for _, p := range programmes {
		byID[p.ID] = p
	}
	for i := range facts {
		for _, m := range facts[i].Memberships {
			facts[i].Programmes = append(facts[i].Programmes, byID[m.ProgrammeID])
		}
	}
	return facts, nil
}

// placeOn is a project's place on a list.
func placeOn(f models.Facts, programmeID string) int {
	for _, m := range f.Memberships {
		if m.ProgrammeID == programmeID {
			return m.Position
		}
	}
	return 0
}

// without returns a list without one value.
func without(list []string, value string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return v == value })
}
