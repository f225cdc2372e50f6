package compare

import (
	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// reviewed settles that a row states something else than what was reviewed: an import never overrides it. It is a
// conflict that a person settles: the row is corrected, or what is on record stays (Choices.KeepReviewed) and a
// correction is asked for on the project's page. It reports whether the row goes on without what it states.
func (c *comparison) reviewed(item Item, reason models.Message) (kept bool) {
	if c.choices.KeepReviewed {
		c.find(importer.SeverityNotice, "reviewed_kept", item.Row, "第 %d 行“%s”：%s；保留已审定的", item.Row, sheet.Clip(item.Name),
			reason)
		return true
	}
	c.diff.Conflicts = append(c.diff.Conflicts, Conflict{Item: item, Reason: reason, Reviewed: true})
	return false
}

// doneElsewhere returns why a row's completion date of a milestone cannot be taken: it was accepted with another date,
// or opened again by a correction. The zero Message: it can.
func (c *comparison) doneElsewhere(f models.Facts, m models.Milestone, stated models.Date) (why models.Message) {
	switch reopened := f.ReopenedOn(m); {
	case stated == 0 || stated == m.DoneOn:
	case f.Accepted(m):
		return models.Messagef("节点已审定于 %s 完成，工作簿写 %s，未采用；有误请申请更正", m.DoneOn, stated)
	case reopened != 0 && !c.choices.Submits:
		return models.Messagef("节点的完成已于 %s 经更正撤销，工作簿写 %s 完成，未采用；完成后请重新填报", reopened.Date(), stated)
	}
	return why
}

// keepReviewedDates takes a start or finish out of a row that states another one than the accepted milestone.
func (c *comparison) keepReviewedDates(f models.Facts, s *importer.Standing, row int) {
	for _, d := range []struct {
		word   models.Word
		stated *models.Date
		known  func() (models.Milestone, bool)
	}{{"实际开工时间", &s.ActualStart, f.ReviewedStart}, {"实际竣工时间", &s.ActualFinish, f.ReviewedFinish}} {
		m, known := d.known()
		if !known || *d.stated == 0 || *d.stated == m.DoneOn {
			continue
		}
		item := Item{Sheet: c.sheet.Name, Row: row, Entity: EntityProject, EntityID: f.Project.ID, ProjectID: f.Project.ID,
			Name: f.Project.Name}
		c.reviewed(item, models.Messagef("%s写 %s，节点“%s”已审定于 %s 完成，未采用；有误请申请更正", d.word, *d.stated, m.Name, m.DoneOn))
		*d.stated = 0
	}
}

// warnOfOtherDates tells which dates of something done a row changes: those that an import brought.
func (c *comparison) warnOfOtherDates(p models.Project, s importer.Standing, row int) {
	for _, d := range []struct {
		word          models.Word
		stated, known models.Date
	}{{"实际开工时间", s.ActualStart, p.ActualStart}, {"实际竣工时间", s.ActualFinish, p.ActualFinish},
		{"纳统时间", s.StatisticsOn, p.StatisticsOn}} {
		if d.stated != 0 && d.known != 0 && d.stated != d.known {
			c.find(importer.SeverityWarning, "done_on_changed", row, "第 %d 行“%s”%s原为 %s，导入将改为 %s，请核对", row,
				sheet.Clip(p.Name), d.word, d.known, d.stated)
		}
	}
}
