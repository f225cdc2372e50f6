package models

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	longestName    = 100   // characters of a project's name
	longestCell    = 2_000 // of its content and its next step
	longestContact = 40
)

// changeCells edits facts of a project from the list. A field that already has the value is passed over; a command that
// changes nothing is refused.
func (r Rules) changeCells(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	edit := cellEdit{facts: f, before: f.Project, now: now, planned: len(f.MonthPlans) > 0}
	var said []Message
	seen := map[CellField]bool{}
	for _, v := range c.Cells {
		if seen[v.Field] {
			return Changes{}, Errorf(KindInvalid, "cell_twice", "%s在一次修改中出现两次，请核对", Word(v.Field.Chinese()))
		}
		seen[v.Field] = true
		was := CellOf(*f, v.Field)
		if v.Was != nil && *v.Was != was {
			return Changes{}, Errorf(KindConflict, "cell_changed", "%s之后又被修改，不能撤销，请直接修改", Word(v.Field.Chinese()))
		}
		if was == v.Value {
			continue
		}
		if v.Field.NeedsGrounds() && strings.TrimSpace(c.Reason) == "" {
			return Changes{}, Errorf(KindInvalid, "reason_missing", "修改%s须写明原因", Word(v.Field.Chinese())).At(string(v.Field))
		}
		if err := edit.set(v, c.Confirmed); err != nil {
			return Changes{}, err
		}
		change := CellChange{Field: v.Field, From: was, To: v.Value, FromShown: v.WasShown, ToShown: v.Shown}
		if change.FromShown == "" && v.Field != CellUnit && v.Field != CellSponsor {
			change.FromShown = ShownCell(v.Field, was)
		}
		edit.changes = append(edit.changes, change)
		said = append(said, change.said())
	}
	if len(edit.changes) == 0 {
		return Changes{}, Errorf(KindInvalid, "nothing_changed", "内容没有变化")
	}
	if err := edit.check(); err != nil {
		return Changes{}, err
	}
	after := f.Project
	out := Changes{Edited: &after, EditedFrom: &edit.before, MonthPlans: edit.months, Unplanned: edit.emptied,
		Cells: edit.changes, Action: "plan.cells", Object: after.ID, Message: Messagef("%s", Words{Mark: "；", Items: said})}
	if seen[CellPlan] && edit.before.AnnualPlan != after.AnnualPlan { // a version of the plan, as by its form
		plan := edit.before.AnnualPlan
		out.Project, out.PlanBefore, out.Action = &after, &plan, "plan.amount"
	}
	return out, nil
}

// cellEdit is a project while its cells are edited.
type cellEdit struct {
	facts   *Facts
	before  Project
	now     Instant
	changes []CellChange
	months  []MonthPlan // changed ones
	emptied []Month     // months that have no plan any more
	planned bool        // there were month plans before
}

func (e *cellEdit) set(v CellValue, confirmed bool) error {
	p := &e.facts.Project
	tooLong := func(most int) error {
		if len([]rune(v.Value)) > most {
			return Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word(v.Field.Chinese()), most).At(string(v.Field))
		}
		return nil
	}
	switch v.Field {
	case CellName:
		if NameKey(v.Value) == "" {
			return Errorf(KindInvalid, "name_missing", "项目名称不能为空").At(string(v.Field))
		}
		p.Name, p.NameKey = v.Value, NameKey(v.Value)
		return tooLong(longestName)
	case CellUnit:
		if v.Value == "" {
			return Errorf(KindInvalid, "unit_missing", "责任单位不能为空").At(string(v.Field))
		}
		p.ResponsibleUnitID = v.Value
	case CellSponsor:
		p.SponsorPostID = v.Value
	case CellContent:
		p.Scale = v.Value
		return tooLong(longestCell)
	case CellNextStep:
		p.NextStep, p.NextStepAt = v.Value, e.now
		return tooLong(longestCell)
	case CellContact:
		digits := 0
		for _, r := range v.Value {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		if digits >= 7 { // a phone number belongs where only those who may see it see it
			return Errorf(KindInvalid, "phone_in_contact", "联系人一栏只填姓名和职务，电话请登记在通讯录中").
				At(string(v.Field))
		}
		p.Contact = v.Value
		return tooLong(longestContact)
	case CellStart, CellFinish:
		day, err := ParseDate(v.Value)
		if v.Value != "" && err != nil {
			return Errorf(KindInvalid, "bad_date", "%s“%s”无法识别，请写成 2021-06-30", Word(v.Field.Chinese()),
				v.Value).At(string(v.Field))
		}
		if v.Field == CellStart {
			p.PlannedStart = day
		} else {
			p.PlannedFinish = day
		}
	default:
		return e.setAmount(v, confirmed)
	}
	return nil
}

