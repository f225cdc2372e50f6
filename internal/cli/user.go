package cli

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// roleWords are the roles as people say them; the server's own words are understood too.
var roleWords = map[string]models.RoleName{
	"项目单位": models.RoleOwner, "责任单位": models.RoleUnit, "重点项目办": models.RoleOffice, "领导": models.RoleLeader, "只读": models.RoleReadOnly,
}

type newPerson struct {
	Name         string          `json:"name"`
	Role         models.RoleName `json:"role"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
}

func (p *program) userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: "人员与令牌", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	var who newPerson
	var role string
	add := &cobra.Command{
		Use: "add", Short: "增加人员，显示其令牌（只显示一次）", Args: noArgs,
		Example: "  duban user add --name 张三 --role office\n  duban user add --name 李四 --role owner --organisation 示例建设单位",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "name", "role"); err != nil {
				return err
			}
			who.Role = models.RoleName(role)
			if said, ok := roleWords[role]; ok {
				who.Role = said
			}
			if !slices.Contains(slices.Collect(maps.Values(roleWords)), who.Role) {
				return usage("--role：没有角色「%s」，应为 %s", role, roleNames())
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/people", randomKey(), who)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct{ ID, Name, Token string }) {
				p.say("已增加 %s（%s）", v.Name, v.ID)
				p.say("令牌（只显示这一次，请妥善保存）：%s", v.Token)
				p.say("使用：DUBAN_TOKEN=… duban status")
			})
		},
	}
	add.Flags().StringVar(&who.Name, "name", "", "姓名")
	add.Flags().StringVar(&role, "role", "", "角色："+roleNames())
	add.Flags().StringVar(&who.Organisation, "organisation", "", "所属单位（项目单位和责任单位的人员必填）")
	add.Flags().StringVar(&who.Post, "post", "", "岗位（领导必填），如 分管副区长")
	c.AddCommand(p.asks(add))
	return c
}

func roleNames() string {
	var names []string
	for word, role := range roleWords {
		names = append(names, string(role)+"（"+word+"）")
	}
	slices.Sort(names)
	return strings.Join(names, "、")
}
