package figures

import (
	"reflect"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// Difference is something a Cache has otherwise than the database.
type Difference struct {
	Programme string
	Project   string // code and name; "": of the programme
	What      string // in Chinese
}

// Check compares what is kept of a programme, and what was computed from it for a moment, with what is loaded and
// computed again. There is nothing to compare of a programme that was not asked for.
func (c *Cache) Check(tx *store.Tx, p models.Programme, now models.Instant) ([]Difference, error) {
	if !c.keeps(p.ID) {
		return nil, nil
	}
	kept, err := c.Programme(tx, p)
	if err != nil {
		return nil, err
	}
	fresh, err := Load(tx, p, c.Calendar)
	if err != nil {
		return nil, err
	}
	diff := differing{programme: p.Name}
	diff.rows(kept, fresh)
	a, err := kept.Stand(tx, now)
	if err != nil {
		return nil, err
	}
	b, err := fresh.Stand(tx, now)
	if err != nil {
		return nil, err
	}
	diff.same("", "指标所属月份", a.Speaks, b.Speaks)
	diff.lines(a.Today, b.Today)
	diff.lines(a.Figures, b.Figures)
	for _, m := range fresh.Listed {
		diff.same(name(m.Project), "项目清单中的数据", a.Line(m.Project.ID), b.Line(m.Project.ID))
	}
	curveKept, err := kept.Curve(tx, models.MonthOf(p.Year, 12))
	if err != nil {
		return nil, err
	}
	curve, err := fresh.Curve(tx, models.MonthOf(p.Year, 12))
	if err != nil {
		return nil, err
	}
	diff.same("", "全年曲线", curveKept, curve)
	return diff.found, nil
}

// differing collects differences, each once.
type differing struct {
	programme string
	found     []Difference
}

func (d *differing) same(project, what string, kept, fresh any) {
	difference := Difference{Programme: d.programme, Project: project, What: what}
	if !reflect.DeepEqual(kept, fresh) && !slices.Contains(d.found, difference) {
		d.found = append(d.found, difference)
	}
}

// rows compares what is loaded.
func (d *differing) rows(kept, fresh Programme) {
	d.same("", "清单设置", kept.Programme, fresh.Programme)
	d.same("", "投资目标", kept.Targets, fresh.Targets)
	d.same("", "月结记录", kept.closings, fresh.closings)
	d.same("", "放假安排", kept.Calendar, fresh.Calendar)
	d.same("", "单位和岗位名称", kept.Names, fresh.Names)
	d.same("", "清单中的项目及顺序", order(kept), order(fresh))
	for m := range fresh.members() {
		of, _ := kept.Member(m.Project.ID)
		a, b := of.Facts, m.Facts
		for _, p := range []*models.Project{&a.Project, &b.Project} {
			p.NextAt, p.NextWhat = 0, "" // follow from the other rows; a page that shows them asks for them
		}
		d.fields(name(m.Project), rowWords, reflect.ValueOf(a), reflect.ValueOf(b))
		d.same(name(m.Project), "清单位置", of.Listing, m.Listing)
		d.same(name(m.Project), "节点改期记录", of.Moves, m.Moves)
		d.same(name(m.Project), "附件数量", of.Evidence, m.Evidence)
	}
}

// rowWords name the rows of a project.
var rowWords = map[string]string{"Project": "项目基本信息", "Memberships": "所在清单", "Programmes": "所在清单",
	"MonthPlans": "分月计划", "Milestones": "节点", "Reports": "月度数据", "Submissions": "填报", "Pauses": "停工记录",
	"Escalations": "督办记录", "Corrections": "更正记录", "Requests": "申请", "Problems": "问题"}

// lineWords name the figures of a project that are asked for most; others are named as the API names them.
var lineWords = map[string]string{"Light": "亮灯", "Reason": "亮灯原因", "Rung": "督办层级", "Scheduled": "序时计划",
	"Approved": "审定投资", "InMonth": "当月投资", "Reported": "上报投资", "Behind": "差额", "Plan": "年度计划", "Round": "月报状态",
	"LateReport": "迟报", "Milestones": "节点逾期天数", "Escalations": "督办事项", "Course": "分月进度"}

// lines compares the figures of a month.
func (d *differing) lines(kept, fresh models.ProgrammeFigures) {
	d.same("", "合计", kept.Totals, fresh.Totals)
	d.same("", "合计", []any{kept.Month, kept.At, kept.Closing, kept.Rank, kept.Target},
		[]any{fresh.Month, fresh.At, fresh.Closing, fresh.Rank, fresh.Target})
	d.same("", "清单中的项目及顺序", codes(kept), codes(fresh))
	of := make(map[string]models.ProjectFigures, len(kept.Lines))
	for _, l := range kept.Lines {
		of[l.ProjectID] = l
	}
	for _, l := range fresh.Lines {
		d.fields(l.Code+" "+l.Name, lineWords, reflect.ValueOf(of[l.ProjectID]), reflect.ValueOf(l))
	}
}

// fields compares two structs field by field.
func (d *differing) fields(project string, words map[string]string, kept, fresh reflect.Value) {
	if reflect.DeepEqual(kept.Interface(), fresh.Interface()) {
		return
	}
	for i := range fresh.NumField() {
		field := fresh.Type().Field(i)
		word := words[field.Name]
		if word == "" {
			word, _, _ = strings.Cut(field.Tag.Get("json"), ",")
		}
		d.same(project, word, kept.Field(i).Interface(), fresh.Field(i).Interface())
	}
}

func name(p models.Project) string { return p.Code + " " + p.Name }

func order(p Programme) (ids []string) {
	for m := range p.members() {
		ids = append(ids, m.Project.ID)
	}
	return ids
}

func codes(p models.ProgrammeFigures) (ids []string) {
	for _, l := range p.Lines {
		ids = append(ids, l.ProjectID)
	}
	return ids
}
