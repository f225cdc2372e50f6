package cli

import (
	"context"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// yearEnd is the part of the turn of a year that is printed.
type yearEnd struct {
	Programme      string             `json:"programme"`
	ID             string             `json:"id"`
	Year           int                `json:"year"`
	Next           string             `json:"next"`
	Outlook        models.YearOutlook `json:"year_outlook"`
	December       models.RoundCount  `json:"december"`
	DecemberClosed bool               `json:"december_closed"`
	Projects       []struct {
		Code       string `json:"code"`
		Name       string `json:"name"`
		State      string `json:"state"`
		Into       string `json:"into"`
		IntoName   string `json:"into_name"`
		Milestones []struct {
			Name  string      `json:"name"`
			Due   models.Date `json:"due"`
			Moves bool        `json:"moves"`
			NewOn models.Date `json:"new_due"`
			Ended string      `json:"ended"`
		} `json:"milestones"`
		Why string `json:"why"`
	} `json:"projects"`
	Carried  int    `json:"carried"`
	Ending   int    `json:"ending"`
	Handed   int    `json:"handed"`
	Blocked  int    `json:"blocked"`
	Moving   int    `json:"moving"`
	Dropping int    `json:"dropping"`
	Refusal  string `json:"refusal"`

	Done    int `json:"done"`
	Pending int `json:"pending"`
	Refused []struct {
		Code string `json:"code"`
		Why  string `json:"why"`
	} `json:"refused"`
}

// turning holds the flags of a year's end.
type turning struct {
	programme, key, reason, document string
	preview, confirm                 bool
}

func (p *program) yearEndCommand() *cobra.Command {
	var in turning
	c := &cobra.Command{
		Use: "year-end", Short: "年度结转：全年预计、未完成节点的去向；--confirm 办理", Args: noArgs,
		Long: "年度结转。不带 --confirm 时只列出，不作更改：全年预计（不是月结数据）、12月报送情况、各项目结转到下年哪个项目，\n" +
			"未完成节点转入下年还是终结。办理后上年督办停止；下年计划列有的节点只在下年督办。\n" +
			"12月月报照常报送、审定和月结。中断后再次办理即可，已结转的项目不会重复办理。",
		Example: "  duban year-end --preview\n  duban year-end --programme 2021 --confirm --document 张重点办〔2022〕1号\n" +
			"  duban export year --programme 2021 -o 全年预计.xlsx",
		RunE: func(c *cobra.Command, _ []string) error {
			if in.preview && in.confirm {
				return usage("--preview 和 --confirm 只能选一个")
			}
			return p.turnYear(c.Context(), in)
		},
	}
	f := c.Flags()
	f.StringVar(&in.programme, "programme", "", "项目清单：名称、编号或年度；不填为尚未结转的上年区重点项目")
	f.BoolVar(&in.preview, "preview", false, "只列出，不作更改（不带 --confirm 时即如此）")
	f.BoolVar(&in.confirm, "confirm", false, "办理年度结转")
	f.StringVar(&in.reason, "reason", "", "说明；不填为年度结转")
	f.StringVar(&in.document, "document", "", "下年计划的文号")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) turnYear(ctx context.Context, in turning) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	body, err := c.get(ctx, "/api/v1/year-end", programmeQuery(in.programme))
	if err != nil {
		return err
	}
	if !in.confirm {
		return show(p, body, p.yearEnd)
	}
	v, err := decoded[yearEnd](body)
	if err != nil {
		return err
	}
	r, err := c.post(ctx, "/api/v1/programmes/"+url.PathEscape(v.ID)+"/year-end", p.key(in.key),
		map[string]string{"reason": in.reason, "document": in.document})
	if err != nil {
		return err
	}
	return show(p, r.body, p.yearHanded)
}

func (p *program) yearEnd(v yearEnd) {
	next := v.Next
	if next == "" {
		next = "尚未导入"
	}
	p.say("%s　年度结转", v.Programme)
	rows := [][]string{{"下年清单", next}}
	rows = append(rows, yearOutlookRows(v.Outlook)...)
	december := fmt.Sprintf("应报 %d 个，已审定 %d 个", v.December.Due, v.December.Approved)
	if v.DecemberClosed {
		december += "，已月结"
	}
	rows = append(rows, []string{"12月月报", december},
		[]string{"项目", fmt.Sprintf("结转 %d 个，终结 %d 个；已办理 %d 个，须先处理 %d 个", v.Carried, v.Ending, v.Handed, v.Blocked)},
		[]string{"未完成节点", fmt.Sprintf("转入下年 %d 个，下年未列 %d 个", v.Moving, v.Dropping)})
	table(p.stdout, rows)
	for _, l := range v.Projects {
		into := ""
		if l.Into != "" {
			into = " → " + l.Into + " " + l.IntoName
		}
		p.say("  %s %s%s　%s%s", l.Code, l.Name, into, yearEndWords[l.State], parenthesised(l.Why))
		for _, m := range l.Milestones {
			p.say("      %s　%s", m.Name, milestoneAtYearEnd(m.Due, m.NewOn, m.Moves, m.Ended))
		}
	}
	if v.Refusal != "" {
		p.say("现在不能办理：%s", v.Refusal)
	}
}

var yearEndWords = map[string]string{"ready": "待办理", "blocked": "须先处理", "handed": "已结转", "closed": "已销号"}

func parenthesised(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// milestoneAtYearEnd says what becomes of an open milestone.
func milestoneAtYearEnd(due, next models.Date, moves bool, ended string) string {
	from := "未定日期"
	if due != 0 {
		from = due.String()
	}
	switch {
	case ended != "":
		return from + "　" + ended
	case moves && next != 0:
		return from + " → " + next.String() + "（转入下年）"
	case moves:
		return from + "（转入下年）"
	}
	return from + "（下年计划未列，办理后不再督办）"
}

// yearOutlookRows are what the year is expected to come to, under a name that says it is no closing.
func yearOutlookRows(y models.YearOutlook) [][]string {
	word := "全年预计"
	if y.Final {
		word = "全年完成"
	}
	text := y.Label.Text
	switch {
	case y.Expected != nil:
		text = yi(*y.Expected) + "，占年度计划 " + share(*y.Expected, y.Plan) + "　" + text
	case y.Low != nil:
		text = y.Low.Rounded(models.YiYuan) + "—" + yi(*y.High) + "　" + text
	}
	return [][]string{{word, text}}
}

func (p *program) yearHanded(v yearEnd) {
	p.say("%s　本次结转 %d 个项目", v.Programme, v.Done)
	if v.Pending > 0 {
		p.say("另有 %d 个正在后台办理", v.Pending)
	}
	for _, r := range v.Refused {
		p.say("  未办理：%s　%s", r.Code, r.Why)
	}
	p.yearEnd(v)
}
