package cli

import (
	"encoding/json"
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// templateOf is the part of a milestone template that is printed.
type templateOf struct {
	models.MilestoneTemplate
	Changed  bool
	Own      bool
	Evidence []string
}

const templatesPath = "/api/v1/milestone-templates"

func (p *program) planTemplate() *cobra.Command {
	c := &cobra.Command{Use: "template", Short: "节点模板：各类项目的节点、工期和先后关系", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.templateList(), p.templateShow(), p.templateSet(), p.templateReset())
	return c
}

func (p *program) templateList() *cobra.Command {
	return p.asks(&cobra.Command{Use: "list", Short: "列出节点模板", Args: noArgs, RunE: func(c *cobra.Command,
		_ []string) error {
		client, err := p.client()
		if err != nil {
			return err
		}
		body, err := client.get(c.Context(), templatesPath, nil)
		if err != nil {
			return err
		}
		return show(p, body, p.templates)
	}})
}

// templates prints one line for each template.
func (p *program) templates(all []templateOf) {
	for _, t := range all {
		state := "原设"
		switch {
		case t.Own:
			state = "自设"
		case t.Changed:
			state = "已更改"
		}
		p.say("%s  %d 个节点  %s", t.Name, len(t.Steps), state)
	}
}

func (p *program) templateShow() *cobra.Command {
	return p.asks(&cobra.Command{Use: "show 名称", Short: "显示一个节点模板；--json 的输出可改后用 set 存回", Args: oneArg("模板名称"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), templatesPath, nil)
			if err != nil {
				return err
			}
			all, err := decoded[[]templateOf](body)
			if err != nil {
				return err
			}
			for _, t := range all {
				if t.Name != args[0] {
					continue
				}
				if p.json {
					p.print(t.MilestoneTemplate)
					return nil
				}
				for i, s := range t.Steps {
					marks := ""
					if s.Controlling {
						marks += "  控制性节点"
					}
					if s.Reference {
						marks += "  仅供对照"
					}
					p.say("%s  %d 天%s%s  佐证：%s  %s", s.Name, s.Days, followed(s.After), marks, t.Evidence[i], s.Note)
				}
				return nil
			}
			return models.Errorf(models.KindNotFound, "no_milestone_template", "没有名为“%s”的节点模板，见 duban plan template list",
				args[0])
		}})
}

func (p *program) templateSet() *cobra.Command {
	var file, key string
	c := &cobra.Command{Use: "set", Short: "按文件更改或新增节点模板（show --json 的格式）", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "file"); err != nil {
				return err
			}
			content, err := readFile(file)
			if err != nil {
				return err
			}
			var t models.MilestoneTemplate
			if err := json.Unmarshal(content, &t); err != nil {
				return usage("--file：%s 不是节点模板（JSON，含 name 和 steps）", file)
			}
			return p.changeTemplates(c, templatesPath, key, t)
		}}
	c.Flags().StringVar(&file, "file", "", "模板文件（JSON）")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) templateReset() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "reset 名称", Short: "恢复原设的节点模板；自设的删除", Args: oneArg("模板名称"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.changeTemplates(c, templatesPath+"/"+url.PathEscape(args[0])+"/reset", key, nil)
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) changeTemplates(c *cobra.Command, path, key string, body any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.post(c.Context(), path, p.key(key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, p.templates)
}
