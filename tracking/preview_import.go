package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"duban/importer/compare"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// stageAction is the audit action of a staged preview.
const stageAction = "import.stage"

// PreviewImport reads a workbook, or a zip archive of several, compares it with the database, and stages what
// committing it would change. It changes nothing else. A workbook with errors, conflicts or open choices is not staged:
// Batch is "", and the findings say what to correct; with GoodRows the correct rows are staged all the same.
//
// A workbook is Identical if it is the file last imported for its programme, kind and period, or if its rows change
// nothing. While it is read, its key gives the progress (ImportProgress) and cancels it (CancelImport).
func (s *Service) PreviewImport(ctx context.Context, actor models.Actor, u Upload) (ImportPreview, error) {
	p, _, err := s.preparePreview(ctx, actor, u)
	return p, err
}

// preparePreview is PreviewImport and also returns what was read, as far as it came; nil for a repeated request.
func (s *Service) preparePreview(ctx context.Context, actor models.Actor, u Upload) (ImportPreview, *staging, error) {
	if err := models.CanPlan(actor); err != nil {
		return ImportPreview{}, nil, err
	}
	u.FileName = cleanFileName(u.FileName)
	sum := sha256.Sum256(u.Content) // JSON of the content would be several times its size
	head, err := headOf(actor, u.Key, u.Programme, "PreviewImport", struct {
		SHA256   string
		LiveFrom models.Date
		Choices  ImportChoices
	}{hex.EncodeToString(sum[:]), u.LiveFrom, u.Choices})
	if err != nil {
		return ImportPreview{}, nil, err
	}
	if p, seen, err := s.earlierPreview(ctx, head); err != nil || seen {
		return p, nil, err
	}
	ctx, report, done := s.readings.begin(ctx, head.Key)
	defer done()
	in, err := s.readFiles(ctx, u, rowsOf(report))
	if err == nil && !u.Choices.AsOffice && in.ownersForms() {
		u.Choices.FromOwners = true
	}
	st := &staging{batch: models.Key("batch", head.Key, head.Hash), upload: u, in: in}
	if err != nil {
		return ImportPreview{}, st, err
	}
	report(contract.Progress{Stage: "comparing"})
	if err := s.Store.Read(ctx, func(tx *store.Tx) error { return s.compare(tx, actor, st) }); err != nil {
		return ImportPreview{}, st, err
	}
	if ctx.Err() != nil {
		return ImportPreview{}, st, cancelled(u.FileName)
	}
	p := st.preview()
	if p.Batch != st.batch { // refused, or nothing would change
		return p, st, nil
	}
	return p, st, s.stage(ctx, actor, head, st, p)
}

// earlierPreview answers a repeated request with the first answer and the present status of the batch.
func (s *Service) earlierPreview(ctx context.Context, head contract.Head) (p ImportPreview, seen bool, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		done, found, err := earlierCommand(tx, head.Key, head.Hash)
		if err != nil || !found {
			return err
		}
		b, err := tx.Batch(batchOf(done))
		if models.KindOf(err) == models.KindNotFound {
			return models.Errorf(models.KindConflict, "import_cancelled", "该次导入已取消，请换一个请求编号%s重新上传",
				models.CommandHint("（--key）"))
		}
		if err != nil {
			return err
		}
		seen = true
		p, err = shown(tx, b)
		return err
	})
	return p, seen, err
}

// batchOf returns the batch in the result of a staged preview's command.
func batchOf(c models.Command) string {
	var result struct {
		Batch string `json:"batch"`
	}
	_ = json.Unmarshal([]byte(c.Result), &result) // another command's result names no batch
	return result.Batch
}

// staging is the state of one preview.
type staging struct {
	batch   string
	upload  Upload
	in      readUpload
	diff    *compare.Diff
	aliases []models.Alias // newly confirmed
	last    models.ImportBatch
	refused []ImportFinding // owners' files: what the rules refuse
	taken   []ImportChange  // owners' files: what is submitted
}

// compare computes what committing the upload would change.
func (s *Service) compare(tx *store.Tx, actor models.Actor, st *staging) error {
	snapshot, err := snapshotFor(tx, st.in.book, st.upload.Programme)
	if err != nil {
		return err
	}
	snapshot.Today = s.now().Date()
	choices, aliases, err := choicesFor(tx, st.in.book, snapshot, st.upload.Choices)
	if err != nil {
		return err
	}
	if st.diff, err = compare.Book(st.in.book, snapshot, choices); err != nil {
		return err
	}
	if st.last, _, err = tx.LastBatch(st.diff.Programme.ID, st.diff.Kind, st.diff.Period); err != nil {
		return err
	}
	st.aliases = aliases
	for _, a := range aliases {
		st.remember(snapshot, a, actor)
	}
	if err := s.mayBeLive(tx, st); err != nil {
		return err
	}
	if len(st.in.files) > 0 || st.upload.Choices.FromOwners {
		st.diff.Missing = nil // each file is one project's, so no other project is missing
	}
	if st.upload.Choices.FromOwners {
		return s.handIn(tx, actor, st, snapshot)
	}
	return nil
}

