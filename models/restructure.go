package models

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// RestructureKind is how projects become others during a year.
type RestructureKind string

// The kinds.
const (
	ProjectSplit RestructureKind = "split" // 拆分: one project becomes several
	ProjectMerge RestructureKind = "merge" // 合并: several become one
)

// Chinese returns the name of the kind.
func (k RestructureKind) Chinese() string {
	return map[RestructureKind]string{ProjectSplit: "拆分", ProjectMerge: "合并"}[k]
}

// ProjectLink says that a project became another on a document. Links are only added.
type ProjectLink struct {
	FromID     string          `gorm:"primaryKey"`
	ToID       string          `gorm:"primaryKey"`
	Kind       RestructureKind // of the act that made it
	Act        string          // what all links of one act have in common
	Document   string          // 文号
	DocumentOn Date
	Ground     string
	// of the year, that went from one to the other; of a merge all that was left
	Plan   Money `gorm:"column:plan_fen"`
	Total  Money `gorm:"column:total_fen"` // likewise, of the total investment
	ByName string
	At     Instant
}

// RestructurePart is a project that comes of the act. Amounts are in fen.
type RestructurePart struct {
	Code  string `json:"code,omitempty"` // "": that of the first project with a number behind it
	Name  string `json:"name"`
	Plan  Money  `json:"annual_plan_fen"`      // of the year's plan that is left
	Total Money  `json:"total_investment_fen"` // of the total investment that is left
	// open milestones that it takes over, by row key; a single part takes all
	Milestones []string `json:"milestones,omitempty"`
}

// RestructureCommand splits a project or merges projects on a document.
type RestructureCommand struct {
	Kind     RestructureKind `json:"kind"`
	Projects []string        `json:"projects"` // codes
	// of a merge one; its amounts are the sums, also when they are not given
	Parts      []RestructurePart `json:"parts"`
	Document   string            `json:"document"`
	DocumentOn Date              `json:"document_on"`
	Ground     string            `json:"ground"`
}

// Remaining is what a project hands on: of the year's plan and of the total investment what is not approved yet. What
// was approved stays with it, so that every figure stays where it was reported.
type Remaining struct {
	Approved    Money `json:"approved_fen"` // of the year
	KeptPlan    Money `json:"kept_plan_fen"`
	KeptTotal   Money `json:"kept_total_fen"`
	Plan        Money `json:"annual_plan_fen"`
	Total       Money `json:"total_investment_fen"`
	Open        []Milestone
	LastMonth   Month `json:"approved_to,omitempty"`
	HasReported bool  `json:"has_reported"`
}

// RemainingOf returns what a project hands on.
func RemainingOf(f Facts) Remaining {
	p, r := f.Project, Remaining{}
	approved, to := SeriesOf(f, IndicatorInvestment).ApprovedTo(MonthOf(p.Year, 12))
	if approved != nil {
		r.Approved, r.LastMonth, r.HasReported = *approved, to, true
	}
	r.KeptPlan = max(0, min(r.Approved, p.AnnualPlan))
	r.KeptTotal = max(0, min(p.ToEndOfLastYear+r.Approved, p.TotalInvestment))
	r.Plan, r.Total = p.AnnualPlan-r.KeptPlan, p.TotalInvestment-r.KeptTotal
	for _, m := range f.Milestones {
		if m.Status == MilestoneOpen {
			r.Open = append(r.Open, m)
		}
	}
	return r
}

// Restructured is what an act makes of projects.
type Restructured struct {
	Closed      []Project    // as they are afterwards
	Ended       []Milestone  // of them
	Projects    []Project    // new ones
	Memberships []Membership // of them
	Milestones  []Milestone  // of them
	Links       []ProjectLink
}

// Restructure splits or merges projects. The facts are those of c.Projects in their order. Errors: KindInvalid,
// KindConflict.
func Restructure(facts []Facts, c RestructureCommand, act string, by Actor, now Instant) (Restructured, error) {
	c.Document, c.Ground = strings.TrimSpace(c.Document), strings.TrimSpace(c.Ground)
	if err := c.check(facts, now.Date()); err != nil {
		return Restructured{}, err
	}
	c.Parts = slices.Clone(c.Parts)
	if c.Kind == ProjectMerge {
		c.Parts[0].Plan, c.Parts[0].Total, c.Parts[0].Milestones = 0, 0, nil
		for _, f := range facts {
			r := RemainingOf(f)
			c.Parts[0].Plan += r.Plan
			c.Parts[0].Total += r.Total
		}
	}
	if err := c.checkSums(facts); err != nil {
		return Restructured{}, err
	}
	var out Restructured
	for i, part := range c.Parts {
		p := facts[0].Project.successor(part, i, c.DocumentOn, now)
		out.Projects = append(out.Projects, p)
		for _, m := range facts[0].Memberships {
			out.Memberships = append(out.Memberships, Membership{ProgrammeID: m.ProgrammeID, ProjectID: p.ID,
				Position: m.Position, Section: m.Section, AddedOn: now.Date(), AddedDocument: c.Document})
		}
	}
	if err := out.checkNames(facts); err != nil {
		return Restructured{}, err
	}
	for _, f := range facts {
		out.close(f, c, act, by, now)
	}
	return out, out.assign(facts, c, now)
}

