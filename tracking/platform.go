package tracking

import (
	"cmp"
	"context"

	"duban/importer"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// PlatformHead is a comparison with a platform's export in a list.
type PlatformHead struct {
	ID        string                       `json:"id"`
	Programme string                       `json:"programme"`
	Year      int                          `json:"year"`
	Month     models.Month                 `json:"month"`
	Platform  string                       `json:"platform"`
	File      string                       `json:"file"`
	Sheet     string                       `json:"sheet"`
	SHA256    string                       `json:"sha256"`
	Basis     models.PlatformBasis         `json:"basis"`
	BasisName models.Word                  `json:"basis_name"`
	Unit      models.Unit                  `json:"unit"`
	Closing   int                          `json:"closing"` // version compared with; 0: the month was not closed
	By        string                       `json:"by"`
	At        models.Instant               `json:"at"`
	Counts    map[models.PlatformState]int `json:"counts"`
}

// Differing is how many projects differ.
func (h PlatformHead) Differing() int { return h.Counts[models.PlatformDiffers] }

// Agreeing is how many projects are the same.
func (h PlatformHead) Agreeing() int { return h.Counts[models.PlatformSame] }

// Unmatched is how many projects stand on one side only, or were not compared.
func (h PlatformHead) Unmatched() int {
	return h.Counts[models.PlatformLost] + h.Counts[models.PlatformOnlyThere] + h.Counts[models.PlatformOnlyHere]
}

// PlatformList are the comparisons of a programme, and the month of which exports are to be expected now.
type PlatformList struct {
	Programme   string         `json:"programme"`
	Year        int            `json:"year"`
	AsOf        models.Instant `json:"as_of"`
	Month       models.Month   `json:"month"`
	Comparisons []PlatformHead `json:"comparisons"` // the newest first
}

// PlatformPage is a comparison with its lines as they were compared, and what contradicts today what went up.
type PlatformPage struct {
	PlatformHead
	AsOf  models.Instant   `json:"as_of"`
	Lines []PlatformLine   `json:"lines"` // the differing ones first
	Notes []models.Message `json:"notes"` // what was odd in the file
	// of the verified figures that last went up for the month; 0: none did
	SentVersion     int                     `json:"sent_version"`
	SentAt          models.Instant          `json:"sent_at,omitzero"`
	SentBy          string                  `json:"sent_by,omitempty"`
	SentDifferences []models.SentDifference `json:"sent_differences"`
}

// PlatformLine is one project of a comparison.
type PlatformLine struct {
	models.PlatformLine
	StateName models.Word    `json:"state_name"`
	Note      models.Message `json:"note,omitzero"`
}

// ComparePlatform compares the export of a platform with the figures that are on record for a month, those of its
// closing if it is closed, and keeps the comparison. The same key gives the same comparison.
func (s *Service) ComparePlatform(ctx context.Context, actor models.Actor, key, programme string,
	entry models.PlatformEntry, file ImportFile) (PlatformPage, error) {
	if err := models.CanPlan(actor); err != nil {
		return PlatformPage{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return PlatformPage{}, err
	}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return PlatformPage{}, err
	}
	export, err := importer.ReadPlatform(ctx, cleanFileName(file.Name), file.Content, entry.Month, entry.Unit)
	leave()
	if err != nil {
		return PlatformPage{}, err
	}
	var kept comparedFile
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		head, err := headOf(actor, key, p.ID, "ComparePlatform", map[string]any{"entry": entry, "sha256": export.SHA256})
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, &kept); err != nil || found {
			return err
		}
		row, err := s.comparison(tx, p, entry, export)
		if err != nil {
			return err
		}
		row.ID, row.ByID, row.ByName, row.At = models.Key("platform", head.Key), actor.ID, actor.Name, s.now()
		if err := tx.InsertPlatformComparison(row); err != nil {
			return err
		}
		kept = comparedFile{row.ID, row.Month, row.FileName, row.SHA256}
		return s.remember(tx, actor, head, "platform.compare", row.ID, kept)
	})
	if err != nil {
		return PlatformPage{}, err
	}
	return s.PlatformComparison(ctx, actor, kept.ID)
}

// comparedFile is what the command and its audit event keep of a comparison.
type comparedFile struct {
	ID     string       `json:"id"`
	Month  models.Month `json:"month"`
	File   string       `json:"file"`
	SHA256 string       `json:"sha256"`
}

