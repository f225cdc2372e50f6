package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// valueRule maps an unknown header by its word and by what is in the column.
type valueRule struct {
	word  *regexp.Regexp
	holds func(p profile) bool
	field Field
}

// valueRules are tried in order; a field that the sheet has already is not given twice.
var valueRules = []valueRule{
	{regexp.MustCompile(`^(?:项目|建设|工程)?(?:性质|类型|情况|状态|阶段)$`), profile.stages, FieldStage},
	{regexp.MustCompile(`^(?:项目|投资|建设|资金)?(?:性质|类型|主体)$`), profile.investors, FieldInvestor},
	{regexp.MustCompile(`^(?:项目|建设|推进)?(?:性质|类型|类别)$`), profile.categories, FieldCategory},
	{regexp.MustCompile(`(?:开建|动工|开工|启动|进场)(?:情况|与否|建设)?$`), profile.answers, FieldStarted},
	{regexp.MustCompile(`(?:建成|完工|竣工|投产|投用)(?:情况|与否)?$`), profile.answers, FieldFinished},
	{regexp.MustCompile(`实际.*(?:开建|动工|开工)`), profile.dates, FieldActualStart},
	{regexp.MustCompile(`实际.*(?:建成|完工|竣工|投产|投用)`), profile.dates, FieldActualFinish},
	{regexp.MustCompile(`(?:开建|动工|开工|启动|进场|起)(?:建设|年月|时间|日期|年度|年份)?$`), profile.dates, FieldPlannedStart},
	{regexp.MustCompile(`(?:建成|完工|竣工|投产|投用|交付|完成|止)(?:年月|时间|日期|年度|年份)?$`), profile.dates, FieldPlannedFinish},
	{regexp.MustCompile(`(?:去年|上年|往年|历年|以前年度|上一年)(?:度|底|末|年底)?(?:前|止)?.*(?:投|完成|累计)`), profile.amounts,
		FieldToEndOfLastYear},
	{regexp.MustCompile(`(?:开工|开建|动工)(?:以来|至今).*(?:投|完成|累计)`), profile.amounts, FieldToDate},
	{regexp.MustCompile(`^(?:今年|本年|当年|年内|年初|Y年)(?:度|以来|至今)?.*(?:(?:累计|实际).*(?:投|完成)|已.*(?:投|完成))`), profile.amounts,
		FieldYearToDate},
	{regexp.MustCompile(`^(?:今年|本年|当年|年内|全年|年度|Y年)(?:度)?.*(?:计划|安排|拟|任务|目标|预计)`), profile.amounts, FieldAnnualPlan},
	{regexp.MustCompile(`^(?:本月|当月|M月)(?:份)?.*(?:投|完成|新增|实际)`), profile.amounts, FieldMonthAmount},
	{regexp.MustCompile(`(?:概算|估算|匡算|总额|总规模|总投入|总造价|造价|投资规模|投资总量)(?:额|数|金额|投资)?$`), profile.amounts, FieldTotalInvestment},
	{regexp.MustCompile(`(?:今年|本年|当年|年内|全年|年度|年底|Y年).*(?:目标|任务|形象|内容|计划|安排|打算)`), profile.sentences, FieldGoal},
	{regexp.MustCompile(`(?:形象|进展|进度|推进|现状|动态)(?:情况|描述)?$`), profile.sentences, FieldPhysical},
	{regexp.MustCompile(`(?:问题|困难|瓶颈|诉求|堵点|难点)`), profile.texts, FieldProblems},
	{regexp.MustCompile(`(?:下步|下一步|下阶段|措施|打算|对策)`), profile.texts, FieldNextStep},
	{regexp.MustCompile(`(?:内容|规模|概况|简介|简述)`), profile.texts, FieldScale},
	{regexp.MustCompile(`(?:业主|法人|承建|建设主体|投资主体|企业|建设方|出资)`), profile.names, FieldOwner},
	{regexp.MustCompile(`(?:责任|牵头|主管|承办|督办|推进|属地|落实|填报|报送).*(?:单位|部门|主体|镇|街|局)|^(?:属地|镇街|乡镇|街道|部门)$`), profile.names,
		FieldResponsibleUnit},
	{regexp.MustCompile(`领导`), profile.names, FieldSponsor},
	{regexp.MustCompile(`(?:地点|地址|位置|所在|坐落|选址)`), profile.texts, FieldPlace},
	{regexp.MustCompile(`(?:行业|产业|领域|板块)`), profile.texts, FieldSector},
	{regexp.MustCompile(`(?:年限|工期|周期|起止|起讫)`), profile.periods, FieldPeriod},
	{regexp.MustCompile(`(?:编码|代码|编号)$`), profile.codes, FieldCode},
}

// profile counts what the first cells of a column hold.
type profile struct {
	n, amount, date, answer, stage, nature, investor, category, period, code, text, long, yearly int
}

// most reports whether nine in ten cells of a column are of a kind.
func (p profile) most(n int) bool { return n > 0 && n*10 >= p.n*9 }

func (p profile) amounts() bool    { return p.most(p.amount) }
func (p profile) answers() bool    { return p.most(p.answer) }
func (p profile) stages() bool     { return p.most(p.stage) && p.nature*2 <= p.stage }
func (p profile) investors() bool  { return p.most(p.investor) }
func (p profile) categories() bool { return p.most(p.category) && !p.stages() }
func (p profile) periods() bool    { return p.most(p.period) || p.most(p.text+p.yearly) }
func (p profile) codes() bool      { return p.most(p.code) }
func (p profile) texts() bool      { return p.most(p.text) }
func (p profile) names() bool      { return p.most(p.text) && p.long*2 <= p.n && p.answer*2 < p.n }