// check returns nil when the command has what it needs and the projects can be restructured.
func (c RestructureCommand) check(facts []Facts, today Date) error {
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	switch {
	case c.Kind.Chinese() == "":
		return Errorf(KindInvalid, "bad_kind", "请选择拆分或合并")
	case c.Kind == ProjectSplit && len(facts) != 1:
		return Errorf(KindInvalid, "projects_wrong", "一次只能拆分一个项目")
	case c.Kind == ProjectMerge && len(facts) < 2:
		return Errorf(KindInvalid, "projects_wrong", "合并至少需要两个项目")
	case c.Kind == ProjectSplit && len(c.Parts) < 2:
		return Errorf(KindInvalid, "parts_wrong", "拆分后至少有两个项目")
	case c.Kind == ProjectMerge && len(c.Parts) != 1:
		return Errorf(KindInvalid, "parts_wrong", "合并后只有一个项目")
	case c.Document == "" || c.DocumentOn == 0 || c.DocumentOn > today:
		return Errorf(KindInvalid, "document_missing", "请填写依据文号和日期，日期不晚于今天（%s）", today)
	case c.Ground == "":
		return Errorf(KindInvalid, "ground_missing", "请写明拆分或合并的原因")
	case long(c.Ground, maxNoteLength) || long(c.Document, maxMeetingText):
		return Errorf(KindInvalid, "text_too_long", "内容过长，原因应在 %d 字以内，文号应在 %d 字以内", maxNoteLength, maxMeetingText)
	}
	for _, f := range facts {
		p := f.Project
		switch {
		case p.Status != ProjectOpen || p.HandedOver():
			return Errorf(KindConflict, "project_closed", "项目“%s”（%s）已销号，不能拆分或合并", p.Name, p.Code)
		case p.Year != facts[0].Project.Year:
			return Errorf(KindInvalid, "other_year", "项目“%s”（%s）不是%d年的项目", p.Name, p.Code, facts[0].Project.Year)
		case len(f.Memberships) == 0 || f.Memberships[0].ProgrammeID != facts[0].Memberships[0].ProgrammeID:
			return Errorf(KindInvalid, "other_list", "项目“%s”（%s）不在同一份清单上", p.Name, p.Code)
		case len(f.Waiting()) > 0:
			return Errorf(KindConflict, "submissions_waiting", "项目“%s”（%s）有填报待审，请先审定或退回", p.Name, p.Code)
		case p.AnnualPlan < 0 || p.TotalInvestment < p.AnnualPlan:
			return Errorf(KindConflict, "plan_over_total", "项目“%s”（%s）年度计划大于总投资，请先更正计划", p.Name, p.Code)
		}
	}
	return nil
}

// checkSums returns nil when the parts have exactly what the projects hand on.
func (c RestructureCommand) checkSums(facts []Facts) error {
	var plan, total, planned, all Money
	for _, f := range facts {
		r := RemainingOf(f)
		plan, total = plan+r.Plan, total+r.Total
	}
	for _, part := range c.Parts {
		if part.Plan < 0 || part.Total < 0 {
			return Errorf(KindInvalid, "bad_amount", "金额不能为负数，请核对")
		}
		planned, all = planned+part.Plan, all+part.Total
	}
	switch {
	case planned != plan:
		return Errorf(KindInvalid, "plan_differs", "各项目年度计划合计 %s，应为尚未完成的 %s，相差 %s，请核对", planned.InWanYuan(), plan.InWanYuan(),
			max(planned-plan, plan-planned).InWanYuan())
	case all != total:
		return Errorf(KindInvalid, "total_differs", "各项目总投资合计 %s，应为尚未完成的 %s，相差 %s，请核对", all.InWanYuan(), total.InWanYuan(),
			max(all-total, total-all).InWanYuan())
	}
	return nil
}

