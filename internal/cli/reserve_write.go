package cli

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// reserveKeep is what is sent of an application.
type reserveKeep struct {
	Year int `json:"year,omitempty"`
	models.ReserveEntry
}

func (p *program) reserveAdd() *cobra.Command {
	var in reserveKeep
	var total, past, plan, start, finish, stage, investor, change, asked, year string
	c := &cobra.Command{Use: "add", Short: "登记一个储备项目；--change 修改", Args: noArgs,
		Example: "  duban reserve add --name 智能装备产业园二期 --unit 区工业和信息化局 --stage new_start --total 52000 --plan 18000",
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if err := need(c, "name"); err != nil {
				return err
			}
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			in.Year, _ = strconv.Atoi(query.Get("year")) // "" is the next year
			in.Stage, in.Investor = models.Stage(stage), models.Investor(investor)
			for text, to := range map[*string]*models.Money{&total: &in.Total, &past: &in.ToEndOfLastYear,
				&plan: &in.AnnualPlan} {
				if *text != "" {
					if *to, err = models.ParseMoney(*text, models.WanYuan); err != nil {
						return err
					}
				}
			}
			if in.Start, err = month(start); err != nil {
				return err
			}
			if in.Finish, err = month(finish); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			path := reservePath
			if change != "" {
				path += "/projects/" + url.PathEscape(change)
			}
			r, err := client.post(c.Context(), path, p.key(asked), in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.reservePage)
		}}
	f := c.Flags()
	for _, one := range []struct {
		to           *string
		name, helped string
	}{
		{&in.Name, "name", "项目名称"}, {&in.Code, "code", "项目编码；续建项目填原编码，新项目不填"},
		{&in.ApprovalCode, "approval-code", "投资项目代码"}, {&in.Unit, "unit", "责任单位；不填为本单位"}, {&in.Owner, "owner", "项目单位"},
		{&stage, "stage", "new_start、carried_over 或 completing"},
		{&investor, "investor", "government、state_owned 或 private"}, {&in.Sector, "sector", "产业类别"},
		{&in.Place, "place", "建设地点"}, {&in.Scale, "scale", "建设内容及规模"}, {&in.Goal, "goal", "年度工作目标"},
		{&total, "total", "总投资（万元）"}, {&past, "past", "至上年底累计完成投资（万元）"}, {&plan, "plan", "年度计划投资（万元）"},
		{&start, "start", "计划开工月份，如 2022-03"}, {&finish, "finish", "计划竣工月份"}, {&in.Funding, "funding", "资金来源"},
		{&in.Contact, "contact", "联系人"}, {&in.Phone, "phone", "联系电话"}, {&year, "year", reserveYearUsage},
		{&change, "change", "修改：储备项目编号，内容整份替换"}, {&asked, "key", "请求编号；不填则随机生成"},
	} {
		f.StringVar(one.to, one.name, "", one.helped)
	}
	return p.asks(c)
}

// reserveImport is the part of a table of applications that is printed.
type reserveImport struct {
	ID, File                          string
	Year                              int
	New, Changed, Unchanged, Problems int
	Rows                              []struct {
		Cell, Name, Unit, Problem, Application string
		Same                                   bool
	}
}

func (p *program) reserveImport(v reserveImport) {
	p.say("%s　%s　%d年　新增 %d 个，变更 %d 个，无变化 %d 个，有误 %d 行", v.ID, v.File, v.Year, v.New, v.Changed, v.Unchanged,
		v.Problems)
	for _, r := range v.Rows {
		is := "新增"
		switch {
		case r.Problem != "":
			is = "有误：" + r.Problem
		case r.Same:
			is = "无变化"
		case r.Application != "":
			is = "变更"
		}
		p.say("  %s　%s　%s　%s", r.Cell, r.Name, r.Unit, is)
	}
}

