package workbook

import (
	"io"
	"strconv"

	"duban/importer"
	"duban/models"
)

// UrgentForm is a form for the columns that an urgent table (急报表) collects, one line a project.
type UrgentForm struct {
	Table models.UrgentTable
	To    string // who gets it back
	Lines []UrgentFormLine
}

// UrgentFormLine is a project with what was answered so far.
type UrgentFormLine struct {
	Code, Name, Owner, Unit string
	Answers                 map[string]string // by UrgentColumn.Key
}

// WriteUrgentForm writes the form: projects are given, the collected columns are to be filled in, and its ID is the
// table's. Errors are KindInternal.
func WriteUrgentForm(w io.Writer, f UrgentForm) error {
	t := f.Table
	out := &form{
		sheet: "急报表", title: t.Name, from: "填报单位：　　　　" + schedulingNote,
		ask: "请只填写浅黄色单元格；请于" + t.Due.Minute() + "前报送" + f.To + "。", id: t.ID, warns: true,
		columns: []formColumn{
			{column: column{key: "number", head: "序号", width: 6, show: showCount}, field: importer.FieldNumber},
			{column: column{key: "code", head: "项目编码", width: 14, show: showCentre}, field: importer.FieldCode},
			{column: column{key: "name", head: "项目名称", width: 34}, field: importer.FieldName},
			{column: column{key: "owner", head: "建设单位", width: 22}, field: importer.FieldOwner},
			{column: column{key: "unit", head: "责任单位", width: 18, show: showCentre}, field: importer.FieldResponsibleUnit},
		},
	}
	for _, c := range t.Columns {
		out.columns = append(out.columns, urgentColumn(c))
	}
	for i, line := range f.Lines {
		cells := []any{i + 1, text(line.Code), line.Name, text(line.Owner), text(line.Unit)}
		for _, c := range t.Columns {
			cells = append(cells, urgentCell(c, line.Answers[c.Key]))
		}
		out.lines = append(out.lines, cells)
	}
	return writeForms(w, t.Name, &guide{title: t.Name + "填报说明", year: t.Year, steps: []string{
		"只填浅黄色单元格，每个项目一行；无内容的填“无”，空白为未填。",
		"表格已保护，不设密码：请勿增删行列或改动表头和项目编码。",
		"填好后原样（xlsx 或 xls）交回" + f.To + "，或登录后在“急报表”中直接填写、上传。",
	}}, out)
}

func urgentColumn(c models.UrgentColumn) formColumn {
	out := formColumn{column: column{key: c.Key, head: c.Name, width: 22}, fill: true}
	switch c.Kind {
	case models.UrgentNumber:
		out.width, out.show, out.rule = 14, showNumber, ruleNumber
	case models.UrgentDate:
		out.width, out.show, out.rule = 14, showDate, ruleDate
	case models.UrgentText:
	}
	return out
}

// urgentCell returns an answer as a cell of a form.
func urgentCell(c models.UrgentColumn, answer string) any {
	switch value := UrgentValue(c.Kind, answer).(type) {
	case float64:
		return plain(value)
	case models.Date:
		return realDate(value, formatISODate)
	case string:
		return text(value)
	}
	return nil
}

// UrgentValue returns an answer as a form is filled with it: a number, a day, a text, or nil for none.
func UrgentValue(kind models.UrgentKind, answer string) any {
	switch kind {
	case models.UrgentNumber:
		if number, err := strconv.ParseFloat(answer, 64); err == nil {
			return number
		}
	case models.UrgentDate:
		if day, err := models.ParseDate(answer); err == nil && day != 0 {
			return day
		}
	case models.UrgentText:
	}
	if answer == "" {
		return nil
	}
	return answer
}
