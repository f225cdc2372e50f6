package importer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"duban/models"
)

// thing is a project as it truly is; a sketch draws it and reading the drawing must give it back.
type thing struct {
	name, unit, owner, place, scale, code string
	stage                                 models.Stage
	total, before, plan, month, ytd       models.Money
	start, finish                         models.Month
	major                                 bool
	parts                                 []string
	section                               string // path, as read
}

// group is a section with its projects or inner sections.
type group struct {
	label  string // as read: marked, without the count
	things []*thing
	groups []*group
}

func (g *group) all() []*thing {
	all := slices.Clone(g.things)
	for _, inner := range g.groups {
		all = append(all, inner.all()...)
	}
	return all
}

// pillar is a column of a sketch.
type pillar struct {
	path  []string                    // header cells from the top down
	cell  func(t *thing) any          // of a project's row
	money func(t *thing) models.Money // of amounts, for the sums; nil otherwise
}

// sketch is one way a bureau draws a list. Its fields are what a trap sets; what it leaves is drawn by chance.
type sketch struct {
	chance *rand.Rand
	kind   string // "plan", "progress"
	unit   models.Unit
	year   int
	month  int

	above          [][]any // rows above the header, after the title
	title          string
	noTitle        bool
	unitIn         string // "row", "title", "header", "bracket row"
	height         int    // of the header, at least
	merged         bool
	spaced         bool
	words          map[string]string
	extra          []pillar
	before         []string // columns of this kind come first
	drop           []string // columns left out
	numbersOver    bool     // bare numbers above the header
	numbersRow     bool
	instruction    bool
	levels         int // of sections, 0–3
	styles         []string
	counts         string // "none", "label", "column", "bracket"
	subtotals      string // "none", "row", "below"
	totals         string // "none", "top", "bottom"
	totalWord      string
	repeatedHeader bool // the header repeated below each outer section
	marks          string
	amounts        string // "number", "text", "own unit"
	dates          string // "dot", "chinese", "dash", "real"
	numbering      string // "rising", "restart", "(1)", "1.0", "一"
	foot           []string
	ofWhich        bool
	bundles        string // "", "inside", "bracket", "blank"
	funding        bool
	offset         int // blank columns at the left
	merges         []string
	rows           [][]any
	n              int
	columns        []pillar
	top            []*group
}

func (s *sketch) pick(words ...string) string { return words[s.chance.IntN(len(words))] }
func (s *sketch) maybe() bool                 { return s.chance.IntN(2) == 0 }

func newSketch(seed uint64) *sketch {
	s := &sketch{chance: rand.New(rand.NewPCG(seed, 7)), kind: "plan", year: 2021, month: 6, words: map[string]string{}}
	s.unit = []models.Unit{models.WanYuan, models.WanYuan, models.YiYuan, models.Yuan}[s.chance.IntN(4)]
	s.unitIn = s.pick("row", "title", "header", "bracket row")
	s.height = 1 + s.chance.IntN(3)
	s.merged, s.spaced = s.chance.IntN(3) > 0, s.maybe()
	s.levels = s.chance.IntN(4)
	s.counts = s.pick("none", "label", "column", "bracket")
	s.subtotals = s.pick("none", "row", "below")
	s.totals = s.pick("none", "top", "bottom")
	s.totalWord = s.pick("合计", "总计", "合  计", "总 计", "共计")
	s.amounts = s.pick("number", "number", "text", "own unit")
	s.dates = s.pick("dot", "chinese", "dash", "real")
	s.numbering = s.pick("rising", "restart", "1.0")
	s.numbersRow = s.chance.IntN(4) == 0
	if s.maybe() {
		s.foot = []string{"注：本表由区重点项目办编制。", "填报人：        审核人：        填报日期："}
	}
	return s
}

var sketchStyles = [][]string{
	{"一、", "（一）", "1、"}, {"一、", "（一）", "(1)"}, {"第一部分", "一、", "（一）"}, {"Ⅰ", "一、", "（一）"}, {"一、", "（一）", "①"},
	{"一、", "（一）", "——"},
}

var chinese = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

func sectionLabel(style string, i int, word string) string {
	switch style {
	case "一、":
		return chinese[i] + "、" + word
	case "（一）":
		return "（" + chinese[i] + "）" + word
	case "1、":
		return fmt.Sprintf("%d、%s", i+1, word)
	case "(1)":
		return fmt.Sprintf("(%d)%s", i+1, word)
	case "第一部分":
		return "第" + chinese[i] + "部分 " + word
	case "Ⅰ":
		return string(rune('Ⅰ'+i)) + " " + word
	case "①":
		return string(rune('①'+i)) + word
	case "——":
		return "——" + word
	}
	return word
}

