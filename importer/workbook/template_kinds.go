package workbook

import (
	"fmt"
	"io"

	"duban/importer"
	"duban/models"
)

// PlanForm is an empty investment plan to be filled in (投资计划填报表). Amounts are in 万元.
type PlanForm struct {
	Year  int
	Lines int      // empty lines; 60 when 0
	Units []string // responsible units to choose from; none: free text
}

// ProgressForm is a form for a month's progress (月报表), empty or with each project's known data beside the cells to fill
// in. Amounts are in 万元.
type ProgressForm struct {
	Month models.Month
	Due   models.Date // none: not stated
	To    string      // who gets it back: "区重点项目办"
	Lines []ProgressFormLine
	Units []string // for an empty form: responsible units to choose from
}

// ProgressFormLine is a project's known data before the month is reported.
type ProgressFormLine struct {
	Code            string
	Name            string
	ResponsibleUnit string
	TotalInvestment models.Money
	AnnualPlan      models.Money
	ToEndOfLastYear models.Money
	Last            *models.Money // year-to-date to the end of the previous month; nil: unknown
}

// MilestoneForm is a form for the completion dates of open milestones, or an empty list of milestones.
type MilestoneForm struct {
	Year     int
	Month    models.Month // it stands at; none: not said
	Due      models.Date
	To       string
	Projects []MilestoneProject
	Units    []string
}

const blankLines = 60

// formFrom stands at the left under a form's title.
const formFrom = "填报单位（盖章）：　　　　"

// WritePlanForm writes an empty plan in the bureau's layout: drop-down lists, amounts and dates checked on entry, sums
// checked by formula, a guide. It is protected without a password; Inspect reads it when filled in. Errors are
// KindInternal.
func WritePlanForm(w io.Writer, f PlanForm) error {
	out := planForm(f)
	return writeForms(w, out.title, formGuide(out.title, "", 0, f.Year), out)
}

// WriteProgressForm writes a month's form, see WritePlanForm. Known data is in locked cells, and is never read back as
// this month's.
func WriteProgressForm(w io.Writer, f ProgressForm) error {
	out := progressForm(f)
	return writeForms(w, out.title, formGuide(out.title, f.To, f.Due, f.Month.Year()), out)
}

// WriteMilestoneForm writes a form of milestones, see WritePlanForm.
func WriteMilestoneForm(w io.Writer, f MilestoneForm) error {
	out := milestoneForm(f)
	return writeForms(w, out.title, formGuide(out.title, f.To, f.Due, f.Year), out)
}

const askOpen = "请只填写浅黄色单元格，灰色单元格为已有数据或自动计算，不能修改；“示例”一行仅供参考"

// asking returns what to do and by when. It ends with a full stop, so that it is not read as a title.
func asking(due models.Date, to string) string {
	return askOpen + returning(due, to) + "。"
}

func returning(due models.Date, to string) string {
	switch {
	case due != 0 && to != "":
		return fmt.Sprintf("；请于%s前报送%s", dayWords(due), to)
	case due != 0:
		return fmt.Sprintf("；请于%s前报送", dayWords(due))
	}
	return ""
}

func dayWords(d models.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month().Number(), d.Day())
}

func planForm(f PlanForm) *form {
	lines := f.Lines
	if lines == 0 {
		lines = blankLines
	}
	out := &form{
		sheet: fmt.Sprintf("%d年投资计划", f.Year), title: fmt.Sprintf("%d年重点项目投资计划填报表", f.Year), from: formFrom + schedulingNote,
		unit: "单位：万元",
		ask:  asking(0, ""), notes: []string{"项目编码由重点项目办统一编制，新项目不填", "月度计划可以不填；填写时各月合计应等于年度计划"},
	}
	columns := planColumns(f.Year, true)
	last := columns[len(columns)-2:]
	columns = append(columns[:len(columns)-2:len(columns)-2], column{key: "place", head: "建设地点", width: 14})
	columns = append(columns, last...)
	for _, c := range columns {
		fc := formColumn{column: c, field: planFields[c.key], fill: true}
		fc.sum = false
		switch c.key {
		case "number":
			fc.fill = false
		case "unit":
			fc.choices = f.Units
		case "stage":
			out.columns = append(out.columns, formColumn{column: column{key: "sector", head: "产业类别", width: 10,
				show: showCentre}, field: importer.FieldSector, fill: true})
			fc.width = 9
		case "investor":
			out.columns = append(out.columns, formColumn{column: column{key: "category", head: "建设类/准备类", width: 9,
				show: showCentre, choices: []string{"建设类", "准备类"}}, field: importer.FieldCategory, fill: true})
			fc.width = 11
		case "scale":
			out.columns = append(out.columns, formColumn{column: column{key: "city", head: "是否市重大", width: 7, show: showCentre,
				choices: yesNo}, field: importer.FieldCityMajor, fill: true})
		}
		switch {
		case c.show == showAmount:
			fc.rule = ruleAmount
		case c.show == showDate:
			fc.rule = ruleDate
		}
		if c.parent != "" && c.key != "plan" {
			fc.field = importer.FieldMonthPlan
		}
		out.columns = append(out.columns, fc)
	}
	out.columns = append(out.columns,
		resultColumn(`IF({name}="","",IF({plan}="","请填写年度计划",IF(AND(COUNT({m1}:{m12})>0,ABS(SUM({m1}:{m12})-{plan})>0.005),`+
			`"请核对：各月合计"&TEXT(SUM({m1}:{m12}),"0.00")&"≠年度计划",IF(AND({total}<>"",{plan}>{total}),"请核对：年度计划大于总投资","通过"))))`, ""))
	out.example, out.lines = exampleOf(out.columns, f.Year), numbered(lines)
	return out
}

