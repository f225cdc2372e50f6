package api

// about is the documentation of an operation besides its summary.
type about struct {
	tag  string
	text string // Chinese: purpose and what to note
	en   string // the summary and the text, in English
	body string // example of a JSON body
}

// groups are the groups of operations, in the order of the documentation.
var groups = []struct{ name, text, en string }{
	{"项目", "项目清单、一个项目的全部内容和历史。", "Projects"},
	{"填报与审核", "报送节点和月报，审定，佐证材料。", "Submissions and reviews"},
	{"督办", "提醒、催办、达到黄牌标准、达到红牌标准、达到挂牌督办条件的事项及其签收、批示和答复。", "Escalations"},
	{"计划与清单", "调整计划，清单动态调整，结束试运行。", "Plans and lists"},
	{"批量办理", "对所选的多个项目或填报办理同一事项，先预览，逐项给出结果。", "Acts on several items"},
	{"消息", "发送渠道和发送记录。", "Messages"},
	{"导入", "上传工作簿，看清变化再提交，可以撤销。", "Imports"},
	{"导出与表格", "成品报表、填报表格、催报文字。", "Exports and forms"},
	{"汇总", "目标对照、排名、大屏。", "Figures"},
	{"账号", "账号、角色、会话和令牌。", "Accounts"},
	{"运行", "自检、核对、日志。", "Operation"},
}

