package cli

import (
	"fmt"

	"duban/models"
)

// totals are the totals of the list after an import, on record, and as they last went to the city.
type totals struct {
	After  sums  `json:"after"`
	Before *sums `json:"before"`
	Sent   *struct {
		sums
		At models.Instant `json:"at"`
	} `json:"sent"`
	Moved []string `json:"moved"`
}

type sums struct {
	Projects        int          `json:"projects"`
	TotalInvestment models.Money `json:"total_investment_fen"`
	AnnualPlan      models.Money `json:"annual_plan_fen"`
	Month           models.Month `json:"month"`
	InMonth         models.Money `json:"month_fen"`
	YearToDate      models.Money `json:"year_to_date_fen"`
}

// question is one that a person answers with --say.
type question struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Message string `json:"message"`
	Answer  string `json:"answer"`
	Ways    []struct {
		Value   string `json:"value"`
		Message string `json:"message"`
	} `json:"ways"`
}

// importTotals prints the totals: what would stand, what is on record, what last went to the city.
func (p *program) importTotals(t *totals) {
	if t == nil {
		return
	}
	p.say("合计　导入后：%s", t.After.words())
	if t.Before != nil {
		p.say("　　　　现有：%s", t.Before.words())
	}
	if t.Sent != nil {
		p.say("　　最近报市：%s（%s）", t.Sent.words(), t.Sent.At.Date())
	}
}

func (s sums) words() string {
	text := fmt.Sprintf("项目 %d 个，总投资 %s，年度计划 %s", s.Projects, inWords(s.TotalInvestment), inWords(s.AnnualPlan))
	if s.Month != 0 {
		text += fmt.Sprintf("，%d月当月 %s，1-%d月累计 %s", s.Month.Number(), inWords(s.InMonth), s.Month.Number(),
			inWords(s.YearToDate))
	}
	return text
}

// inWords prints an amount in 亿元, and one below it in 万元: a factor of ten thousand must be seen.
func inWords(m models.Money) string {
	if m != 0 && max(m, -m) < models.YiYuan.Fen() {
		return m.Rounded(models.WanYuan) + " 万元"
	}
	return yi(m)
}

// choicesOf prints the questions about this workbook, each with the flag that answers it.
func (p *program) choicesOf(all []question) {
	for _, q := range all {
		if q.Kind != "choice" || q.Answer != "" {
			continue
		}
		p.say("待答复：%s", q.Message)
		for _, way := range q.Ways {
			p.say("      %s：--say '%s=%s'", way.Message, q.ID, way.Value)
		}
	}
}
