package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"duban/importer"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// PreviewImport reads a workbook, compares it with what is known, and stages what committing it would change. It changes
// nothing else. A workbook with errors or conflicts is not staged: Batch is "", and the findings say what to mend.
//
// A file that is what was imported last for its programme, kind and period, or whose rows change nothing, is identical.
func (s *Service) PreviewImport(ctx context.Context, actor models.Actor, u Upload) (ImportPreview, error) {
	if err := models.CanPlan(actor); err != nil {
		return ImportPreview{}, err
	}
	head, err := headOf(actor, u.Key, u.Programme, "PreviewImport", struct {
		Content  []byte
		LiveFrom models.Date
	}{u.Content, u.LiveFrom})
	if err != nil {
		return ImportPreview{}, err
	}
	book, err := importer.Inspect(u.FileName, u.Content)
	if err != nil {
		return ImportPreview{}, err
	}
	var diff *importer.Diff
	var last models.ImportBatch
	var seen bool
	var before models.ImportBatch
	batchID := models.Key("batch", head.Key, head.Hash)
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		if done, found, err := tx.Command(head.Key); err != nil || found && done.Hash != head.Hash {
			return cmp.Or(err, error(models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号（--key）")))
		}
		snapshot, err := snapshotFor(tx, book, u.Programme)
		if err != nil {
			return err
		}
		if diff, err = importer.Compare(book, snapshot, importer.Choices{}); err != nil {
			return err
		}
		if last, _, err = tx.LastBatch(diff.Programme.ID, diff.Kind, diff.Period); err != nil {
			return err
		}
		if before, err = tx.Batch(batchID); models.KindOf(err) == models.KindNotFound {
			return nil
		}
		seen = true
		return err
	})
	if err != nil {
		return ImportPreview{}, err
	}
	p := previewOf(diff)
	switch {
	case seen: // the same request again
		p = answerOf(p, before)
	case p.Errors+p.Conflicts > 0:
		p.Message = "工作簿有错误或冲突，未导入任何内容，请按提示修改后重新上传"
	case last.ID != "" && (last.SHA256 == book.SHA256 || last.ContentHash == book.ContentHash()) && len(diff.Changes) == 0:
		p.Identical, p.Batch = true, last.ID
		p.Message = fmt.Sprintf("与 %s 导入的文件完全相同，未作更改", last.CommittedAt.Minute())
	case len(diff.Changes) == 0:
		p.Identical, p.Batch = true, last.ID
		p.Message = "与现有数据完全相同，未作更改"
	default:
		p.Batch = batchID
		err = s.stage(ctx, actor, head, u, book, diff, p)
	}
	return p, err
}

// snapshotFor gathers what a workbook is compared with: the programme it is for and everything on its list.
func snapshotFor(tx *store.Tx, book *importer.Book, wanted string) (importer.Snapshot, error) {
	snapshot := importer.Snapshot{Organisations: map[string]models.Organisation{}, Posts: map[string]models.Post{}}
	programmes, err := tx.Programmes()
	if err != nil {
		return snapshot, err
	}
	year := yearOf(book)
	if wanted != "" {
		p, err := tx.FindProgramme(wanted)
		if err != nil {
			return snapshot, err
		}
		snapshot.Programme, snapshot.Exists = p, true
	}
	for _, p := range programmes {
		if !snapshot.Exists && p.Kind == models.DistrictProgramme && (p.Year == year || year == 0 && p.Year > snapshot.Programme.Year) {
			snapshot.Programme = p
		}
	}
	snapshot.Exists = snapshot.Programme.ID != ""
	for _, p := range programmes {
		if p.Year == max(year, snapshot.Programme.Year) && p.ID != snapshot.Programme.ID {
			snapshot.Others = append(snapshot.Others, p)
		}
	}
	if snapshot.Exists {
		if snapshot.Facts, err = tx.FactsOf(snapshot.Programme.ID); err != nil {
			return snapshot, err
		}
	}
	if snapshot.Codes, err = otherCodes(tx, max(year, snapshot.Programme.Year), snapshot.Facts); err != nil {
		return snapshot, err
	}
	organisations, err := tx.AllOrganisations()
	if err != nil {
		return snapshot, err
	}
	for _, o := range organisations {
		snapshot.Organisations[o.ID] = o
	}
	posts, err := tx.AllPosts()
	for _, p := range posts {
		snapshot.Posts[p.ID] = p
	}
	return snapshot, err
}

// otherCodes lists the codes of a year's projects that are not among the facts: a code is given once and never again,
// not even after its project was dropped from the list.
func otherCodes(tx *store.Tx, year int, known []models.Facts) ([]string, error) {
	listed := make(map[string]bool, len(known))
	for _, f := range known {
		listed[f.Project.ID] = true
	}
	all, err := tx.ProjectsOfYear(year)
	var codes []string
	for _, p := range all {
		if !listed[p.ID] {
			codes = append(codes, p.Code)
		}
	}
	return codes, err
}

