package tracking

import (
	"bytes"
	"context"
	"encoding/base64"
	"path/filepath"
	"strings"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// FillUrgent fills an urgent table's form with the month's figures and what was collected, keeping its layout. A table
// without a form gets one of its own: the projects and the collected columns. It also returns what could not be filled
// in, and what is still missing.
func (s *Service) FillUrgent(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
	left []models.Message, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, nil, err
	}
	var u *urgent
	if err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		u, err = s.seenUrgent(tx, actor, id)
		return err
	}); err != nil {
		return "", nil, nil, err
	}
	if u.form.TableID == "" {
		fileName, content, err = s.UrgentForm(ctx, actor, id)
		return fileName, content, u.missingWords(), err
	}
	fileName, content, err = s.export(ctx, actor, u.ProgrammeID, models.ExportFill, func(tx *store.Tx,
		p models.Programme, out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		if shown, err = of.month(tx, u.Month); err != nil {
			return shown, "", err
		}
		with, err := of.filling(tx, shown)
		if err != nil {
			return shown, "", err
		}
		form, err := u.complement(tx, &with)
		if err != nil {
			return shown, "", err
		}
		leave, err := takeReadingTurn(ctx)
		if err != nil {
			return shown, "", err
		}
		defer leave()
		left, err = workbook.Fill(out, u.form.FileName, form, with)
		left = append(append(u.missingWords(), left...), notFilled(shown)...)
		return shown, strings.TrimSuffix(u.form.FileName, filepath.Ext(u.form.FileName)) + "（已填）.xlsx", err
	})
	return fileName, content, left, err
}

// complement limits a filling to the table's projects, adds what was collected, and returns the form.
func (u *urgent) complement(tx *store.Tx, with *workbook.Filling) ([]byte, error) {
	columns, err := u.formColumns()
	if err != nil {
		return nil, err
	}
	with.Answers = u.answersOf(columns)
	rows := map[string]urgentRow{}
	for _, r := range u.rows {
		rows[r.Project.ID] = r
	}
	var lines []workbook.FillingLine
	for _, line := range with.Lines {
		row, asked := rows[line.Project.ID]
		if !asked {
			continue
		}
		line.Collected = map[string]any{}
		for _, c := range u.Columns {
			if c.Header != "" {
				line.Collected[c.Header] = workbook.UrgentValue(c.Kind, row.answers[c.Key].Text)
			}
		}
		lines = append(lines, line)
	}
	with.Lines = lines
	form, err := tx.UrgentForm(u.ID)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(form.Content)
}

// missingWords says who has not answered.
func (u *urgent) missingWords() (left []models.Message) {
	var page UrgentPage
	for _, r := range u.rows {
		if !u.complete(r) && len(u.Columns) > 0 {
			page.miss(u.receiver(r), r.Project.Name)
		}
	}
	for _, m := range page.Missing {
		left = append(left, models.Messagef("%s尚未填报：%s", m.Name, strings.Join(m.Projects, "、")))
	}
	return left
}