// abouts maps the ID of each operation to its documentation.
var abouts = map[string]about{
	"list-projects": {tag: "项目", text: "只列本人可以看到的项目：项目单位和责任单位看自己的，其他看全部。筛选条件可以同时用。",
		en: "List projects: filtered, sorted, page by page. Owners and units see their own."},
	"show-project": {tag: "项目", text: "登记的事实、十二个月、节点、督办、填报。ETag 以项目版本开头，修改时放进 If-Match 可避免覆盖他人的改动。",
		en: "Show everything of one project. Its ETag goes into If-Match of a change."},
	"show-history": {tag: "项目", text: "谁在什么时候做了什么，包括系统记录的督办。", en: "Show a project's history, the newest first."},
	"list-tasks": {tag: "填报与审核", text: "todos 是要本人办理的全部事项（报送、改正、初审、审定、签收、反馈、办理、审批、发送），最急的在前；tasks 是其中填报的详情。",
		en: "List what I am asked to do now, the most urgent first."},
	"show-milestone-form": {tag: "填报与审核", text: "填报前读取，给出期限、上次所报和退回原因。",
		en: "Show what filling in a milestone needs to know."},
	"show-report-form": {tag: "填报与审核", text: "填报前读取，给出上月数、本月已报数和退回原因。",
		en: "Show what filling in a month needs to know."},
	"check-report": {tag: "填报与审核", text: "与提交时同样的核对，不留下任何记录。", en: "Check a month's report without saving it."},
	"show-receipt": {tag: "填报与审核", text: "返回 202 之后用请求编号查询，直到 pending 为 false。",
		en: "Ask what became of a write by its idempotency key."},
	"submit-milestone": {
		tag: "填报与审核",
		text: "先上传佐证材料，再用其返回的内容填 evidence，最多 10 个，且须为本人上传；名称、类型和大小以服务器上传时的记录为准，所填不采用。责任单位和重点项目办代填时写明 paper；on_behalf_of " +
			"由系统按项目单位填写，所填内容不采用。",
		en:   "Hand in a milestone as done. Upload the evidence first.",
		body: `{"milestone":"主体封顶","done_on":"2021-06-30","note":"已完成主体结构验收","evidence":[]}`,
	},
	"report-month": {
		tag: "填报与审核", text: "只填 estimate_fen 为当月预计数，不算报送；填 month_fen 为报送。累计不填时按上月累计加本月计算。",
		en:   "Hand in a month's report, or only its estimate.",
		body: `{"month":"2021-06","month_fen":12000000000,"year_to_date_fen":52000000000,"physical_progress":"主体施工至五层"}`,
	},
	"list-reviews": {tag: "填报与审核", text: "不分年度和清单，含等待天数、迟报天数和牌级；已销号项目的填报不在其中。",
		en: "List what waits for a decision, of every year and list."},
	"list-plans": {tag: "计划与清单", text: "每个项目的现行年度计划、导入时的数、延期节点数和停工。",
		en: "List what each project is held to and what was changed of it."},
	"show-plan": {tag: "计划与清单", text: "年度计划的每个版本，每次延期、停工、复工、取消和销号的原因、批准人和文号。",
		en: "Show a project's plan: every version and the grounds of every change."},
	"show-trial": {tag: "计划与清单", text: "试运行中本应发出的提醒和督办、导入时已逾期而未了结的数量，以及阶梯、灯色和曲线规则。",
		en: "Show what trial running recorded and the rules of the programme."},
	"set-rank": {
		tag: "计划与清单", text: "从现在起各处排名按另一规则排列，并印出规则名称；更改记入日志。",
		en:   "Rank the groups of a programme by another rule from now on; it is printed with every rank.",
		body: `{"rule":"schedule"}`,
	},
	"show-publishing": {
		tag: "计划与清单", text: "挂图、一页纸、月报等对外清单默认不列社会投资项目的金额；没有依据文号的不设黑榜，排名不受影响。",
		en: "Show what lists name that hang on walls or go out, and the document of the black list.",
	},
	"set-publishing": {
		tag: "计划与清单", text: "依据文号清空即不设黑榜。系统以外的消息一律不含社会投资项目的金额。更改记入日志。",
		en:   "Set what lists name that hang on walls or go out, and the document of the black list.",
		body: `{"private_amounts":"no","black_list_document":"张政办字〔2021〕15号"}`,
	},
	"set-colours": {
		tag: "计划与清单", text: "从现在起按另一套灯色规则显示；已达到的督办级别不变，更改记入日志。",
		en:   "Colour a programme by another rule set from now on. Cards on record stay.",
		body: `{"rules":"half-2021"}`,
	},
	"list-closings": {tag: "计划与清单", text: "月结是一个月的定稿：以后的调整、调出、改名都不改变它；更正或重新开启写成新的一版。",
		en: "List the closed months and confirmed upward reports with all versions, and what is still open."},
	"show-closing": {tag: "计划与清单", text: "某一版的逐项目数据、与现在的不同，以及谁已取得这一版数据。",
		en: "Show a version of a closing, line by line, with the differences to today and who has had its figures."},
	"preview-closing": {tag: "计划与清单", text: "合计、未报项目、沿用上期的项目和上一版；不作更改。",
		en: "Show what a closing would hold now: totals, missing and carried projects, the version before."},
	"close-month": {
		tag: "计划与清单", text: "kind 为 month 时办理月结，为 estimate、verified 时确认上报。全部审定的月份自动月结，不必办理。",
		en: "Close a month with the missing projects named, or confirm an upward report. A complete month closes by " +
			"itself.",
		body: `{"month":"2021-06","reason":"2个项目未报，沿用上期审定数"}`,
	},
	"reopen-month": {
		tag: "计划与清单", text: "写成新的一版，注明已重新开启；数据已导出或上报的须有依据文号。",
		en:   "Open a closed month again; its next version says so.",
		body: `{"month":"2021-06","reason":"一个项目数据有误","document":"区重点办〔2021〕12号"}`,
	},
	"show-target": {tag: "计划与清单", text: "年度目标由人代会确定，调整后计划另有文件，各项目计划之和是第三个数，三者分列；历次登记都在其中。",
		en: "Show the target, the adjusted plan and the sum of the plans, with every decision."},
	"decide-target": {
		tag: "计划与清单", text: "年度目标（decided）或调整后计划（adjusted），须有金额、文号和确定日期；变更须有新的文件，原有登记保留。",
		en:   "Enter the target as decided, or the adjusted plan, with its document. Earlier decisions stay on record.",
		body: `{"kind":"decided","amount_fen":882000000000,"decided_on":"2021-01-20","document":"张人发〔2021〕3号"}`,
	},
	"list-findings": {tag: "汇总", text: "只由重点项目办查看：各月完成投资相同、12月偏高、有投资无节点、当月偏高或偏低、照片重复、形象进度未改、封顶时投资偏少，各有依据。",
		en: "List what is to be verified, with its ground, for the office alone."},
	"show-finding": {tag: "汇总", text: "重点项目办看依据和办理情况；项目单位只看须说明的问题和自己的说明。",
		en: "Show one matter to verify; an owner sees the question alone."},
	"ask-finding": {tag: "汇总", text: "问题由系统给出，不含金额；说明期限为 5 个工作日。",
		en: "Put the question to the owner. It names no amount."},
	"explain-finding": {tag: "汇总", text: "项目单位说明，重点项目办可以代填；须写明凭证并附扫描件（先用 POST /api/v1/evidence 上传）。",
		en: "Explain, with the paper it rests on and its scan.",
		body: `{"text":"3月至5月按合同等额计量","paper":"计量支付证书〔2021〕3—5号",` +
			`"evidence":{"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","name":"计量支付证书.pdf"}}`},
	"settle-finding": {tag: "汇总", text: "由重点项目办署名核定；核定后同一事项不再列出，记录保留。", en: "Settle a matter; it does not come again.",
		body: `{"outcome":"right","reason":"已核对计量支付证书"}`},
	"show-forecast": {tag: "汇总", text: "由重点项目办和领导查看。各项目和全区的测算区间、按月均推算数、距目标缺口、完成年度计划即可弥补缺口的最少项目，" +
		"以及逾期节点、手续和问题影响的年度计划。不发项目单位、责任单位。",
		en: "Show what the year is expected to come to, for the office and leaders alone."},
	"show-year-end": {tag: "计划与清单", text: "全年预计不是月结数据；各项目列出结转到哪个项目，未完成节点转入下年还是终结，以及须先办理的事项。不作更改。",
		en: "Show what the year is expected to come to and what handing it over would do, project by project."},
	"hand-over-year": {
		tag: "计划与清单", text: "年度结束、下年清单已导入后办理：各项目未完成节点终结（下年计划列有的注明转入下年），上年督办停止。逐项目经流程办理，中断后自动续办；有待审节点的项目留待下次。",
		en: "Hand a year over to the next year's list: open milestones end, and the ladder of the year stops. Each " +
			"project is changed by its process; what is interrupted is resumed.",
		body: `{"document":"张重点办〔2022〕1号"}`,
	},
	"export-year": {tag: "导出与表格", text: "逐项目：审定数、未审定月份预计数、全年预计；12月月结前标明为预计，不是月结数据。",
		en: "Export what the year is expected to come to, project by project."},
	"export-forecast": {tag: "导出与表格", text: "逐项目：测算区间、按月均推算数、计入全区下限的数和受影响的年度计划；供重点项目办和领导，不外发。",
		en: "Export the forecast, project by project, for the office and leaders alone."},
	"list-urgent-tables": {tag: "导出与表格", text: "上级当天要的表：名称、时限、报送对象、已填几个项目。项目单位和责任单位看与自己有关的。",
		en: "List the urgent tables, the newest first. Owners and units see those that ask them."},
	"open-urgent-table": {tag: "导出与表格", text: "正文为要填的表格（.xlsx），没有表格时正文为空。认不出的列用 columns 说明一次，同样的表头以后都这样认。" +
		"收集的内容是调度数据，不作为统计数据，不改变项目数据。",
		en: "Enter an urgent table, with the form to be filled as the body, or with an empty body. What is collected " +
			"is for scheduling and changes no figure."},
	"show-urgent-table": {tag: "导出与表格", text: "各项目各列所填、谁填的、还有谁没有填；表格各列填什么。",
		en: "Show an urgent table: what each project answered, who has not, and what the form's columns are filled with."},
	"set-urgent-columns": {
		tag: "导出与表格", text: "columns 按列号或表头：field 为系统中的内容，collect 为向单位收集（text、number、date），都不写则留空。" +
			"more 为表格之外要收集的列，写了就替换原来的。已有单位填报的列不能删除。",
		en: "Say what the form's columns are: a field on record, a column to be collected, or blank. more are collected " +
			"columns outside the form.",
		body: `{"columns":{"E":{"collect":"number","name":"用工人数"},"F":{"field":"goal"}},` +
			`"more":[{"name":"负责人","kind":"text"}]}`,
	},
	"answer-urgent-table": {
		tag: "导出与表格", text: "values 按列的名称或代号；空值撤回所填。不是报送对象本身的，记为代填。全部记下或全部不记。",
		en:   "Answer an urgent table, all or nothing. Whoever is not of the receiver answers on its behalf.",
		body: `[{"project":"ZD-2021-001","values":{"用工人数":"120"}}]`,
	},
	"urgent-form": {tag: "导出与表格", text: "列出本人可以看到的项目和要收集的列，表单编号即急报表编号。",
		en: "Download the form for the collected columns; its ID is the table's."},
	"take-urgent-forms": {tag: "导出与表格", text: "一个工作簿或 .zip。按表单编号和表头认列，按编码或名称认项目，记为代填，以文件为依据；有误的单元格逐条列出，其余记下。",
		en: "Enter forms that came back on behalf of the receivers. What is wrong is listed, the rest is entered."},
	"fill-urgent-table": {tag: "导出与表格", text: "按上传表格的版式填好当月数据和收集的内容；没有上传表格的，给出收集的内容。没有填的逐条在响应头 Duban-Left 中。",
		en: "Download the form filled with the month's figures and what was collected."},
	"close-urgent-table": {tag: "导出与表格", text: "结束后不再收集，仍可填表下载。", en: "End an urgent table; nothing more is collected."},
	"list-platform-comparisons": {tag: "计划与清单", text: "已做过的比对：月份、平台、文件、何人何时比对，各有几个一致、不一致。",
		en: "List the comparisons with exports of the province's and the city's platforms, the newest first."},
	"compare-platform": {
		tag: "计划与清单", text: "正文为平台导出的 .xlsx、.xls 或 .csv，按项目代码、编码或名称对应，与该月在册数据（已月结的为月结数）比对；" +
			"只比对，不改数据，结果留存。代码存成数字而丢位的逐行指出，不予对应。",
		en: "Compare a platform's export with the figures on record for a month. It changes no figure; the comparison " +
			"is kept.",
	},
	"show-platform-comparison": {tag: "计划与清单", text: "比对当时的逐项结果；sent_differences 为已上报的核定数与目前在册数不同的项目。",
		en: "Show a comparison as it was made, and what contradicts today what went up to the city."},
	"show-calendar": {tag: "计划与清单", text: "放假和调休上班的日子；没有该年通知时只有法定节假日，计数注明推算。",
		en: "Show the days off and the worked weekends of a year."},
	"enter-calendar": {
		tag: "计划与清单", text: "text 为通知全文，或每行“日期,休或班,说明”的表，整年替换；也可用 days 逐日给出，only=true 时只登记这几天。" +
			"各项目随即重算时点；preview=true 只看会变动什么：items 是到期日或提级时间变动的事项，moved 是下次提醒时间变动的项目。",
		en: "Enter a year's holidays: the State Council's notice, a table, or single days. preview=true says what would " +
			"move.",
		body: `{"year":2026,"notice":"国办发明电〔2025〕7号","text":"一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。` +
			`1月4日（周日）上班。二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。` +
			`2月14日（周六）、2月28日（周六）上班。三、清明节：4月4日（周六）至6日（周一）放假，共3天。` +
			`四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。五、端午节：6月19日（周五）至21日（周日）放假，共3天。` +
			`六、中秋节：9月25日（周五）至27日（周日）放假，共3天。七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。` +
			`9月20日（周日）、10月10日（周六）上班。"}`,
	},
	"set-ladder": {
		tag: "计划与清单", text: "从现在起按另一套督办办法或已通过的规则计算，已记录的不变；preview=true 只看会变动什么。",
		en:   "Let a programme go by another ladder or an adopted set of rules from now on; preview first.",
		body: `{"ladder":"default-2026-11"}`,
	},
	"show-curve": {tag: "计划与清单", text: "没有月度计划的项目按此序时。parts 为各性质项目的曲线和依据，fits 为已月结的年度可拟合的曲线和所用项目数。",
		en: "Show the schedule curve, what it is based on, and what closed months say."},
	"set-curve": {
		tag: "计划与清单", text: "linear 为逐月均分，published 为各地公布的分性质曲线，fitted 为按本单位已月结月份拟合（每种性质至少 5 个项目，" +
			"不足的用公布数）；也可给出四个季度的累计百分比或分性质曲线全文。已月结的月份和已记录的督办不变；preview=true 只看会变动什么。",
		en:   "Let a programme go by another schedule curve from now on; preview first.",
		body: `{"curve":"published"}`,
	},
	"list-submissions": {tag: "填报与审核", text: "waiting=true 只列待审定的。", en: "List what was handed in, oldest first."},
	"show-submission": {tag: "填报与审核", text: "本次与上次、上月并列，附核对结果，注明本人能否审定。",
		en: "Show one submission with what a decision on it needs."},
	"review-submission": {
		tag: "填报与审核", text: "只有重点项目办可以审定，不能审定本人的填报。退回必须写明理由；月报可以审定为其他数。",
		en:   "Accept or return a submission. Returning it needs a reason.",
		body: `{"decision":"return","reason":"照片看不清，请重拍后再报"}`,
	},
	"list-escalations": {tag: "督办", text: "包括提醒、各级督办和签收、批示、答复，按严重程度排序；" +
		"已列入督办单、提示函或由批示交办的，附该文件的编号、状态和文号。",
		en: "List reminders, rungs and notes, the worst first, each with the order it belongs to."},
	"show-escalation": {tag: "督办", text: "到期日、提级时和至今的工作日数、通知对象和签收、每一级和每条批示答复。",
		en: "Show an escalation's story: why this rung, who was informed, what they did."},
	"sign-escalation": {
		tag: "督办", text: "由其报送的岗位或单位签收，每个岗位或单位一次。政府办和重点项目办代录时写明 party、paper 和 paper_on。",
		en: "Sign for an escalation, or enter a leader's signature from paper.", body: `{}`,
	},
	"reply-escalation": {
		tag: "督办", text: "由责任单位或项目单位答复。due 为承诺的完成日期，不改变期限，延期须另行批准。",
		en:   "Answer an escalation: reasons, measures, a promised date. It moves no deadline.",
		body: `{"text":"已增加两个作业班组，8月底前封顶。","due":"2021-08-31"}`,
	},
	"show-leader": {tag: "督办", text: "领导看本人岗位包保的项目和报送本人的事项；区主要领导和政府办看全部。",
		en: "Show a leader's page: the target, what is to be decided, the sponsored projects."},
	"show-unit": {tag: "督办", text: "项目的灯色和名次、谁已报月报、哪些填报等待初审。",
		en: "Show a responsible unit's projects, round and submissions to pre-review."},
	"pre-review-submission": {
		tag: "填报与审核", text: "由责任单位办理。通过后仍由重点项目办审定；退回与审定时的退回相同，期限继续计算。",
		en:   "Pre-review a submission as its responsible unit: pass it on, or return it.",
		body: `{"decision":"return","reason":"形象进度与金额不符"}`,
	},

	"list-corrections": {tag: "填报与审核", text: "更正须由两人办理：一人申请，重点项目办另一人确认。",
		en: "List the corrections that wait to be confirmed."},
	"show-corrections": {tag: "填报与审核", text: "已审定的月份、已完成的节点，以及提出过的更正。",
		en: "Show what of a project can be corrected, and its corrections."},
	"ask-correction": {
		tag: "填报与审核", text: "kind 为 month 更正月报、current 该月保持原数并列入当月冲减、milestone 撤销节点完成。" +
			"以后的月份已审定时须写明 later：shift 各月累计一并调整，absorb 累计不变、由下一个月抵减。",
		en:   "Ask for the correction of an approved month, or for an accepted milestone to be opened again.",
		body: `{"kind":"month","month":"2021-03","month_fen":80000000,"reason":"票据重复计入","document":"更正说明"}`,
	},
	"confirm-correction": {tag: "填报与审核", text: "不能确认本人提出的更正；数据已对外提供或上报的，须由重点项目办负责人确认。",
		en: "Confirm and carry out a correction that another person asked for.", body: `{"reason":"已核对票据"}`},
	"refuse-correction": {tag: "填报与审核", text: "须写明理由。", en: "Refuse a correction that another person asked for.",
		body: `{"reason":"与统计报表一致，不需要更正"}`},
	"withdraw-correction": {tag: "填报与审核", text: "只有申请人可以撤回。", en: "Take back a correction that one asked for."},
	"take-back": {tag: "填报与审核", text: "填报恢复为待审定；超过十分钟或由他人审定的，请申请更正。",
		en: "Withdraw an acceptance that one gave within the last ten minutes."},
	"change-plan": {
		tag: "计划与清单", text: "change 为 move 延期、pause 停工、resume 复工、cancel 取消误录的停工、amount 调整年度计划、close 销号、" +
			"schedule 排定节点（steps：name、date、days、after；已有期限的节点只登记工期和前置节点）。延期不改变基准日期。",
		en: "Change a plan: move a date, pause, resume, another annual plan, close, schedule milestones.",
		body: `{"change":"move","milestone":"主体封顶","date":"2021-09-30",` +
			`"reason":"等待上级批复","approver":"区政府常务会议","document":"区政办〔2021〕15号"}`,
	},
	"adjust-list": {
		tag: "计划与清单", text: "写明文号和生效日期。调出时注明以前的月份是否继续计入。",
		en:   "Drop, admit or move projects on a list in the course of the year.",
		body: `{"change":"drop","projects":["ZD-2021-007"],"document":"区政办〔2021〕15号","effective":"2021-07-15","counts":true}`,
	},
	"list-programmes": {tag: "计划与清单", text: "每个清单的督办阶梯、灯色规则、序时曲线和正式督办起始日。",
		en: "List the programmes with the rules they go by, the newest first."},
	"list-organisations": {tag: "计划与清单", text: "筛选和授予角色时按这里的名称填写。",
		en: "List the owners and responsible units that are known."},
	"change-person": {tag: "账号", text: "接任人员为空即岗位空缺。包保项目和未办事项随岗位移交，并生成交接清单。",
		en:   "Ask for a change of the person in a post or in a role, from a day on.",
		body: `{"post":"分管工业副区长","to":"chen","day":"2021-07-01","document":"张委〔2021〕7号"}`},
	"name-person": {tag: "账号", text: "只登记姓名和任职方式，不给任何权限，由重点项目办自行办理。",
		en:   "Register a liaison of a post, or the head or contact of an organisation.",
		body: `{"name":"李某","post":"分管工业副区长","capacity":"liaison"}`},
	"unname-person": {tag: "账号", text: "自当日起取消，记录保留。", en: "End the registration of a liaison, head or contact.",
		body: `{"person":"person-0123456789abcdef","post":"分管工业副区长","capacity":"liaison"}`},
	"set-contact": {tag: "账号", text: "由重点项目办登记；不写入日志和操作记录。", en: "Set phones and e-mail of a person.",
		body: `{"office_phone":"0533-2345678","mobile":"13800000000"}`},

	"preview-import": {tag: "导入", text: "文件原样作为请求内容。返回变化、问题和要人确认的事；没有提交以前不改动任何数据。多个文件打成一个 zip。",
		en: "Upload a workbook and see what it would change; nothing is changed."},
	"show-import": {tag: "导入", text: "预览或提交后的内容。", en: "Show one import: its changes, findings and state."},
	"list-outgoing": {tag: "导入", text: "照现行规则会发给谁、发什么；试运行时什么都没有发出。只读。",
		en: "List what would be sent, to one receiver at a time."},
	"list-imports":         {tag: "导入", text: "预览、已提交、已撤销的都在内。", en: "List the imports, the newest first."},
	"show-import-progress": {tag: "导入", text: "提交后每隔一两秒查询，直到完成。", en: "Show how far an import has come."},
	"commit-import":        {tag: "导入", text: "预览后有项目被改动时拒绝，须重新预览。", en: "Commit an import that was previewed."},
	"cancel-import": {tag: "导入", text: "未提交的预览可以清除，已提交的请用撤销。",
		en: "Stop reading, or drop a preview that is not committed."},
	"undo-import": {tag: "导入", text: "之后又改动过的项目保持不变，并逐个说明。",
		en: "Undo an import; projects changed since stay as they are."},
	"mark-errors": {tag: "导入", text: "返回的工作簿在原位置标出问题，可以发回填报单位。",
		en: "Get a workbook back with its errors marked; nothing is imported."},

	"export-monthly":     {tag: "导出与表格", text: "一个月的完成情况。", en: "Export the monthly report."},
	"export-plan":        {tag: "导出与表格", text: "年度投资计划，可以改后再导入。", en: "Export the investment plan."},
	"export-milestones":  {tag: "导出与表格", text: "全部节点及其期限和完成情况。", en: "Export the milestones."},
	"export-ledger":      {tag: "导出与表格", text: "逐月台账。填写月份时为当月月底的状况。", en: "Export the ledger."},
	"export-escalations": {tag: "导出与表格", text: "督办清单。填写月份时为当月月底的状况。", en: "Export the escalations."},
	"fill-form": {tag: "导出与表格", text: "按表头认出各列，填不出的行在响应头 Duban-Left 中说明。",
		en: "Get your own form back filled in; nothing is changed."},
	"show-template": {tag: "导出与表格", text: "已填好已知内容的空表，发给项目单位填写后可以整批导入。",
		en: "Get a form to be filled in, with what is known in it."},
	"show-round": {tag: "导出与表格", text: "谁已报、谁未报，附可以直接发出的催报文字。",
		en: "Show who has reported in a round, with the text to chase the others."},

	"show-status": {tag: "汇总", text: "上报数、审定数、序时进度与年度目标。各数含义不同，不能相减混用。", en: "Show a programme against its targets."},
	"show-rankings": {tag: "汇总", text: "每个比率都注明基数；完成率可以超过百分之百，超额部分不计的另列。",
		en: "Rank units, sectors or towns; each rate names its base."},
	"show-board": {tag: "汇总", text: "大屏所用的数，与总览和排名一致。",
		en: "Show the board: totals, the curve, every project's milestones."},

	"show-me": {tag: "账号", text: "用来确认令牌属于谁、能做什么。", en: "Show who asks: roles and the token's scopes."},
	"list-audit": {tag: "账号", text: "只有审计管理员可以查看。只说谁做了什么，数字见项目。",
		en: "Read the record of everything, the newest first."},
	"verify-audit": {tag: "账号", text: "逐条重算封存值，说明哪一条被改动、删除或未经封存。只有审计管理员可以查看。",
		en: "Recompute the chain of the record and say what does not fit."},
	"show-audit-head": {tag: "账号", text: "最新的封存值，以及保存在数据库之外的封存值是否相符。",
		en: "Show the newest seal and the seals kept outside of the database."},
	"accept-audit-head": {tag: "账号", text: "仅限运维员，用于从备份恢复之后。原封存记录文件改名保留，操作记录在案。",
		en:   "Say that the database is right although a kept seal is not part of it, as after a restore.",
		body: `{"reason":"从 11 月 27 日的备份恢复"}`},
	"show-account": {tag: "账号", text: "系统管理员和安全管理员可以查看。",
		en: "Show one account with its sessions, tokens and sign-on."},
	"link-subject": {tag: "账号", text: "此后该统一认证用户登录即为该账号。",
		en:   "Link an account to a user of the unified sign-on.",
		body: `{"issuer":"https://id.example.gov.cn","subject":"u-20817"}`},
	"unlink-subject": {tag: "账号", text: "会话随即结束，密码登录不变。", en: "Unlink an account from the unified sign-on.",
		body: `{"issuer":"https://id.example.gov.cn","subject":"u-20817"}`},
	"list-accounts": {tag: "账号", text: "系统管理员和安全管理员可以查看。", en: "List the accounts with their roles."},
	"create-account": {
		tag: "账号", text: "返回的一次性密码只显示一次，首次登录必须修改。", en: "Create an account; its password is shown once.",
		body: `{"login":"chen","name":"陈某","role":"owner","organisation":"某某新材料有限公司"}`,
	},
	"reset-password":  {tag: "账号", text: "原来的密码随即失效。", en: "Reset a password; the new one is shown once."},
	"disable-account": {tag: "账号", text: "可以恢复，历史记录不变。", en: "Disable an account; its sessions and tokens end."},
	"enable-account":  {tag: "账号", text: "恢复后用原来的密码登录。", en: "Enable an account again."},
	"grant-role": {
		tag: "账号", text: "可以写明任期，到期自动失效。", en: "Grant a role, or change its tenure.",
		body: `{"role":"leader","post":"分管工业副区长","until":"2021-12-31"}`,
	},
	"show-account-policy": {tag: "账号", text: "系统、安全、审计管理员可以查看。", en: "Show the account policy and its changes."},
	"set-account-policy": {tag: "账号", text: "number 为所依据的版本，期间被他人更改的拒绝。运维员只能应急办理。",
		en: "Change the account policy; the security administrator only.",
		body: `{"number":0,"policy":{"password_least":12,"password_kinds":3,"password_phrase":20,"password_days":90,` +
			`"password_history":5,"password_words":"","sessions":3,"second_factor":"office",` +
			`"second_factor_days":7,"bind_address":"administrators","administrator_networks":"","proof_minutes":15,` +
			`"dormant_days":180,"token_days":180,"token_longest":365},"reason":"等保测评整改"}`},
	"set-account-expiry": {tag: "账号", text: "到期后自动停用，会话和令牌随即失效。", en: "Set the last day of an account.",
		body: `{"expires_on":"2026-12-31"}`},
	"reset-second-factor": {tag: "账号", text: "会话随即结束，本人下次登录须先重新设置。", en: "Remove a person's second factor."},
	"revoke-role": {
		tag: "账号", text: "按角色和单位或岗位收回。", en: "Revoke a role.",
		body: `{"role":"leader","post":"分管工业副区长"}`,
	},
	"list-sessions": {tag: "账号", text: "账号填 me 为本人。", en: "List an account's log-ins."},
	"end-session":   {tag: "账号", text: "对方须重新登录。", en: "End a session."},
	"list-tokens":   {tag: "账号", text: "只显示用途、范围和最近使用时间，不显示令牌。", en: "List an account's tokens, without their secrets."},
	"issue-token": {
		tag: "账号", text: "范围之外的操作会被拒绝，范围不能超过本人的角色。", en: "Issue a token; it is shown once.",
		body: `{"label":"月报汇总脚本","scopes":["read"],"expires_on":"2021-12-31"}`,
	},
	"revoke-token": {tag: "账号", text: "用该令牌的程序随即不能再访问。", en: "Revoke a token."},
	"add-person": {
		tag: "账号", text: "供命令行使用的令牌，只显示一次。", en: "Add a person with a token, shown once.",
		body: `{"name":"李某","role":"office"}`,
	},

	"diagnose": {tag: "运行", text: "逐项核对数据库与流程，只读不改。", en: "Check the data and the processes; changes nothing."},
	"list-instances": {tag: "运行", text: "近 90 天在本数据库上运行过的进程：主机、数据目录、分工、版本、是否在运行、轮值事项。" +
		"运维员和系统管理员可查。",
		en: "The processes on this database: host, part, version, and what each does alone for all."},
	"show-clock": {tag: "运行", text: "系统时间与上次记录是否相差过大。相差过大时不生成提醒和督办，直到确认或校时。",
		en: "Whether the machine's clock is trusted."},
	"confirm-clock": {tag: "运行", text: "停机较久，或上次记录时的时间有误时，确认现在的系统时间无误；随后补记到期事项。",
		en: "Confirm the machine's clock after a long stop."},
	"reconcile": {tag: "运行", text: "补上缺少的流程，结束多余的。每次启动和每六小时也会自动进行。",
		en: "Make the processes agree with the database."},
}
