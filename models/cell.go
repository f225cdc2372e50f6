package models

import (
	"slices"
	"strconv"
	"strings"
)

// CellField is a fact of a project that is edited in its cell of the list (项目库).
type CellField string

// The fields, in the order of a form; the plan of a month is "plan_01" … "plan_12".
const (
	CellName     CellField = "name"
	CellUnit     CellField = "unit"
	CellSponsor  CellField = "sponsor"
	CellContent  CellField = "content"
	CellStart    CellField = "planned_start"
	CellFinish   CellField = "planned_finish"
	CellPlan     CellField = "annual_plan"
	CellNextStep CellField = "next_step"
	CellContact  CellField = "contact"

	cellMonth = "plan_"
)

// CellFields lists the fields in the order of a form.
var CellFields = func() []CellField {
	fields := []CellField{CellName, CellUnit, CellSponsor, CellContact, CellContent, CellStart, CellFinish, CellNextStep,
		CellPlan}
	for m := 1; m <= 12; m++ {
		fields = append(fields, CellOfMonth(m))
	}
	return fields
}()

// CellOfMonth is the field of the plan of a month, 1–12.
func CellOfMonth(number int) CellField {
	return CellField(cellMonth + strconv.Itoa(100 + number)[1:])
}

// MonthNumber returns the month of a month's plan, 1–12; 0 for every other field.
func (c CellField) MonthNumber() int {
	text, is := strings.CutPrefix(string(c), cellMonth)
	if !is || len(text) != 2 || text[0] < '0' { // two digits and no sign, see CellOfMonth
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 12 {
		return 0
	}
	return n
}

var cellWords = map[CellField]Word{
	CellName: "项目名称", CellUnit: "责任单位", CellSponsor: "包保领导", CellContent: "建设内容", CellStart: "计划开工",
	CellFinish: "计划竣工", CellPlan: "年度计划", CellNextStep: "下一步工作", CellContact: "联系人",
}

// Chinese returns the field's name.
func (c CellField) Chinese() string {
	if n := c.MonthNumber(); n > 0 {
		return strconv.Itoa(n) + "月计划"
	}
	return string(cellWords[c])
}

// Known reports whether there is such a field.
func (c CellField) Known() bool { return slices.Contains(CellFields, c) }

// NeedsGrounds reports whether a change of the field must say why: whatever moves responsibility, dates or amounts.
func (c CellField) NeedsGrounds() bool {
	return c != CellContent && c != CellNextStep && c != CellContact
}

// IsAmount reports whether the field is an amount.
func (c CellField) IsAmount() bool { return c == CellPlan || c.MonthNumber() > 0 }

// IsDate reports whether the field is a day.
func (c CellField) IsDate() bool { return c == CellStart || c == CellFinish }

// CellValue is a new value of a field. Amounts are in fen, days as 2021-06-30, a unit and a post by row key; "" empties
// the field. Shown is the value as people read it.
type CellValue struct {
	Field CellField `json:"field"`
	Value string    `json:"value"`
	Shown string    `json:"shown"`
	// an undo: the value that the field must have now
	Was *string `json:"was,omitempty"`
	// the value before as people read it, of a unit or post
	WasShown string `json:"was_shown,omitempty"`
}

// CellChange is one field of a project that was changed.
type CellChange struct {
	Field     CellField `json:"field"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	FromShown string    `json:"from_shown"`
	ToShown   string    `json:"to_shown"`
}

// said returns the change in words.
func (c CellChange) said() Message {
	word := Word(c.Field.Chinese())
	field := Messagef("%s", word)
	if n := c.Field.MonthNumber(); n > 0 {
		field = Messagef("%d月计划", MonthNumber(n))
	}
	if c.ToShown == "" {
		return Messagef("%s已清空（原为“%s”）", field, c.FromShown)
	}
	if c.FromShown == "" {
		return Messagef("%s已填写为“%s”", field, c.ToShown)
	}
	return Messagef("%s由“%s”改为“%s”", field, c.FromShown, c.ToShown)
}

// CellOf returns the value of a field of a project, as in CellValue; "" for none.
func CellOf(f Facts, field CellField) string {
	p := f.Project
	switch field {
	case CellName:
		return p.Name
	case CellUnit:
		return p.ResponsibleUnitID
	case CellSponsor:
		return p.SponsorPostID
	case CellContent:
		return p.Scale
	case CellStart:
		return p.PlannedStart.String()
	case CellFinish:
		return p.PlannedFinish.String()
	case CellPlan:
		return strconv.FormatInt(int64(p.AnnualPlan), 10)
	case CellNextStep:
		return NextStepOf(f)
	case CellContact:
		return p.Contact
	}
	number := field.MonthNumber()
	if number == 0 {
		return ""
	}
	month := MonthOf(p.Year, number)
	for _, plan := range f.MonthPlans {
		if plan.Month == month {
			return strconv.FormatInt(int64(plan.Plan), 10)
		}
	}
	return ""
}

// NextStepOf returns what is to be done next for a project: as it was entered in the list, unless a report says it
// since.
func NextStepOf(f Facts) string {
	for _, r := range slices.Backward(f.Reports) {
		if r.NextStep != "" {
			if r.SubmittedAt > f.Project.NextStepAt {
				return r.NextStep
			}
			break
		}
	}
	return f.Project.NextStep
}

// ShownCell returns a value of a field as people read it: an amount in 万元. Units and posts have names of their own.
func ShownCell(field CellField, value string) string {
	if value != "" && field.IsAmount() {
		if fen, err := strconv.ParseInt(value, 10, 64); err == nil {
			return Money(fen).In(WanYuan)
		}
	}
	return value
}

// ParseCell reads a value as a person typed or pasted it. Units and posts are looked up by their names elsewhere.
// Errors: KindInvalid, with the field in Cell.
func ParseCell(field CellField, typed string) (CellValue, error) {
	text := strings.TrimSpace(typed)
	v := CellValue{Field: field, Value: text, Shown: text}
	switch {
	case !field.Known():
		return v, Errorf(KindInvalid, "bad_cell", "“%s”不能在列表中修改", field)
	case field.IsAmount() && text != "":
		amount, err := ParseMoney(text, WanYuan)
		if err != nil {
			return v, Errorf(KindInvalid, "not_a_number", "%s“%s”不是数字，请以万元填写", Word(field.Chinese()), text).Because(err).
				At(string(field))
		}
		v.Value = strconv.FormatInt(int64(amount), 10)
		v.Shown = ShownCell(field, v.Value)
	case field.IsDate() && text != "":
		day, err := ParseDay(text)
		if err != nil {
			return v, Errorf(KindInvalid, "bad_date", "%s“%s”无法识别，请写成 2021-06-30", Word(field.Chinese()), text).Because(err).
				At(string(field))
		}
		v.Value, v.Shown = day.String(), day.String()
	}
	return v, nil
}

// ParseDay reads a day as spreadsheets print it: 2021-06-30, 2021/6/30, 2021.6.30, 2021年6月30日.
func ParseDay(text string) (Date, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/.年月日 ", r) })
	if len(parts) == 3 && len(parts[0]) == 4 {
		for i := 1; i < 3; i++ {
			if len(parts[i]) == 1 {
				parts[i] = "0" + parts[i]
			}
		}
		text = strings.Join(parts, "-")
	}
	return ParseDate(text)
}
