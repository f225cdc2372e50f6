package api

import "maps"

const bulkText = "items 逐件指明项目（年度/编码）或填报编号，可带看到的 version；也可用 filter 代替，取筛选出的全部项目。一次最多 300 件。" +
	"每件按单件的规则办理，各有请求编号，一件不能办理不影响其他；同一请求重发不重复办理。" +
	"state 为 done（已办理）、already（此前已办理）、refused（不能办理，附原因）、pending（正在保存）、failed（请重发）。"

// aboutsOfBulk describes the operations on several items.
var aboutsOfBulk = map[string]about{
	"preview-bulk": {tag: "批量办理", text: "act 为 urge、extend、pause、resume、assign 或 accept；will 为办理后的情况，refusal 为不能办理的原因。",
		en:   "Show what an act on several items would do to each of them.",
		body: `{"act":"extend","days":30,"reason":"汛期影响","items":[{"project":"2021/ZD-2021-007"}]}`},
	"show-bulk": {tag: "批量办理", text: "只返回本人办理的；正在保存的按现在的情况返回。", en: "Show what became of each item of one's own act."},
	"bulk-urge": {tag: "批量办理", text: "按责任单位各拟一份催办函，列出所选项目达到催办标准的未办结事项；date 为交办时限。" + bulkText,
		en:   "Draft a letter to each responsible unit about what is open.",
		body: `{"date":"2021-07-20","filter":{"unit":"区商务局"}}`},
	"bulk-extend": {tag: "批量办理", text: "milestone 不填为各项目最近的未完成节点；填 date（新的日期）或 days（顺延天数）之一。" + bulkText,
		en:   "Move one milestone of each project.",
		body: `{"days":30,"reason":"汛期影响","document":"张政办〔2021〕8号","items":[{"project":"2021/ZD-2021-007","version":3}]}`},
	"bulk-pause": {tag: "批量办理", text: "moves_due 写明未到期节点是否顺延，没有默认值。" + bulkText,
		en:   "Pause several projects under one document.",
		body: `{"date":"2021-11-20","moves_due":"yes","reason":"重污染天气应急","document":"张环委办〔2021〕15号","filter":{}}`},
	"bulk-resume": {tag: "批量办理", text: "date 为复工的日期。" + bulkText, en: "End the pause of several projects.",
		body: `{"date":"2021-11-26","reason":"应急解除","items":[{"project":"2021/ZD-2021-007"}]}`},
	"bulk-assign": {tag: "批量办理", text: "责任单位、包保领导、联系人写名称，不填的不变。" + bulkText,
		en:   "Set responsible unit, sponsor or contact of several projects.",
		body: `{"sponsor":"分管工业副区长","reason":"分工调整","items":[{"project":"2021/ZD-2021-007"}]}`},
	"bulk-accept": {tag: "批量办理", text: "金额异常的、按规则须附佐证材料而未附的不在此通过，请逐件审定；十分钟内可以逐件撤回。" + bulkText,
		en: "Accept several submissions.", body: `{"items":[{"submission":"sub-0123456789abcdef0123"}]}`},
}

func init() { maps.Copy(abouts, aboutsOfBulk) }