func (p *program) reserveImportCommand() *cobra.Command {
	var year, asked string
	var commit bool
	c := &cobra.Command{Use: "import 文件", Short: "导入申报表：先列出识别结果和问题，--commit 导入", Args: oneArg("文件"),
		Long:    "导入申报表（空表：duban template reserve --data 数据目录 -o 申报表.xlsx）。先列出识别结果和问题；加 --commit 导入为储备项目，核对后再申报。",
		Example: "  duban reserve import 申报表.xlsx --commit",
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			query.Set("file", filepath.Base(args[0]))
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(asked)
			r, err := client.send(c.Context(), http.MethodPost, reservePath+"/imports", query, key, "application/octet-stream",
				content)
			if err != nil {
				return err
			}
			if !commit {
				return show(p, r.body, p.reserveImport)
			}
			v, err := decoded[reserveImport](r.body)
			if err != nil {
				return err
			}
			done, err := client.post(c.Context(), reservePath+"/imports/"+url.PathEscape(v.ID), key+" commit", nil)
			if err != nil {
				return err
			}
			return show(p, done.body, p.reserveImport)
		}}
	c.Flags().StringVar(&year, "year", "", reserveYearUsage)
	c.Flags().BoolVar(&commit, "commit", false, "导入；不加只列出识别结果")
	c.Flags().StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// reserveTake is what is sent of an act.
type reserveTake struct {
	Applications []string `json:"applications"`
	models.ReserveCommand
}

func (p *program) reserveAct() *cobra.Command {
	var in reserveTake
	var opinion, on, scan, asked string
	c := &cobra.Command{Use: "act 步骤 编号…", Short: "办理储备项目：apply、pass、return、opinion、list、refuse、withdraw 或 undo",
		Args: cobra.MinimumNArgs(2),
		Example: "  duban reserve act apply rsv-…\n  duban reserve act opinion rsv-… --department 区财政局 --opinion agree\n" +
			"  duban reserve act list rsv-甲 rsv-乙 --document 张政发〔2021〕30号 --on 2021-12-20 --scan 清单.pdf",
		RunE: func(c *cobra.Command, args []string) (err error) {
			in.Act, in.Applications, in.Opinion = models.ReserveAct(args[0]), args[1:], models.ReserveOpinion(opinion)
			if in.DocumentOn, err = dateFlag(on); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(asked)
			if scan != "" {
				if in.Evidence, err = sendScan(c, client, key, scan); err != nil {
					return err
				}
			}
			r, err := client.post(c.Context(), reservePath+"/acts", key, in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.reserveView)
		}}
	f := c.Flags()
	f.StringVar(&in.Text, "reason", "", "理由、依据或修改要求")
	f.StringVar(&in.Department, "department", "", "联审部门")
	f.StringVar(&opinion, "opinion", "", "意见：agree（同意）、conditional（修改后同意）或 disagree（不同意）")
	f.StringVar(&in.Document, "document", "", "清单文号")
	f.StringVar(&on, "on", "", "清单印发日期，如 2021-12-20")
	f.StringVar(&scan, "scan", "", "清单的扫描件")
	f.StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) reserveCall() *cobra.Command {
	var year, due, document, asked string
	c := &cobra.Command{Use: "call", Short: "通知各责任单位申报", Args: noArgs, Example: "  duban reserve call --due 2021-11-30",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "due"); err != nil {
				return err
			}
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			day, err := dateFlag(due)
			if err != nil {
				return err
			}
			of, _ := strconv.Atoi(query.Get("year")) // "" is the next year
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), reservePath+"/call", p.key(asked), map[string]any{"year": of, "due": day,
				"notice": document})
			if err != nil {
				return err
			}
			return show(p, r.body, p.reserveView)
		}}
	c.Flags().StringVar(&year, "year", "", reserveYearUsage)
	c.Flags().StringVar(&due, "due", "", "申报截止日期，如 2021-11-30")
	c.Flags().StringVar(&document, "notice", "", "通知文号")
	c.Flags().StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}
