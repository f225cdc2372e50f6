package cli

import (
	"fmt"
	"strings"

	"duban/models"
)

// preview is the part of an import that is printed, before and after it is committed.
type preview struct {
	Batch     string     `json:"batch"`
	Programme string     `json:"programme"`
	Kind      string     `json:"kind"`
	Period    string     `json:"period"`
	Files     int        `json:"files"`
	Identical bool       `json:"identical"`
	Committed bool       `json:"committed"`
	Starting  bool       `json:"starting"`
	New       int        `json:"new"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Missing   int        `json:"missing"`
	Conflicts int        `json:"conflicts"`
	Errors    int        `json:"errors"`
	Warnings  int        `json:"warnings"`
	Left      int        `json:"left"`
	Message   string     `json:"message"`
	Totals    *totals    `json:"totals"`
	Questions []question `json:"questions"`
	Changes   []struct {
		Sheet, Action, What, Fields string
		Row                         int
	} `json:"changes"`
	Candidates []struct {
		Sheet     string `json:"sheet"`
		Row       int    `json:"row"`
		Name      string `json:"name"`
		Proposals []struct {
			Code  string `json:"code"`
			Name  string `json:"name"`
			Score int    `json:"score"`
		} `json:"proposals"`
	} `json:"candidates"`
	Continued []struct {
		Sheet    string        `json:"sheet"`
		Row      int           `json:"row"`
		Name     string        `json:"name"`
		Code     string        `json:"code"`
		Before   string        `json:"before"`
		Stated   *models.Money `json:"stated_fen"`
		Recorded models.Money  `json:"recorded_fen"`
		To       models.Month  `json:"recorded_to"`
		Differs  bool          `json:"differs"`
	} `json:"continued"`
	Adjustments []struct {
		Kind, Programme, Project, From, To string
	} `json:"adjustments"`
	Findings []finding `json:"findings"`
	Target   *struct {
		Amount  models.Money `json:"amount_fen"`
		Message string       `json:"message"`
	} `json:"target_proposal"`
	Effect struct {
		Message string `json:"message"`
	} `json:"effect"`
}

var kindWords = map[string]string{"plan": "年度计划", "progress": "月度进度", "milestones": "节点计划"}

func (p *program) preview(v preview) {
	batch := ""
	if v.Batch != "" {
		batch = "（批次 " + v.Batch + "）"
	}
	p.say("%s　%s %s%s", v.Programme, kindWords[v.Kind], v.Period, batch)
	p.importTotals(v.Totals)
	if v.Message != "" {
		p.say("%s", v.Message)
	}
	if v.Effect.Message != "" {
		p.say("%s", v.Effect.Message)
	}
	files := ""
	if v.Files > 0 {
		files = fmt.Sprintf("文件 %d 个；", v.Files)
	}
	p.say("%s新增 %d，变化 %d，未变 %d，缺少 %d，冲突 %d；错误 %d，警告 %d", files, v.New, v.Changed, v.Unchanged, v.Missing, v.Conflicts,
		v.Errors, v.Warnings)
	p.changes(v)
	p.choicesOf(v.Questions)
	p.candidates(v)
	p.continued(v)
	p.adjustments(v)
	p.targetProposal(v)
	p.findings(v.Findings)
}

func (p *program) changes(v preview) {
	for _, change := range v.Changes {
		mark := "~"
		if change.Action == "new" {
			mark = "+"
		}
		p.say("%s", strings.TrimRight(fmt.Sprintf("  %s %s第 %d 行　%s　%s", mark, sheetWords(change.Sheet), change.Row,
			change.What, change.Fields), "　"))
	}
}

// candidates prints the rows that resemble known projects, each with the flag that accepts the match.
func (p *program) candidates(v preview) {
	if len(v.Candidates) > 0 {
		p.say("待确认：下列项目与清单中的项目名称相近，请用 --same 或 --new 确认后重新导入")
	}
	for _, c := range v.Candidates {
		p.say("  ? %s第 %d 行　%s", sheetWords(c.Sheet), c.Row, c.Name)
		for _, x := range c.Proposals {
			p.say("      可能是 %s %s（相似 %d%%）：--same '%s=%s'", x.Code, x.Name, x.Score, c.Name, x.Code)
		}
		p.say("      是新项目：--new '%s'", c.Name)
	}
}

// continued prints the rows that continue a project of the year before; those whose amount to the end of last year
// differs from the record say how to settle it.
func (p *program) continued(v preview) {
	if len(v.Continued) == 0 {
		return
	}
	p.say("结转项目 %d 个（提交即确认）：", len(v.Continued))
	differing := 0
	for _, x := range v.Continued {
		stated := "未填"
		if x.Stated != nil {
			stated = x.Stated.In(models.WanYuan) + " 万元"
		}
		mark := "="
		if x.Differs {
			mark, differing = "?", differing+1
		}
		p.say("  %s %s第 %d 行　%s　← %s %s　至上年底累计 %s，系统记录 %s 万元", mark, sheetWords(x.Sheet), x.Row, x.Name, x.Code, x.Before,
			stated, x.Recorded.In(models.WanYuan))
	}
	if differing > 0 {
		p.say("  其中 %d 个至上年底累计与系统记录不符：--carry-in workbook 按表中数，--carry-in record 按系统记录", differing)
	}
}

var adjustmentWords = map[string]string{"admit": "调入", "readmit": "重新列入", "drop": "调出", "move": "调整分类"}

func (p *program) adjustments(v preview) {
	for _, a := range v.Adjustments {
		word, ok := adjustmentWords[a.Kind]
		if !ok {
			continue // a missing value has its own finding
		}
		line := fmt.Sprintf("  * %s　%s　%s", word, a.Programme, a.Project)
		if a.To != "" {
			line += "　" + a.From + " → " + a.To
		}
		p.say("%s", line)
	}
}

// targetProposal prints what the workbook says the target is, with the command that enters it.
func (p *program) targetProposal(v preview) {
	if v.Target != nil {
		p.say("年度目标：%s：duban target set --programme %s --amount %s万元 --document 文号 --decided-on 日期", v.Target.Message,
			v.Programme, v.Target.Amount.In(models.WanYuan))
	}
}

// refusal says in Chinese why nothing was staged.
func (v preview) refusal() string {
	text := fmt.Sprintf("%d 处错误、%d 处冲突", v.Errors, v.Conflicts)
	if n := len(v.Candidates); n > 0 {
		text += fmt.Sprintf("、%d 个项目待确认", n)
	}
	return text + "，未导入任何内容，请改正后重新导入；跳过有误的行、导入其余的可加 --good-rows"
}

func (p *program) committed(v preview) {
	left := ""
	if v.Left > 0 {
		left = fmt.Sprintf("，%d 行有问题未导入", v.Left)
	}
	p.say("已导入：新增 %d，变化 %d%s（批次 %s）", v.New, v.Changed, left, v.Batch)
	if v.Starting {
		p.say("%s", v.Message)
	}
}

func sheetWords(name string) string {
	if name == "" {
		return ""
	}
	return "“" + name + "”"
}
