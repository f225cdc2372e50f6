package store

import (
	"duban/models"
)

func noProject(id string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_project", "未找到项目「%s」，请核对项目编码和年度", id)
}

// Project loads a project by its row key; KindNotFound when there is none.
func (tx *Tx) Project(id string) (models.Project, error) {
	return first[models.Project](tx, noProject(id), "id = ?", id)
}

// ProjectsOfYear loads all projects of a year, by code: what an import matches its rows against.
func (tx *Tx) ProjectsOfYear(year int) ([]models.Project, error) {
	return list[models.Project](tx, "code", "year = ?", year)
}

// ProjectsByCode loads the projects that bear a code, of whatever year.
func (tx *Tx) ProjectsByCode(code string) ([]models.Project, error) {
	return list[models.Project](tx, "year", "code = ?", code)
}

// AllOpenProjects loads the projects being followed, of all years, by row key: what reconcile compares with the
// running workflows.
func (tx *Tx) AllOpenProjects() ([]models.Project, error) {
	return list[models.Project](tx, "id", "status = ?", models.ProjectOpen)
}

// ClosedProjects loads the projects that are no longer followed, by row key.
func (tx *Tx) ClosedProjects() ([]models.Project, error) {
	return list[models.Project](tx, "id", "status = ?", models.ProjectClosed)
}

// AdvanceProject writes what a project waits for next and returns its version, raised by one when facts of the project
// changed in this transaction. It is KindConflict when the version is no longer the expected one.
func (tx *Tx) AdvanceProject(id string, expected int, nextAt models.Instant, nextWhat string, raise bool) (int, error) {
	version := expected
	if raise {
		version++
	}
	values := map[string]any{"version": version, "next_at": nextAt, "next_what": nextWhat}
	done := update[models.Project](tx, values, "id = ? AND version = ?", id, expected)
	return version, changedOne(done, func() error { return tx.stale(id) }, "advance project", id)
}

// CloseProject ends the following of an open project, raises its version by one and returns it. It is KindConflict
// when the project is closed already or its version is no longer the expected one.
func (tx *Tx) CloseProject(id string, expected int, at models.Instant) (int, error) {
	values := map[string]any{"status": models.ProjectClosed, "closed_at": at, "version": expected + 1, "next_at": 0,
		"next_what": ""}
	done := update[models.Project](tx, values, "id = ? AND version = ? AND status = ?", id, expected, models.ProjectOpen)
	return expected + 1, changedOne(done, func() error { return tx.stale(id) }, "close project", id)
}

// CheckVersion is KindConflict, saying who changed the project last, when its version is no longer the expected one.
func (tx *Tx) CheckVersion(id string, expected int) error {
	project, err := tx.Project(id)
	if err != nil || project.Version == expected {
		return err
	}
	return tx.stale(id)
}

// stale explains why a project could not be changed as expected: it is gone, closed, or somebody was first.
func (tx *Tx) stale(id string) error {
	project, err := tx.Project(id)
	if err != nil {
		return err
	}
	if project.Status == models.ProjectClosed {
		return models.Errorf(models.KindConflict, "project_closed", "项目「%s」已于%s结束跟踪，不能再修改", project.Name,
			project.ClosedAt.Minute())
	}
	who, err := tx.lastChange(id, "")
	if err != nil {
		return err
	}
	return models.Errorf(models.KindConflict, "stale_version", "项目「%s」的数据已被%s修改，请刷新后再改", project.Name, who)
}

// lastChange says which person changed a project last and when, for a sentence: "张三于2021-07-08 09:00". What the house
// records by itself changes nothing; the import of the batch except is not counted either.
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
		return b.ByName + "于" + b.CommittedAt.Minute() + "导入「" + b.FileName + "」时", nil
	case !found || event.ByName == "":
		return "他人", nil
	}
	return event.ByName + "于" + event.At.Minute(), nil
}

// InsertPause records that a project's clock stops. It is KindConflict when a pause without an end is on record.
func (tx *Tx) InsertPause(p models.Pause) error {
	fresh, err := insertOnce(tx, p, "pause", p.ID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "already_paused", "该项目已处于停工状态，请先恢复后再登记新的停工")
	}
	return err
}

// EndPause gives a pause its last day, included. It is KindConflict when the pause has ended by that day already.
func (tx *Tx) EndPause(id string, to models.Date) error {
	done := update[models.Pause](tx, map[string]any{"to_date": to}, "id = ? AND (to_date = '' OR to_date > ?)", id, to)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "pause_ended", "该停工记录已结束，请刷新后查看")
	}, "end pause", id)
}

// DeletePause takes back a pause. It is KindConflict when it is not on record any more.
func (tx *Tx) DeletePause(id string) error {
	done := tx.db.Where("id = ?", id).Delete(&models.Pause{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "pause_gone", "该停工登记已取消，请刷新后查看")
	}, "delete pause", id)
}

// SetAnnualPlan gives a project another annual plan. The caller has loaded the project in this transaction and raises
// its version with AdvanceProject.
func (tx *Tx) SetAnnualPlan(id string, plan models.Money) error {
	done := update[models.Project](tx, map[string]any{"annual_plan_fen": plan}, "id = ?", id)
	return changedOne(done, func() error { return noProject(id) }, "set annual plan", id)
}
