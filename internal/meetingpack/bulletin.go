package meetingpack

import (
	"bytes"
	"strings"

	"duban/internal/document"
	"duban/internal/wordform"
)

// Bulletin writes the 调度情况 by the office's own template, or by that of the program.
func (p Pack) Bulletin() ([]byte, error) {
	form := p.Own
	if form == nil {
		standard, err := Standard()
		if err != nil {
			return nil, err
		}
		read, err := wordform.Read(standard, Known)
		if err != nil {
			return nil, err
		}
		form = &read
	}
	return form.Fill(p.Values())
}

// Standard is the program's template of the 调度情况 by the layout of GB/T 9704-2012, to be used or to be changed.
func Standard() ([]byte, error) {
	d := document.Document{Title: "调度情况"}
	d.Add(document.Mark, "送审稿")
	d.Add(document.Title, "{{清单名称}}{{月份}}月调度情况")
	d.Add(document.Centre, "{{编制单位}}　{{编制日期}}")
	d.Add(document.Head, "一、总体情况")
	d.Add(document.Text, "{{总体情况}}")
	d.Add(document.Text, "{{未报齐说明}}")
	table := func(grid []int, heads, cells []string) {
		d.Blocks = append(d.Blocks, document.Block{Grid: grid, Rows: []document.Row{cellsOf(true, heads),
			cellsOf(false, cells)}})
	}
	d.Blocks = append(d.Blocks, document.Block{Grid: []int{3, 3, 3, 3}, Rows: []document.Row{
		cellsOf(true, []string{"指标", "万元", "指标", "万元或占比"}),
		pair("年度计划投资", "{{年度计划万元}}", "占年度计划", "{{计划完成率}}"),
		pair("本月完成投资", "{{本月完成万元}}", "占年度目标", "{{目标完成率}}"),
		pair("1-{{月份}}月累计完成投资", "{{累计完成万元}}", "较序时", "{{与序时差距}}"),
		pair("序时目标", "{{序时目标万元}}", "距年度目标（亿元）", "{{距年度目标亿元}}"),
	}})
	d.Add(document.Head, "二、开工、竣工和纳统情况")
	d.Add(document.Text, "{{开工竣工纳统情况}}")
	d.Add(document.Head, "三、责任单位完成情况")
	table([]int{12, 46, 16, 24, 24, 13, 13, 13, 16}, []string{"序号", "责任单位", "项目数", "占年度计划", "占序时", "绿灯", "黄灯", "红灯",
		"无数据"},
		listOf("责任单位", "序号", "名称", "项目数", "计划完成率", "序时完成率", "绿灯数", "黄灯数", "红灯数", "无数据数"))
	d.Add(document.Head, "四、滞后项目")
	d.Add(document.Text, "{{滞后情况}}")
	table([]int{12, 36, 25, 25, 20, 20, 15, 38}, []string{"序号", "项目名称", "责任单位", "包保领导", "占年度计划", "占序时", "亮灯", "主要问题"},
		listOf("滞后项目", "序号", "名称", "责任单位", "包保领导", "计划完成率", "序时完成率", "亮灯", "主要问题"))
	d.Add(document.Head, "五、需协调解决的问题")
	table([]int{12, 34, 16, 44, 24, 26, 18}, []string{"序号", "项目", "类别", "问题", "责任部门", "办结时限", "状态"},
		listOf("存在问题", "序号", "项目", "类别", "内容", "责任部门", "办结时限", "状态"))
	d.Add(document.Head, "六、上次会议议定事项落实情况")
	table([]int{12, 48, 26, 26, 16, 46}, []string{"序号", "议定事项", "责任单位", "办结时限", "状态", "落实情况"},
		listOf("议定事项", "序号", "事项", "责任单位", "办结时限", "状态", "落实情况"))
	d.Add(document.Head, "七、下一步要求")
	d.Add(document.Text, "请各责任单位、镇办对照滞后项目和问题清单，逐项明确责任人和完成时限，加快推进，于下次调度前报送进展情况。")
	d.Blocks = append(d.Blocks, document.Block{Style: document.Text})
	d.Add(document.Signature, "{{编制单位}}")
	d.Add(document.Signature, "{{编制日期}}")
	d.Add(document.Note, "{{数据说明}}{{金额说明}}")
	d.Add(document.Note, "本件由督办系统生成，供送审使用，以正式印发的文件为准。")
	var out bytes.Buffer
	err := document.Write(&out, d)
	return out.Bytes(), err
}

// listOf are the placeholders of a list's fields.
func listOf(list string, fields ...string) (cells []string) {
	for _, field := range fields {
		cells = append(cells, "{{"+list+"."+field+"}}")
	}
	return cells
}

func cellsOf(head bool, texts []string) document.Row {
	row := document.Row{Head: head}
	for _, text := range texts {
		number := strings.HasSuffix(text, "数}}") || strings.HasSuffix(text, "率}}")
		row.Cells = append(row.Cells, document.Cell{Text: text, Right: number})
	}
	return row
}

// pair is a row of two names with their figures.
func pair(name, value, second, other string) document.Row {
	return document.Row{Cells: []document.Cell{{Text: name}, {Text: value, Right: true}, {Text: second},
		{Text: other, Right: true}}}
}
