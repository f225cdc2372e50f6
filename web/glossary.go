package web

// term is a word of the trade with what it means here and, where there is one, the trap in it.
type term struct {
	key  string
	word phrase
	text phrase
}

// glossary lists the terms in the order in which the help page tells them. A page explains one where it stands:
// {{template "tip" (term "completion-rate")}}.
var glossary = []term{
	{"key-project", "重点项目", "列入区年度重点项目清单的项目。同一项目可以同时列入市重大项目清单。"},
	{"programme", "项目清单", "一个年度的一批项目，有自己的目标。年中增减须有日期和文号。"},
	{"implementation", "建设类与准备类", "建设类（实施类）当年要建设；准备类（前期）只做前期工作，不计入开工率的基数。"},
	{"stage", "项目性质", "新开工、续建或竣工投产。与建设性质（新建、扩建、改建、迁建）是两回事。"},
	{"owner", "项目单位", "建设单位、业主。由它报送节点和月报。"},
	{"responsible-unit", "责任单位", "牵头或主管的部门、镇办。排名按责任单位计。"},
	{"sponsor", "包保领导", "联系该项目的区领导。只报告情况，不会被发牌。"},
	{"investor", "投资主体", "政府、国有企业或社会资本。社会投资项目的正式文书发给责任单位或镇办，企业只收到提醒。"},
	{"controlling", "控制性节点", "开工、封顶、竣工、投产等关键节点。只有控制性节点逾期会升到红牌和挂牌督办，其他节点最高到黄牌。"},
	{"milestone", "节点", "项目计划中的一件事和它的完成期限。"},
	{"baseline", "基准日期", "最初定下的期限。批准的延期只改现行日期，不改基准日期。"},
	{"total-investment", "总投资", "项目从开工到建成的全部投资。"},
	{"annual-plan", "年度计划投资", "项目当年计划完成的投资。全部项目之和与全年目标是两个数。"},
	{"target", "全年目标", "人代会上承诺的数，年内不变。它不是各项目年度计划之和。"},
	{"to-end-of-last-year", "至上年底累计", "以前年度已经完成的投资，不计入当年。"},
	{"month-amount", "本月完成投资", "当月一个月完成的投资。"},
	{"year-to-date", "年初至本月累计", "当年一月起的累计，不含以前年度。本月累计应等于上月累计加本月完成。"},
	{"to-date", "开工至今累计", "含以前年度的累计，不应超过总投资。"},
	{"completion-rate", "投资完成率", "年初至本月累计除以年度计划投资，可以超过百分之百。汇总时注明基数，以及超额的项目是否封顶计算。"},
	{"scheduled", "序时进度", "到现在应当完成多少：按项目自己的月度计划，没有月度计划的按年度曲线。"},
	{"points", "百分点", "两个百分数之差。完成率百分之四十、序时百分之五十，是滞后十个百分点，不是滞后百分之十。"},
	{"physical", "形象进度", "工程做到哪里的文字说明，不是钱。"},
	{"estimate", "预计数", "每月二十五日前后报的当月估计数，之后由核定数代替。"},
	{"reported", "上报数", "项目单位报的数，尚未审定。"},
	{"approved", "审定数", "重点项目办审定的数。总览和排名用它。"},
	{"in-statistics", "入库纳统", "是否进入固定资产投资统计，有编码和日期。统计数由统计局汇总，不作为发牌的理由。"},
	{"start-rate", "开工率", "已开工项目数除以应开工的建设类项目数。开工日期有进场、施工许可、统计三种口径，须注明是哪一种。"},
	{"completing-rate", "竣工率", "已竣工项目数除以当年应竣工的项目数。"},
	{"statistics-rate", "纳统率", "已入库纳统的项目数除以应纳统的项目数。"},
	{"four-permits", "四证", "土地证、用地规划许可证、工程规划许可证、施工许可证。"},
	{"round", "一轮调度", "一个月的月报从报送、初审到审定。一月和二月合为一轮。次月五日前报核定数。"},
	{"pre-review", "初审", "责任单位或镇办先看一遍项目单位的填报，可以退回；之后由重点项目办审定。"},
	{"decision", "审定", "重点项目办对一次填报作出的决定：通过或退回。自己的填报不能自己审。"},
	{"return", "退回", "要求更正后重报。项目单位原来的期限继续计算，审核占用的工作日不计。"},
	{"on-behalf", "代填", "单位没有登录时由责任单位或重点项目办代为填报，记下谁填、替谁填、依据什么材料。"},
	{"entered-from-paper", "代录", "领导在纸上的签收和批示由政府办录入，附原件和日期。"},
	{"reminder", "提醒", "到期前七个、三个工作日和当天发出，不是督办。"},
	{"urging", "催办", "逾期第一个工作日起，通知项目单位负责人、责任单位联系人和重点项目办。"},
	{"yellow", "黄牌", "逾期六个工作日，或投资不足序时的百分之八十。"},
	{"red", "红牌", "控制性节点逾期十六个工作日，或连续两张黄牌，或投资不足序时的百分之六十。"},
	{"top", "挂牌督办", "控制性节点逾期三十一个工作日，或连续两张红牌。报区主要领导。"},
	{"sign-for", "签收", "收到督办事项的领导或单位表示已经看到。"},
	{"instruction", "批示", "领导对督办事项的书面要求，带期限时成为一项任务。"},
	{"reply", "答复", "责任单位或项目单位说明原因、措施和新的完成日期。"},
	{"no-data", "无数据", "没有报数、没有日期或数据过期。它单独成为一类，从不算作正常。"},
	{"trial", "试运行", "一切照算照显示，但不发出任何提醒和文书，到选定的日期才正式督办。"},
	{"extension", "延期", "到期前申请，写明新的日期。批准后按新日期督办，基准日期不变。"},
	{"pause", "停工", "批准的停工、不可抗力或等上级批复期间不计时，恢复后接着算。"},
	{"working-day", "工作日", "按国务院放假通知计算，含调休。没有通知的年份按周末推算并注明。"},
	{"adjustment", "动态调整", "年中增补、退出或在清单之间移动的项目，须有日期和文号，并写明以前的月份是否计入。"},
	{"bundled", "打包项目", "由若干子项目组成，合计只计一次。"},
}

var glossaryByKey = func() map[string]term {
	terms := map[string]term{}
	for _, t := range glossary {
		if _, twice := terms[t.key]; twice {
			panic("web: the glossary has " + t.key + " twice")
		}
		terms[t.key] = t
	}
	return terms
}()

// termOf is a term as the part "tip" shows it. A page that names a term the glossary has not is a defect.
func (l lang) termOf(key string) tip {
	t, ok := glossaryByKey[key]
	if !ok {
		panic("web: no term " + key)
	}
	return tipOf(t.word.in(l), t.text.in(l))
}
