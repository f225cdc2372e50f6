package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"

	"duban/models"
	"duban/store"
)

// largestUrgentForm is the size limit of a form, in bytes.
const largestUrgentForm = 2 << 20

// OpenUrgentTable enters an urgent table with the columns to be collected, and the form to be filled if there is one:
// its columns that no field of a project fits are proposed for collecting, see SetUrgentColumns. The same key gives the
// same table.
func (s *Service) OpenUrgentTable(ctx context.Context, actor models.Actor, key, programme string,
	entry models.UrgentEntry, form *ImportFile) (UrgentPage, error) {
	if err := canManageUrgent(actor); err != nil {
		return UrgentPage{}, err
	}
	kept, known, err := s.keptForm(ctx, form)
	if err != nil {
		return UrgentPage{}, err
	}
	body := map[string]any{"entry": entry, "form": kept.FileName, "sha256": sumOf(form)}
	entry.Columns = append(slices.Clone(entry.Columns), known...)
	id := ""
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		head, err := headOf(actor, key, p.ID, "OpenUrgentTable", body)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, &id); err != nil || found {
			return err
		}
		last, err := tx.LastUrgentNumber(p.Year)
		if err != nil {
			return err
		}
		t, err := models.OpenUrgentTable(p, last+1, entry, actor, s.now())
		if err != nil {
			return err
		}
		if len(t.Columns) == 0 && form == nil {
			return models.Errorf(models.KindInvalid, "nothing_asked", "请填写要收集的列，或上传要填的表格")
		}
		id = t.ID
		if err := tx.InsertUrgentTable(t); err != nil {
			return err
		}
		if kept.TableID = t.ID; form != nil {
			if err := tx.PutUrgentForm(kept); err != nil {
				return err
			}
		}
		return s.remember(tx, actor, head, "urgent.open", t.ID, t.ID)
	})
	if err != nil {
		return UrgentPage{}, err
	}
	return s.UrgentTable(ctx, actor, id)
}

// canManageUrgent returns nil when the actor may enter urgent tables and fill their forms.
func canManageUrgent(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

func sumOf(f *ImportFile) string {
	if f == nil {
		return ""
	}
	sum := sha256.Sum256(f.Content)
	return hex.EncodeToString(sum[:])
}

// keptForm checks that a form can be filled and returns it as it is stored, with the columns to be collected that are
// known from earlier forms.
func (s *Service) keptForm(ctx context.Context, f *ImportFile) (kept models.UrgentForm, known []models.UrgentColumn,
	err error) {
	if f == nil {
		return kept, nil, nil
	}
	name := cleanFileName(f.Name)
	if len(f.Content) > largestUrgentForm {
		return kept, nil, models.Errorf(models.KindInvalid, "too_large", "“%s”超过 %d MB，请另存一份空白表后再上传", name,
			largestUrgentForm>>20)
	}
	columns, err := s.readForm(ctx, name, f.Content)
	if err != nil {
		return kept, nil, err
	}
	text, err := bodyOf(columns)
	kept = models.UrgentForm{FileName: name, Content: base64.StdEncoding.EncodeToString(f.Content), Columns: text}
	return kept, collectedBy(columns), err
}

// CloseUrgentTable ends an urgent table: nothing more is collected, its form can still be filled.
func (s *Service) CloseUrgentTable(ctx context.Context, actor models.Actor, key, id string) (UrgentPage, error) {
	if err := canManageUrgent(actor); err != nil {
		return UrgentPage{}, err
	}
	err := s.once(ctx, actor, key, "CloseUrgentTable", map[string]string{"table": id}, "urgent.close", id,
		func(tx *store.Tx) error {
			if _, err := tx.UrgentTable(id); err != nil {
				return err
			}
			return tx.CloseUrgentTable(id, actor.Name, s.now())
		})
	if err != nil {
		return UrgentPage{}, err
	}
	return s.UrgentTable(ctx, actor, id)
}
