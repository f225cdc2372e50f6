package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"duban/importer"
	"duban/models"
)

// inspecting holds the flags of duban inspect.
type inspecting struct {
	columns, headers, answers []string
	unit, month, errorsTo     string
}

func (p *program) inspectCommand() *cobra.Command {
	var in inspecting
	c := &cobra.Command{
		Use: "inspect 文件", Short: "看一个工作簿能读懂什么；不需要服务，不改动任何数据",
		Example: "  duban inspect 2021年计划.xlsx\n  duban inspect 2021年计划.xlsx --json\n  duban inspect 进度.xlsx --map " +
			"D=本月完成投资 --unit 万元",
		Args: oneArg("文件"),
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			options, err := in.options()
			if err != nil {
				return err
			}
			book, err := importer.InspectWith(c.Context(), args[0], content, options)
			if err == nil && len(in.columns) > 0 {
				book, err = in.again(c.Context(), args[0], content, book, options)
			}
			if err != nil {
				return err
			}
			if p.json {
				p.print(book)
			} else {
				p.book(book)
			}
			return p.markErrors(in.errorsTo, args[0], content, foundIn(book))
		},
	}
	f := c.Flags()
	f.BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	f.StringArrayVar(&in.columns, "map", nil, "'列号或表头=字段'，如 D=年度计划投资、附表!B=项目名称；不导入该列写 D=不导入；可重复，只用于这一次")
	f.StringArrayVar(&in.headers, "header", nil, "'工作表=行号'：表头没有认出来时指明，如 附表=3 或 附表=3-4；只有一个工作表时只写行号；可重复")
	f.StringVar(&in.unit, "unit", "", "表头未注明单位时的金额单位：元、千元、万元、百万元、千万元或亿元")
	f.StringArrayVar(&in.answers, "say", nil, "'问题编号=答复'：回答列出的问题；可重复")
	f.StringVar(&in.month, "month", "", "表中没有写明时的月份，如 2021-06")
	errorsFlag(c, &in.errorsTo)
	return c
}

func (in inspecting) options() (importer.Options, error) {
	var o importer.Options
	m, err := month(in.month)
	if err != nil {
		return o, err
	}
	if m != 0 {
		o.Year, o.Month = m.Year(), m.Number()
	}
	answers := importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{}, Unit: models.Unit(in.unit)}
	if in.unit != "" && answers.Unit.Fen() == 0 {
		return o, usage("--unit：“%s”应为 元、千元、万元、百万元、千万元 或 亿元", in.unit)
	}
	o.Answers = map[string]importer.SheetAnswers{"": answers}
	o.Headers = map[string]importer.HeaderRows{}
	for _, text := range in.headers {
		name, rows := "", text
		if i := strings.LastIndex(text, "="); i >= 0 {
			name, rows = strings.TrimSpace(text[:i]), text[i+1:]
		}
		if o.Headers[name], err = importer.ParseHeaderRows(rows); err != nil {
			return o, usage("--header：%s", err)
		}
	}
	for _, pair := range in.answers {
		i := strings.LastIndex(pair, "=")
		if i <= 0 {
			return o, usage("--say：“%s”应写成 问题编号=答复", pair)
		}
		if o.Said == nil {
			o.Said = map[string]string{}
		}
		o.Said[strings.TrimSpace(pair[:i])] = strings.TrimSpace(pair[i+1:])
	}
	return o, nil
}

// again reads the workbook with the answers about its columns.
func (in inspecting) again(ctx context.Context, name string, content []byte, book *importer.Book,
	o importer.Options) (*importer.Book, error) {
	columns := map[string]importer.ColumnAnswer{}
	for _, pair := range in.columns {
		i := strings.LastIndex(pair, "=")
		if i <= 0 {
			return nil, usage("--map：“%s”应写成 列=字段，如 D=年度计划投资", pair)
		}
		field, ok := importer.ParseField(pair[i+1:])
		if !ok {
			return nil, usage("--map：没有“%s”这种内容，请写表头常用名称，如 年度计划投资、责任单位", pair[i+1:])
		}
		columns[strings.TrimSpace(pair[:i])] = importer.ColumnAnswer{Field: field}
	}
	answers, err := book.AnswersFor(columns, models.Unit(in.unit))
	if err != nil {
		return nil, err
	}
	answers[""] = o.Answers[""]
	o.Answers = answers
	return importer.InspectWith(ctx, name, content, o)
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
	if !s.Skipped.IsZero() {
		p.say("\n工作表“%s”：未读，%s", s.Name, s.Skipped)
		return
	}
	p.say("\n工作表“%s”：%s %s%s", s.Name, sheetKindWords[s.Kind], sheetPeriod(s), readAs(s))
	p.say("  项目 %d，月度数据 %d，节点 %d", len(s.Projects), len(s.Reports), len(s.Milestones))
	for _, section := range s.Sections {
		declared := "未注明个数"
		if section.Declared != nil {
			declared = fmt.Sprintf("注明 %d 个", *section.Declared)
		}
		p.say("  [%s] %s：%s，实有 %d 个", agrees(section.OK), section.Title, declared, section.Counted)
	}
	p.totals(s)
	found := make([]finding, 0, len(s.Findings))
	for _, f := range s.Findings {
		found = append(found, finding{Cell: f.Cell, Severity: string(f.Severity), Code: f.Code, Message: f.Message.Text})
	}
	p.findings(found)
}

// totals prints the grand totals that agree with the rows. Of subtotals and monthly columns it prints only how many
// agree. Each total that does not agree has a finding.
func (p *program) totals(s importer.Sheet) {
	agreeing, differing := 0, 0
	for _, t := range s.Totals {
		of := slices.ContainsFunc(s.Sections, func(row importer.SectionRow) bool { return row.Title == t.Label })
		switch {
		case !t.OK:
			differing++
		case of || t.Field == importer.FieldMonthPlan || t.Field == importer.FieldQuarterPlan:
			agreeing++
		case t.Count != nil && t.Counted != nil:
			p.say("  [一致] %s %s：注明 %d 个，实有 %d 个", t.Cell, t.Label, *t.Count, *t.Counted)
		default:
			p.say("  [一致] %s %s %s：表内 %s，明细合计 %s", t.Cell, t.Label, t.What, yi(t.Declared), yi(t.Computed))
		}
	}
	if agreeing > 0 {
		p.say("  [一致] 各分类小计和分月合计：%d 处与明细相符", agreeing)
	}
	if differing > 0 {
		p.say("  [不符] 合计和小计：%d 处与明细不符，见下", differing)
	}
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
