package cli

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// cellsOutcome is the part of the outcomes of a paste that is printed.
type cellsOutcome struct {
	Key   string
	Done  int
	Items []struct {
		Project, Name string
		Done, Pending bool
		Message       models.Message
	}
}

func (p *program) cellsPaste() *cobra.Command {
	var programme, key string
	var dry bool
	var grounds cellGrounds
	c := &cobra.Command{Use: "paste 文件", Short: "按表格修改多个项目：首行为列名，首列为项目编码或名称；“-”为标准输入", Args: oneArg("文件"),
		Long: "按表格修改多个项目。文件为制表符或逗号分隔的文本（UTF-8），首行为列名，首列为项目编码或名称。\n" +
			"先列出差异，再修改；不能修改的行逐行列出，其余照改。--dry-run 只列出差异。",
		Example: "  duban cells paste 分工调整.csv --dry-run\n  duban cells paste 分工调整.csv --reason 区领导分工调整",
		RunE: func(c *cobra.Command, args []string) error {
			text, err := pastedTable(c, args[0])
			if err != nil {
				return err
			}
			block := cellBlock{Programme: programme, Text: text, cellGrounds: grounds}
			client, err := p.client()
			if err != nil {
				return err
			}
			preview, err := client.post(c.Context(), "/api/v1/cells/preview", randomKey(), block)
			if err != nil {
				return err
			}
			if dry {
				return show(p, preview.body, func(v cellsDiff) { p.sayDiff(v, nil) })
			}
			if block.Versions, err = rowVersions(preview.body); err != nil {
				return err
			}
			key = p.key(key)
			r, err := client.post(c.Context(), "/api/v1/cells/paste", key, block)
			if err != nil {
				return resendable(err, key, false)
			}
			return show(p, r.body, p.cellsOutcome)
		}}
	c.Flags().StringVar(&programme, "programme", "", "清单（年度或名称）；不填为最近年度的区重点项目")
	c.Flags().BoolVar(&dry, "dry-run", false, "只列出差异，不修改")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	grounds.flags(c)
	return p.asks(c)
}

func (p *program) cellsUndo() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "undo 请求编号", Short: "撤销本人的一次修改或粘贴", Args: oneArg("请求编号"),
		Example: "  duban cells undo k-4f0c2b1d9e",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			key = p.key(key)
			r, err := client.post(c.Context(), "/api/v1/cells/undo", key, map[string]string{"of": args[0]})
			if err != nil {
				return resendable(err, key, false)
			}
			return show(p, r.body, p.cellsOutcome)
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) cellsOutcome(v cellsOutcome) {
	for _, one := range v.Items {
		switch {
		case one.Pending:
			p.say("%s %s　已受理，正在保存", one.Project, one.Name)
		case !one.Done:
			p.say("%s %s　未修改：%s", one.Project, one.Name, one.Message)
		}
	}
	p.say("已修改 %d 个项目，共 %d 个（撤销：duban cells undo %s）", v.Done, len(v.Items), v.Key)
}

// pastedTable reads a file of lines with tabs or commas between the cells, and returns it with tabs.
func pastedTable(c *cobra.Command, name string) (string, error) {
	read := func() ([]byte, error) { return os.ReadFile(name) }
	if name == "-" {
		read = func() ([]byte, error) { return io.ReadAll(c.InOrStdin()) }
	}
	content, err := read()
	if err != nil {
		return "", models.Errorf(models.KindInvalid, "no_file", "无法读取 %s，请核对文件名", name).Because(err)
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	first, _, _ := bytes.Cut(content, []byte("\n"))
	if bytes.ContainsRune(first, '\t') || !bytes.ContainsRune(first, ',') {
		return string(content), nil
	}
	rows := csv.NewReader(bytes.NewReader(content))
	rows.FieldsPerRecord = -1
	all, err := rows.ReadAll()
	if err != nil {
		return "", models.Errorf(models.KindInvalid, "bad_csv", "%s 不是逗号分隔的表格，请核对引号和分隔符", name).Because(err)
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = '\t'
	if err := w.WriteAll(all); err != nil {
		return "", err
	}
	return out.String(), nil
}
