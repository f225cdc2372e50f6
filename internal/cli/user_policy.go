package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

type accountPolicyPage struct {
	Number  int                  `json:"number"`
	Policy  models.AccountPolicy `json:"policy"`
	Changes []struct {
		At         models.Instant
		By, Reason string
		Lines      []string
	}
}

type newAccountPolicy struct {
	Number int                  `json:"number"`
	Policy models.AccountPolicy `json:"policy"`
}

func (p *program) userPolicy() *cobra.Command {
	var set []string
	var w why
	c := &cobra.Command{
		Use: "policy", Short: "账号安全策略；--set 名称=值 更改（安全管理员）", Args: noArgs,
		Example: "  duban user policy\n  duban user policy --set password_days=180 --set dormant_days=90 --reason 等保测评整改",
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/account-policy", nil)
			if err != nil {
				return err
			}
			if len(set) == 0 {
				return show(p, body, p.accountPolicy)
			}
			page, err := decoded[accountPolicyPage](body)
			if err != nil {
				return err
			}
			for _, s := range set {
				name, value, is := strings.Cut(s, "=")
				if !is {
					return usage("--set “%s”应为 名称=值，如 password_days=180", s)
				}
				if page.Policy, err = page.Policy.With(strings.TrimSpace(name), value); err != nil {
					return err
				}
			}
			r, err := p.post(c, w.of("/api/v1/account-policy"), newAccountPolicy{Number: page.Number, Policy: page.Policy})
			if err != nil {
				return err
			}
			return show(p, r.body, p.accountPolicy)
		},
	}
	c.Flags().StringArrayVar(&set, "set", nil, "要更改的设置，名称=值，可多次")
	w.flags(c)
	return p.asks(c)
}

func (p *program) accountPolicy(page accountPolicyPage) {
	for _, item := range page.Policy.Items() {
		p.say("%-16s %s：%s", item.Name, item.Label, item.Shown())
	}
	for _, change := range page.Changes {
		p.say("%s  %s  %s  %s", change.At.Minute(), change.By, strings.Join(change.Lines, "；"), change.Reason)
	}
}

type expiry struct {
	ExpiresOn models.Date `json:"expires_on,omitzero"`
}

func (p *program) userExpiry() *cobra.Command {
	var until string
	var never bool
	var w why
	c := &cobra.Command{
		Use: "expiry 账号", Short: "设定账号有效期：--until 最后一天，或 --never 长期有效", Args: oneArg("账号"),
		Example: "  duban user expiry chen --until 2026-12-31 --reason 借调至年底",
		RunE: func(c *cobra.Command, args []string) error {
			last, err := date("until", until)
			if err != nil {
				return err
			}
			if (last == 0) == !never {
				return usage("请给出 --until 最后一天，或 --never")
			}
			if never {
				return p.settle(c, w.of(ofAccount(args[0], "expiry")), expiry{}, "账号 %s 长期有效", args[0])
			}
			return p.settle(c, w.of(ofAccount(args[0], "expiry")), expiry{last}, "账号 %s 有效期至 %s", args[0], last)
		},
	}
	c.Flags().StringVar(&until, "until", "", "最后有效日，如 2026-12-31")
	c.Flags().BoolVar(&never, "never", false, "长期有效")
	w.flags(c)
	return p.asks(c)
}

func (p *program) userFactor() *cobra.Command {
	var w why
	c := &cobra.Command{
		Use: "reset-factor 账号", Short: "重置动态口令：手机和备用码都丢失时，本人下次登录重新设置", Args: oneArg("账号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.settle(c, w.of(ofAccount(args[0], "second-factor", "reset")), nil, "已重置 %s 的动态口令", args[0])
		},
	}
	w.flags(c)
	return p.asks(c)
}