// comparison compares an export with what is on record.
func (s *Service) comparison(tx *store.Tx, p models.Programme, entry models.PlatformEntry,
	export importer.PlatformExport) (models.PlatformComparison, error) {
	now := s.now()
	entry, err := entry.Check(p, now.Date())
	if err != nil {
		return models.PlatformComparison{}, err
	}
	loaded, err := s.figures(tx, p)
	if err != nil {
		return models.PlatformComparison{}, err
	}
	at, err := loaded.At(tx, entry.Month, now)
	if err != nil {
		return models.PlatformComparison{}, err
	}
	codes, err := formalitiesIn(tx, at)
	if err != nil {
		return models.PlatformComparison{}, err
	}
	projects := make([]models.PlatformProject, 0, len(at.Lines))
	for _, l := range at.Lines {
		projects = append(projects, models.PlatformProject{ApprovalCode: codes[l.ProjectID].ApprovalCode,
			ProjectFigures: l})
	}
	row := models.PlatformComparison{ProgrammeID: p.ID, Month: entry.Month, Platform: entry.Platform,
		FileName: export.File, SHA256: export.SHA256, Sheet: export.Sheet, Closing: at.Closing,
		Basis: cmp.Or(entry.Basis, models.PlatformBasisOf(export.Rows)), Notes: []models.StoredMessage{}}
	row.Unit = export.Units[row.Basis]
	row.Step = models.PlatformStep(export.Rows, row.Basis, row.Unit)
	for _, m := range export.Notes {
		row.Notes = append(row.Notes, models.StoredMessage{Message: m})
	}
	return row.WithLines(models.ComparePlatform(export.Rows, projects, row.Basis, row.Step))
}

// PlatformComparisons lists the comparisons of a programme.
func (s *Service) PlatformComparisons(ctx context.Context, actor models.Actor, programme string) (PlatformList, error) {
	out := PlatformList{AsOf: s.now(), Comparisons: []PlatformHead{}}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = p.Name, p.Year
		out.Month = max(models.LastFullMonth(p.Year, out.AsOf.Date()), models.MonthOf(p.Year, 1))
		rows, err := tx.PlatformComparisons(p.ID)
		if err != nil {
			return err
		}
		for _, r := range rows {
			lines, err := r.Read()
			if err != nil {
				return err
			}
			out.Comparisons = append(out.Comparisons, platformHead(p, r, lines))
		}
		return nil
	})
	return out, err
}

func platformHead(p figures.Programme, r models.PlatformComparison, lines []models.PlatformLine) PlatformHead {
	h := PlatformHead{ID: r.ID, Programme: p.Name, Year: p.Year, Month: r.Month, Platform: r.Platform, File: r.FileName,
		Sheet: r.Sheet, SHA256: r.SHA256, Basis: r.Basis, BasisName: r.Basis.Word(), Unit: r.Unit, Closing: r.Closing,
		By: r.ByName, At: r.At, Counts: map[models.PlatformState]int{}}
	for _, l := range lines {
		h.Counts[l.State]++
	}
	return h
}

// PlatformComparison shows a comparison. Errors: KindNotFound "no_comparison".
func (s *Service) PlatformComparison(ctx context.Context, actor models.Actor, id string) (PlatformPage, error) {
	out := PlatformPage{AsOf: s.now(), Lines: []PlatformLine{}, Notes: []models.Message{},
		SentDifferences: []models.SentDifference{}}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, found, err := tx.PlatformComparison(id)
		if err != nil {
			return err
		}
		if !found {
			return models.Errorf(models.KindNotFound, "no_comparison", "没有编号为 %s 的平台数据比对", id)
		}
		p, err := s.programme(tx, row.ProgrammeID)
		if err != nil {
			return err
		}
		lines, err := row.Read()
		if err != nil {
			return err
		}
		out.PlatformHead = platformHead(p, row, lines)
		for _, l := range lines {
			out.Lines = append(out.Lines, PlatformLine{l, l.State.Word(), l.Note.Message})
		}
		for _, m := range row.Notes {
			out.Notes = append(out.Notes, m.Message)
		}
		return out.contradicted(tx, p)
	})
	return out, err
}

// contradicted adds what went up for the month and is otherwise on record today.
func (v *PlatformPage) contradicted(tx *store.Tx, p figures.Programme) error {
	closing, sent, went, err := p.Sent(tx, v.Month)
	if err != nil || !went {
		return err
	}
	now, err := p.At(tx, v.Month, v.AsOf)
	if err != nil {
		return err
	}
	v.SentVersion, v.SentAt, v.SentBy = closing.Version, closing.At, closing.ByName
	v.SentDifferences = models.SentDifferences(sent, now)
	return nil
}