// remember stages a confirmed name with its project.
func (st *staging) remember(snapshot compare.Snapshot, a models.Alias, actor models.Actor) {
	a.ByID, a.ByName = actor.ID, actor.Name
	for _, all := range [][]models.Facts{snapshot.Facts, snapshot.Elsewhere} {
		for _, f := range all {
			if f.Project.ID == a.ProjectID {
				st.diff.Changes = append(st.diff.Changes, compare.Change{Action: compare.ActionNew, Entity: "aliases",
					EntityID: a.Key, ProjectID: a.ProjectID, ProjectVersion: f.Project.Version, After: a})
			}
		}
	}
}

// blocked reports whether the upload cannot be committed as it is.
func (st *staging) blocked() bool {
	if st.upload.Choices.GoodRows {
		return st.diff.Blocked()
	}
	return st.diff.Blocked() || len(st.in.bad)+len(st.refused) > 0
}

// preview describes the comparison and determines whether there is something to commit.
func (st *staging) preview() ImportPreview {
	p := st.shown()
	book := st.in.book
	switch {
	case st.blocked():
		p.Message = models.Messagef("工作簿有错误、冲突或待确认的项目，未导入任何内容，请按提示修改或确认后重新上传")
	case st.last.ID != "" && (st.last.SHA256 == book.SHA256 || st.last.ContentHash == book.ContentHash()) &&
		len(st.diff.Changes) == 0:
		p.Identical, p.Batch = true, st.last.ID
		p.Message = models.Messagef("与 %s 导入的文件完全相同，未作更改", st.last.CommittedAt.Minute())
	case len(st.diff.Changes) == 0 && p.Left > 0:
		p.Message = models.Messagef("%d 行有问题，其余各行与现有数据相同，没有可导入的内容", p.Left)
	case len(st.diff.Changes) == 0:
		p.Identical, p.Batch = true, st.last.ID
		p.Message = models.Messagef("与现有数据完全相同，未作更改")
	default:
		p.Batch = st.batch
		if p.Left > 0 {
			p.Message = models.Messagef("将导入正确的 %d 行，%d 行有问题未导入", p.New+p.Changed, p.Left)
		}
	}
	return p
}

// stage stores the difference with its before-images, and the preview, until it is committed.
func (s *Service) stage(ctx context.Context, actor models.Actor, head contract.Head, st *staging,
	p ImportPreview) error {
	rows, err := st.rows(actor)
	if err != nil {
		return err
	}
	text, err := json.Marshal(storedPreviewOf(p))
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		err := tx.StageBatch(models.ImportBatch{
			ID: p.Batch, ProgrammeID: st.diff.Programme.ID, Kind: st.diff.Kind, Period: st.diff.Period,
			FileName: st.upload.FileName,
			SHA256:   st.in.book.SHA256, ContentHash: st.in.book.ContentHash(), Status: models.BatchStaged, New: p.New,
			Changed:   p.Changed,
			Unchanged: p.Unchanged, Missing: p.Missing, Warnings: p.Warnings, Left: p.Left, Sender: p.Sender,
			ByID: actor.ID, ByName: actor.Name, StagedAt: s.now(),
		}, rows)
		if err != nil {
			return err
		}
		if err := tx.SetPreview(models.ImportPreview{BatchID: p.Batch, Text: string(text)}); err != nil {
			return err
		}
		return s.remember(tx, actor, head, stageAction, p.Batch, map[string]string{"batch": p.Batch,
			"file": st.upload.FileName})
	})
}

// rows returns the staged changes and the answers for the sender's sheets.
func (st *staging) rows(actor models.Actor) ([]models.ImportRow, error) {
	changes := st.diff.Changes
	for fingerprint, answers := range st.in.answers {
		if st.upload.Choices.Once {
			break
		}
		text, err := json.Marshal(answers)
		if err != nil {
			return nil, err
		}
		changes = append(changes, compare.Change{Action: compare.ActionNew, Entity: "import_answers", EntityID: fingerprint,
			After: models.ImportAnswer{
				Sender: senderKey(st.upload.Choices.Sender), Fingerprint: fingerprint, Answers: string(text), ByID: actor.ID,
				ByName: actor.Name,
			}})
	}
	rows := make([]models.ImportRow, len(changes))
	for i, c := range changes {
		c.After = complete(c, st.batch, st.upload.LiveFrom)
		before, err := imageOf(c.Before)
		if err != nil {
			return nil, err
		}
		after, err := imageOf(c.After)
		if err != nil {
			return nil, err
		}
		rows[i] = models.ImportRow{BatchID: st.batch, Position: i + 1, Sheet: c.Sheet, Row: c.Row, Action: string(c.Action),
			Entity:   string(c.Entity),
			EntityID: c.EntityID, ProjectID: c.ProjectID, Version: c.ProjectVersion, Before: before, After: after}
	}
	return rows, nil
}

// mayBeLive checks the first live day of a programme that the upload creates.
func (s *Service) mayBeLive(tx *store.Tx, st *staging) error {
	if st.upload.LiveFrom == 0 || st.upload.Rehearsed {
		return nil
	}
	for _, c := range st.diff.Changes {
		if row, ok := c.After.(models.Programme); ok && c.Action == compare.ActionNew {
			extra, err := tx.CalendarDays()
			if err != nil {
				return err
			}
			return row.FirstLiveDay(st.upload.LiveFrom, s.Calendar(extra), s.now())
		}
	}
	return nil
}

// complete fills in what a workbook does not contain; moments stay empty until the commit.
func complete(c compare.Change, batch string, liveFrom models.Date) any {
	switch row := c.After.(type) {
	case models.Programme:
		if c.Action == compare.ActionNew {
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
