package cli

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// cellsPage is a project's cells as the server returns them.
type cellsPage struct {
	Code    string `json:"project"`
	Year    int
	Name    string `json:"project_name"`
	Version int
	Cells   []struct {
		Field       models.CellField
		Name, Value string
		Reason      bool `json:"needs_reason"`
	}
}

// cellsDiff is the part of a preview that is printed.
type cellsDiff struct {
	Rows []struct {
		Line       int
		Code, Name string
		Version    int
		Changes    []struct {
			Field models.CellField
			From  string `json:"from_shown"`
			To    string `json:"to_shown"`
		}
		Refusal models.Message
	}
	Changed, Cells, Refused int
	NeedsReason             bool `json:"needs_reason"`
	Skipped                 []string
}

// cellGrounds are why cells are changed.
type cellGrounds struct {
	Reason    string `json:"reason,omitempty"`
	Approver  string `json:"approver,omitempty"`
	Document  string `json:"document,omitempty"`
	Confirmed bool   `json:"confirmed,omitempty"`
}

func (g *cellGrounds) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&g.Reason, "reason", "", "原因；修改单位、日期或计划时必填")
	f.StringVar(&g.Document, "document", "", "文号")
	f.StringVar(&g.Approver, "approver", "", "批准人")
	f.BoolVar(&g.Confirmed, "confirm", false, "金额与总投资、往年相差较大，已核对无误")
}

func (p *program) cellsCommand() *cobra.Command {
	c := &cobra.Command{Use: "cells", Short: "项目库各列：查看、修改、按表格粘贴、撤销", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.cellsShow(), p.cellsSet(), p.cellsPaste(), p.cellsUndo())
	return c
}

func (p *program) cellsShow() *cobra.Command {
	var project string
	c := &cobra.Command{Use: "show", Short: "一个项目可在项目库中修改的各列", Args: noArgs,
		Example: "  duban cells show --project ZD-2021-007",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			body, err := p.get(c, projectPath(project, "cells"), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v cellsPage) {
				p.say("%s　%s（第 %d 版）", v.Code, v.Name, v.Version)
				for _, one := range v.Cells {
					p.say("  %s　%s", one.Name, one.Value)
				}
			})
		}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	return p.asks(c)
}

func (p *program) cellsSet() *cobra.Command {
	var project, key string
	var typed []string
	var version int
	var dry bool
	var grounds cellGrounds
	c := &cobra.Command{Use: "set", Short: "修改一个项目的若干列，先列出差异；--dry-run 只列出差异", Args: noArgs,
		Example: "  duban cells set --project ZD-2021-007 --set 联系人=张伟 --set 包保领导=分管工业副区长 --reason 分工调整",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project", "set"); err != nil {
				return err
			}
			body, err := p.get(c, projectPath(project, "cells"), nil)
			if err != nil {
				return err
			}
			page, err := decoded[cellsPage](body)
			if err != nil {
				return err
			}
			cells, block, err := page.typed(typed)
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			if done, err := p.diff(c, client, block, page.names(), dry); err != nil || done {
				return err
			}
			if !c.Flags().Changed("version") {
				version = page.Version
			}
			client.match = strconv.Quote(strconv.Itoa(version))
			return p.command(c.Context(), client, projectPath(project, "cells"), p.key(key), struct {
				Cells map[models.CellField]string `json:"cells"`
				cellGrounds
			}{cells, grounds})
		}}
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码")
	f.StringArrayVar(&typed, "set", nil, "列=值，可多次填写；列名见 duban cells show，金额以万元计")
	f.IntVar(&version, "version", 0, "改动所依据的版本；不填则为现在的版本，数据已被他人改过的不作改动")
	f.BoolVar(&dry, "dry-run", false, "只列出差异，不修改")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	grounds.flags(c)
	return p.asks(c)
}

// cellBlock is a block of cells as the server takes it.
type cellBlock struct {
	Programme string         `json:"programme,omitempty"`
	Text      string         `json:"text"`
	Projects  []string       `json:"projects,omitempty"`
	Fields    []string       `json:"fields,omitempty"`
	Versions  map[string]int `json:"versions,omitempty"`
	cellGrounds
}

// names are the names of the columns by field.
func (v cellsPage) names() map[models.CellField]string {
	out := map[models.CellField]string{}
	for _, one := range v.Cells {
		out[one.Field] = one.Name
	}
	return out
}

// typed reads “列=值” and returns the values by field, and as a block for the differences.
func (v cellsPage) typed(args []string) (map[models.CellField]string, cellBlock, error) {
	cells := map[models.CellField]string{}
	block := cellBlock{Programme: strconv.Itoa(v.Year), Projects: []string{v.Code}}
	var row []string
	for _, arg := range args {
		name, value, given := strings.Cut(arg, "=")
		if !given {
			return nil, block, usage("--set 的“%s”应写成 列=值", arg)
		}
		field := models.CellField("")
		for _, one := range v.Cells {
			if one.Name == name || string(one.Field) == name {
				field = one.Field
			}
		}
		if field == "" {
			return nil, block, usage("没有可修改的列“%s”，列名见 duban cells show", name)
		}
		cells[field] = value
		block.Fields, row = append(block.Fields, string(field)), append(row, value)
	}
	var text strings.Builder
	w := csv.NewWriter(&text)
	w.Comma = '\t'
	_ = w.Write(row) // a strings.Builder takes everything
	w.Flush()
	block.Text = text.String()
	return cells, block, nil
}

// diff prints what a block would change, and reports whether that was all: with --dry-run, or when nothing changes.
func (p *program) diff(c *cobra.Command, client *client, block cellBlock, names map[models.CellField]string,
	dry bool) (done bool, err error) {
	r, err := client.post(c.Context(), "/api/v1/cells/preview", randomKey(), block)
	if err != nil {
		return true, err
	}
	if dry {
		return true, show(p, r.body, func(v cellsDiff) { p.sayDiff(v, names) })
	}
	v, err := decoded[cellsDiff](r.body)
	if err != nil {
		return true, err
	}
	p.sayDiff(v, names)
	if v.Changed == 0 && v.Refused > 0 {
		return true, models.Errorf(models.KindInvalid, "row_refused", "%s", v.Rows[0].Refusal)
	}
	return false, nil
}

func (p *program) sayDiff(v cellsDiff, names map[models.CellField]string) {
	for _, row := range v.Rows {
		if !row.Refusal.IsZero() {
			p.say("第 %d 行 %s %s　不能修改：%s", row.Line, row.Code, row.Name, row.Refusal)
		}
		for _, one := range row.Changes {
			name := names[one.Field]
			if name == "" {
				name = one.Field.Chinese()
			}
			p.say("%s %s　%s：%s → %s", row.Code, row.Name, name, shownOr(one.From), shownOr(one.To))
		}
	}
	for _, name := range v.Skipped {
		p.say("列“%s”不能在项目库中修改，已跳过", name)
	}
	p.say("修改 %d 个项目的 %d 处，不能修改的 %d 行", v.Changed, v.Cells, v.Refused)
}

// shownOr is a value as it is printed; an empty one is named.
func shownOr(text string) string {
	if text == "" {
		return "（空）"
	}
	return text
}

// rowVersions are the versions on which a preview was made, by code.
func rowVersions(body json.RawMessage) (map[string]int, error) {
	v, err := decoded[cellsDiff](body)
	versions := map[string]int{}
	for _, row := range v.Rows {
		if row.Refusal.IsZero() {
			versions[row.Code] = row.Version
		}
	}
	return versions, err
}
