package cli

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// ruleLine is the part of a set of rules that is printed.
type ruleLine struct {
	ID, Name, About string
	Version         int
	BuiltIn         bool `json:"built_in"`
	Status          models.RuleSetStatus
	Revision        int
	Rules           json.RawMessage
	Faults          []ruleFault
	UsedBy          []string `json:"used_by"`
}

type ruleFault struct{ Where, What string }

func (p *program) rulesCommand() *cobra.Command {
	c := &cobra.Command{Use: "rules", Short: "督办规则：查看、试算、起草、通过；换用见 duban programme ladder", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.rulesList(), p.rulesShow(), p.rulesTry(), p.rulesDraft(), p.rulesEdit(), p.rulesAdopt(),
		p.rulesDrop())
	return c
}

func (p *program) rulesList() *cobra.Command {
	return p.asks(&cobra.Command{Use: "list", Short: "内置的规则和本办的规则", Args: noArgs, Example: "  duban rules list",
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/rules", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct{ Rules []ruleLine }) {
				for _, r := range v.Rules {
					p.ruleLine(r)
				}
			})
		}})
}

func (p *program) ruleLine(r ruleLine) {
	state := "内置"
	if !r.BuiltIn {
		state = models.RuleSet{Name: r.Name, Version: r.Version}.Title() + "，" + r.Status.Chinese()
	}
	p.say("%s  %s（%s）%s", r.ID, r.Name, state, r.About)
	if len(r.UsedBy) > 0 {
		p.say("    使用中：%s", strings.Join(r.UsedBy, "、"))
	}
	for _, f := range r.Faults {
		p.say("    不合规则：%s：%s", f.Where, f.What)
	}
}

func (p *program) rulesShow() *cobra.Command {
	return p.asks(&cobra.Command{Use: "show 规则", Short: "一套规则的全文（JSON，可改后用 duban rules edit 提交）",
		Args: cobra.ExactArgs(1), Example: "  duban rules show ratio",
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, rulesPath(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(r ruleLine) {
				p.ruleLine(r)
				p.print(r.Rules)
			})
		}})
}

func rulesPath(rules string) string { return "/api/v1/rules/" + url.PathEscape(rules) }

func (p *program) rulesDraft() *cobra.Command {
	var name, key string
	c := &cobra.Command{Use: "draft 规则 --name 名称", Short: "据一套规则起草新版本", Args: cobra.ExactArgs(1),
		Example: "  duban rules draft haikou --name 张店区督办办法",
		RunE: func(c *cobra.Command, args []string) error {
			return p.changeRules(c.Context(), "/api/v1/rules", key, map[string]string{"from": args[0], "name": name})
		}}
	c.Flags().StringVar(&name, "name", "", "名称；已有同名规则时为其下一版")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) rulesEdit() *cobra.Command {
	var file, key string
	c := &cobra.Command{Use: "edit 规则 --file 文件", Short: "以 JSON 文件替换草稿的内容", Args: cobra.ExactArgs(1),
		Example: "  duban rules edit 张店区督办办法 --file rules.json",
		RunE: func(c *cobra.Command, args []string) error {
			text, err := os.ReadFile(file)
			if err != nil {
				return usage("无法读取 %s：%v", file, err)
			}
			book, err := models.ReadRuleBook(string(text))
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), rulesPath(args[0]), nil)
			if err != nil {
				return err
			}
			was, err := decoded[ruleLine](body)
			if err != nil {
				return err
			}
			return p.changeRules(c.Context(), rulesPath(was.ID), key, map[string]any{"revision": was.Revision, "rules": book})
		}}
	c.Flags().StringVar(&file, "file", "", "JSON 文件，见 duban rules show")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) rulesAdopt() *cobra.Command {
	var on, ground, key string
	c := &cobra.Command{Use: "adopt 规则 --on 日期 --document 依据", Short: "通过草稿；通过后不再改变", Args: cobra.ExactArgs(1),
		Example: "  duban rules adopt 张店区督办办法 --on 2026-12-01 --document 区重点项目专班会议纪要〔2026〕6号",
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := date("on", on); err != nil {
				return err
			}
			return p.changeRules(c.Context(), rulesPath(args[0])+"/adopt", key, map[string]string{"on": on, "ground": ground})
		}}
	c.Flags().StringVar(&on, "on", "", "施行日期，如 2026-12-01")
	c.Flags().StringVar(&ground, "document", "", "依据：会议纪要或文件名称和文号")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) rulesDrop() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "drop 规则", Short: "删除草稿", Args: cobra.ExactArgs(1), Example: "  duban rules drop 张店区督办办法",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), rulesPath(args[0])+"/drop", p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, func(struct{}) { p.say("草稿已删除") })
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// changeRules posts a change and prints the set of rules as it is then.
func (p *program) changeRules(ctx context.Context, path, key string, body any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.post(ctx, path, p.key(key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, p.ruleLine)
}
