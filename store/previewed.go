package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// checkPreviewed refuses rows whose counterparts have changed since the preview, for tables other than projects:
// those have versions, but programmes, targets and aliases have not. Errors: KindConflict "stale_preview".
func (tx *Tx) checkPreviewed(rows []models.ImportRow) error {
	for _, r := range rows {
		if err := tx.checkPreviewedRow(r); err != nil {
			return err
		}
	}
	return nil
}

// checkPreviewedRow does so for one row.
func (tx *Tx) checkPreviewedRow(r models.ImportRow) error {
	switch r.Entity {
	case "programmes":
		return checkUnchanged(tx, r, func(p models.Programme) models.Programme {
			p.Version, p.CreatedAt, p.LiveFrom = 0, 0, 0 // an import leaves them as they are
			return p
		}, func(p models.Programme) string { return "项目清单“" + p.Name + "”" })
	case "indicators":
		return checkUnchanged(tx, r, func(i models.Indicator) models.Indicator { return i },
			func(i models.Indicator) string { return "目标“" + i.Name + "”" })
	case "aliases":
		return checkUnchanged(tx, r, func(a models.Alias) models.Alias {
			return models.Alias{Year: a.Year, Key: a.Key, ProjectID: a.ProjectID}
		}, func(a models.Alias) string { return "名称“" + a.Name + "”对应的项目" })
	}
	return nil
}

// checkUnchanged compares a current row with its staged before-image or, for a new row, with its after-image; of
// clears the columns that are not compared.
func checkUnchanged[T comparable](tx *Tx, r models.ImportRow, of func(T) T, name func(T) string) error {
	staged, err := decode[T](tx, []image{{row: r, text: r.After}})
	if err != nil {
		return err
	}
	after := staged[0]
	var now []T
	if err := tx.db.Clauses(clause.Where{Exprs: []clause.Expression{tx.keyCondition(&after)}}).Limit(1).Find(&now).
		Error; err != nil {
		return failed(err, "as previewed", r.BatchID)
	}
	want := after
	if r.Before != "" {
		before, err := decode[T](tx, []image{{row: r, text: r.Before}})
		if err != nil {
			return err
		}
		want = before[0]
	}
	switch {
	case len(now) == 0 && r.Before == "":
		return nil
	case len(now) == 1 && of(now[0]) == of(want):
		return nil
	}
	return models.Errorf(models.KindConflict, "stale_preview", "预览之后，%s已被他人修改，请重新预览", name(after))
}
