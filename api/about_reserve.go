package api

import "maps"

// aboutsOfReserve describes the operations on applications for a coming year's list.
var aboutsOfReserve = map[string]about{
	"list-reserves": {tag: "计划与清单", text: "项目单位和责任单位为本单位的，重点项目办和领导为全部。acts 为本人现在可以办理的步骤；planned 为已编入的清单。调度数据，不作为统计数据。",
		en: "List the applications for a year's list."},
	"enter-reserve": {tag: "计划与清单", text: "unit 不填为本单位；code 不填由系统编号，续建项目填原编码。金额以分计。",
		en: "Enter an application for a year's list.",
		body: `{"year":2022,"name":"智能装备产业园二期","owner":"某某建设有限公司","unit":"区工业和信息化局","stage":"new_start",` +
			`"investor":"state_owned","scale":"新建厂房3万平方米","start":"2022-03","finish":"2023-10",` +
			`"total_investment_fen":5000000000,"annual_plan_fen":2000000000,"funding":"自筹","contact":"张某",` +
			`"phone":"0533-2345678"}`},
	"show-reserve": {tag: "计划与清单", text: "steps 为办理记录，最近的在前；opinions 为各部门最近一次意见。", en: "Show one application."},
	"change-reserve": {tag: "计划与清单", text: "储备和退回状态可以修改，整份替换；version 与现有的不一致的不保存。",
		en:   "Change an application as a whole.",
		body: `{"version":1,"name":"智能装备产业园二期","unit":"区工业和信息化局","stage":"new_start","total_investment_fen":5000000000}`},
	"take-reserves": {tag: "计划与清单", text: "act 为 apply（申报）、pass（初筛通过）、return（退回）、opinion（登记联审意见）、list（列入清单）、refuse（不列入）、" +
		"withdraw（撤销）或 undo（撤回上一步）；applications 全部办理或全部不办理。列入清单须有联审意见、文号、日期和扫描件。",
		en:   "Take an act on applications, all or none.",
		body: `{"applications":["rsv-0123456789abcdef0123"],"act":"opinion","department":"区财政局","opinion":"agree"}`},
	"call-reserves": {tag: "计划与清单", text: "各责任单位收到消息和待办事项。", en: "Ask units to apply until a day.",
		body: `{"year":2022,"due":"2021-11-30","notice":"张重点办〔2021〕20号"}`},
	"export-reserves": {tag: "导出与表格", text: "含办理状态和意见；改好后可再导入。", en: "Export the applications for a year's list."},
	"upload-reserves": {tag: "导入", text: "请求体为申报表（xlsx、xls 或 csv）。列出新增、变更和有误的行，不导入。",
		en: "Upload a table of applications and preview what it would enter."},
	"show-reserve-import": {tag: "导入", text: "未导入的按现有登记比对。", en: "Show a table of applications."},
	"commit-reserves":     {tag: "导入", text: "一次生效；有误的不导入。导入后为储备状态。", en: "Import a table of applications."},
	"show-next-plan": {tag: "计划与清单", text: "continues 为结转项目，沿用编码；annual_plan_fen 为 null 的尚未填写年度计划。",
		en: "Show what the next year's plan would contain."},
	"draft-next-plan": {tag: "计划与清单", text: "plans 按项目编码给出年度计划（分），可不填。返回导入草稿：检查、预览后用 batch 确认导入。",
		en: "Draft the next year's plan as an import.", body: `{"year":2022,"plans":{"ZD-2021-001":1000000000}}`},
}

func init() { maps.Copy(abouts, aboutsOfReserve) }