func previewOf(diff *importer.Diff) ImportPreview {
	p := ImportPreview{
		Programme: diff.Programme.Name, Kind: diff.Kind, Period: diff.Period,
		New: len(diff.New), Changed: len(diff.Changed), Unchanged: len(diff.Unchanged), Missing: len(diff.Missing), Conflicts: len(diff.Conflicts),
	}
	for _, f := range diff.Findings {
		p.find(f)
	}
	for _, item := range diff.New {
		p.Changes = append(p.Changes, ImportChange{Sheet: item.Sheet, Row: item.Row, Action: string(importer.ActionNew), What: item.Name})
	}
	for _, item := range diff.Changed {
		p.Changes = append(p.Changes, ImportChange{Sheet: item.Sheet, Row: item.Row, Action: string(importer.ActionChanged), What: item.Name,
			Fields: fieldsOf(diff.Changes, item)})
	}
	for _, item := range diff.Missing {
		p.Findings = append(p.Findings, ImportFinding{Sheet: item.Sheet, Severity: string(importer.SeverityNotice), Code: "missing",
			Message: "工作簿中没有「" + item.Name + "」，不会自动删除"})
	}
	for _, c := range diff.Conflicts {
		p.Findings = append(p.Findings, ImportFinding{Sheet: c.Sheet, Severity: string(importer.SeverityError), Code: "conflict", Message: c.Name + "：" + c.Reason})
	}
	return p
}

func (p *ImportPreview) find(f importer.Finding) {
	switch f.Severity {
	case importer.SeverityError:
		p.Errors++
	case importer.SeverityWarning:
		p.Warnings++
	}
	p.Findings = append(p.Findings, ImportFinding{Sheet: f.Sheet, Cell: f.Cell, Severity: string(f.Severity), Code: f.Code, Message: f.Message})
}

// fieldsOf says in words what becomes other of an item: its own row and what hangs on it.
func fieldsOf(changes []importer.Change, item importer.Item) string {
	var parts []string
	for _, c := range changes {
		if c.EntityID != item.EntityID && (c.ProjectID != item.ProjectID || c.Sheet != item.Sheet || c.Row != item.Row) {
			continue
		}
		for _, f := range c.Fields {
			parts = append(parts, f.Field+"："+f.Old+" → "+f.New)
		}
	}
	return strings.Join(parts, "；")
}

// yearOf is the year a workbook is for; 0 when no sheet says.
func yearOf(book *importer.Book) int {
	for _, sheet := range book.Sheets {
		switch {
		case sheet.Skipped != "":
		case sheet.Month != 0:
			return sheet.Month.Year()
		case sheet.Year != 0:
			return sheet.Year
		}
	}
	return 0
}

// stage keeps the difference with its before-images until it is committed.
func (s *Service) stage(ctx context.Context, actor models.Actor, head contract.Head, u Upload, book *importer.Book, diff *importer.Diff, p ImportPreview) error {
	rows := make([]models.ImportRow, len(diff.Changes))
	for i, c := range diff.Changes {
		c.After = complete(c, p.Batch, u.LiveFrom)
		before, err := imageOf(c.Before)
		if err != nil {
			return err
		}
		after, err := imageOf(c.After)
		if err != nil {
			return err
		}
		rows[i] = models.ImportRow{BatchID: p.Batch, Position: i + 1, Sheet: c.Sheet, Row: c.Row, Action: string(c.Action), Entity: string(c.Entity),
			EntityID: c.EntityID, ProjectID: c.ProjectID, Version: c.ProjectVersion, Before: before, After: after}
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		err := tx.StageBatch(models.ImportBatch{
			ID: p.Batch, ProgrammeID: diff.Programme.ID, Kind: diff.Kind, Period: diff.Period, FileName: u.FileName, SHA256: book.SHA256,
			ContentHash: book.ContentHash(), Status: models.BatchStaged, New: p.New, Changed: p.Changed, Unchanged: p.Unchanged,
			Missing: p.Missing, Warnings: p.Warnings, ByID: actor.ID, ByName: actor.Name, StagedAt: s.now(),
		}, rows)
		if err != nil {
			return err
		}
		return s.remember(tx, actor, head, "import.stage", p.Batch, map[string]string{"batch": p.Batch, "file": u.FileName})
	})
}

// complete fills in what a workbook cannot know; moments are those of the commit and stay empty until then.
func complete(c importer.Change, batch string, liveFrom models.Date) any {
	switch row := c.After.(type) {
	case models.Programme:
		if c.Action == importer.ActionNew {
			row.LiveFrom = liveFrom
		}
		return row
	case models.Report:
		row.BatchID = batch
		return row
	}
	return c.After
}

func imageOf(row any) (string, error) {
	if row == nil {
		return "", nil
	}
	text, err := json.Marshal(row)
	return string(text), err
}

// answerOf gives the answer of a batch that was staged or committed before.
func answerOf(p ImportPreview, b models.ImportBatch) ImportPreview {
	p.Batch, p.Committed = b.ID, b.Status == models.BatchCommitted
	p.New, p.Changed, p.Unchanged, p.Missing, p.Warnings = b.New, b.Changed, b.Unchanged, b.Missing, b.Warnings
	return p
}