func (e *cellEdit) setAmount(v CellValue, confirmed bool) error {
	p := &e.facts.Project
	fen, err := strconv.ParseInt(v.Value, 10, 64)
	amount, month := Money(fen), v.Field.MonthNumber()
	switch {
	case v.Value == "" && month == 0:
		return Errorf(KindInvalid, "not_a_number", "请填写调整后的年度计划投资").At(string(v.Field))
	case err != nil && v.Value != "":
		return Errorf(KindInvalid, "not_a_number", "%s“%s”不是数字，请以万元填写", Word(v.Field.Chinese()), v.Value).At(string(v.Field))
	case month > 0 && amount < 0:
		return Errorf(KindInvalid, "plan_out_of_range", "%d月计划不能小于 0", MonthNumber(month)).At(string(v.Field))
	case month > 0:
		e.setMonth(MonthPlan{ProjectID: p.ID, Month: MonthOf(p.Year, month), Plan: amount}, v.Value == "")
		return nil
	case amount < 0 || p.TotalInvestment > 0 && amount > p.TotalInvestment:
		return Errorf(KindInvalid, "plan_out_of_range", "年度计划投资 %s 万元应在 0 与总投资 %s 万元之间", amount.Wan(),
			p.TotalInvestment.Wan()).At(string(v.Field))
	}
	if _, err := MustConfirm(Amounts.OfPlan(*p, amount), confirmed); err != nil {
		return err
	}
	p.AnnualPlan = amount
	return nil
}

// setMonth sets the plan of a month, or removes it.
func (e *cellEdit) setMonth(row MonthPlan, remove bool) {
	plans := slices.DeleteFunc(slices.Clone(e.facts.MonthPlans), func(m MonthPlan) bool { return m.Month == row.Month })
	if remove {
		e.emptied = append(e.emptied, row.Month)
	} else {
		e.months, plans = append(e.months, row), append(plans, row)
	}
	slices.SortFunc(plans, func(a, b MonthPlan) int { return int(a.Month - b.Month) })
	e.facts.MonthPlans = plans
}

// check is of all changed fields together.
func (e *cellEdit) check() error {
	p := e.facts.Project
	if p.PlannedStart != 0 && p.PlannedFinish != 0 && p.PlannedStart > p.PlannedFinish &&
		(p.PlannedStart != e.before.PlannedStart || p.PlannedFinish != e.before.PlannedFinish) {
		return Errorf(KindInvalid, "dates_reversed", "计划开工 %s 晚于计划竣工 %s，请核对", p.PlannedStart, p.PlannedFinish)
	}
	if len(e.months) == 0 || e.planned {
		return nil
	}
	// The first month plans of a project replace its schedule: one month alone would make that a plan of one month.
	sum := Money(0)
	for _, m := range e.facts.MonthPlans {
		sum += m.Plan
	}
	if sum != p.AnnualPlan {
		return Errorf(KindInvalid, "months_incomplete",
			"该项目还没有分月计划，请一次填写各月；各月合计 %s 万元，应等于年度计划 %s 万元", sum.Wan(), p.AnnualPlan.Wan())
	}
	return nil
}

// cellsSaid returns what owner and unit are told of an edit: the names of the fields that need grounds, without
// amounts; "" when there are none.
func cellsSaid(cells []CellChange) string {
	var fields []string
	for _, c := range cells {
		switch {
		case c.Field.MonthNumber() > 0:
			if !slices.Contains(fields, "分月计划") {
				fields = append(fields, "分月计划")
			}
		case c.Field.NeedsGrounds():
			fields = append(fields, c.Field.Chinese())
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return strings.Join(fields, "、") + "已调整"
}

// OppositeCells returns the command that takes an edit back. It is refused where a field has changed since.
func OppositeCells(c Changes, at Instant) ChangePlanCommand {
	out := ChangePlanCommand{Change: PlanCells, Reason: "撤销 " + at.Minute() + " 的修改", Confirmed: true}
	for _, cell := range c.Cells {
		is := cell.To
		out.Cells = append(out.Cells, CellValue{Field: cell.Field, Value: cell.From, Shown: cell.FromShown, Was: &is,
			WasShown: cell.ToShown})
	}
	return out
}
