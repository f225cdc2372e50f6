package importer

import (
	"regexp"
	"strings"
)

// headerPatterns recognise headers that a table of words cannot list. The first match counts.
var headerPatterns = []struct {
	pattern *regexp.Regexp
	field   Field
	sure    float64
}{
	{regexp.MustCompile(`序时|应完成|1-M月.*(计划|目标)|M月.*(计划|目标).*投资`), FieldOther, .85},
	{regexp.MustCompile(`^(预计|预计到|计划|拟)?(截至|截止|至|到|开工至|自开工至)?(Y年|上年|上一年度?|去年)(M月)?(底|末|年底|年末)(以?前)?(预计)?(累计)?(可|将)?(已)?` +
		`(完成|实际完成)?(累计)?投资(额|数)?$`),
		FieldToEndOfLastYear, .85},
	{regexp.MustCompile(`^(Y年)?(M月|本月|当月)?(份)?(上|中|下)旬(实际)?(完成)?(投资)?(额|数)?$`), FieldTenDays, .95},
	{regexp.MustCompile(`^(Y年)?(下半年|第?[二三四2-4]季度|[Qq][1-4])(实际|累计)?完成(投资)?(额|数)?$`), FieldOther, .85},
	{regexp.MustCompile(`(上|中|下)旬.*(计划|目标)|(计划|目标).*(上|中|下)旬`), FieldOther, .85},
	{regexp.MustCompile(`(自?开工(以来|至今|至|以后)|建设以来|项目开工).*(完成|投资)`), FieldToDate, .85},
	{regexp.MustCompile(`^(Y年|今年|本年|年初)?(以来)?(截至|截止)?(1-M月).*(完成|投资|累计)`), FieldYearToDate, .85},
	{regexp.MustCompile(`(年初|本年|当年|今年|年度|Y年).*累计.*(完成|投资)`), FieldYearToDate, .85},
	{regexp.MustCompile(`^(Y年)?M月(当月)?.*(完成|实际).*投资`), FieldMonthAmount, .85},
	{regexp.MustCompile(`^(本月|当月|本期).*投资|^(本月|当月)$`), FieldMonthAmount, .85},
	{regexp.MustCompile(`^累计完成(额|情况)?$`), FieldYearToDate, .85},
	{regexp.MustCompile(`联系(人|电话|方式)|电话|手机`), FieldContact, .85},
	{regexp.MustCompile(`^(截至|截止|至)(Y年)?(M月|目前|当前|本月)(底|末)?.*累计.*(完成|投资)`), FieldYearToDate, .7},
	{regexp.MustCompile(`^(累计|完成|投资)*占.*(计划|任务|目标).*(率|比例|比重|占比|%|比)$|^(累计)?完成.*(计划|任务|目标).*(率|比例|%)$`), FieldRate, .85},
	{regexp.MustCompile(`(率|比例|占比|%)$`), FieldRate, .7},
	{regexp.MustCompile(`^(Y年|年度|全年|当年|本年度?).*(计划|目标|拟|预计).*投资(额|数)?$|^(Y年|年度|全年|当年|本年度?)投资.*(计划|目标|任务)`), FieldAnnualPlan,
		.85},
	{regexp.MustCompile(`^(Y年|年度|全年).*(工作|建设|任务|进度).*(目标|任务|内容)$`), FieldGoal, .85},
	{regexp.MustCompile(`^(截至|截止|至)?(Y年)?M月(份)?(底|末)?(累计)?(工程|项目|施工)?(形象|形象进度|工程进度|施工进度|进度|进展)(情况)?$`), FieldPhysical,
		.85},
	{regexp.MustCompile(`形象进度`), FieldPhysical, .8},
	{regexp.MustCompile(`^(本月|目前|当前|截至目前|主要|项目|工程|建设|推进|施工)+(主要|工作|建设)?(进展|进度)(情况)?$`), FieldPhysical, .85},
	{regexp.MustCompile(`^(Y年|年度|全年|近期|下一步)?前期工作?.*(目标|任务|内容|安排|计划)$`), FieldGoal, .85},
	{regexp.MustCompile(`^(项目)?(估算|匡算|暂估)(总投资|投资)(额|数)?$|^(项目)?(总投资|投资)(估算|匡算)(额|数)?$`), FieldTotalInvestment, .85},
	{regexp.MustCompile(`总投资|^(项目)?投资额$`), FieldTotalInvestment, .8},
	{regexp.MustCompile(`^单位(名称)?$`), FieldResponsibleUnit, .6},
	{regexp.MustCompile(`^(存在|需).*(问题|困难|事项)`), FieldProblems, .85},
	{regexp.MustCompile(`^下(一)?(步|阶段|月).*(计划|措施|打算|安排|工作)`), FieldNextStep, .85},
	{regexp.MustCompile(`^是否.*(纳统|入统)`), FieldStatistics, .85},
	{regexp.MustCompile(`^是否.*市(级)?(重大|重点)`), FieldCityMajor, .85},
	{regexp.MustCompile(`(包保|挂包|包靠|包联|挂钩|联系|挂点|帮包).*领导`), FieldSponsor, .85},
	{regexp.MustCompile(`建设(内容|规模)`), FieldScale, .8},
	{regexp.MustCompile(`项目名称`), FieldName, .8},
	{regexp.MustCompile(`(责任|牵头|主管|监管)(单位|部门)`), FieldResponsibleUnit, .8},
	{regexp.MustCompile(`(建设|业主|法人|实施)单位`), FieldOwner, .8},
}

// mapWord maps one header cell alone. Confidence: 1 for a listed word, .95 for one without its brackets, .85 for a
// pattern, .8 or less for a word inside the text.
func mapWord(h headerWord) (Field, float64) {
	if f, ok := wordFields[h.word]; ok {
		return f, 1
	}
	if f, ok := wordFields[h.bare]; ok && h.bare != "" {
		return f, .95
	}
	if f, sure := mapMore(h); f != FieldNone {
		return f, sure
	}
	if !containsAny(h.bare, patternWords) { // nearly all texts that are no header words, and the patterns are slow
		return mapTimed(h)
	}
	for _, p := range headerPatterns {
		if p.pattern.MatchString(h.bare) {
			return p.field, p.sure
		}
	}
	return mapTimed(h)
}

// patternWords are the words without which no header pattern matches.
var patternWords = []string{"投资", "完成", "累计", "实际", "计划", "目标", "任务", "内容", "序时", "电话", "手机", "联系", "率", "比", "%",
	"进度", "进展", "单位", "问题", "困难", "事项", "措施", "打算", "安排", "工作", "是否", "领导", "规模", "名称", "部门", "月", "期", "旬",
	"前期"}

// mapTimed maps a header of dates that names a milestone.
func mapTimed(h headerWord) (Field, float64) {
	if timed := strings.TrimSuffix(strings.TrimSuffix(h.bare, "时间"), "日期"); timed != h.bare &&
		containsAny(timed, milestoneWords) {
		return FieldMilestoneDate, .85
	}
	return FieldNone, 0
}
