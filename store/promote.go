package store

import (
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"duban/models"
)

// Promote writes the staged rows of an import into their tables and returns the row keys of the changed projects,
// sorted.
//
// Every project must have the version the preview saw (0: it must not exist), and the programme, its targets and the
// aliases must be unchanged; otherwise the error is KindConflict and nothing is written. The version of every changed
// project rises by one. Moments that rows leave empty are set to at. Of existing rows an import keeps the kept
// columns, see entities.
func (tx *Tx) Promote(batchID string, at models.Instant) ([]string, error) {
	if err := tx.lockImports(); err != nil {
		return nil, err
	}
	rows, err := tx.BatchRows(batchID)
	if err != nil {
		return nil, err
	}
	sequence, err := tx.nextSequence()
	if err != nil {
		return nil, err
	}
	values := map[string]any{"status": models.BatchCommitted, "committed_at": at, "sequence": sequence}
	if err := tx.setBatch(batchID, models.BatchStaged, values); err != nil {
		return nil, err
	}
	if err := tx.checkPreviewed(rows); err != nil {
		return nil, err
	}
	seen, err := versionsSeen(rows)
	if err != nil {
		return nil, err
	}
	current, err := tx.lockProjects(seen)
	if err != nil {
		return nil, err
	}
	var existing []string
	for id, version := range seen {
		p, exists := current[id]
		if p.Version != version { // a missing project has version 0
			return nil, tx.changedSince(id, p.Name, batchID)
		}
		if exists {
			existing = append(existing, id)
		}
	}
	if err := tx.raise(existing, at); err != nil {
		return nil, err
	}
	for _, e := range entities {
		if err := e.put(tx, afterImages(rows, e.table), at); err != nil {
			return nil, err
		}
	}
	if unknown := slices.IndexFunc(rows, func(r models.ImportRow) bool { return !known(r.Entity) }); unknown >= 0 {
		return nil, models.Errorf(models.KindInternal, "unknown_entity", "导入内容无法识别，未导入任何内容，请联系管理员")
	}
	off, back, err := tx.listChanges(rows)
	if err != nil {
		return nil, err
	}
	return sortedKeys(seen), tx.followLists(off, back, at)
}

// versionsSeen returns the versions of the projects at the preview. Errors: KindConflict "stale_preview".
func versionsSeen(rows []models.ImportRow) (map[string]int, error) {
	seen := map[string]int{}
	for _, r := range rows {
		if r.ProjectID == "" {
			continue
		}
		if version, ok := seen[r.ProjectID]; ok && version != r.Version {
			return nil, models.Errorf(models.KindConflict, "stale_preview", "预览期间项目“%s”的数据已被修改，请重新预览", r.ProjectID)
		}
		seen[r.ProjectID] = r.Version
	}
	return seen, nil
}

// lockProjects loads the projects and locks them on PostgreSQL, in a fixed order, so that two imports do not
// deadlock.
func (tx *Tx) lockProjects(ids map[string]int) (map[string]models.Project, error) {
	projects := make(map[string]models.Project, len(ids))
	for part := range slices.Chunk(sortedKeys(ids), variables) {
		db := tx.db
		if tx.locks {
			db = db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
		}
		var rows []models.Project
		if err := db.Where("id IN ?", part).Order("id").Find(&rows).Error; err != nil {
			return nil, failed(err, "lock projects")
		}
		for _, p := range rows {
			projects[p.ID] = p
		}
	}
	return projects, nil
}

// raise raises the version of projects by one and makes them due.
func (tx *Tx) raise(ids []string, at models.Instant) error {
	for part := range slices.Chunk(ids, variables) {
		err := tx.db.Model(&models.Project{}).Where("id IN ?", part).
			Updates(map[string]any{"version": clause.Expr{SQL: "version + 1"}, "next_at": at, "next_what": models.LookAgain}).
			Error
		if err != nil {
			return failed(err, "raise versions")
		}
	}
	return nil
}

// changedSince returns the error for a project that was changed since the preview.
func (tx *Tx) changedSince(id, name, batchID string) error {
	who, err := tx.lastChange(id, batchID)
	if err != nil {
		return err
	}
	if name == "" {
		name = id
	}
	return models.Errorf(models.KindConflict, "stale_preview", "项目“%s”的数据已被%s修改，请重新预览", name, who)
}

func afterImages(rows []models.ImportRow, table string) []image {
	var images []image
	for _, r := range rows {
		if r.Entity == table {
			images = append(images, image{row: r, text: r.After})
		}
	}
	return images
}

func beforeImages(rows []models.ImportRow, table string) []image {
	var images []image
	for _, r := range rows {
		if r.Entity == table && r.Before != "" {
			images = append(images, image{row: r, text: r.Before})
		}
	}
	return images
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, strings.Compare)
	return keys
}
