package tracking

import (
	"fmt"

	"duban/models"
	"duban/store"
)

// bulk is an act with its items loaded.
type bulk struct {
	s     *Service
	tx    *store.Tx
	actor models.Actor
	c     Bulk
	names models.Names
	days  models.Calendar
	lines []bulkLine
	facts map[string]*models.Facts // by project, changed by what is foreseen
}

// bulkLine is one item. blocked is why it cannot be tried at all.
type bulkLine struct {
	BulkLine
	project models.Project
	blocked error
}

// bulkOf loads the items of an act, those of a filter in the order of the list.
func (s *Service) bulkOf(tx *store.Tx, actor models.Actor, c Bulk) (*bulk, error) {
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	b := &bulk{s: s, tx: tx, actor: actor, c: c, names: common.Names, days: common.Calendar,
		facts: map[string]*models.Facts{}}
	items := c.Items
	if c.Filter != nil {
		g, err := s.standingOf(tx, c.Filter.Programme)
		if err != nil {
			return nil, err
		}
		for _, l := range listOf(g, actor, *c.Filter).Projects {
			items = append(items, BulkItem{Project: fmt.Sprintf("%d/%s", l.Year, l.Code)})
		}
	}
	if len(items) == 0 {
		return nil, models.Errorf(models.KindInvalid, "nothing_chosen", "请先勾选要办理的事项")
	}
	if len(items) <= models.MostBulk { // more are not loaded, only counted
		err = b.load(items)
	}
	if n := max(len(items), len(b.lines)); err == nil && n > models.MostBulk {
		err = models.Errorf(models.KindInvalid, "too_many_items", "一次最多办理 %d 件，现有 %d 件，请缩小范围后分次办理", models.MostBulk, n)
	}
	return b, err
}

func (b *bulk) load(items []BulkItem) error {
	seen := map[string]bool{}
	var projects []models.Project
	for _, item := range items {
		var p models.Project
		var err error
		if item.Submission != "" {
			p, err = b.ofSubmission(item.Submission)
		} else {
			p, err = find(b.tx, b.actor, item.Project)
		}
		at := bulkLine{project: p, BulkLine: BulkLine{Project: p.Code, Year: p.Year, Name: p.Name, Version: item.Version,
			Unit: b.names.Organisations[p.ResponsibleUnitID], Submission: item.Submission}}
		switch {
		case models.KindOf(err) == models.KindNotFound:
			at.Name, at.blocked = item.Project+item.Submission, err
		case err != nil:
			return err
		case seen[p.ID+item.Submission]: // named twice
			continue
		default:
			projects = append(projects, p)
		}
		seen[p.ID+item.Submission] = true
		b.lines = append(b.lines, at)
	}
	members, err := b.s.factsOf(b.tx, projects)
	if err != nil {
		return err
	}
	for _, m := range members {
		if b.facts[m.Project.ID] == nil {
			f := m.Facts.Clone()
			b.facts[m.Project.ID] = &f
		}
	}
	if b.c.Act == models.BulkAccept {
		b.waiting()
	}
	for i := range b.lines {
		b.about(&b.lines[i])
	}
	return nil
}

// ofSubmission returns the project of a submission that the person may see.
func (b *bulk) ofSubmission(id string) (models.Project, error) {
	p, found, err := b.tx.ProjectOfSubmission(id)
	if err == nil && (!found || models.CanSee(b.actor, p) != nil) {
		err = models.Errorf(models.KindNotFound, "submission_not_found", "没有找到填报“%s”，请刷新后重试", id)
	}
	return p, err
}

// waiting puts in the place of each project what waits of it.
func (b *bulk) waiting() {
	var lines []bulkLine
	seen := map[string]bool{}
	add := func(l bulkLine) {
		if l.Submission == "" || !seen[l.Submission] {
			seen[l.Submission] = true
			lines = append(lines, l)
		}
	}
	for _, l := range b.lines {
		if l.Submission != "" || l.blocked != nil {
			add(l)
			continue
		}
		all := b.facts[l.project.ID].Waiting()
		if len(all) == 0 {
			l.blocked = models.Errorf(models.KindNotFound, "nothing_waits", "没有待审定的填报")
			add(l)
		}
		for _, sub := range all {
			one := l
			one.Submission = sub.ID
			add(one)
		}
	}
	b.lines = lines
}

// about says what of the project an item is about, and sets the version it is shown at.
func (b *bulk) about(l *bulkLine) {
	f := b.facts[l.project.ID]
	if f == nil {
		return
	}
	if l.Version == 0 {
		l.Version = f.Project.Version
	}
	for _, sub := range f.Submissions {
		if sub.ID != l.Submission {
			continue
		}
		if sub.Kind == models.SubmitReport && sub.MonthAmount != nil {
			l.Item = models.Messagef("%s 月报，本月完成 %s 万元", sub.Month, sub.MonthAmount.Wan())
		} else if sub.Kind == models.SubmitReport {
			l.Item = models.Messagef("%s 月报", sub.Month)
		}
		for _, m := range f.Milestones {
			if m.ID == sub.MilestoneID {
				l.Item = models.Messagef("节点“%s”，%s 完成", m.Name, sub.DoneOn)
			}
		}
	}
}
