package cli

import (
	"context"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/importer"
	"duban/models"
)

// opening holds the flags of a new urgent table.
type opening struct {
	programme, name, due, to, month, key string
	cityMajor                            bool
	columns                              []string
}

func (p *program) urgentOpen() *cobra.Command {
	var in opening
	c := &cobra.Command{
		Use: "open [原表.xlsx]", Short: "登记急报表；原表可以没有", Args: atMost(1, "一份原表"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "name", "due", "month"); err != nil {
				return err
			}
			return p.openUrgent(c.Context(), in, args)
		},
	}
	f := c.Flags()
	f.StringVar(&in.programme, "programme", "", programmeUsage)
	f.StringVar(&in.name, "name", "", "表名")
	f.StringVar(&in.due, "due", "", "报送时限，如 '2021-06-28 17:00'")
	f.StringVar(&in.to, "to", "owner", "报送对象：owner 项目单位，unit 责任单位")
	f.StringVar(&in.month, "month", "", "填表数据月份，如 2021-06")
	f.BoolVar(&in.cityMajor, "city-major", false, "只含市重大项目")
	f.StringArrayVar(&in.columns, "column", nil, "原表之外要收集的列，名称:类型（text、number、date），可重复")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) openUrgent(ctx context.Context, in opening, files []string) error {
	query := programmeQuery(in.programme)
	for name, value := range map[string]string{"name": in.name, "due": in.due, "to": in.to, "month": in.month} {
		query.Set(name, value)
	}
	if in.cityMajor {
		query.Set("city_major", "true")
	}
	query["column"] = in.columns
	var content []byte
	if len(files) == 1 {
		var err error
		if content, err = readFile(files[0]); err != nil {
			return err
		}
		query.Set("file", filepath.Base(files[0]))
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	r, err := c.send(ctx, http.MethodPost, "/api/v1/urgent-tables", query, p.key(in.key), "application/octet-stream",
		content)
	if err != nil {
		return err
	}
	return show(p, r.body, p.urgent)
}

func (p *program) urgentColumns() *cobra.Command {
	var maps, collect, more []string
	var key string
	c := &cobra.Command{
		Use: "columns 编号", Short: "说明原表各列内容，收集哪些列", Args: oneArg("急报表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			command, err := columnsSaid(maps, collect, more)
			if err != nil {
				return err
			}
			return p.postUrgent(c.Context(), args[0], "/columns", key, command)
		},
	}
	f := c.Flags()
	f.StringArrayVar(&maps, "map", nil, "'列号或表头=字段'，如 D=年度计划投资；留空的列写 D=不用；可重复")
	f.StringArrayVar(&collect, "collect", nil, "'列号或表头=类型[:名称]'，如 E=number:用工人数；可重复")
	f.StringArrayVar(&more, "column", nil, "原表之外要收集的列，名称:类型；写了就替换原来的；可重复")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// columnsSaid is what the flags say of a form's columns.
func columnsSaid(maps, collect, more []string) (map[string]any, error) {
	columns := map[string]map[string]string{}
	for _, text := range maps {
		column, name, is := strings.Cut(text, "=")
		field, known := importer.ParseField(name)
		if !is || !known {
			return nil, usage("--map：“%s”应写成 列号或表头=字段，如 D=年度计划投资", text)
		}
		columns[column] = map[string]string{"field": string(field)}
	}
	for _, text := range collect {
		column, kind, is := strings.Cut(text, "=")
		kind, name, _ := strings.Cut(kind, ":")
		if !is {
			return nil, usage("--collect：“%s”应写成 列号或表头=类型，如 E=number:用工人数", text)
		}
		columns[column] = map[string]string{"collect": kind, "name": name}
	}
	var named []models.UrgentColumn
	for _, text := range more {
		name, kind, _ := strings.Cut(text, ":")
		named = append(named, models.UrgentColumn{Name: name, Kind: models.UrgentKind(kind)})
	}
	return map[string]any{"columns": columns, "more": named}, nil
}

func (p *program) urgentAnswer() *cobra.Command {
	var project, key string
	var set []string
	c := &cobra.Command{
		Use: "answer 编号", Short: "填报一个项目", Args: oneArg("急报表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "project", "set"); err != nil {
				return err
			}
			values := map[string]string{}
			for _, text := range set {
				column, value, is := strings.Cut(text, "=")
				if !is {
					return usage("--set：“%s”应写成 列=内容，如 用工人数=120", text)
				}
				values[column] = value
			}
			return p.postUrgent(c.Context(), args[0], "/answers", key,
				[]map[string]any{{"project": project, "values": values}})
		},
	}
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码")
	f.StringArrayVar(&set, "set", nil, "'列=内容'，可重复；内容为空则撤回所填")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) urgentTake() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "take 编号 文件", Short: "收回填好的表格（代填）：工作簿或 .zip", Args: tableAndFile,
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[1])
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{"file": {filepath.Base(args[1])}}
			r, err := client.send(c.Context(), http.MethodPost, urgentPath(args[0], "/returns"), query, p.key(key),
				"application/octet-stream", content)
			if err != nil {
				return err
			}
			return show(p, r.body, p.urgentTaken)
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func atMost(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usage("最多只能给出%s", what)
		}
		return nil
	}
}

func tableAndFile(_ *cobra.Command, args []string) error {
	if len(args) != 2 {
		return usage("请给出急报表编号和交回的文件，如 duban urgent take JB-2021-001 交回.zip")
	}
	return nil
}

func (p *program) urgentTaken(v struct {
	Table urgentPage `json:"table"`
	Taken int        `json:"taken"`
	Left  []string   `json:"left"`
}) {
	p.say("已保存 %d 处", v.Taken)
	for _, left := range v.Left {
		p.say("  未记下：%s", left)
	}
	p.urgent(v.Table)
}

func (p *program) urgentForm() *cobra.Command {
	return p.urgentFile("form", "填报表格：列出项目和要收集的列", "/form", "已写出 ")
}

func (p *program) urgentFill() *cobra.Command {
	return p.urgentFile("fill", "按原表版式填好，写出工作簿", "/filled", "已填好 ")
}

// urgentFile is a command that writes a workbook of a table.
func (p *program) urgentFile(name, short, rest, done string) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use: name + " 编号", Short: short, Args: oneArg("急报表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.send(c.Context(), http.MethodGet, urgentPath(args[0], rest), nil, "", "", nil)
			if err != nil {
				return err
			}
			left, err := url.PathUnescape(r.left)
			if err != nil {
				return err
			}
			for line := range strings.Lines(left) {
				p.note("%s", strings.TrimSpace(line))
			}
			if out.path == "" {
				out.path = filepath.Base(r.fileName)
			}
			return p.put(out, r.body, done+out.path)
		},
	}
	out.flags(c, "写到哪个文件；不填用它自己的名字，写在当前目录")
	return p.asks(c)
}
