package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// ReserveList loads the list of a coming year; an empty one when nothing is on record.
func (tx *Tx) ReserveList(year int) (models.ReserveList, error) {
	row, found, err := find[models.ReserveList](tx, "year = ?", year)
	if !found {
		row = models.ReserveList{Year: year}
	}
	return row, err
}

// ReserveYears loads the years for which there are applications or which units are asked to apply for, the latest
// first.
func (tx *Tx) ReserveYears() ([]models.ReserveList, error) {
	return list[models.ReserveList](tx, "year DESC", "1 = 1")
}

// SetReserveList stores what is asked for a year's list.
func (tx *Tx) SetReserveList(l models.ReserveList) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&l).Error, "reserve list")
}

// InsertReserve adds an application, and its year's list if there is none. Errors: KindConflict "duplicate".
func (tx *Tx) InsertReserve(r models.Reserve) error {
	_, found, err := find[models.ReserveList](tx, "year = ?", r.Year)
	if err != nil {
		return err
	}
	if !found {
		if err := tx.SetReserveList(models.ReserveList{Year: r.Year, At: r.At, ByName: r.ByName}); err != nil {
			return err
		}
	}
	return insert(tx, []models.Reserve{r}, "reserve")
}

// SetReserve stores an application that was changed, under the next version. Errors: KindConflict "reserve_changed"
// when its version is not the stored one.
func (tx *Tx) SetReserve(r models.Reserve) error {
	before := r.Version
	r.Version++
	done := update[models.Reserve](tx, tx.values(&r, "id"), "id = ? AND version = ?", r.ID, before)
	return changedOne(done, func() error { return models.ReserveChanged() }, "set reserve", r.ID)
}

// Reserve loads one application. Errors: KindNotFound.
func (tx *Tx) Reserve(id string) (models.Reserve, error) {
	return first[models.Reserve](tx, models.ReserveNotFound(), "id = ?", id)
}

// Reserves loads the applications for a year's list, by code.
func (tx *Tx) Reserves(year int) ([]models.Reserve, error) {
	return list[models.Reserve](tx, "code, id", "year = ?", year)
}

// InsertReserveStep adds an act on an application.
func (tx *Tx) InsertReserveStep(s models.ReserveStep) error {
	return insert(tx, []models.ReserveStep{s}, "reserve step")
}

// ReserveSteps loads the acts on the applications for a year's list, by application and position.
func (tx *Tx) ReserveSteps(year int) (map[string][]models.ReserveStep, error) {
	rows, err := list[models.ReserveStep](tx, "reserve_id, position",
		"reserve_id IN (SELECT id FROM reserves WHERE year = ?)", year)
	return byReserve(rows), err
}

func byReserve(rows []models.ReserveStep) map[string][]models.ReserveStep {
	steps := map[string][]models.ReserveStep{}
	for _, s := range rows {
		steps[s.ReserveID] = append(steps[s.ReserveID], s)
	}
	return steps
}

// StepsOfReserve loads the acts on one application.
func (tx *Tx) StepsOfReserve(id string) ([]models.ReserveStep, error) {
	return list[models.ReserveStep](tx, "position", "reserve_id = ?", id)
}

// ReserveKnown loads what the applications for a year are compared with: the other applications of the year, and the
// projects of the year and of the one before. The list is that of the district.
func (tx *Tx) ReserveKnown(year int) ([]models.ReserveKnown, error) {
	var rows []models.ReserveKnown
	err := tx.db.Raw(`SELECT '' AS id, p.year, COALESCE(MIN(g.name), '') AS list, p.code,
			COALESCE(MIN(f.approval_code), '') AS approval_code, p.name, p.name_key, p.status = 'open' AS "open"
		FROM projects p LEFT JOIN memberships m ON m.project_id = p.id LEFT JOIN programmes g ON g.id = m.programme_id
		LEFT JOIN formalities f ON f.project_id = p.id WHERE p.year IN (?, ?)
		GROUP BY p.id, p.year, p.code, p.name, p.name_key, p.status
		UNION ALL SELECT id, year, '', code, approval_code, name, name_key, state NOT IN ('withdrawn', 'refused')
		FROM reserves WHERE year = ? ORDER BY 2, 4, 1`, year-1, year, year).Scan(&rows).Error
	return rows, failed(err, "reserve known")
}

// WaitingReserve is an application that waits for someone, with its year's list; without an application, the list
// alone.
type WaitingReserve struct {
	models.ReserveList
	ID, Name, OwnerID, UnitID string
	State                     models.ReserveState
	Since                     models.Instant
}

// WaitingReserves loads the lists of years from a year on with the applications that are not withdrawn, in one
// statement.
func (tx *Tx) WaitingReserves(from int) (rows []WaitingReserve, err error) {
	err = tx.db.Raw(`SELECT l.year, l.due, l.document, l.by_name, l."at", COALESCE(r.id, '') AS id,
			COALESCE(r.name, '') AS name, COALESCE(r.owner_id, '') AS owner_id, COALESCE(r.unit_id, '') AS unit_id,
			COALESCE(r.state, '') AS state,
			(SELECT COALESCE(MAX(s."at"), 0) FROM reserve_steps s WHERE s.reserve_id = r.id) AS since
		FROM reserve_lists l LEFT JOIN reserves r ON r.year = l.year AND r.state <> 'withdrawn'
		WHERE l.year >= ? ORDER BY l.year, r.code`, from).Scan(&rows).Error
	return rows, failed(err, "waiting reserves")
}

// PutReserveImport stores an uploaded table of applications, or what became of it.
func (tx *Tx) PutReserveImport(i models.ReserveImport) error {
	err := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&i).Error
	return failed(err, "reserve import", i.ID)
}

// ReserveImport loads an uploaded table and reports whether it exists.
func (tx *Tx) ReserveImport(id string) (models.ReserveImport, bool, error) {
	return find[models.ReserveImport](tx, "id = ?", id)
}

// UnitsWithPeople loads the organisations for which people hold the role of a responsible unit.
func (tx *Tx) UnitsWithPeople() (ids []string, err error) {
	err = tx.db.Model(&models.Role{}).Distinct().Where("role = ? AND organisation_id <> ''", models.RoleUnit).
		Order("organisation_id").Pluck("organisation_id", &ids).Error
	return ids, failed(err, "units with people")
}
