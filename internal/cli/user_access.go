package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"duban/models"
)

type roleGrant struct {
	Role         models.RoleName `json:"role"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Since        models.Date     `json:"since,omitzero"`
	Until        models.Date     `json:"until,omitzero"`
}

func (p *program) userRole() *cobra.Command {
	var grant roleGrant
	var role, since, until string
	var revoke bool
	var w why
	c := &cobra.Command{
		Use: "role 账号", Short: "授予角色、改变任期，或收回（--revoke）", Args: oneArg("账号"),
		Example: "  duban user role wang --role leader --post 分管副区长 --since 2021-07-01\n  duban user role wang --role " +
			"read_only --revoke",
		RunE: func(c *cobra.Command, args []string) (err error) {
			if err := need(c, "role"); err != nil {
				return err
			}
			if grant.Role, err = roleOf(role); err != nil {
				return err
			}
			if grant.Since, err = date("since", since); err != nil {
				return err
			}
			if grant.Until, err = date("until", until); err != nil {
				return err
			}
			if revoke {
				return p.settle(c, w.of(ofAccount(args[0], "roles", "revoke")), grant, "已收回 %s 的角色“%s”", args[0],
					grant.Role.Chinese())
			}
			return p.settle(c, w.of(ofAccount(args[0], "roles")), grant, "已授予 %s 角色“%s”", args[0], grant.Role.Chinese())
		},
	}
	roleFlags(c, &role, &grant.Organisation, &grant.Post)
	w.flags(c)
	c.Flags().StringVar(&since, "since", "", "任期第一天，如 2021-07-01")
	c.Flags().StringVar(&until, "until", "", "任期最后一天")
	c.Flags().BoolVar(&revoke, "revoke", false, "收回")
	return p.asks(c)
}

func (p *program) userSessions() *cobra.Command {
	var end string
	c := &cobra.Command{
		Use: "sessions 账号", Short: "登录记录；--end 编号 结束一个会话", Args: oneArg("账号"),
		RunE: func(c *cobra.Command, args []string) error {
			if end != "" {
				return p.settle(c, ofAccount(args[0], "sessions", end, "end"), nil, "已结束会话 %s", end)
			}
			body, err := p.get(c, ofAccount(args[0], "sessions"), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all []struct {
				ID, Address string
				CreatedAt   models.Instant `json:"created_at"`
				SeenAt      models.Instant `json:"seen_at"`
				Live        bool
			}) {
				for _, s := range all {
					state := "已结束"
					if s.Live {
						state = "登录中"
					}
					p.say("%s  登录 %s  最近 %s  %s  %s", s.ID, s.CreatedAt.Minute(), s.SeenAt.Minute(), s.Address, state)
				}
				if len(all) == 0 {
					p.say("没有登录记录")
				}
			})
		},
	}
	c.Flags().StringVar(&end, "end", "", "要结束的会话编号")
	return p.asks(c)
}

type newToken struct {
	Label     string         `json:"label"`
	Scopes    []models.Scope `json:"scopes"`
	ExpiresOn models.Date    `json:"expires_on,omitzero"`
}

func (p *program) userToken() *cobra.Command {
	var n newToken
	var scopes, expires, revoke string
	var w why
	c := &cobra.Command{
		Use: "token 账号", Short: "列出令牌；--label 和 --scope 生成一个；--revoke 编号 作废（me 为本人）", Args: oneArg("账号"),
		Example: "  duban user token chen --label 月报脚本 --scope read,submit --expires 2021-12-31\n  duban user token chen " +
			"--revoke 0123456789abcdef",
		RunE: func(c *cobra.Command, args []string) (err error) {
			if revoke != "" {
				return p.settle(c, ofAccount(args[0], "tokens", revoke, "revoke"), nil, "已作废令牌 %s", revoke)
			}
			if n.Label == "" && scopes == "" {
				body, err := p.get(c, ofAccount(args[0], "tokens"), nil)
				if err != nil {
					return err
				}
				return show(p, body, p.tokens)
			}
			if n.ExpiresOn, err = date("expires", expires); err != nil {
				return err
			}
			for _, word := range strings.FieldsFunc(scopes, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
				n.Scopes = append(n.Scopes, models.Scope(word))
			}
			r, err := p.post(c, w.of(ofAccount(args[0], "tokens")), n)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct{ ID, Token, Request string }) {
				if p.asked(v.Request) {
					return
				}
				p.say("令牌 %s（只显示这一次，请妥善保存）：%s", v.ID, v.Token)
			})
		},
	}
	w.flags(c)
	c.Flags().StringVar(&n.Label, "label", "", "用途，以后凭它辨认")
	c.Flags().StringVar(&scopes, "scope", "", "范围，逗号隔开：read、submit、review、plan、admin")
	c.Flags().StringVar(&expires, "expires", "", "最后有效日，如 2021-12-31；不填为 180 天，最长一年")
	c.Flags().StringVar(&revoke, "revoke", "", "要作废的令牌编号")
	return p.asks(c)
}

func (p *program) tokens(all []struct {
	ID, Label string
	Scopes    []string
	ExpiresAt models.Instant `json:"expires_at"`
	RevokedAt models.Instant `json:"revoked_at"`
}) {
	for _, t := range all {
		state := "长期"
		switch {
		case t.RevokedAt != 0:
			state = "已作废"
		case t.ExpiresAt != 0:
			state = "至 " + t.ExpiresAt.Add(-time.Millisecond).Date().String()
		}
		p.say("%s  %s  %s  %s", t.ID, t.Label, strings.Join(t.Scopes, ","), state)
	}
	if len(all) == 0 {
		p.say("没有令牌")
	}
}