var sectionWords = [][]string{{"产业项目", "基础设施项目", "民生项目"}, {"电子信息", "新材料", "现代物流"}, {"高新区片", "经开区片", "城区片"}}

// populate invents the projects and the sections they are in.
func (s *sketch) populate() {
	if s.styles == nil {
		s.styles = sketchStyles[s.chance.IntN(len(sketchStyles))]
	}
	used := 0
	var grow func(depth int, path []string) *group
	fill := func(g *group, path []string) {
		for range 2 + s.chance.IntN(3) {
			g.things = append(g.things, s.thing(used, strings.Join(path, " / ")))
			used++
		}
	}
	grow = func(depth int, path []string) *group {
		g := &group{}
		if depth == s.levels {
			fill(g, path)
			return g
		}
		for i := range 2 {
			label := sectionLabel(s.styles[depth], i, sectionWords[depth][i])
			inner := grow(depth+1, append(slices.Clone(path), strings.Join(strings.Fields(label), "")))
			inner.label = label
			g.groups = append(g.groups, inner)
		}
		return g
	}
	root := grow(0, nil)
	s.top = root.groups
	if s.levels == 0 {
		s.top = []*group{root}
	}
}

var units = []string{"区工信局", "区住建局", "区教育局", "傅家镇", "区交通局"}

func (s *sketch) thing(i int, section string) *thing {
	kinds := []string{"智能制造产业园", "道路改造工程", "第三小学新建", "污水处理厂提标", "数字物流中心", "康养综合体"}
	t := &thing{
		name: fmt.Sprintf("%s第%d期%s", []string{"张店", "齐鲁", "创业"}[i%3], i+1, kinds[i%len(kinds)]), section: section,
		unit: units[i%len(units)], owner: fmt.Sprintf("山东%s建设有限公司", chinese[i%10]), place: "柳泉路以东",
		code:  fmt.Sprintf("ZD-2021-%03d", i+1),
		scale: fmt.Sprintf("新建厂房%d平方米，购置设备%d台（套）。", 1000*(i+1), 10+i),
		stage: []models.Stage{models.StageNewStart, models.StageCarried, models.StageCompleting}[i%3],
		start: models.MonthOf(2020+i%2, 3+i%7), finish: models.MonthOf(2022, 2+i%8),
	}
	hundred := func(low, high int) models.Money { // fen, in steps of 100 元: what every unit shows exactly
		return models.Money(low+s.chance.IntN(high-low)) * 10_000
	}
	t.total = hundred(800_000, 9_000_000)
	t.plan = hundred(200_000, 400_000)
	t.before = hundred(10_000, 300_000)
	t.month = hundred(1_000, 20_000)
	t.ytd = t.month + hundred(10_000, 100_000)
	return t
}

// amount draws an amount in the column's unit.
func (s *sketch) amount(m models.Money, unit models.Unit) any {
	plain := strings.TrimSuffix(m.In(unit), ".00")
	switch s.amounts {
	case "text":
		integer, decimals, cut := strings.Cut(plain, ".")
		for i := len(integer) - 3; i > 0; i -= 3 {
			integer = integer[:i] + "," + integer[i:]
		}
		if cut {
			integer += "." + decimals
		}
		return " " + integer
	case "own unit":
		if m%3 == 0 {
			return strings.TrimSuffix(m.In(models.WanYuan), ".00") + "万元"
		}
	}
	return float64(m) / float64(unit.Fen())
}

func (s *sketch) date(m models.Month) any {
	switch s.dates {
	case "dot":
		return fmt.Sprintf("%d.%02d", m.Year(), m.Number())
	case "chinese":
		return fmt.Sprintf("%d年%d月", m.Year(), m.Number())
	case "dash":
		return fmt.Sprintf("%d-%02d", m.Year(), m.Number())
	}
	return fmt.Sprintf("%d/%d/%d", m.Year(), m.Number(), m.Last().Day())
}

