package store

import (
	"duban/models"
)

func noProject(id string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_project", "未找到项目“%s”，请核对项目编码和年度", id)
}

// Project loads a project by its row key. Errors: KindNotFound.
func (tx *Tx) Project(id string) (models.Project, error) {
	projects, err := hotProjects.list(tx, "id", "id = ?", id)
	if err == nil && len(projects) == 0 {
		return models.Project{}, noProject(id)
	}
	if err != nil {
		return models.Project{}, err
	}
	return projects[0], nil
}

// ProjectsOfYear loads all projects of a year, by code.
func (tx *Tx) ProjectsOfYear(year int) ([]models.Project, error) {
	return list[models.Project](tx, "code", "year = ?", year)
}

// ProjectsByCode loads the projects with a code, by year.
func (tx *Tx) ProjectsByCode(code string) ([]models.Project, error) {
	return hotProjects.list(tx, "year", "code = ?", code)
}

// AllOpenProjects loads the followed projects of all years, by row key. Reconcile compares them with the running
// workflows.
func (tx *Tx) AllOpenProjects() ([]models.Project, error) {
	return list[models.Project](tx, "id", "status = ?", models.ProjectOpen)
}

// AdvanceProject stores the next moment of a project and returns its version, raised by one when raise is set.
// Errors: KindConflict when the version is not the expected one.
func (tx *Tx) AdvanceProject(id string, expected int, nextAt models.Instant, nextWhat string, raise bool) (int, error) {
	version := expected
	if raise {
		version++
	}
	values := map[string]any{"version": version, "next_at": nextAt, "next_what": nextWhat}
	done := update[models.Project](tx, values, "id = ? AND version = ?", id, expected)
	return version, changedOne(done, func() error { return tx.stale(id) }, "advance project", id)
}

// CloseProject closes an open project and returns its raised version. Errors: KindConflict when it is closed or its
// version is not the expected one.
func (tx *Tx) CloseProject(id string, expected int, at models.Instant) (int, error) {
	values := map[string]any{"status": models.ProjectClosed, "closed_at": at, "version": expected + 1, "next_at": 0,
		"next_what": ""}
	done := update[models.Project](tx, values, "id = ? AND version = ? AND status = ?", id, expected, models.ProjectOpen)
	return expected + 1, changedOne(done, func() error { return tx.stale(id) }, "close project", id)
}

// RestoreProject makes a closed project followed again. Errors: KindConflict when its version is not the expected one.
func (tx *Tx) RestoreProject(id string, expected int) error {
	values := map[string]any{"status": models.ProjectOpen, "closed_at": models.Instant(0)}
	done := update[models.Project](tx, values, "id = ? AND version = ? AND status = ?", id, expected, models.ProjectClosed)
	return changedOne(done, func() error { return tx.stale(id) }, "restore project", id)
}

// CheckVersion returns KindConflict, with who changed the project last, when its version is not the expected one.
func (tx *Tx) CheckVersion(id string, expected int) error {
	project, err := tx.Project(id)
	if err != nil || project.Version == expected {
		return err
	}
	return tx.stale(id)
}

// stale returns the error that explains why a project did not have the expected version or status.
func (tx *Tx) stale(id string) error {
	project, err := tx.Project(id)
	if err != nil {
		return err
	}
	if project.Status == models.ProjectClosed {
		return models.Errorf(models.KindConflict, "project_closed", "项目“%s”已于%s结束跟踪，不能再修改", project.Name,
			project.ClosedAt.Minute())
	}
	who, err := tx.lastChange(id, "")
	if err != nil {
		return err
	}
	return models.Errorf(models.KindConflict, "stale_version", "项目“%s”的数据已被%s修改，请刷新后再改", project.Name, who)
}

// lastChange returns for a sentence who changed a project last and when: "张三于2021-07-08 09:00". Events of the program
// itself and the import of the batch except are not counted.
func (tx *Tx) lastChange(id, except string) (string, error) {
	event, found, err := tx.lastAudit(id)
	if err != nil {
		return "", err
	}
	b, imported, err := tx.lastImport(id, except)
	switch {
	case err != nil:
		return "", err
	case imported && (!found || b.CommittedAt > event.At):
		return b.ByName + "于" + b.CommittedAt.Minute() + "导入“" + b.FileName + "”时", nil
	case !found || event.ByName == "":
		return "他人", nil
	}
	return event.ByName + "于" + event.At.Minute(), nil
}

// InsertPause records a pause of a project. Errors: KindConflict "already_paused" when a pause without an end is
// recorded.
func (tx *Tx) InsertPause(p models.Pause) error {
	fresh, err := insertOnce(tx, p, "pause", p.ID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "already_paused", "该项目已处于停工状态，请先恢复后再登记新的停工")
	}
	return err
}

// EndPause sets the last day of a pause, included. Errors: KindConflict "pause_ended" when it ends by that day
// already.
func (tx *Tx) EndPause(id string, to models.Date) error {
	done := update[models.Pause](tx, map[string]any{"to_date": to}, "id = ? AND (to_date = '' OR to_date > ?)", id, to)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "pause_ended", "该停工记录已结束，请刷新后查看")
	}, "end pause", id)
}

// DeletePause deletes a pause. Errors: KindConflict "pause_gone" when it does not exist.
func (tx *Tx) DeletePause(id string) error {
	done := tx.db.Where("id = ?", id).Delete(&models.Pause{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "pause_gone", "该停工登记已取消，请刷新后查看")
	}, "delete pause", id)
}

// SetAnnualPlan sets a project's annual plan in fen. The caller has loaded the project in this transaction and raises
// its version with AdvanceProject. Errors: KindNotFound.
func (tx *Tx) SetAnnualPlan(id string, plan models.Money) error {
	done := update[models.Project](tx, map[string]any{"annual_plan_fen": plan}, "id = ?", id)
	return changedOne(done, func() error { return noProject(id) }, "set annual plan", id)
}

// HandOver marks a project whose year is handed over. The caller has loaded the project in this transaction and raises
// its version with AdvanceProject. Errors: KindNotFound.
func (tx *Tx) HandOver(p models.Project) error {
	done := update[models.Project](tx, map[string]any{"handed_at": p.HandedAt, "handed_into": p.HandedInto}, "id = ?",
		p.ID)
	return changedOne(done, func() error { return noProject(p.ID) }, "hand over", p.ID)
}

// QuarterPlans loads the quarter plans of a year's projects, by project and quarter.
func (tx *Tx) QuarterPlans(year int) ([]models.QuarterPlan, error) {
	return list[models.QuarterPlan](tx, "project_id, quarter",
		"project_id IN (SELECT id FROM projects WHERE year = ?)", year)
}
