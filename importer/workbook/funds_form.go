package workbook

import (
	"fmt"
	"io"

	"duban/models"
)

// FundsForm is a form of the fund ledger for a month, with what is on record.
type FundsForm struct {
	Month   models.Month
	To      string // who gets it back
	Sources []string
	Lines   []FundsFormLine
}

// FundsFormLine is a project with one of its sources; without a source it has no money on record.
type FundsFormLine struct {
	Code, Name, Source string
	models.FundAmounts
	Note string
}

var fundHelp = map[models.FundField]help{
	models.FundProject:   {"项目名称，与清单一致", "示例项目", "填简称"},
	models.FundCode:      {"重点项目办编制的编码，用来认定项目", "ZD-2021-007", "填审批代码"},
	models.FundOf:        {"从下拉列表选择；同一项目有几种来源的分行填写", "专项债", "几种来源写在一格"},
	models.FundApplied:   {"累计申报金额", "12000", "填本月数"},
	models.FundApproved:  {"累计批复（下达）金额", "10000", "填本月数"},
	models.FundArrived:   {"累计到位金额", "8000", "填本月数"},
	models.FundPaid:      {"累计拨付（支出）金额", "6500", "填本月数"},
	models.FundWork:      {"已形成的实物工作量，折成金额", "6000", ""},
	models.FundArrivedOn: {"最近一笔到位的日期；不填按当月末计算", "2021-06-30", "只写年份"},
	models.FundNote:      {"支出多于到位、到位多于批复或累计数减少的，写明原因", "", ""},
}

// fundFormFields are the columns of the form.
var fundFormFields = []models.FundField{models.FundCode, models.FundProject, models.FundOf, models.FundApplied,
	models.FundApproved, models.FundArrived, models.FundPaid, models.FundWork, models.FundArrivedOn, models.FundNote}

// WriteFundsForm writes the form with its guide. Errors are KindInternal.
func WriteFundsForm(w io.Writer, f FundsForm) error {
	month := fmt.Sprintf("%d年%d月", f.Month.Year(), f.Month.Number())
	out := &form{
		sheet: "资金台账", title: "截至" + month + "资金台账", from: "填报单位：　　　　" + schedulingNote, unit: "单位：万元",
		blank: blankLines, ask: "金额均为截至" + month + "底的累计数；请只填写浅黄色单元格。",
		columns: []formColumn{{column: column{key: "number", head: "序号", width: 6, show: showCentre},
			help: &help{"行号，可以不填", "", ""}}},
	}
	for _, field := range fundFormFields {
		out.columns = append(out.columns, fundColumn(field, f.Sources))
	}
	for i, l := range f.Lines {
		out.lines = append(out.lines, []any{i + 1, text(l.Code), text(l.Name), text(l.Source), amount(l.Applied),
			amount(l.Approved), amount(l.Arrived), amount(l.Paid), amount(l.Work), nil, text(l.Note)})
	}
	return writeForms(w, out.title, &guide{title: "资金台账填报说明", year: f.Month.Year(), steps: []string{
		"每个项目每种资金来源一行；没有变化的照抄上期累计数。",
		"支出不多于到位，到位不多于批复，批复不多于申报；累计数不减少。确有例外的在“说明”中写明原因。",
		"支出率由系统计算，不需要填写。",
		"填好后交" + f.To + "导入：先预览变化和问题，确认后一次生效，可以撤销。",
	}}, out)
}

func fundColumn(field models.FundField, sources []string) formColumn {
	h := fundHelp[field]
	c := formColumn{column: column{key: string(field), head: field.Chinese(), width: 14, show: showCentre}, fill: true,
		help: &h}
	amounts := models.FundAmounts{}
	switch {
	case amounts.Of(field) != nil:
		c.show, c.unit, c.rule, c.blank = showAmount, models.WanYuan, ruleAmount, true
	case field == models.FundOf:
		c.choices, c.width = sources, 18
	case field == models.FundArrivedOn:
		c.show, c.rule = showDate, ruleDate
	case field == models.FundProject:
		c.width, c.show = 34, showText
	case field == models.FundNote:
		c.width, c.show = 26, showText
	}
	return c
}
