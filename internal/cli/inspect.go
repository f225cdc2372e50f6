package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"duban/importer"
)

func (p *program) inspectCommand() *cobra.Command {
	var errorsTo string
	c := &cobra.Command{
		Use: "inspect 文件", Short: "看一个工作簿能读懂什么；不需要服务，不改动任何数据",
		Example: "  duban inspect 2021年计划.xlsx\n  duban inspect 2021年计划.xlsx --json",
		Args:    oneArg("文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			book, err := importer.Inspect(args[0], content)
			if err != nil {
				return err
			}
			if p.json {
				p.print(book)
			} else {
				p.book(book)
			}
			return p.markErrors(errorsTo, args[0], content, foundIn(book))
		},
	}
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	errorsFlag(c, &errorsTo)
	return c
}

func (p *program) book(b *importer.Book) {
	p.say("%s（%s）", b.File, b.Format)
	for _, s := range b.Sheets {
		p.sheet(s)
	}
}

var sheetKindWords = map[importer.SheetKind]string{
	importer.KindPlan: "年度计划", importer.KindProgress: "月度进度", importer.KindMilestones: "节点计划", importer.KindOther: "其他",
}

func (p *program) sheet(s importer.Sheet) {
	if s.Skipped != "" {
		p.say("\n工作表「%s」：未读，%s", s.Name, s.Skipped)
		return
	}
	p.say("\n工作表「%s」：%s %s%s", s.Name, sheetKindWords[s.Kind], sheetPeriod(s), readAs(s))
	p.say("  项目 %d，月度数据 %d，节点 %d", len(s.Projects), len(s.Reports), len(s.Milestones))
	for _, section := range s.Sections {
		declared := "未注明个数"
		if section.Declared != nil {
			declared = fmt.Sprintf("注明 %d 个", *section.Declared)
		}
		p.say("  [%s] %s：%s，实有 %d 个", agrees(section.OK), section.Title, declared, section.Counted)
	}
	for _, total := range s.Totals {
		if total.Count != nil && total.Counted != nil {
			p.say("  [%s] %s %s：注明 %d 个，实有 %d 个", agrees(total.OK), total.Cell, total.Label, *total.Count, *total.Counted)
			continue
		}
		p.say("  [%s] %s %s %s：表内 %s，明细合计 %s", agrees(total.OK), total.Cell, total.Label, total.Field.Chinese(), yi(total.Declared), yi(total.Computed))
	}
	found := make([]finding, 0, len(s.Findings))
	for _, f := range s.Findings {
		found = append(found, finding{Cell: f.Cell, Severity: string(f.Severity), Code: f.Code, Message: f.Message})
	}
	p.findings(found)
}

func sheetPeriod(s importer.Sheet) string {
	if s.Month != 0 {
		return s.Month.String()
	}
	if s.Year != 0 {
		return fmt.Sprintf("%d 年", s.Year)
	}
	return "年度未注明"
}

func readAs(s importer.Sheet) string {
	text := ""
	if s.Unit != "" {
		text += "，单位 " + string(s.Unit)
	}
	if s.Header != nil {
		text += fmt.Sprintf("，表头第 %d–%d 行", s.Header.First, s.Header.Last)
	}
	return text
}

func agrees(ok bool) string {
	if ok {
		return "一致"
	}
	return "不符"
}
