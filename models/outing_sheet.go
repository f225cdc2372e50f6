package models

import (
	"fmt"
	"slices"
	"strings"
)

// OutingSheet is a batch or a route as it is printed. It goes out: private firms' amounts are left out unless the
// office says otherwise.
type OutingSheet struct {
	Programme string
	Outing
	Rows   []OutingRow
	Ends   int  // minutes after midnight
	Hidden bool // an amount is left out
}

// OutingRow is a project of a printed list.
type OutingRow struct {
	Code     string
	Name     string
	Unit     string
	Owner    string
	Place    string
	Content  string // 建设内容
	Total    *Money // nil: left out
	Plan     *Money
	Permits  string // start condition: the permits in hand and those that are missing
	Explains string
	Arrives  string
	Minutes  int
	Line     string
	Gone     bool // no longer on the list
	Photo    []byte
}

// StartCondition says in Chinese which of the four permits are in hand (四证), and which are missing.
func StartCondition(permits []Permit) string {
	if len(permits) == 0 {
		return "四证情况未登记"
	}
	done, missing := 0, []string{}
	for _, kind := range PermitKinds[:FourPermits] {
		i := slices.IndexFunc(permits, func(p Permit) bool { return p.Kind == kind })
		switch {
		case i >= 0 && (permits[i].State == PermitDone || permits[i].State == PermitNotNeeded):
			done++
		case i >= 0 && permits[i].State == PermitUnderWay:
			missing = append(missing, kind.Chinese()+"（办理中）")
		default:
			missing = append(missing, kind.Chinese())
		}
	}
	if done == FourPermits {
		return "四证齐全"
	}
	return fmt.Sprintf("四证已办 %d 项，缺%s", done, strings.Join(missing, "、"))
}

// When is the day, the time and the place of an outing.
func (o OutingSheet) When() string {
	s := fmt.Sprintf("%d年%s %s", o.On.Year(), o.On.Chinese(), Clock(o.Begins))
	if o.Kind == OutingRoute {
		s += "—" + Clock(o.Ends)
	}
	if o.Place != "" {
		s += "　" + map[OutingKind]string{OutingStart: "地点：", OutingRoute: "集合地点："}[o.Kind] + o.Place
	}
	return s
}

// Sums are the number of projects and, when no amount is left out, their sums.
func (o OutingSheet) Sums() string {
	s := fmt.Sprintf("共 %d 个项目", len(o.Rows))
	if o.Hidden || o.Kind == OutingRoute {
		return s
	}
	total, plan := Money(0), Money(0)
	for _, r := range o.Rows {
		if r.Total != nil && r.Plan != nil {
			total, plan = total+*r.Total, plan+*r.Plan
		}
	}
	return s + "，总投资 " + total.Rounded(YiYuan) + " 亿元，年度计划投资 " + plan.Rounded(YiYuan) + " 亿元"
}

// Notes are the lines under the list.
func (o OutingSheet) Notes() (notes []string) {
	if o.Hidden {
		notes = append(notes, AmountsNote)
	}
	return append(notes, "调度数据，不作为统计数据")
}

// OutingFilter chooses projects for an outing.
type OutingFilter struct {
	Kind  OutingKind
	Stage Stage  // "": every stage
	Unit  string // name; "": every unit
	From  Month  // planned start from, and up to; none: not asked
	Until Month
}

// Chooses reports whether a project is proposed: one on the list that the filter describes; for a batch only those that
// have not begun.
func (f OutingFilter) Chooses(l ProjectFigures) bool {
	planned := l.Record.Project.PlannedStart
	switch {
	case l.Dropped, f.Stage != "" && l.Stage != f.Stage, f.Unit != "" && l.Unit != f.Unit,
		f.From != 0 && (planned == 0 || planned.Month() < f.From),
		f.Until != 0 && (planned == 0 || planned.Month() > f.Until):
		return false
	}
	return f.Kind == OutingRoute || !l.Started.Done && l.Category != Preparatory
}
