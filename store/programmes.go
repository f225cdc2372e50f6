package store

import (
	"strconv"
	"strings"

	"gorm.io/gorm/clause"

	"duban/models"
)

// Programmes loads every programme, the newest year first.
func (tx *Tx) Programmes() ([]models.Programme, error) {
	return list[models.Programme](tx, "year DESC, id", "1 = 1")
}

// ProgrammeByID loads a programme by its row key. Errors: KindNotFound.
func (tx *Tx) ProgrammeByID(id string) (models.Programme, error) {
	return first[models.Programme](tx, noProgramme(id), "id = ?", id)
}

func noProgramme(text string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_programme", "未找到项目清单「%s」，请核对清单名称或年度", text)
}

// FindProgramme finds a programme by its row key, name or year. A year, or "" for the newest year, means the
// district's list of that year or, without one, the only list. Errors: KindNotFound "no_programme"; KindInvalid
// "ambiguous_programme", which names the lists.
func (tx *Tx) FindProgramme(text string) (models.Programme, error) {
	all, err := tx.Programmes()
	if err != nil {
		return models.Programme{}, err
	}
	text = strings.TrimSpace(text)
	key := models.NameKey(text)
	for _, p := range all {
		if text != "" && (p.ID == text || p.NameKey == key) {
			return p, nil
		}
	}
	year, err := strconv.Atoi(text)
	if err != nil && text != "" || len(all) == 0 {
		return models.Programme{}, noProgramme(text)
	}
	if text == "" {
		year = all[0].Year
	}
	var fit []models.Programme
	var names []string
	for _, p := range all {
		if p.Year == year && p.Kind == models.DistrictProgramme {
			return p, nil
		}
		if p.Year == year {
			fit = append(fit, p)
			names = append(names, p.Name)
		}
	}
	switch len(fit) {
	case 0:
		return models.Programme{}, noProgramme(text)
	case 1:
		return fit[0], nil
	}
	return models.Programme{}, models.Errorf(models.KindInvalid, "ambiguous_programme", "「%s」对应多个项目清单：%s，请写明名称", text,
		strings.Join(names, "、"))
}

// SetLiveFrom sets the first day on which messages are sent for a programme; 0 is trial running. Errors: KindConflict
// "stale_version" when the programme's version is not the expected one.
func (tx *Tx) SetLiveFrom(id string, day models.Date, expected int) error {
	done := update[models.Programme](tx, map[string]any{"live_from": day, "version": expected + 1},
		"id = ? AND version = ?", id, expected)
	return changedOne(done, func() error {
		p, err := tx.ProgrammeByID(id)
		if err != nil {
			return err
		}
		return models.Errorf(models.KindConflict, "stale_version", "项目清单「%s」已被他人修改，请刷新后再改", p.Name)
	}, "set live from", id)
}

// Indicators loads the targets of a programme, by key.
func (tx *Tx) Indicators(programmeID string) ([]models.Indicator, error) {
	return list[models.Indicator](tx, `"key"`, "programme_id = ?", programmeID)
}

// SetIndicator inserts or replaces one target of a programme.
func (tx *Tx) SetIndicator(i models.Indicator) error {
	conflict := clause.OnConflict{
		Columns:   []clause.Column{{Name: "programme_id"}, {Name: "key"}},
		DoUpdates: clause.AssignmentColumns([]string{"name", "unit", "target"}),
	}
	return failed(tx.db.Clauses(conflict).Create(&i).Error, "set indicator", i.ProgrammeID, i.Key)
}

// MembershipsOf loads the memberships of a programme in the order of the list, dropped ones included.
func (tx *Tx) MembershipsOf(programmeID string) ([]models.Membership, error) {
	return list[models.Membership](tx, "position, project_id", "programme_id = ?", programmeID)
}
