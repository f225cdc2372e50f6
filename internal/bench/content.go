package main

import (
	"fmt"
	"iter"
	"strconv"

	"duban/models"
)

// A workbook has the columns of a district's progress sheet: repeated and unique texts, codes, dates, amounts.
var heads = []string{
	"序号", "项目编码", "项目名称", "责任单位", "建设单位", "产业类别", "项目性质", "建设地点", "建设内容及规模", "建设年限", "计划开工时间", "计划竣工时间", "总投资",
	"至2020年底累计完成投资", "2021年计划投资", "6月完成投资", "1-6月累计完成投资", "投资完成率", "形象进度", "存在问题",
}

const (
	columnCount  = 20
	codePrefix   = "ZD-2021-"
	sectionRows  = 2000
	firstAmount  = 12 // index of 总投资
	amountsCount = 5
	benchMonth   = 6
)

// work is one project with its month.
type work struct {
	number                                                       int
	code, name, unit, owner, sector, stage, place, scale, period string
	start, finish                                                models.Date
	total, before, plan, month, yearToDate                       models.Money
	physical, problems                                           string
}

var (
	trades  = []string{"新材料", "生物医药", "智能装备", "现代物流", "城市更新", "商贸综合体", "职业教育", "道路提升", "水环境治理", "数字经济"}
	sectors = []string{"产业项目", "基础设施", "社会民生", "现代服务业"}
	stages  = []string{"续建", "新开工", "竣工投产"}
	towns   = []string{"马尚街道", "房镇镇", "科苑街道", "公园街道", "傅家镇", "南定镇", "沣水镇", "湖田街道"}
	done    = []string{"主体结构施工至%d层，二次结构同步推进", "完成土方外运%d万方，正在进行桩基检测", "设备安装完成%d%%，正在办理消防验收", "室外管网敷设%d米，道路基层完成"}
)

// works yields the projects, always the same ones.
func works(n int) iter.Seq[work] {
	return func(yield func(work) bool) {
		for i := range n {
			trade, town := trades[i%len(trades)], towns[i/3%len(towns)]
			plan := models.Money(500_000+i*7919%9_000_000) * 100
			month := plan * models.Money(2+i%9) / 100
			w := work{
				number: i + 1, code: fmt.Sprintf("%s%06d", codePrefix, i+1), name: fmt.Sprintf("%s%s第%06d号建设项目", town, trade, i+1),
				unit: towns[i/7%len(towns)] + "办事处", owner: fmt.Sprintf("淄博%s第%d有限公司", trade, i/4),
				sector: sectors[i/sectionRows%len(sectors)],
				stage:  stages[i%len(stages)], place: fmt.Sprintf("%s第%d号路以东", town, i%400), period: fmt.Sprintf("%d-%d", 2019+i%3,
					2021+i%3),
				scale: fmt.Sprintf("总建筑面积%d平方米，建设标准厂房%d栋、研发楼%d栋及配套道路、管网、绿化等设施", 8000+i*37%90_000, 1+i%9, 1+i%3),
				start: models.DateOf(2019+i%3, 1+i%12, 1+i%28), finish: models.DateOf(2022+i%3, 1+i%12, 1+i%28),
				total: plan*3 + models.Money(i%100), before: plan, plan: plan, month: month, yearToDate: month * 5,
				physical: fmt.Sprintf(done[i%len(done)], 3+i%90), problems: "无",
			}
			if i%11 == 0 {
				w.problems = fmt.Sprintf("尚有%d户未签订征收协议，影响施工进场", 2+i%40)
			}
			if !yield(w) {
				return
			}
		}
	}
}

func (w work) amounts() [amountsCount]models.Money {
	return [amountsCount]models.Money{w.total, w.before, w.plan, w.month, w.yearToDate}
}

// look is a cell's style.
type look int

const (
	plain look = iota
	date
	amount
	rate
	looks
)

// field is a cell: a text, or a number as it is stored, possibly with a formula.
type field struct {
	text, number, formula string
	look                  look
}

func number(m models.Money) field { return field{number: m.In(models.WanYuan), look: amount} }

// sheetRows yields the rows of the sheet with their numbers from 1: title, unit, header, total, sections with
// subtotals.
func sheetRows(n int) iter.Seq2[int, []field] {
	return func(yield func(int, []field) bool) {
		row := 0
		put := func(fields ...field) bool {
			row++
			return yield(row, fields)
		}
		line := make([]field, columnCount)
		head := make([]field, columnCount)
		for i, h := range heads {
			head[i].text = h
		}
		if !put(field{text: "2021年6月重点项目进展情况表"}) || !put(field{text: "单位：万元"}) || !put(head...) {
			return
		}
		sums := sumsOf(n)
		if !put(sumRow("合计", sums[0], 5, 4+n+len(sums)-1)...) {
			return
		}
		for w := range works(n) {
			if section := w.number / sectionRows; w.number%sectionRows == 1 {
				last := min(n, w.number+sectionRows-1)
				title := fmt.Sprintf("%s、%s（%d个）", chinese(section+1), w.sector, last-w.number+1)
				if !put(sumRow(title, sums[section+1], row+2, row+2+last-w.number)...) {
					return
				}
			}
			for i, s := range []string{"", w.code, w.name, w.unit, w.owner, w.sector, w.stage, w.place, w.scale, w.period} {
				line[i] = field{text: s}
			}
			line[0] = field{number: strconv.Itoa(w.number)}
			line[10], line[11] = day(w.start), day(w.finish)
			for i, a := range w.amounts() {
				line[firstAmount+i] = number(a)
			}
			line[17] = field{number: strconv.FormatFloat(float64(w.yearToDate)/float64(w.plan), 'g', -1, 64),
				formula: fmt.Sprintf("Q%d/O%d", row+1, row+1), look: rate}
			line[18], line[19] = field{text: w.physical}, field{text: w.problems}
			if !put(line...) {
				return
			}
		}
	}
}

func day(d models.Date) field {
	return field{number: strconv.Itoa(int(d - models.DateOf(1899, 12, 30))), look: date}
}

// sumsOf returns the sums of all projects and then those of each section.
func sumsOf(n int) [][amountsCount]models.Money {
	sums := make([][amountsCount]models.Money, 1+(n+sectionRows-1)/sectionRows)
	for w := range works(n) {
		for i, a := range w.amounts() {
			sums[0][i] += a
			sums[1+(w.number-1)/sectionRows][i] += a
		}
	}
	return sums
}

func sumRow(title string, sums [amountsCount]models.Money, first, last int) []field {
	fields := make([]field, firstAmount+amountsCount)
	fields[0].text = title
	for i, s := range sums {
		fields[firstAmount+i] = number(s)
		fields[firstAmount+i].formula = fmt.Sprintf("SUBTOTAL(9,%c%d:%c%d)", 'A'+firstAmount+i, first, 'A'+firstAmount+i,
			last)
	}
	return fields
}

// chinese numbers sections: 一 to 九十九.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[max(n, 0)]
	case n < 20:
		return "十" + digits[n%10]
	}
	return digits[n/10%10] + "十" + digits[n%10]
}