// successor is the n-th project that comes of p. It is scheduled from the month of the document on.
func (p Project) successor(part RestructurePart, n int, from Date, now Instant) Project {
	s := p
	s.Code, s.Name = strings.TrimSpace(part.Code), strings.TrimSpace(part.Name)
	if s.Code == "" {
		s.Code = fmt.Sprintf("%s-%d", p.Code, n+1)
	}
	s.ID, s.NameKey = ProjectID(p.Year, s.Code), NameKey(s.Name)
	s.AnnualPlan, s.TotalInvestment, s.ToEndOfLastYear = part.Plan, part.Total, 0
	if s.PlannedStart = max(p.PlannedStart, from.Month().First()); p.PlannedFinish != 0 {
		s.PlannedStart = min(s.PlannedStart, p.PlannedFinish)
	}
	s.Stage, s.InStatistics, s.StatisticsCode, s.StatisticsOn = StageNewStart, NotSaid, "", 0
	s.ActualFinish, s.ContinuesID, s.HandedAt, s.HandedInto, s.ClosedAt = 0, "", 0, "", 0
	s.Version, s.FollowedSince, s.NextAt, s.NextWhat, s.Status = 0, 0, 0, "", ProjectOpen
	PromoteProject(&s, now)
	return s
}

// checkNames returns nil when the new projects have names and codes of their own.
func (r Restructured) checkNames(facts []Facts) error {
	codes, names := map[string]bool{}, map[string]bool{}
	for _, f := range facts {
		codes[f.Project.Code] = true
	}
	for n, p := range r.Projects {
		switch {
		case p.Name == "" || utf8.RuneCountInString(p.Name) > maxMeetingText:
			return Errorf(KindInvalid, "name_missing", "请填写第 %d 个项目的名称，应在 %d 字以内", n+1, maxMeetingText)
		case codes[p.Code] || utf8.RuneCountInString(p.Code) > 40 || strings.ContainsAny(p.Code, "/\\ \t"):
			return Errorf(KindInvalid, "code_taken", "项目编码“%s”重复或有误，请换一个编码，或留空由系统编号", p.Code)
		case names[p.NameKey]:
			return Errorf(KindInvalid, "name_twice", "项目名称“%s”重复，请核对", p.Name)
		}
		codes[p.Code], names[p.NameKey] = true, true
	}
	return nil
}

// close closes a project with the figures that it keeps, and links it to those that come of it.
func (r *Restructured) close(f Facts, c RestructureCommand, act string, by Actor, now Instant) {
	p, left := f.Project, RemainingOf(f)
	p.AnnualPlan, p.TotalInvestment = left.KeptPlan, left.KeptTotal
	p.Status, p.ClosedAt, p.NextAt, p.NextWhat = ProjectClosed, now, 0, ""
	r.Closed = append(r.Closed, p)
	for i, to := range r.Projects {
		link := ProjectLink{FromID: p.ID, ToID: to.ID, Kind: c.Kind, Act: act, Document: c.Document, DocumentOn: c.DocumentOn,
			Ground: c.Ground, Plan: left.Plan, Total: left.Total, ByName: by.Name, At: now}
		if c.Kind == ProjectSplit {
			link.Plan, link.Total = c.Parts[i].Plan, c.Parts[i].Total
		}
		r.Links = append(r.Links, link)
	}
}

// assign gives each open milestone to one of the new projects, under its name and dates.
func (r *Restructured) assign(facts []Facts, c RestructureCommand, now Instant) error {
	to := map[string]int{}
	for i, part := range c.Parts {
		for _, id := range part.Milestones {
			if _, twice := to[id]; twice {
				return Errorf(KindInvalid, "milestone_twice", "有节点分给了两个项目，请核对")
			}
			to[id] = i
		}
	}
	names := map[string]bool{}
	position := make([]int, len(r.Projects))
	for _, f := range facts {
		for _, m := range RemainingOf(f).Open {
			i, given := to[m.ID]
			if delete(to, m.ID); !given && len(c.Parts) > 1 {
				return Errorf(KindInvalid, "milestone_left", "节点“%s”还没有分给任何项目", m.Name)
			}
			p := r.Projects[i]
			ended := m
			ended.Status, ended.EndedAt = MilestoneDropped, now
			ended.EndedBecause = fmt.Sprintf("%s，转入“%s”（%s）", c.Kind.Chinese(), p.Name, p.Code)
			r.Ended = append(r.Ended, ended)
			if key := p.ID + m.NameKey; names[key] {
				m.Name = f.Project.Name + m.Name
				m.NameKey = NameKey(m.Name)
			}
			names[p.ID+m.NameKey] = true
			position[i]++
			m.ID, m.ProjectID, m.Position, m.After, m.DueVersion = MilestoneID(p.ID, m.Name), p.ID, position[i], "", 0
			m.ArmedAt = 0
			PromoteMilestone(&m, now)
			r.Milestones = append(r.Milestones, m)
		}
	}
	if len(to) > 0 {
		return Errorf(KindInvalid, "milestone_unknown", "有节点已不在未完成节点中，请刷新后重新分配")
	}
	return nil
}
