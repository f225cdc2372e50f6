package workbook

import (
	"fmt"
	"io"

	"duban/importer"
	"duban/models"
)

// ReserveForm is the table of applications for a year's list (申报表): empty, or with those that are entered.
type ReserveForm struct {
	Year  int
	Due   models.Date // 0: no day is set
	To    string      // who gets it
	Units []string    // responsible units to choose from; none: free text
	Lines []ReserveLine
	Taken bool // it is the list of what is entered, with how far each is
}

// ReserveLine is one application.
type ReserveLine struct {
	models.ReserveEntry
	State string
	Note  string // opinions, reasons, the document
}

// The help of the columns that no other form has.
var (
	helpApproval = help{"投资在线平台的项目代码，立项后才有", "", "填成储备编号"}
	helpFunding  = help{"财政、专项债、银行贷款、自筹等，可写明比例", "自筹60%，银行贷款40%", ""}
	helpContact  = help{"填报联系人姓名", "张某某", ""}
	helpPhone    = help{"联系人手机或办公电话", "0533-2345678", "一格填两个号码"}
)

// WriteReserveForm writes the table of applications with its guide. Inspect reads it as a plan. Errors are
// KindInternal.
func WriteReserveForm(w io.Writer, f ReserveForm) error {
	out := &form{
		sheet: fmt.Sprintf("%d年申报", f.Year), title: fmt.Sprintf("%d年重点项目申报表", f.Year),
		from: formFrom + schedulingNote, unit: "单位：万元", ask: asking(f.Due, f.To),
		notes: []string{"续建项目填原项目编码；新项目编码留空，由系统编号", "同一项目只填一行"},
	}
	if f.Taken {
		out.ask = ""
	} else {
		out.blank = blankLines
	}
	out.columns = reserveColumns(f)
	if !f.Taken {
		out.example = exampleOf(out.columns, f.Year)
		for i, c := range out.columns {
			if c.help != nil {
				out.example[i] = text(c.help.example)
			}
		}
	}
	for i, l := range f.Lines {
		out.lines = append(out.lines, reserveCells(i+1, l, f.Taken))
	}
	g := formGuide(out.title, f.To, f.Due, f.Year)
	g.steps = append(g.steps, "项目单位不填报的，由责任单位代填；填好后在“储备项目”页面导入，先预览再确认。")
	return writeForms(w, out.title, g, out)
}

func reserveColumns(f ReserveForm) []formColumn {
	plan := fmt.Sprintf("%d年计划投资", f.Year)
	words := func(key, head string, width float64, field importer.Field, choices ...string) formColumn {
		return formColumn{column: column{key: key, head: head, width: width, show: showCentre, choices: choices},
			field: field,
			fill:  true}
	}
	money := func(key, head string, field importer.Field) formColumn {
		return formColumn{column: column{key: key, head: head, width: 13, show: showAmount, unit: models.WanYuan,
			blank: true},
			field: field, fill: true, rule: ruleAmount}
	}
	date := func(key, head string, field importer.Field) formColumn {
		return formColumn{column: column{key: key, head: head, width: 13, show: showDate}, field: field, fill: true,
			rule: ruleDate}
	}
	besides := func(key, head string, width float64, h help) formColumn {
		return formColumn{column: column{key: key, head: head, width: width, show: showCentre}, fill: true, help: &h}
	}
	long := func(key, head string, width float64, field importer.Field) formColumn {
		return formColumn{column: column{key: key, head: head, width: width}, field: field, fill: true}
	}
	number := formColumn{column: column{key: "number", head: "序号", width: 6, show: showCount}, field: importer.FieldNumber}
	columns := []formColumn{
		number, words("code", "项目编码", 14, importer.FieldCode), besides("approval", "投资项目代码", 20, helpApproval),
		long("name", "项目名称", 26, importer.FieldName), words("owner", "建设单位", 18, importer.FieldOwner),
		words("unit", "责任单位", 16, importer.FieldResponsibleUnit, f.Units...),
		words("sector", "产业类别", 11, importer.FieldSector),
		words("stage", "项目性质", 9, importer.FieldStage, "新开工", "续建", "竣工投产"),
		words("investor", "投资主体", 12, importer.FieldInvestor, "政府投资", "国有企业投资", "社会投资"),
		words("place", "建设地点", 14, importer.FieldPlace), long("scale", "建设内容及规模", 30, importer.FieldScale),
		money("total", "总投资", importer.FieldTotalInvestment),
		money("past", fmt.Sprintf("至%d年底累计完成投资", f.Year-1), importer.FieldToEndOfLastYear),
		money("plan", plan, importer.FieldAnnualPlan), long("goal", fmt.Sprintf("%d年工作目标", f.Year), 24, importer.FieldGoal),
		date("start", "计划开工时间", importer.FieldPlannedStart), date("finish", "计划竣工时间", importer.FieldPlannedFinish),
		besides("funding", "资金来源", 18, helpFunding), besides("contact", "联系人", 10, helpContact),
		besides("phone", "联系电话", 15, helpPhone),
	}
	if f.Taken {
		columns = append(columns, formColumn{column: column{key: "state", head: "办理状态", width: 11, show: showCentre}},
			formColumn{column: column{key: "note", head: "办理意见", width: 30}})
		for i := range columns {
			columns[i].fill = false
		}
	}
	return columns
}

func reserveCells(number int, l ReserveLine, taken bool) []any {
	stated := func(m models.Money) any {
		if m == 0 {
			return nil
		}
		return m
	}
	last := func(m models.Month) any {
		if m == 0 {
			return nil
		}
		return realDate(m.Last(), formatISODate)
	}
	cells := []any{number, text(l.Code), text(l.ApprovalCode), l.Name, text(l.Owner), text(l.Unit), text(l.Sector),
		text(l.Stage.Chinese()), text(l.Investor.Chinese()), text(l.Place), text(l.Scale), stated(l.Total),
		stated(l.ToEndOfLastYear), stated(l.AnnualPlan), text(l.Goal), last(l.Start), last(l.Finish), text(l.Funding),
		text(l.Contact), text(l.Phone)}
	if taken {
		cells = append(cells, text(l.State), text(l.Note))
	}
	return cells
}
