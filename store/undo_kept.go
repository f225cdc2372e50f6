package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"duban/models"
)

// newestFirst refuses an undo while a newer import of the same projects is committed, and names the newest one.
func (tx *Tx) newestFirst(b models.ImportBatch) error {
	later, err := list[models.ImportBatch](tx, "sequence DESC", `status = ? AND sequence > ? AND id IN
		(SELECT r.batch_id FROM import_rows r WHERE NOT r.undone AND r.project_id <> '' AND r.project_id IN
			(SELECT project_id FROM import_rows WHERE batch_id = ?))`,
		models.BatchCommitted, b.Sequence, b.ID)
	if err != nil || len(later) == 0 {
		return err
	}
	newer := later[0]
	return models.Errorf(models.KindConflict, "newer_import", "“%s”之后，%s又于 %s 导入了“%s”（批次 %s），涉及相同项目；请先撤销该批次，未作更改",
		b.FileName, newer.ByName, newer.CommittedAt.Minute(), newer.FileName, newer.ID)
}

// nothingToUndo returns the error for an undo that would keep every project.
func (tx *Tx) nothingToUndo(b models.ImportBatch, kept []KeptProject) error {
	const named = 5
	var why []string
	for _, k := range kept[:min(len(kept), named)] {
		p, err := tx.Project(k.ProjectID)
		if err != nil && models.KindOf(err) != models.KindNotFound {
			return err
		}
		why = append(why, p.Code+" "+k.Reason)
	}
	more := ""
	if len(kept) > named {
		more = fmt.Sprintf("；等 %d 个项目", len(kept))
	}
	return models.Errorf(models.KindConflict, "nothing_to_undo", "“%s”没有可以恢复的项目，未作更改：%s%s", b.FileName,
		strings.Join(why, "；"), more)
}

// sort decides for each project of an import whether it is removed, restored or kept.
func (tx *Tx) sort(undone *UndoResult, batch models.ImportBatch, seen map[string]int) error {
	current, err := tx.lockProjects(seen)
	if err != nil {
		return err
	}
	raised, err := tx.raisedByUndone(batch)
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(seen) {
		reason, err := tx.inUse(current[id], batch, seen[id], raised[id])
		switch {
		case err != nil:
			return err
		case reason != "":
			undone.Kept = append(undone.Kept, KeptProject{ProjectID: id, Reason: reason})
		case seen[id] == 0:
			undone.Removed = append(undone.Removed, id)
		default:
			undone.Restored = append(undone.Restored, id)
		}
	}
	return nil
}

// raisedByUndone returns by how much later, undone imports have raised the versions of a batch's projects: by one
// when committed and one when undone.
func (tx *Tx) raisedByUndone(b models.ImportBatch) (map[string]int, error) {
	var rows []struct {
		ProjectID string
		Batches   int
	}
	err := tx.db.Raw(`SELECT r.project_id, COUNT(DISTINCT r.batch_id) AS batches
		FROM import_rows r JOIN import_batches b ON b.id = r.batch_id
		WHERE b.sequence > ? AND r.undone AND r.project_id IN
			(SELECT project_id FROM import_rows WHERE batch_id = ? AND project_id <> '')
		GROUP BY r.project_id`, b.Sequence, b.ID).Scan(&rows).Error
	raised := make(map[string]int, len(rows))
	for _, r := range rows {
		raised[r.ProjectID] = 2 * r.Batches
	}
	return raised, failed(err, "raised by undone imports", b.ID)
}

