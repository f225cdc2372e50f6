package api

import "maps"

// aboutsOfFunds describes the operations on the fund ledger.
var aboutsOfFunds = map[string]about{
	"list-funds": {tag: "项目", text: "金额为累计数，没有登记的为 null；slow 为支付提示，money_ahead 为资金支出超前于实物量，均只作提示，不作为督办依据。" +
		"重点项目办和领导可以查看。调度数据，不作为统计数据。", en: "Show the fund ledger of a programme by project and source."},
	"export-funds": {tag: "导出与表格", text: "按来源分列的明细和分项目汇总；供重点项目办和领导，不外发。改好后可再导入。",
		en: "Export the fund ledger."},
	"show-funds": {tag: "项目", text: "项目单位和责任单位看本单位项目；records 为逐月记录，最近的在前。",
		en: "Show the money of a project with its records by month."},
	"set-fund": {tag: "填报与审核", text: "金额为截至当月底的累计数，以分计；不填的沿用上期。支出多于到位、到位多于批复、批复多于申报或累计数减少的，须在 note 中写明原因。",
		en: "Enter the money of a project from one source for a month.",
		body: `{"source":"专项债","month":"2021-06","applied_fen":1200000000000,"approved_fen":1000000000000,` +
			`"arrived_fen":800000000000,"paid_fen":300000000000,"work_fen":280000000000,"arrived_on":"2021-03-20"}`},
	"list-fund-sources": {tag: "项目", text: "台账、填报表和导入按该列表的顺序。", en: "List the sources of money."},
	"set-fund-sources": {tag: "计划与清单", text: "按顺序给出整个列表；已有台账数据的来源可以改名，不能删去。",
		en: "Set the list of sources of money.",
		body: `{"sources":[{"key":"special_bond","name":"专项债","bond":true},{"key":"budget","name":"财政","bond":false},` +
			`{"key":"","name":"政策性金融工具","bond":false}]}`},
	"list-fund-imports": {tag: "导入", text: "最近的在前，最多 100 份。", en: "List the workbooks of the fund ledger."},
	"upload-funds": {tag: "导入", text: "请求体为资金台账（xlsx、xls 或 csv）。列出识别结果、变化、合计不符和待明确的项目、来源，不导入。",
		en: "Upload a workbook of the fund ledger and preview what it would change."},
	"show-fund-import": {tag: "导入", text: "未导入的按现有记录比对，已导入的为当时的变化。",
		en: "Show a workbook of the fund ledger."},
	"answer-funds": {tag: "导入", text: "rows 以各行为准，add 两行相加，skip 不导入该行，或项目编码、来源编号、说明文字。",
		en: "Answer what is asked about a workbook of the fund ledger.", body: `{"answers":{"E12":"rows"}}`},
	"commit-funds": {tag: "导入", text: "一次生效；还有问题未处理的不导入。", en: "Import a workbook of the fund ledger."},
	"undo-funds":   {tag: "导入", text: "其后又有变动的不能撤销，逐项目更正。", en: "Undo an import of the fund ledger."},
}

func init() { maps.Copy(abouts, aboutsOfFunds) }
