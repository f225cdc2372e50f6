package cli

import (
	"bytes"
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"duban/importer/workbook"
	"duban/models"
)

// templateKinds are the forms; only a project's needs a server.
var templateKinds = []string{"plan", "progress", "milestones", "project", "people", "funds", "reserve"}

type templating struct {
	programme, month, year, project string
	out                             output
}

func (p *program) templateCommand() *cobra.Command {
	var in templating
	c := &cobra.Command{
		Use: "template plan|progress|milestones|project|people|funds|reserve", Short: "写出填报表格：下拉列表、填报说明、自动核对；填好后可直接导入",
		Long: "写出填报表格，填好后用 duban import 导入。\n" +
			"不指明 --programme、--data 或 --server 时写出空表，不需要服务；指明时填好已有内容：progress 各项目及上月累计，milestones 未完成节点。\n" +
			"project 为每个项目一个工作簿（zip），发给不登录系统的项目单位；加 --project 只要一个。\n" +
			"people 为人员岗位表，填好后用 duban people import 导入；funds 为资金台账，用 duban funds import 导入；" +
			"reserve 为下一年度申报表，用 duban reserve import 导入。",
		Example: "  duban template plan --year 2022 -o 计划填报表.xlsx\n  duban template progress --programme 2021 --month " +
			"2021-06 -o 六月月报表.xlsx\n" +
			"  duban template project --month 2021-06 -o 六月.zip\n  duban template project --month 2021-06 --project " +
			"ZD-2021-007 -o 单个.xlsx",
		Args: oneArg("种类（plan、progress、milestones、project、people、funds 或 reserve）"),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(templateKinds, args[0]) {
				return usage("没有“%s”这种表格，应为 plan、progress、milestones、project、people、funds 或 reserve", args[0])
			}
			m, err := month(in.month)
			if err != nil {
				return err
			}
			if m == 0 && (args[0] == "progress" || args[0] == "project") {
				return usage("缺少 --month：%s 须给出填报月份，如 --month 2021-06", args[0])
			}
			if in.project != "" && args[0] != "project" {
				return usage("--project 只用于 duban template project")
			}
			asked := slices.ContainsFunc([]string{"programme", "data", "server"}, c.Flags().Changed)
			if args[0] == "project" || asked {
				return p.filledTemplate(c.Context(), args[0], in)
			}
			if err := need(c, "output"); err != nil {
				return err
			}
			return p.blankTemplate(args[0], m, in)
		},
	}
	c.Flags().StringVar(&in.programme, "programme", "", "项目清单：名称、编号或年度")
	c.Flags().StringVar(&in.month, "month", "", "填报月份，如 2021-06")
	c.Flags().StringVar(&in.year, "year", "", "空表的年度，如 2022")
	c.Flags().StringVar(&in.project, "project", "", "只要一个项目的表：项目编码")
	in.out.flags(c, "写到哪个文件；预填的表不填用它自己的名字，写在当前目录")
	return p.asks(c)
}

// blankTemplate writes an empty form without a server.
func (p *program) blankTemplate(kind string, m models.Month, in templating) error {
	year := m.Year()
	if in.year != "" {
		y, err := strconv.Atoi(in.year)
		if err != nil || y < 2000 || y > 2099 {
			return usage("--year：“%s”不是年度，应为 2022 这样的写法", in.year)
		}
		if m != 0 && m.Year() != y {
			return usage("--month：%s 不是 %d 年的月份", m, y)
		}
		year = y
	}
	now := models.InstantOf(time.Now()).Date()
	if year == 0 && (kind == "people" || kind == "funds") {
		year = now.Year()
	}
	if year == 0 {
		return usage("缺少 --year：空表须给出年度，如 --year 2022")
	}
	var form bytes.Buffer
	var err error
	switch kind {
	case "plan":
		err = workbook.WritePlanForm(&form, workbook.PlanForm{Year: year})
	case "progress":
		err = workbook.WriteProgressForm(&form, workbook.ProgressForm{Month: m})
	case "people":
		err = workbook.WritePeopleForm(&form, workbook.PeopleForm{Year: year, To: "区重点项目办"})
	case "funds":
		if m == 0 {
			m = models.MonthOf(year, now.Month().Number())
		}
		err = workbook.WriteFundsForm(&form, workbook.FundsForm{Month: m, To: "区重点项目办", Sources: fundNames()})
	case "reserve":
		err = workbook.WriteReserveForm(&form, workbook.ReserveForm{Year: year, To: "区重点项目办"})
	case "milestones":
		err = workbook.WriteMilestoneForm(&form, workbook.MilestoneForm{Year: year, Month: m})
	}
	if err != nil {
		return err
	}
	return p.put(in.out, form.Bytes(), "已写出 "+in.out.path+"（空表）")
}

// filledTemplate requests a form with the known data from the server.
func (p *program) filledTemplate(ctx context.Context, kind string, in templating) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	query := programmeQuery(in.programme)
	for name, value := range map[string]string{"month": in.month, "project": in.project} {
		if value != "" {
			query.Set(name, value)
		}
	}
	r, err := c.send(ctx, http.MethodGet, "/api/v1/templates/"+kind, query, "", "", nil)
	if err != nil {
		return err
	}
	if in.out.path == "" {
		in.out.path = filepath.Base(r.fileName)
	}
	return p.put(in.out, r.body, "已写出 "+in.out.path)
}
