package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// ImportLine is one import in the list of imports.
type ImportLine struct {
	Batch       string             `json:"batch"`
	Programme   string             `json:"programme"`
	Kind        models.BatchKind   `json:"kind"`
	Period      string             `json:"period"`
	File        string             `json:"file"`
	Sender      string             `json:"sender,omitempty"`
	Status      models.BatchStatus `json:"status"`
	New         int                `json:"new"`
	Changed     int                `json:"changed"`
	Left        int                `json:"left"`
	By          string             `json:"by"`
	StagedAt    models.Instant     `json:"staged_at"`
	CommittedAt models.Instant     `json:"committed_at"`
}

// Imports lists the imports of a programme, the newest first, including previews that were not committed; "" is every
// programme.
func (s *Service) Imports(ctx context.Context, actor models.Actor, programme string) ([]ImportLine, error) {
	if err := models.CanPlan(actor); err != nil {
		return nil, err
	}
	lines := []ImportLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		id := ""
		if programme != "" {
			p, err := tx.FindProgramme(programme)
			if err != nil {
				return err
			}
			id = p.ID
		}
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, p := range programmes {
			names[p.ID] = p.Name
		}
		batches, err := tx.Batches(id)
		for _, b := range batches {
			lines = append(lines, ImportLine{
				Batch: b.ID, Programme: names[b.ProgrammeID], Kind: b.Kind, Period: b.Period, File: b.FileName, Sender: b.Sender,
				Status: b.Status,
				New:    b.New, Changed: b.Changed, Left: b.Left, By: b.ByName, StagedAt: b.StagedAt, CommittedAt: b.CommittedAt,
			})
		}
		return err
	})
	return lines, err
}

// ShowImport returns the preview of an import with its present status.
func (s *Service) ShowImport(ctx context.Context, actor models.Actor, batch string) (ImportPreview, error) {
	if err := models.CanPlan(actor); err != nil {
		return ImportPreview{}, err
	}
	_, p, err := s.batch(ctx, batch)
	return p, err
}