// planFields are the fields of the plan's columns.
var planFields = map[string]importer.Field{
	"number": importer.FieldNumber, "code": importer.FieldCode, "name": importer.FieldName, "owner": importer.FieldOwner,
	"unit":    importer.FieldResponsibleUnit,
	"sponsor": importer.FieldSponsor,
	"stage":   importer.FieldStage, "investor": importer.FieldInvestor, "scale": importer.FieldScale,
	"period": importer.FieldPeriod,
	"total":  importer.FieldTotalInvestment,
	"past":   importer.FieldToEndOfLastYear, "plan": importer.FieldAnnualPlan, "place": importer.FieldPlace,
	"goal":  importer.FieldGoal,
	"start": importer.FieldPlannedStart, "finish": importer.FieldPlannedFinish,
}

var yesNo = []string{"是", "否"}

func resultColumn(formula, before string) formColumn {
	return formColumn{column: column{key: "result", head: importer.ResultHead, width: 20}, formula: formula,
		before: before}
}

// numbered returns lines that hold only their number.
func numbered(n int) [][]any {
	lines := make([][]any, n)
	for i := range lines {
		lines[i] = []any{i + 1}
	}
	return lines
}

// progressResult is the check of a month's form, in order of importance; the importer checks the same.
const progressResult = `IF(AND({month}="",{ytd}=""),"未填写",IF({ytd}="","请填写累计完成投资",IF({month}="","请填写本月完成投资",` +
	`IF({month}>{ytd},"请核对：本月大于累计",IF(AND({last}<>"",{ytd}<{last}),"请核对：累计小于上月累计",` +
	`IF(AND({last}<>"",ABS({ytd}-{last}-{month})>0.005),"请核对：累计≠上月累计＋本月，相差"&TEXT({ytd}-{last}-{month},"0.00")&"万元",` +
	`IF(AND({total}<>"",N({past})+{ytd}>{total}),"请核对：开工至今累计大于总投资",IF(AND({plan}<>"",{ytd}>{plan}),"请核对：累计大于年度计划",` +
	`"通过"))))))))`

func progressForm(f ProgressForm) *form {
	n, known := f.Month.Number(), len(f.Lines) > 0
	out := &form{
		sheet: "月报", title: fmt.Sprintf("%d年%d月重点项目投资进度月报表", f.Month.Year(), n), from: formFrom + schedulingNote,
		unit: "单位：万元",
		ask:  asking(f.Due, f.To), single: len(f.Lines) == 1,
		notes: []string{
			fmt.Sprintf("“%d月完成投资”只填当月数，“1-%d月累计完成投资”填年初以来的累计数，不含以前年度", n, n),
			"没有投资的月份填 0；未填写按未报处理，不按 0 处理", "存在问题写明需要谁协调什么，没有则写“无”",
		},
	}
	money := func(key, head string, field importer.Field, fill bool) formColumn {
		return formColumn{column: column{key: key, head: head, width: 12, show: showAmount, unit: models.WanYuan},
			field: field, fill: fill, rule: ruleAmount}
	}
	out.columns = append(whose(known, f.Units),
		money("total", "总投资", importer.FieldTotalInvestment, !known), money("plan", fmt.Sprintf("%d年计划投资", f.Month.Year()),
			importer.FieldAnnualPlan, !known),
		money("past", fmt.Sprintf("至%d年底累计完成投资", f.Month.Year()-1), importer.FieldToEndOfLastYear, !known),
		money("last", "上月累计完成投资",
			importer.FieldOther, false),
		money("month", fmt.Sprintf("%d月完成投资", n), importer.FieldMonthAmount, true),
		money("ytd", fmt.Sprintf("1-%d月累计完成投资", n),
			importer.FieldYearToDate, true),
		formColumn{column: column{key: "rate", head: "投资完成率", width: 9, show: showPercent}, field: importer.FieldRate,
			formula: `IF(OR({ytd}="",N({plan})<=0),"",{ytd}/{plan})`},
		formColumn{column: column{key: "physical", head: "形象进度", width: 26}, field: importer.FieldPhysical, fill: true},
		formColumn{column: column{key: "problems", head: "存在问题", width: 22}, field: importer.FieldProblems, fill: true},
		formColumn{column: column{key: "next", head: "下一步计划", width: 22}, field: importer.FieldNextStep, fill: true},
		formColumn{column: column{key: "statistics", head: "是否纳统", width: 7, show: showCentre, choices: yesNo},
			field: importer.FieldStatistics, fill: true},
		resultColumn(`IF({name}="","",`+progressResult+`)`, "未填写"),
	)
	for i, line := range f.Lines {
		out.lines = append(out.lines, []any{i + 1, text(line.Code), line.Name, text(line.ResponsibleUnit),
			line.TotalInvestment, line.AnnualPlan, line.ToEndOfLastYear, amount(line.Last)})
	}
	if !known {
		out.lines = numbered(blankLines)
	}
	if out.single { // on A4: narrower columns are printed larger
		out.height = 180
		for i, width := range []float64{5, 12, 16, 11, 10, 10, 10, 10, 10, 10, 8, 22, 19, 19, 6, 15} {
			out.columns[i].width = width
		}
	}
	out.example = exampleOf(out.columns, f.Month.Year())
	return out
}

