package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// newSuccession is a change of the person, as the API takes it.
type newSuccession struct {
	From         string          `json:"from,omitempty"`
	To           string          `json:"to,omitempty"`
	Role         models.RoleName `json:"role,omitempty"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Capacity     models.Capacity `json:"capacity,omitempty"`
	Day          models.Date     `json:"day"`
	Document     string          `json:"document,omitempty"`
}

func (p *program) postAssign() *cobra.Command {
	var n newSuccession
	var role, day string
	var acting bool
	var w why
	c := &cobra.Command{
		Use: "assign [岗位]", Short: "人员变动：由谁接任（或代理），自哪天起；经安全管理员确认后生效", Args: cobra.MaximumNArgs(1),
		Example: "  duban post assign 分管工业副区长 --to qian --day 2021-07-01 --document 张委〔2021〕7号\n" +
			"  duban post assign 分管工业副区长 --to sun --acting --day 2021-07-01\n" +
			"  duban post assign --from chen --to wang --day 2021-07-01",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "to", "day"); err != nil {
				return err
			}
			if len(args) == 1 {
				n.Post = args[0]
			}
			if acting {
				n.Capacity = models.CapacityActing
			}
			return p.succeed(c, w, n, role, day)
		},
	}
	c.Flags().StringVar(&n.To, "to", "", "接任人员：账号或人员编号")
	c.Flags().StringVar(&n.From, "from", "", "原任人员；岗位可不填，按现任")
	c.Flags().StringVar(&role, "role", "", "变动的角色；只有一项的可不填："+roleNames())
	c.Flags().StringVar(&n.Organisation, "organisation", "", "变动角色所属的单位")
	c.Flags().BoolVar(&acting, "acting", false, "代理（主持工作），不终止原任期")
	p.successionFlags(c, &n, &day, &w)
	return p.asks(c)
}

func (p *program) postVacate() *cobra.Command {
	var n newSuccession
	var day string
	var w why
	c := &cobra.Command{
		Use: "vacate 岗位", Short: "离任，岗位空缺；经安全管理员确认后生效", Args: oneArg("岗位"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "day"); err != nil {
				return err
			}
			n.Post = args[0]
			return p.succeed(c, w, n, "", day)
		},
	}
	p.successionFlags(c, &n, &day, &w)
	return p.asks(c)
}

func (p *program) successionFlags(c *cobra.Command, n *newSuccession, day *string, w *why) {
	c.Flags().StringVar(day, "day", "", "变动日期：接任第一天，如 2021-07-01")
	c.Flags().StringVar(&n.Document, "document", "", "任免文件")
	w.flags(c)
}

func (p *program) succeed(c *cobra.Command, w why, n newSuccession, role, day string) (err error) {
	if n.Day, err = date("day", day); err != nil {
		return err
	}
	if role != "" {
		if n.Role, err = roleOf(role); err != nil {
			return err
		}
	}
	return p.settle(c, w.of("/api/v1/successions"), n, "人员变动已登记，自 %s 起生效", n.Day)
}

func (p *program) postName() *cobra.Command {
	var n struct {
		Person       string          `json:"person,omitempty"`
		Name         string          `json:"name,omitempty"`
		Organisation string          `json:"organisation,omitempty"`
		Post         string          `json:"post,omitempty"`
		Capacity     models.Capacity `json:"capacity"`
	}
	var capacity string
	var end bool
	c := &cobra.Command{
		Use: "name", Short: "登记联络员、负责人、联系人（不含权限），或取消（--end）", Args: noArgs,
		Example: "  duban post name --name 李某 --post 分管工业副区长 --as 联络员\n" +
			"  duban post name --person wang --organisation 区住建局 --as 联系人",
		RunE: func(c *cobra.Command, _ []string) error {
			for _, one := range []models.Capacity{models.CapacityLiaison, models.CapacityHead, models.CapacityContact} {
				if capacity == string(one) || capacity == one.Chinese() {
					n.Capacity = one
				}
			}
			if n.Capacity == "" {
				return usage("--as：应为 联络员、负责人 或 联系人")
			}
			if end {
				return p.settle(c, "/api/v1/phone-book/named/end", n, "已取消")
			}
			return p.settle(c, "/api/v1/phone-book/named", n, "已登记")
		},
	}
	c.Flags().StringVar(&n.Person, "person", "", "已有人员：账号或人员编号")
	c.Flags().StringVar(&n.Name, "name", "", "新登记的姓名（没有账号的）")
	c.Flags().StringVar(&n.Organisation, "organisation", "", "单位（负责人、联系人）")
	c.Flags().StringVar(&n.Post, "post", "", "岗位（联络员）")
	c.Flags().StringVar(&capacity, "as", "", "联络员、负责人 或 联系人")
	c.Flags().BoolVar(&end, "end", false, "取消")
	return p.asks(c)
}

func (p *program) postHandover() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "handover 编号", Short: "一次人员变动的交接清单", Args: oneArg("变动编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/successions/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct {
				Of, From, To string
				Day          models.Date
				Items, Open  []item
			}) {
				p.say("%s：%s → %s，自 %s 起", v.Of, v.From, v.To, v.Day)
				p.items("确认时未办", v.Items)
				p.items("现仍未办", v.Open)
			})
		},
	})
}
