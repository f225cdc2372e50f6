package activities

import (
	"slices"

	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// waiting is what a project's process shows and waits for.
type waiting struct {
	next       models.Moment
	attributes contract.Attributes
	project    models.Project
}

// waitingFor returns what the processes of the projects that a batch will change wait for; new ones are not in it.
func (a *Activities) waitingFor(tx *store.Tx, batch string, now models.Instant) (map[string]waiting, error) {
	ids, err := tx.BatchProjects(batch)
	if err != nil {
		return nil, err
	}
	all, err := tx.FactsAmong(ids)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return nil, err
	}
	units, err := unitNames(tx, all)
	if err != nil {
		return nil, err
	}
	days, out := a.Calendar(extra), make(map[string]waiting, len(all))
	for _, f := range all {
		if f.Project.Status == models.ProjectOpen {
			next := models.Moment{At: f.Project.NextAt, What: f.Project.NextWhat}
			out[f.Project.ID] = waitingOf(f, models.RulesFor(f, days), units, next, now)
		}
	}
	return out, nil
}

func waitingOf(f models.Facts, rules models.Rules, units map[string]models.Organisation, next models.Moment,
	now models.Instant) waiting {
	w := waiting{next, contract.AttributesOf(f, rules, units[f.Project.ResponsibleUnitID].Name, next, now.Date()),
		f.Project}
	w.attributes.Standing = "" // words for operators: the next transaction of the process brings them up to date
	return w
}

// settle records what fell due in the projects that an import changed, and lists those whose processes are to be
// started, to be told something else, or to end.
func (a *Activities) settle(tx *store.Tx, p contract.Promote, touched []string, before map[string]waiting) (
	contract.Promoted, error) {
	out := contract.Promoted{Projects: len(touched), Settled: true}
	settled, err := settling.Settle(tx, a.Calendar, p.Now, a.held(p.Now), touched)
	if err != nil {
		return out, err
	}
	out.Messages = settled.Messages
	all := make([]models.Facts, len(settled.Projects))
	for i, project := range settled.Projects {
		all[i] = project.Facts
	}
	units, err := unitNames(tx, all)
	if err != nil {
		return out, err
	}
	var starts []string
	var assigned []models.OutboxMessage
	for _, project := range settled.Projects {
		next := models.Moment{At: project.Project.NextAt, What: project.Project.NextWhat}
		is := waitingOf(project.Facts, project.Rules, units, next, p.Now)
		was, known := before[project.Project.ID]
		if known {
			assigned = append(assigned,
				project.Rules.AssignmentNotices(was.project, project.Project, p.Batch, p.Now)...)
		}
		if delete(before, project.Project.ID); !known || was.next != is.next || !was.attributes.Equal(is.attributes) ||
			next.What == models.LookAgain {
			starts = append(starts, project.Project.ID)
		}
	}
	for id := range before { // dropped from its last list
		starts = append(starts, id)
	}
	told, err := tx.InsertOutbox(assigned...)
	if err != nil {
		return out, err
	}
	out.Messages += len(told)
	slices.Sort(starts)
	out.Starts = len(starts)
	return out, tx.SetImportStarts(p.Batch, starts)
}

// promoted returns the result of an earlier promotion.
func promoted(tx *store.Tx, batch string) (contract.Promoted, error) {
	ids, err := tx.BatchProjects(batch)
	if err != nil {
		return contract.Promoted{}, err
	}
	starts, err := tx.ImportStarts(batch)
	return contract.Promoted{Projects: len(ids), Settled: true, Starts: len(starts)}, err
}

// unitNames loads the units responsible for projects.
func unitNames(tx *store.Tx, all []models.Facts) (map[string]models.Organisation, error) {
	var ids []string
	for _, f := range all {
		ids = append(ids, f.Project.ResponsibleUnitID)
	}
	slices.Sort(ids)
	return tx.Organisations(slices.Compact(ids)...)
}
