package tracking

import (
	"encoding/json"

	"duban/models"
	"duban/store"
)

// sent puts on record that the figures of a closing went out, with its audit event.
func (s *Service) sent(tx *store.Tx, actor models.Actor, c models.MonthClosing, export, file string) error {
	row := models.SentFigures{ProgrammeID: c.ProgrammeID, Month: c.Month, Kind: c.Kind, Version: c.Version,
		Export: export, FileName: file, ByID: actor.ID, ByName: actor.Name, At: s.now()}
	row.ID = models.SentFiguresID(row)
	if err := tx.InsertSentFigures(row); err != nil {
		return err
	}
	detail, err := json.Marshal(map[string]any{"month": row.Month, "kind": row.Kind, "version": row.Version,
		"export": export, "file": file})
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: "export.figures",
		Object: c.ID, Detail: string(detail), At: row.At})
}
