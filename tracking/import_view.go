package tracking

import (
	"encoding/json"
	"strings"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// shown describes what committing would change.
func (st *staging) shown() ImportPreview {
	d := st.diff
	p := ImportPreview{
		Programme: d.Programme.Name, Kind: d.Kind, Period: d.Period, Sender: st.upload.Choices.Sender,
		File: st.upload.FileName,
		New:  len(d.New), Changed: len(d.Changed), Unchanged: len(d.Unchanged), Missing: len(d.Missing),
		Conflicts: len(d.Conflicts), Left: len(d.Left),
		Files: len(st.in.files),
	}
	if st.upload.Choices.FromOwners {
		p.New, p.Changed, p.Changes = len(st.taken), 0, st.taken
	} else {
		p.changes(d)
	}
	for _, f := range st.in.bad {
		p.add(f)
	}
	for _, f := range st.refused {
		p.add(f)
	}
	for _, f := range d.Findings {
		p.add(ImportFinding{Sheet: f.Sheet, Cell: f.Cell, Severity: string(f.Severity), Code: f.Code, Message: f.Message})
	}
	for _, c := range d.Conflicts {
		code := "conflict"
		if c.Reviewed {
			code = "conflict_reviewed"
		}
		p.Findings = append(p.Findings, ImportFinding{Sheet: c.Sheet, Severity: string(importer.SeverityError),
			Code: code, Message: models.Messagef("%s：%s", c.Name, c.Reason)})
	}
	for _, item := range d.Missing {
		p.Findings = append(p.Findings, ImportFinding{Sheet: item.Sheet, Severity: string(importer.SeverityNotice),
			Code:    "missing",
			Message: models.Messagef("工作簿中没有“%s”，不会自动删除", item.Name)})
	}
	p.choices(st)
	p.Target, p.Effect = proposalOf(d.Target), st.effect()
	p.Totals = totalsOf(d.Totals)
	if p.Totals != nil && len(p.Totals.Moved) > 0 {
		p.Questions = append(p.Questions, totalsQuestion(st.upload.Choices.Say[compare.SaidTotals]))
	}
	for i := range p.Findings {
		p.Findings[i].File, p.Findings[i].Sheet = st.place(p.Findings[i])
	}
	return p
}

// place returns the file and the sheet of a finding, if there are several files.
func (st *staging) place(f ImportFinding) (file, sheet string) {
	if len(st.in.files) == 0 || f.File != "" {
		return f.File, f.Sheet
	}
	file, sheet, _ = strings.Cut(f.Sheet, "!")
	return file, sheet
}

func (p *ImportPreview) changes(d *compare.Diff) {
	for _, item := range d.New {
		p.Changes = append(p.Changes, ImportChange{Sheet: item.Sheet, Row: item.Row, Action: string(compare.ActionNew),
			What: item.Name})
	}
	for _, item := range d.Changed {
		values := fieldsOf(d.Changes, item)
		p.Changes = append(p.Changes, ImportChange{Sheet: item.Sheet, Row: item.Row, Action: string(compare.ActionChanged),
			What: item.Name, Fields: fieldWords(values), Values: values})
	}
}

// choices lists what a person must choose: rows that resemble known projects, adjustments of the list, open questions.
func (p *ImportPreview) choices(st *staging) {
	for _, c := range st.diff.Candidates {
		row := ImportCandidate{Sheet: c.Sheet, Row: c.Row, Name: c.Name, Unit: c.Unit, Proposals: []ImportProposal{}}
		for _, x := range c.Proposals {
			row.Proposals = append(row.Proposals, ImportProposal{Code: x.Code, Name: x.Name, Score: x.Score})
		}
		p.Candidates = append(p.Candidates, row)
	}
	for _, a := range st.diff.Adjustments {
		p.Adjustments = append(p.Adjustments, ImportAdjustment{Kind: string(a.Kind), Programme: a.Programme, Project: a.Name,
			ProjectID: a.ProjectID, From: a.From, To: a.To})
	}
	for _, x := range st.diff.Continued {
		p.Continued = append(p.Continued, ImportContinued{Sheet: x.Sheet, Row: x.Row, Name: x.Name, Code: x.Before.Code,
			Before: x.Before.Name, Stated: x.Stated, Recorded: x.Recorded, To: x.To, Differs: x.Differs})
	}
	for _, s := range st.in.book.Sheets {
		for _, q := range s.Questions {
			p.Questions = append(p.Questions, ImportQuestion{Sheet: s.Name, Question: q})
		}
	}
}

func (p *ImportPreview) add(f ImportFinding) {
	switch importer.Severity(f.Severity) {
	case importer.SeverityError:
		p.Errors++
	case importer.SeverityWarning:
		p.Warnings++
	}
	p.Findings = append(p.Findings, f)
}

// fieldsOf lists the changed fields of an item, in its own row and in dependent ones, each once. A milestone of a
// plan's row is named.
func fieldsOf(changes []compare.Change, item compare.Item) (all []compare.FieldChange) {
	for _, c := range changes {
		if c.EntityID != item.EntityID && (c.ProjectID != item.ProjectID || c.Sheet != item.Sheet || c.Row != item.Row) {
			continue
		}
		of := ""
		if m, ok := c.After.(models.Milestone); ok && c.EntityID != item.EntityID {
			of = "节点“" + m.Name + "”"
		}
		if c.Entity == compare.EntityDueChange { // the milestone's own change says it
			continue
		}
		for _, f := range c.Fields {
			f.Field = of + f.Field
			all = append(all, f)
		}
	}
	return all
}

// fieldWords puts changed fields into one line.
func fieldWords(values []compare.FieldChange) string {
	parts := make([]string, 0, len(values))
	for _, f := range values {
		parts = append(parts, f.Field+"："+f.Old+" → "+f.New)
	}
	return strings.Join(parts, "；")
}

// shown returns the stored preview of a batch with its present status.
func shown(tx *store.Tx, b models.ImportBatch) (ImportPreview, error) {
	kept, err := tx.Preview(b.ID)
	if err != nil {
		return ImportPreview{}, err
	}
	p := ImportPreview{Kind: b.Kind, Period: b.Period, New: b.New, Changed: b.Changed, Unchanged: b.Unchanged,
		Missing: b.Missing, Warnings: b.Warnings}
	if kept.Text != "" {
		stored := storedPreview{ImportPreview: p}
		if err := json.Unmarshal([]byte(kept.Text), &stored); err != nil {
			return p, err
		}
		p = stored.preview()
	}
	p.Batch, p.Committed, p.Status = b.ID, b.Status == models.BatchCommitted, b.Status
	if p.Programme == "" { // a batch of an earlier version
		programme, err := tx.ProgrammeByID(b.ProgrammeID)
		if err != nil && models.KindOf(err) != models.KindNotFound {
			return p, err
		}
		p.Programme = programme.Name
	}
	return p, nil
}