// dates holds for a column of dates; bare years alone may be anything.
func (p profile) dates() bool { return p.most(p.date) && p.yearly < p.n }

// sentences holds for texts that describe something.
func (p profile) sentences() bool { return p.most(p.text) && p.answer*2 < p.n }

var (
	bareYear   = regexp.MustCompile(`^(?:19|20)\d{2}年?$`)
	yearsSpan  = regexp.MustCompile(`^(?:19|20)\d{2}年?(?:\d{1,2}月)?[-~—–－至到](?:(?:19|20)?\d{2})年?(?:\d{1,2}月)?$`)
	natureWord = regexp.MustCompile(`^(?:新建|扩建|改建|迁建|改扩建|新建、扩建|技改|技术改造|恢复|重建|单纯购置|改造)(?:项目)?$`)
)

// profileOf looks at the first rows of a column.
func (l *listing) profileOf(column int) (p profile) {
	for row := range l.sampled() {
		c := row.At(column)
		text := sheet.Fold(sheet.Display(c))
		if c.Kind != sheet.Text && c.Kind != sheet.Number && c.Kind != sheet.Bool || sheet.SaysNothing(text) ||
			c.Kind == sheet.Text && (len(row.Cells) <= 2 || totalWord.MatchString(text) || sectionNumber.MatchString(text)) {
			continue
		}
		p.n++
		p.count(c, text)
	}
	return p
}

func (p *profile) count(c sheet.Cell, text string) {
	add := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	year := bareYear.MatchString(text)
	add(&p.yearly, year)
	if _, known := yes(text); known || denied(text) || text == "已开工" || text == "已竣工" || text == "已建成" {
		p.answer++
	}
	isDate := c.Format.Date && c.Kind == sheet.Number
	if !isDate && c.Kind == sheet.Text || year {
		d := parseDate(c.Text, 2000)
		isDate = d.code == "" && d.day != 0
	}
	add(&p.date, isDate)
	add(&p.amount, !isDate && !year && (c.Kind == sheet.Number || parseAmount(c.Text, models.WanYuan).err == nil))
	add(&p.period, yearsSpan.MatchString(text))
	add(&p.code, looksLikeCode(text))
	if c.Kind != sheet.Text {
		return
	}
	_, stage := stageOf(text)
	add(&p.stage, stage)
	add(&p.nature, natureWord.MatchString(text))
	_, investor := investorOf(text)
	add(&p.investor, investor)
	_, category := categoryOf(text)
	add(&p.category, category)
	if !isPlainNumber(text) && !isDate {
		p.text++
		add(&p.long, len([]rune(text)) > 30)
	}
}

// settleByValues maps unknown columns by looking at their values too. A column that more than one rule fits takes the
// first; a field of which the sheet has a column stays where it is.
func (l *listing) settleByValues() {
	for i := range l.columns {
		g := &l.columns[i]
		if g.header == "" || g.answered || g.field != FieldNone || l.underMilestones(g) {
			continue
		}
		word := headerWordOf(g.leaf).bare
		var seen *profile
		for _, rule := range valueRules {
			if !rule.word.MatchString(word) || l.count(rule.field) > 0 && rule.field != FieldMonthAmount {
				continue
			}
			if seen == nil {
				p := l.profileOf(i)
				seen = &p
			}
			if seen.n > 0 && rule.holds(*seen) {
				g.field, g.confidence = rule.field, sureEnough
				break
			}
		}
		if g.field == FieldNone && seen != nil && seen.most(seen.nature) && strings.Contains(word, "性质") {
			g.field, g.confidence = FieldOther, sureEnough // 建设性质: 新建, 扩建
		}
	}
	l.settleNature()
}

// underMilestones reports whether a column may be a milestone of its own: its header is under 节点, or columns of
// milestones are beside it.
func (l *listing) underMilestones(g *guess) bool {
	for _, w := range g.words[:max(0, len(g.words)-1)] {
		if strings.Contains(w, "节点") || strings.Contains(w, "里程碑") {
			return true
		}
	}
	return l.count(FieldMilestoneDate) >= 2
}

// settleNature distinguishes 项目性质 as the stage of a project from 建设性质, which says whether something is built new or
// extended: with 扩建 or 改建 in the column, 新建 is no stage.
func (l *listing) settleNature() {
	for i := range l.columns {
		g := &l.columns[i]
		if g.field != FieldStage || g.answered || g.tick != "" || !strings.Contains(g.leaf, "性质") {
			continue
		}
		extended := 0
		for row := range l.sampled() {
			text := sheet.Fold(row.At(i).Text)
			if natureWord.MatchString(text) && !strings.HasPrefix(text, "新建") {
				extended++
			}
		}
		l.natures = extended > 0
		if p := l.profileOf(i); l.natures && p.most(p.nature) {
			g.field, g.confidence = FieldOther, sureEnough
		}
	}
}

// stageIn parses 项目性质. 新建 is no stage where the column says what is built.
func (l *listing) stageIn(text string) (models.Stage, bool) {
	if l.natures && natureWord.MatchString(sheet.Fold(text)) {
		return models.StageUnknown, true
	}
	return stageOf(text)
}
