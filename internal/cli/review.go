package cli

import (
	"context"
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

type reviewing struct {
	accept, giveBack, list, all, confirmed bool
	reason, month, ytd, key, programme     string
}

func (p *program) reviewCommand() *cobra.Command {
	var in reviewing
	c := &cobra.Command{
		Use: "review 填报编号", Short: "审定一条填报：通过或退回；--list 列出待审定的",
		Example: "  duban review --list\n  duban review sub-0123456789abcdef0123 --accept\n  duban review " +
			"sub-0123456789abcdef0123 --return --reason 照片看不清部位",
		Args: func(c *cobra.Command, args []string) error {
			if in.list {
				return noArgs(c, args)
			}
			return oneArg("填报编号")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if in.list {
				return p.waiting(c.Context(), in)
			}
			return p.review(c.Context(), args[0], in)
		},
	}
	f := c.Flags()
	f.BoolVar(&in.accept, "accept", false, "通过")
	f.BoolVar(&in.giveBack, "return", false, "退回，须说明理由")
	f.StringVar(&in.reason, "reason", "", "理由")
	f.StringVar(&in.month, "amount", "", "审定的当月完成投资，带单位；不填为报送数")
	f.StringVar(&in.ytd, "ytd", "", "审定的年初累计完成投资，带单位；不填为报送数")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	f.BoolVar(&in.confirmed, "confirm", false, confirmFlag)
	f.BoolVar(&in.list, "list", false, "列出待审定的填报")
	f.BoolVar(&in.all, "all", false, "与 --list 同用：列出全部填报")
	f.StringVar(&in.programme, "programme", "", "与 --list 同用：项目清单；不填为最近年度的区重点项目")
	return p.asks(c)
}

// decision is the body of a review; the path names the submission.
type decision struct {
	Decision    models.Decision `json:"decision"`
	Reason      string          `json:"reason,omitempty"`
	MonthAmount *models.Money   `json:"approved_month_fen,omitempty"`
	YTDAmount   *models.Money   `json:"approved_year_to_date_fen,omitempty"`
	Confirmed   bool            `json:"confirmed,omitempty"`
}

func (p *program) review(ctx context.Context, submission string, in reviewing) (err error) {
	d := decision{Decision: models.Accept, Reason: in.reason, Confirmed: in.confirmed}
	switch {
	case in.accept == in.giveBack:
		return usage("请选择 --accept（通过）或 --return（退回）之一")
	case in.giveBack && in.reason == "":
		return usage("缺少 --reason：退回必须说明理由")
	case in.giveBack:
		d.Decision = models.Return
	}
	if d.MonthAmount, err = amount("amount", in.month); err != nil {
		return err
	}
	if d.YTDAmount, err = amount("ytd", in.ytd); err != nil {
		return err
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	return p.command(ctx, c, "/api/v1/submissions/"+url.PathEscape(submission)+"/review", p.key(in.key), d)
}

// submission is the part of a submission that is printed.
type submission struct {
	ID          string         `json:"id"`
	Project     string         `json:"project"`
	Name        string         `json:"project_name"`
	Milestone   string         `json:"milestone"`
	Month       models.Month   `json:"month"`
	DoneOn      models.Date    `json:"done_on"`
	MonthAmount *models.Money  `json:"month_fen"`
	Status      string         `json:"status"`
	SubmittedAt models.Instant `json:"submitted_at"`
	By          string         `json:"by"`
	OnBehalfOf  string         `json:"on_behalf_of"`
	Evidence    int            `json:"evidence"`
}

var statusWords = map[string]string{"waiting": "待审定", "accepted": "已通过", "returned": "已退回"}

func (p *program) waiting(ctx context.Context, in reviewing) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	query := programmeQuery(in.programme)
	if !in.all {
		query.Set("waiting", "true")
	}
	body, err := c.get(ctx, "/api/v1/submissions", query)
	if err != nil {
		return err
	}
	return show(p, body, func(all []submission) {
		rows := [][]string{{"填报编号", "项目", "内容", "状态", "报送时间", "报送人", "附件"}}
		for _, s := range all {
			by := s.By
			if s.OnBehalfOf != "" {
				by += "（代" + s.OnBehalfOf + "）"
			}
			rows = append(rows, []string{s.ID, s.Project + " " + s.Name, s.what(), statusWords[s.Status], s.SubmittedAt.Minute(),
				by, strconv.Itoa(s.Evidence)})
		}
		if len(all) == 0 {
			p.say("没有待审定的填报")
			return
		}
		table(p.stdout, rows)
	})
}

func (s submission) what() string {
	if s.Milestone != "" {
		return s.Milestone + " " + s.DoneOn.String() + " 完成"
	}
	return s.Month.String() + " 月报 " + wan(s.MonthAmount)
}

func programmeQuery(programme string) url.Values {
	query := url.Values{}
	if programme != "" {
		query.Set("programme", programme)
	}
	return query
}