// inUse returns in Chinese why an import cannot be undone for a project, or "". seen is the project's version before
// the import, raised the result of raisedByUndone.
func (tx *Tx) inUse(p models.Project, batch models.ImportBatch, seen, raised int) (string, error) {
	if p.ID == "" {
		return "项目已不存在", nil
	}
	if p.Version != seen+1+raised {
		who, err := tx.lastChange(p.ID, batch.ID)
		if p.Status == models.ProjectClosed && p.ClosedAt != batch.CommittedAt {
			return "已于" + p.ClosedAt.Minute() + "销号，最后由" + who + "处理", err
		}
		return "导入后已被" + who + "修改", err
	}
	earlier, ok, err := find[models.Project](tx, "handed_into = ? AND handed_at >= ?", p.ID, batch.CommittedAt)
	if err != nil || ok {
		return fmt.Sprintf("%d年项目（%s）已结转到该项目", earlier.Year, earlier.Code), err
	}
	if reason, err := tx.codeCorrected(p.ID, batch.ID); err != nil || reason != "" {
		return reason, err
	}
	if seen != 0 {
		return "", nil // the program's own escalations do not raise the version
	}
	if sub, ok, err := find[models.Submission](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已由" + sub.ByName + "于" + sub.SubmittedAt.Minute() + "填报", err
	}
	if pause, ok, err := find[models.Pause](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已登记自 " + pause.From.String() + " 起停工", err
	}
	if permit, ok, err := find[models.Permit](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已由" + permit.ByName + "登记手续", err
	}
	f, ok, err := find[models.Formalities](tx, `project_id = ? AND "at" > ?`, p.ID, batch.CommittedAt)
	if err != nil || ok {
		return "已由" + f.ByName + "登记项目代码、开工或纳统情况", err
	}
	if fund, ok, err := find[models.FundRecord](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已由" + fund.ByName + "登记资金", err
	}
	if c, ok, err := find[models.Confirmation](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已由" + c.ByName + "列入或附上确认单", err
	}
	if c, ok, err := find[models.Comment](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已有" + c.ByName + "的留言", err
	}
	if _, ok, err := find[models.Finding](tx, "project_id = ?", p.ID); err != nil || ok {
		return "已有待核实事项的办理记录", err
	}
	if note, ok, err := find[models.EscalationNote](tx, "project_id = ?", p.ID); err != nil || ok {
		return note.Party + "已于" + note.At.Minute() + note.Kind.Chinese() + "督办事项", err
	}
	sent, ok, err := find[models.OutboxMessage](tx, "project_id = ? AND status = ?", p.ID, models.OutboxDelivered)
	if err != nil || ok {
		return "系统已于" + sent.DeliveredAt.Minute() + "发出通知", err
	}
	return "", nil
}

// codeCorrected returns in Chinese who has corrected the project code that an import wrote, or "". Formalities do not
// raise the project's version.
func (tx *Tx) codeCorrected(projectID, batchID string) (string, error) {
	row, ok, err := find[models.ImportRow](tx, "batch_id = ? AND project_id = ? AND entity = 'formalities'", batchID,
		projectID)
	if err != nil || !ok {
		return "", err
	}
	var imported models.Formalities
	if err := json.Unmarshal([]byte(row.After), &imported); err != nil {
		return "", failed(err, "read the imported code of", projectID)
	}
	now, ok, err := find[models.Formalities](tx, "project_id = ?", projectID)
	if err != nil || !ok || now.ApprovalCode == imported.ApprovalCode {
		return "", err
	}
	return "项目代码已由" + now.ByName + "更正", nil
}

// markUndone marks the rows of the undone projects.
func (tx *Tx) markUndone(batchID string, projects []string) error {
	for _, id := range projects {
		if err := update[models.ImportRow](tx, map[string]any{"undone": true}, "batch_id = ? AND project_id = ?", batchID,
			id).Error; err != nil {
			return failed(err, "mark undone", batchID)
		}
	}
	return nil
}

// WithdrawnProjects returns the projects of a year that imports had added and that were deleted when the imports were
// undone, with what they were called.
func (tx *Tx) WithdrawnProjects(year int) ([]models.Project, error) {
	rows, err := list[models.ImportRow](tx, "batch_id, position", `entity = 'projects' AND action = 'new' AND undone
		AND entity_id LIKE ? AND NOT EXISTS (SELECT 1 FROM projects p WHERE p.id = import_rows.entity_id)`,
		models.ProjectID(year, "%"))
	if err != nil {
		return nil, err
	}
	gone := make([]models.Project, 0, len(rows))
	for _, im := range afterImages(rows, "projects") {
		p, err := decode[models.Project](tx, []image{im})
		if err != nil {
			return nil, err
		}
		gone = append(gone, p...)
	}
	return gone, nil
}