// whose returns the columns that identify a line's project.
func whose(known bool, units []string) []formColumn {
	if known {
		units = nil
	}
	return []formColumn{
		{column: column{key: "number", head: "序号", width: 6, show: showCount}, field: importer.FieldNumber},
		{column: column{key: "code", head: "项目编码", width: 13, show: showCentre}, field: importer.FieldCode, fill: !known},
		{column: column{key: "name", head: "项目名称", width: 26}, field: importer.FieldName, fill: !known},
		{column: column{key: "unit", head: "责任单位", width: 15, show: showCentre, choices: units},
			field: importer.FieldResponsibleUnit,
			fill:  !known},
	}
}

func milestoneForm(f MilestoneForm) *form {
	known := len(f.Projects) > 0
	out := &form{
		sheet: "节点", title: fmt.Sprintf("%d年重点项目节点完成情况填报表", f.Year), from: formFrom,
		ask: asking(f.Due, f.To), single: len(f.Projects) == 1,
		notes: []string{"实际完成时间填真实日期，写到日；没有完成的不填", "计划完成时间需要调整的，另行书面申请延期，不在本表修改"},
	}
	out.columns = append(whose(known, f.Units),
		formColumn{column: column{key: "milestone", head: "节点名称", width: 30}, field: importer.FieldMilestoneName,
			fill: !known},
		formColumn{column: column{key: "controlling", head: "是否控制性节点", width: 10, show: showCentre, choices: yesNo},
			field: importer.FieldControlling, fill: !known},
		formColumn{column: column{key: "due", head: "计划完成时间", width: 14, show: showDate}, field: importer.FieldDue,
			fill: !known,
			rule: ruleDate},
		formColumn{column: column{key: "done", head: "实际完成时间", width: 14, show: showDate}, field: importer.FieldDoneOn,
			fill: true,
			rule: ruleDate},
		formColumn{column: column{key: "note", head: "备注", width: 28}, field: importer.FieldRemark, fill: true},
	)
	if known {
		out.columns = append(out.columns, formColumn{column: column{key: "state", head: "节点状态", width: 11, show: showCentre},
			field: importer.FieldOther})
	}
	for _, p := range f.Projects {
		for _, m := range p.Milestones {
			out.lines = append(out.lines, []any{len(out.lines) + 1, text(p.Code), p.Name, text(p.ResponsibleUnit), m.Name,
				models.YesNo(m.Controlling),
				realDate(m.Due.Date, formatISODate), realDate(m.DoneOn, formatISODate), text(m.Note), text(f.state(m))})
		}
	}
	if !known {
		out.lines = numbered(blankLines)
	}
	out.example = exampleOf(out.columns, f.Year)
	return out
}

// state describes the state of a milestone at the end of the form's month.
func (f MilestoneForm) state(m MilestoneLine) string {
	switch due := m.Due.Date; {
	case m.DoneOn != 0:
		return "已完成"
	case due == 0:
		return "未定时间"
	case f.Month == 0:
		return ""
	case due < f.Month.First():
		return "已逾期"
	case due <= f.Month.Last():
		return "本月到期"
	}
	return "未到期"
}
