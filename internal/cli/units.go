package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

// unitKinds are the responsible units with their kinds.
type unitKinds struct {
	Units []struct {
		Unit    string
		Kind    models.UnitKind
		Guessed bool
	}
}

// unitKindChange sets the kind of a unit; "" is told by its name.
type unitKindChange struct {
	Unit string          `json:"unit"`
	Kind models.UnitKind `json:"kind"`
}

func (p *program) unitsCommand() *cobra.Command {
	c := &cobra.Command{Use: "units", Short: "责任单位的类别（镇办、部门、国企）：督办规则设了分类排名的，各类分别排名",
		Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.unitsList(), p.unitsSet())
	return c
}

func (p *program) unitsList() *cobra.Command {
	return p.asks(&cobra.Command{Use: "list", Short: "责任单位及类别", Args: noArgs, Example: "  duban units list",
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/units", nil)
			if err != nil {
				return err
			}
			return show(p, body, p.unitKinds)
		}})
}

func (p *program) unitsSet() *cobra.Command {
	var kind, key string
	c := &cobra.Command{Use: "set 单位… --kind 类别", Short: "设置类别", Args: someArgs("单位"),
		Example: "  duban units set 张店经济开发区 --kind town\n  duban units set 区水利局 --kind \"\"",
		RunE: func(c *cobra.Command, args []string) error {
			if !c.Flags().Changed("kind") {
				return usage("缺少 --kind（见 %s --help）", c.CommandPath())
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			changes := make([]unitKindChange, 0, len(args))
			for _, unit := range args {
				changes = append(changes, unitKindChange{unit, models.UnitKind(kind)})
			}
			r, err := client.post(c.Context(), "/api/v1/units", p.key(key), map[string]any{"units": changes})
			if err != nil {
				return err
			}
			return show(p, r.body, p.unitKinds)
		}}
	c.Flags().StringVar(&kind, "kind", "", "town（镇办）、department（部门）或 company（国企）；空为按名称推定")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) unitKinds(v unitKinds) {
	rows := [][]string{{"责任单位", "类别", ""}}
	for _, u := range v.Units {
		guessed := ""
		if u.Guessed {
			guessed = "按名称推定"
		}
		rows = append(rows, []string{u.Unit, u.Kind.Chinese(), guessed})
	}
	table(p.stdout, rows)
}
