package cli

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

// sampleKinds are the workbooks of the sample programme.
var sampleKinds = []string{"plan", "progress", "milestones"}

func (p *program) sampleCommand() *cobra.Command {
	var year, of string
	var projects, revised int
	var seed uint64
	var out output
	c := &cobra.Command{
		Use: "sample plan|progress|milestones", Short: "写出示例工作簿：年度计划、月度进度、节点计划；不需要服务",
		Example: "  duban sample plan --year 2021 -o 计划.xlsx\n  duban sample progress --year 2021 --month 6 -o 六月进度.xlsx\n" +
			"  duban sample plan --year 2021 --projects 1000 -o 大清单.xlsx\n" +
			"  duban sample plan --year 2021 --projects 1000 --revised 200 -o 调整后.xlsx",
		Args: oneArg("种类（plan、progress 或 milestones）"),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(sampleKinds, args[0]) {
				return usage("没有“%s”这种示例，应为 plan、progress 或 milestones", args[0])
			}
			if err := need(c, "year", "output"); err != nil {
				return err
			}
			y, err := strconv.Atoi(year)
			if err != nil || y < 2000 || y > 2099 {
				return usage("--year：“%s”不是年度，应为 2021 这样的写法", year)
			}
			m, err := sampleMonth(args[0], y, of)
			if err != nil {
				return err
			}
			if projects < 1 || projects > maxSampleProjects {
				return usage("--projects：应为 1～%d 之间的个数，如 1000", maxSampleProjects)
			}
			if revised < 0 || revised > projects {
				return usage("--revised：应为 0～%d 之间的个数", projects)
			}
			return p.sample(args[0], sample.ProgrammeOf(y, projects, seed).Revised(revised), m, out)
		},
	}
	c.Flags().StringVar(&year, "year", "", "年度，如 2021")
	c.Flags().StringVar(&of, "month", "", "月份：6 或 2021-06；月度进度须给出，节点计划给出时注明到该月底的完成情况")
	c.Flags().IntVar(&projects, "projects", sample.Size, "项目个数：多于 48 个时按同样的样式续编，用于试验大清单")
	c.Flags().Uint64Var(&seed, "seed", 0, "换一组金额和时间，项目名称不变；相同的数得到相同的工作簿")
	c.Flags().IntVar(&revised, "revised", 0, "其中多少个项目是调整后的：计划少 50 万元、节点推后 7 天、完成额少 1%")
	out.flags(c, "写到哪个文件")
	return c
}

// maxSampleProjects keeps a mistyped number from exhausting the memory.
const maxSampleProjects = 20_000

// sampleMonth parses the month of a workbook: "6" or "2021-06". Progress must have one.
func sampleMonth(kind string, year int, text string) (models.Month, error) {
	switch {
	case text == "" && kind == "progress":
		return 0, usage("缺少 --month：月度进度须给出月份，如 --month 6")
	case text == "" || kind == "plan":
		return 0, nil
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= 12 {
		return models.MonthOf(year, n), nil
	}
	m, err := models.ParseMonth(text)
	if err != nil || m.Year() != year {
		return 0, usage("--month：“%s”不是 %d 年的月份，应为 6 或 %d-06 这样的写法", text, year, year)
	}
	return m, nil
}

func (p *program) sample(kind string, data sample.Data, m models.Month, out output) error {
	var asOf models.Date // without a month nothing is completed yet
	if m != 0 {
		asOf = m.Last()
	}
	var content bytes.Buffer
	var err error
	switch kind {
	case "plan":
		err = workbook.WritePlan(&content, data.Plan())
	case "progress":
		err = workbook.WriteProgress(&content, data.Progress(m))
	case "milestones":
		err = workbook.WriteMilestones(&content, data.Milestones(asOf))
	}
	if err != nil {
		return err
	}
	return p.put(out, content.Bytes(), "已写出 "+out.path+"（示例数据）")
}
