package tracking

import (
	"encoding/json"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// SentView is one time that a month's figures went out.
type SentView struct {
	Month     models.Month       `json:"month"`
	Kind      models.ClosingKind `json:"kind"`
	Export    models.Export      `json:"export"`
	Name      models.Word        `json:"name"`    // of the export, for people
	Version   int                `json:"version"` // of the closing it was read from; 0: what was on record, not closed
	File      string             `json:"file"`
	By        string             `json:"by"`
	At        models.Instant     `json:"at"`
	Corrected bool               `json:"corrected"` // what it said has been corrected since (已更正)
}

func sentView(row models.SentFigures, corrected bool) SentView {
	return SentView{Month: row.Month, Kind: row.Kind, Export: row.Export, Name: row.Export.Word(), Version: row.Version,
		File: row.FileName, By: row.ByName, At: row.At, Corrected: corrected}
}

// sentViews lists what went out of a month, the newest first: of a closed month also the upward reports, of an upward
// report itself only.
func sentViews(tx *store.Tx, all figures.Programme, kind models.ClosingKind, month models.Month) ([]SentView, error) {
	rows, err := tx.SentFiguresOf(all.ID, month)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r models.SentFigures) bool { return kind != models.ClosedMonth && r.Kind != kind })
	corrected, err := all.Corrected(tx, rows)
	if err != nil {
		return nil, err
	}
	out := []SentView{}
	for i, row := range rows {
		out = append(out, sentView(row, corrected[i]))
	}
	return out, nil
}

// sent puts on record that figures went out, with its audit event.
func (s *Service) sent(tx *store.Tx, actor models.Actor, row models.SentFigures) error {
	row.ByID, row.ByName, row.At = actor.ID, actor.Name, s.now()
	row.ID = models.SentFiguresID(row)
	if err := tx.InsertSentFigures(row); err != nil {
		return err
	}
	detail, err := json.Marshal(map[string]any{"programme": row.ProgrammeID, "month": row.Month, "kind": row.Kind,
		"version": row.Version, "export": row.Export, "file": row.FileName})
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: "export.figures",
		Object: row.ID, Detail: string(detail), At: row.At})
}