// pillars are the columns, in the order they stand.
func (s *sketch) pillars() []pillar {
	word := func(field string, variants ...string) string {
		if w, ok := s.words[field]; ok {
			return w
		}
		w := s.pick(variants...)
		if s.spaced && len([]rune(w)) == 4 {
			r := []rune(w)
			w = s.pick(string(r[:2])+"\n"+string(r[2:]), string(r[0])+" "+string(r[1])+" "+string(r[2])+" "+string(r[3]), " "+w,
				"*"+w)
		}
		return w
	}
	suffix := ""
	if s.unitIn == "header" {
		suffix = s.pick("（", "(") + string(s.unit) + "）"
	}
	money := func(get func(*thing) models.Money, path ...string) pillar {
		path[len(path)-1] += suffix
		return pillar{path: path, money: get, cell: func(t *thing) any { return s.amount(get(t), s.unit) }}
	}
	text := func(get func(*thing) any, path ...string) pillar { return pillar{path: path, cell: get} }
	total := func(t *thing) models.Money { return t.total }
	plan := func(t *thing) models.Money { return t.plan }
	named := map[string]pillar{
		"unit":  text(func(t *thing) any { return t.unit }, word("unit", "责任单位", "牵头单位", "主管部门", "推进责任单位", "主责单位")),
		"owner": text(func(t *thing) any { return t.owner }, word("owner", "建设单位", "项目业主", "项目法人", "实施单位")),
		"place": text(func(t *thing) any { return t.place }, word("place", "建设地点", "项目地点", "建设地址")),
		"scale": text(func(t *thing) any { return t.scale }, word("scale", "建设内容及规模", "主要建设内容", "建设规模及\n主要建设内容")),
		"stage": text(func(t *thing) any { return stageSaid[t.stage] }, word("stage", "项目性质", "建设阶段", "项目状态")),
		"total": money(total, word("total", "总投资", "项目总投资", "计划总投资", "概算总投资")),
		"before": money(func(t *thing) models.Money { return t.before },
			word("before", "截至2020年底累计完成投资", "至2020年底\n累计完成投资", "截至上年底累计完成投资")),
		"plan":   money(plan, word("plan", "2021年计划投资", "2021年度计划投资", "年度计划投资", "2021年投资计划")),
		"start":  text(func(t *thing) any { return s.date(t.start) }, word("start", "计划开工时间", "开工-时间", "拟开工时间")),
		"finish": text(func(t *thing) any { return s.date(t.finish) }, word("finish", "计划竣工时间", "拟竣工时间", "计划完工时间")),
		"month":  money(func(t *thing) models.Money { return t.month }, word("month", "6月完成投资", "本月完成投资", "当月完成投资")),
		"ytd":    money(func(t *thing) models.Money { return t.ytd }, word("ytd", "1-6月累计完成投资", "年初至本月累计完成投资", "本年累计完成投资")),
		"remark": text(func(*thing) any { return nil }, "备注"),
	}
	if s.height > 1 {
		plan := named["plan"]
		switch s.chance.IntN(3) {
		case 0:
			plan.path = []string{"2021年计划投资", s.pick("小计", "合计", "计划投资", "总额") + suffix}
		case 1:
			plan.path = []string{"2021年投资情况", "计划投资" + suffix}
		default:
			plan.path = []string{"投资情况", plan.path[0]}
			total := named["total"]
			total.path = []string{"投资情况", total.path[0]}
			named["total"] = total
		}
		if _, fixed := s.words["plan"]; !fixed {
			named["plan"] = plan
		}
	}
	order := []string{"unit", "owner", "place", "scale", "stage", "start", "finish"}
	s.chance.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	amounts := []string{"total", "before", "plan"}
	if s.kind == "progress" {
		amounts = []string{"plan", "month", "ytd"}
	}
	if s.maybe() {
		order = append(amounts, order...)
	} else {
		order = append(order, amounts...)
	}
	order = append(order, "remark")
	number := pillar{path: []string{word("number", "序号", "编号", "序 号", "No")}}
	name := pillar{path: []string{word("name", "项目名称", "项目全称", "工程名称", "项 目 名 称", "重点项目名称")},
		cell: func(t *thing) any { return s.nameOf(t) }}
	columns := []pillar{number, name}
	for _, key := range slices.Concat(s.before, order) {
		if p, ok := named[key]; ok && !slices.Contains(s.drop, key) {
			columns = append(columns, p)
			delete(named, key)
		}
	}
	return append(columns, s.extra...)
}

var stageSaid = map[models.Stage]string{models.StageNewStart: "新开工", models.StageCarried: "续建",
	models.StageCompleting: "竣工投产"}

func (s *sketch) nameOf(t *thing) string {
	name := t.name
	if s.marks != "" && t.major {
		name = s.pick(s.marks+name, name+s.marks, s.marks+" "+name)
	}
	return name
}
