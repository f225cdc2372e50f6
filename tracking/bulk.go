package tracking

import (
	"cmp"
	"context"

	"duban/models"
	"duban/store"
)

// Bulk is an act on several items: each of them by the use case of its own, with a key derived from the request's, so
// that the request sent again repeats nothing.
type Bulk struct {
	models.BulkCommand
	Items  []BulkItem     `json:"items,omitempty"`
	Filter *ProjectFilter `json:"filter,omitempty"` // in place of the items: every project that it takes
}

// BulkItem names one item: a project, or one submission. To accept, a project stands for what waits of it.
type BulkItem struct {
	Project    string `json:"project,omitempty"` // code, or year/code
	Submission string `json:"submission,omitempty"`
	Version    int    `json:"version,omitempty"` // of the project, as it was shown; 0: any
}

// BulkPreview is what an act would do to each item.
type BulkPreview struct {
	Act     models.BulkAct `json:"act"`
	Ready   int            `json:"ready"`
	Refused int            `json:"refused"`
	Missing models.Message `json:"missing,omitzero"` // what the act still lacks: nothing is foreseen without it
	Lines   []BulkLine     `json:"lines"`
}

// BulkLine is one item of an act before it is done.
type BulkLine struct {
	Project    string         `json:"project"` // code
	Year       int            `json:"year"`
	Name       string         `json:"name"`
	Unit       string         `json:"responsible_unit"`
	Submission string         `json:"submission,omitempty"`
	Item       models.Message `json:"item,omitzero"` // what of the project it is about
	Version    int            `json:"version"`
	Will       models.Message `json:"will,omitzero"`    // what is so afterwards
	Refusal    models.Message `json:"refusal,omitzero"` // why it will not be done
	Code       string         `json:"code,omitempty"`   // of the refusal
}

// PreviewBulk shows what an act would do to each item, by the rules of the single item; nothing is stored.
func (s *Service) PreviewBulk(ctx context.Context, actor models.Actor, c Bulk) (BulkPreview, error) {
	out := BulkPreview{Act: c.Act, Lines: []BulkLine{}}
	if err := cmp.Or(models.CanBulk(actor, c.Act), models.CanRead(actor)); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		b, err := s.bulkOf(tx, actor, c)
		if err != nil {
			return err
		}
		if lacks := c.Check(s.now().Date()); lacks != nil {
			out.Missing = models.AsError(lacks).Message
		}
		for i := range b.lines {
			if err := b.foresee(&b.lines[i], out.Missing.IsZero()); err != nil {
				return err
			}
		}
		for _, l := range b.lines {
			if out.Lines = append(out.Lines, l.BulkLine); l.Refusal.IsZero() {
				out.Ready++
			} else {
				out.Refused++
			}
		}
		return nil
	})
	return out, err
}
