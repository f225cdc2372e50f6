package api

import "maps"

// aboutsOfRestructure describes the operations that split and merge projects.
var aboutsOfRestructure = map[string]about{
	"list-restructures": {tag: "计划与清单", text: "新的在前；from 为原项目，to 为新项目。", en: "List the splits and mergers on record."},
	"show-remaining": {tag: "计划与清单", text: "left 为转出的年度计划、总投资；已审定的留在原项目。",
		en: "Show what projects hand on when they are split or merged."},
	"restructure": {tag: "计划与清单", text: "kind 为 split（拆分一个项目）或 merge（合并几个项目）。各项目的年度计划、总投资合计应等于转出数，分厘不差；合并的由系统相加。" +
		"未完成节点逐个分给新项目。原项目销号，已审定的投资留在原项目。", en: "Split a project or merge projects on a document.",
		body: `{"kind":"merge","projects":["ZD-2021-007","ZD-2021-008"],"parts":[{"name":"智能装备产业园"}],` +
			`"document":"张重点办〔2021〕12号","document_on":"2021-06-20","ground":"同一主体连片建设"}`},
}

func init() { maps.Copy(abouts, aboutsOfRestructure) }
