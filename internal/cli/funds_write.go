package cli

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// fundImport is the part of a workbook of the fund ledger that is printed.
type fundImport struct {
	ID, File, By            string
	State                   models.FundImportState
	At                      models.Instant
	Month                   models.Month
	New, Changed, Unchanged int
	Totals                  int `json:"totals_ok"`
	Columns                 []models.FundColumn
	Plan                    struct {
		Changes  []models.FundChange
		Findings []struct {
			Cell, Message string
			Error, Text   bool
			Options       []struct{ Value, Label string }
		}
	}
}

// fundImport prints a workbook: how its columns were read, what changes, and what is wrong or asked.
func (p *program) fundImport(v fundImport) {
	p.say("%s　%s　%s　截至 %s　新增 %d 条，变更 %d 条，无变化 %d 条，合计相符 %d 处", v.ID, v.File, v.State.Chinese(), v.Month, v.New,
		v.Changed, v.Unchanged, v.Totals)
	for _, c := range v.Columns {
		is := "未采用"
		if c.Field != "" {
			is = strings.TrimSpace(c.Source + " " + c.Field.Chinese() + " " + string(c.Unit))
		}
		p.say("  %s　%s：%s", c.Cell, c.Header, is)
	}
	for _, c := range v.Plan.Changes {
		if c.Same {
			continue
		}
		is := "变更"
		if c.New {
			is = "新增"
		}
		parts := []string{}
		for _, f := range models.FundFigures {
			before, after := *c.Before.Of(f), *c.After.Of(f)
			switch {
			case after == nil || before != nil && *before == *after:
			case before == nil:
				parts = append(parts, f.Chinese()+" "+wanOf(after))
			default:
				parts = append(parts, f.Chinese()+" "+wanOf(before)+"→"+wanOf(after))
			}
		}
		p.say("  %s　%s　%s　%s　%s：%s", c.Cell, is, c.Name, c.Source, c.Month, strings.Join(parts, "，"))
	}
	for _, f := range v.Plan.Findings {
		kind := "提示"
		switch {
		case f.Error:
			kind = "有误"
		case f.Text || len(f.Options) > 0:
			kind = "请明确"
		}
		p.say("  %s　%s：%s", f.Cell, kind, f.Message)
		if f.Text {
			p.say("      --answer '%s=说明文字'", f.Cell)
		}
		for _, o := range f.Options {
			p.say("      --answer '%s=%s'　%s", f.Cell, o.Value, o.Label)
		}
	}
}

func (p *program) fundImportCommand() *cobra.Command {
	var key, programme, of string
	var commit bool
	var answers []string
	c := &cobra.Command{
		Use: "import 文件", Short: "导入资金台账：先列出识别结果、变化和问题，--commit 导入",
		Long: "导入资金台账（空表：duban template funds --programme 2026 -o 资金台账.xlsx；部门自己的表也可）。\n" +
			"先列出识别结果、变化、合计不符和待明确的项目、来源；加 --commit 导入，可以撤销。",
		Example: "  duban funds import 资金台账.xlsx\n  duban funds import 资金台账.xlsx --answer 'E12=rows' --commit",
		Args:    oneArg("文件"),
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			query := programmeQuery(programme)
			query.Set("file", filepath.Base(args[0]))
			if of != "" {
				if _, err := month(of); err != nil {
					return err
				}
				query.Set("month", of)
			}
			if len(answers) > 0 {
				query["answer"] = answers
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(key)
			r, err := client.send(c.Context(), http.MethodPost, "/api/v1/fund-imports", query, key,
				"application/octet-stream", content)
			if err != nil {
				return err
			}
			if !commit {
				return show(p, r.body, p.fundImport)
			}
			v, err := decoded[fundImport](r.body)
			if err != nil {
				return err
			}
			done, err := client.post(c.Context(), "/api/v1/fund-imports/"+url.PathEscape(v.ID)+"/commit", key+" commit", nil)
			if err != nil {
				return err
			}
			return show(p, done.body, p.fundImport)
		},
	}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&of, "month", "", "金额截至哪个月，如 2026-10；不填由表上写明")
	f.BoolVar(&commit, "commit", false, "导入；不加只列出变化")
	f.StringArrayVar(&answers, "answer", nil, "'问题=答复'，照预览所列；可重复")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) fundUndo() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "undo 编号", Short: "撤销一次资金台账导入：其后没有变动的恢复原样", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/fund-imports/"+url.PathEscape(args[0])+"/undo", p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, p.fundImport)
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) fundSet() *cobra.Command {
	var project, of, arrived, key string
	var e models.FundEntry
	amounts := map[models.FundField]*string{}
	for _, f := range models.FundFigures {
		amounts[f] = new(string)
	}
	c := &cobra.Command{
		Use: "set", Short: "登记一个项目一种来源一个月的资金；金额为截至月底的累计数，不填的沿用上期", Args: noArgs,
		Example: "  duban funds set --project ZD-2026-007 --source 专项债 --month 2026-10 --arrived 8000万元 --paid 3000万元",
		RunE: func(c *cobra.Command, _ []string) error {
			err := need(c, "project", "source", "month")
			if err != nil {
				return err
			}
			if e.Month, err = month(of); err != nil {
				return err
			}
			if e.ArrivedOn, err = dateOrNone("arrived-on", arrived); err != nil {
				return err
			}
			for _, f := range models.FundFigures {
				if text := *amounts[f]; text != "" {
					if *e.Of(f), err = amount(string(f), text); err != nil {
						return err
					}
				}
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), projectPath(project, "funds"), p.key(key), e)
			if err != nil {
				return err
			}
			return show(p, r.body, p.fundPage)
		},
	}
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码")
	f.StringVar(&e.Source, "source", "", "资金来源：名称或编号，见 duban funds sources")
	f.StringVar(&of, "month", "", "月份，如 2026-10")
	for _, field := range models.FundFigures {
		f.StringVar(amounts[field], string(field), "", field.Chinese()+"，如 8000万元")
	}
	f.StringVar(&arrived, "arrived-on", "", "最近到位日期，如 2026-03-20")
	f.StringVar(&e.Note, "note", "", "说明；金额不符常理的须写明原因")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}
