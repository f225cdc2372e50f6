package workbook

import (
	"fmt"
	"io"
	"strings"
)

// WriteMilestones writes a milestone plan, one row for each milestone, with the project's number, name and unit merged
// over its rows, and dates in the different notations of a bureau. The same table gives the same bytes. Errors are
// KindInternal.
func WriteMilestones(w io.Writer, t MilestoneTable) error {
	return writeBook(w, t.Title, milestoneSheet(t))
}

func milestoneSheet(t MilestoneTable) *table {
	coded, stars := false, false
	for _, p := range t.Projects {
		coded = coded || p.Code != ""
		stars = stars || p.CityMajor
	}
	columns := []column{{key: "number", head: "序号", width: 6, show: showCount}}
	if coded {
		columns = append(columns, column{key: "code", head: "项目编码", width: 13, show: showCentre})
	}
	columns = append(columns,
		column{key: "name", head: "项目名称", width: 36},
		column{key: "unit", head: "责任单位", width: 22, show: showCentre},
		column{key: "milestone", head: "节点名称", width: 30},
		column{key: "controlling", head: "是否控制性节点", width: 12, show: showCentre, choices: []string{"是", "否"}},
		column{key: "due", head: "计划完成时间", width: 18, show: showDate},
		column{key: "done", head: "实际完成时间", width: 18, show: showDate},
	)
	if t.Expected {
		columns = append(columns, column{key: "after", head: "前置节点", width: 24},
			column{key: "expected", head: "按前置节点推算", width: 18, show: showDate})
	}
	columns = append(columns, column{key: "note", head: "备注", width: 30})
	var lines [][]any
	for i, p := range t.Projects {
		for j, m := range p.Milestones {
			cells := []any{i + 1}
			if coded {
				cells = append(cells, text(p.Code))
			}
			cells = append(cells, starred(p.Name, p.CityMajor), text(p.ResponsibleUnit))
			if j > 0 {
				for k := range cells {
					cells[k] = down{}
				}
			}
			controlling := "否"
			if m.Controlling {
				controlling = "是"
			}
			hand := len(lines)
			if t.OneHand {
				hand = 0
			}
			cells = append(cells, m.Name, controlling, sheetDate(m.Due, hand), realDate(m.DoneOn, formatISODate))
			if t.Expected {
				cells = append(cells, text(strings.Join(m.After, "、")), realDate(m.Expected, formatISODate))
			}
			lines = append(lines, append(cells, text(m.Note)))
		}
	}
	return &table{
		sheet: fmt.Sprintf("%d年节点计划", t.Year), title: t.Title, preparedBy: preparedBy(t.PreparedBy),
		lineHeight: 20, columns: columns, groups: []group{{lines: lines}}, notes: withStarNote(stars, t.Notes), signed: true,
	}
}
