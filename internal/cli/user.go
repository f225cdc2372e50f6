package cli

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// roleOf parses a role given by its Chinese name or by the API's.
func roleOf(text string) (models.RoleName, error) {
	for _, r := range models.RoleNames {
		if text == string(r) || text == r.Chinese() {
			return r, nil
		}
	}
	return "", usage("--role：没有角色“%s”，应为 %s", text, roleNames())
}

func roleNames() string {
	var names []string
	for _, r := range models.RoleNames {
		names = append(names, string(r)+"（"+r.Chinese()+"）")
	}
	return strings.Join(names, "、")
}

type newPerson struct {
	Login        string          `json:"login,omitempty"`
	Name         string          `json:"name"`
	Role         models.RoleName `json:"role"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
}

func (p *program) userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: "人员、账号与令牌", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.userAdd(), p.userList(),
		p.userChange("disable", "停用账号，其会话和令牌随即失效", "已停用 %s"), p.userChange("enable", "恢复账号", "已恢复 %s"),
		p.userReset(), p.userRole(), p.userSessions(), p.userToken(), p.userPolicy(), p.userFactor(),
		p.userExpiry(), p.userRequests(),
		p.userDecide("confirm", "确认账号变更申请并执行（安全管理员）", "已确认 %s，变更已生效"), p.userDecide("refuse", "驳回账号变更申请，须写明理由", "已驳回 %s"),
		p.userDecide("withdraw", "撤回本人提出的申请", "已撤回 %s"))
	return c
}

func (p *program) userAdd() *cobra.Command {
	var who newPerson
	var role string
	var w why
	add := &cobra.Command{
		Use: "add", Short: "增加人员：给出 --login 显示一次性密码，否则显示令牌（都只显示一次）", Args: noArgs,
		Example: "  duban user add --login chen --name 陈某 --role office\n  duban user add --name 张三 --role office\n" +
			"  duban user add --login li --name 李四 --role owner --organisation 示例建设单位",
		RunE: func(c *cobra.Command, _ []string) error {
			err := need(c, "name", "role")
			if err == nil {
				who.Role, err = roleOf(role)
			}
			if err != nil {
				return err
			}
			if who.Login != "" {
				r, err := p.post(c, w.of("/api/v1/accounts"), who)
				if err != nil {
					return err
				}
				return show(p, r.body, p.givenPassword)
			}
			r, err := p.post(c, w.of("/api/v1/people"), who)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct{ ID, Name, Token, Request string }) {
				if p.asked(v.Request) {
					return
				}
				p.say("已增加 %s（%s）", v.Name, v.ID)
				p.say("令牌（只显示这一次，请妥善保存）：%s", v.Token)
				p.say("使用：DUBAN_TOKEN=… duban status")
			})
		},
	}
	add.Flags().StringVar(&who.Login, "login", "", "登录网页的账号；不填则只给令牌")
	add.Flags().StringVar(&who.Name, "name", "", "姓名")
	roleFlags(add, &role, &who.Organisation, &who.Post)
	w.flags(add)
	return p.asks(add)
}

func roleFlags(c *cobra.Command, role, organisation, post *string) {
	c.Flags().StringVar(role, "role", "", "角色："+roleNames())
	c.Flags().StringVar(organisation, "organisation", "", "所属单位（项目单位和责任单位的人员必填）")
	c.Flags().StringVar(post, "post", "", "岗位：领导必填，如 分管副区长；重点项目办只有负责人填，如 重点项目办主任")
}

type givenPassword struct{ Login, Name, Password, Request string }

func (p *program) givenPassword(v givenPassword) {
	if p.asked(v.Request) {
		return
	}
	p.say("账号 %s（%s）", v.Login, v.Name)
	p.say("一次性密码（只显示这一次，首次登录须更改）：%s", v.Password)
}

type account struct {
	ID, Login, Name  string
	Disabled, Locked bool
	MustChange       bool           `json:"must_change"`
	LastLogInAt      models.Instant `json:"last_log_in_at"`
	Roles            []struct {
		Role               models.RoleName
		Organisation, Post string
		Until              models.Date
	}
}

func (p *program) userList() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "list", Short: "账号与角色", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/accounts", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all []account) {
				for _, a := range all {
					p.say("%s", strings.Join(slices.DeleteFunc(a.words(), func(s string) bool { return s == "" }), "  "))
				}
				if len(all) == 0 {
					p.say("还没有人员；用 duban user add 增加")
				}
			})
		},
	})
}

func (a account) words() []string {
	words := []string{cmp.Or(a.Login, a.ID), a.Name}
	for _, r := range a.Roles {
		word := r.Role.Chinese()
		if of := r.Organisation + r.Post; of != "" {
			word += "（" + of + "）"
		}
		if r.Until != 0 {
			word += "至" + r.Until.String()
		}
		words = append(words, word)
	}
	for _, state := range []struct {
		is   bool
		word string
	}{{a.Disabled, "已停用"}, {a.Locked, "已锁定"}, {a.MustChange, "未改初始密码"}, {a.LastLogInAt != 0, "最近登录 " +
		a.LastLogInAt.Minute()}} {
		if state.is {
			words = append(words, state.word)
		}
	}
	return words
}

// ofAccount returns the path of a resource of an account.
func ofAccount(login string, parts ...string) string {
	address := "/api/v1/accounts/" + url.PathEscape(login)
	for _, part := range parts {
		address += "/" + url.PathEscape(part)
	}
	return address
}

// userChange returns a command that changes an account and prints only a confirmation.
func (p *program) userChange(name, short, confirmation string) *cobra.Command {
	var w why
	c := &cobra.Command{
		Use: name + " 账号", Short: short, Args: oneArg("账号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.settle(c, w.of(ofAccount(args[0], name)), nil, confirmation, args[0])
		},
	}
	w.flags(c)
	return p.asks(c)
}

// settle sends a change and prints that it is done, or that it waits to be confirmed.
func (p *program) settle(c *cobra.Command, path string, body any, confirmation string, args ...any) error {
	r, err := p.post(c, path, body)
	if err != nil {
		return err
	}
	return show(p, r.body, func(v struct{ Request string }) {
		if !p.asked(v.Request) {
			p.say(confirmation, args...)
		}
	})
}

func (p *program) userReset() *cobra.Command {
	var w why
	reset := &cobra.Command{
		Use: "reset 账号", Short: "重置密码；一次性密码只显示一次，三员齐备后只向确认人显示", Args: oneArg("账号"),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := p.post(c, w.of(ofAccount(args[0], "password")), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, p.givenPassword)
		},
	}
	w.flags(reset)
	return p.asks(reset)
}
