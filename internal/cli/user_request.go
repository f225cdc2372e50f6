package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// why is the reason for a change of an account, and whether the operator makes it at once in an emergency.
type why struct {
	reason    string
	emergency bool
}

func (w *why) flags(c *cobra.Command) {
	c.Flags().StringVar(&w.reason, "reason", "", "申请理由，供安全管理员核对；应急办理必填")
	c.Flags().BoolVar(&w.emergency, "emergency", false, "应急办理：运维员不经安全管理员确认立即办理，单独记录")
}

// of adds the reason to the query of a path.
func (w *why) of(path string) string {
	query := url.Values{}
	if w.reason != "" {
		query.Set("reason", w.reason)
	}
	if w.emergency {
		query.Set("emergency", "true")
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// asked prints that a change waits to be confirmed, if it does, and reports whether it does.
func (p *program) asked(request string) bool {
	if request != "" {
		p.say("已提交申请 %s，待安全管理员确认（duban user confirm %s）", request, request)
	}
	return request != ""
}

type accountRequest struct {
	ID, What, Reason string
	AskedBy          string         `json:"asked_by"`
	AskedAt          models.Instant `json:"asked_at"`
	Status           models.RequestStatus
	DecidedBy        string `json:"decided_by"`
	DecisionReason   string `json:"decision_reason"`
	Emergency        bool
	Who              string
	Password, Token  string
	Accounts         []oneTimePassword
}

func (p *program) userRequests() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "requests", Short: "待确认的账号变更申请；--all 连同已办理的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			query := url.Values{}
			if all {
				query.Set("all", "true")
			}
			body, err := p.get(c, "/api/v1/account-requests", query)
			if err != nil {
				return err
			}
			return show(p, body, p.requests)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "连同已办理的")
	return p.asks(c)
}

func (p *program) requests(all []accountRequest) {
	for _, r := range all {
		line := r.ID + "  " + r.AskedAt.Minute() + "  " + r.What + "  申请人 " + r.AskedBy
		if r.Reason != "" {
			line += "  理由：" + r.Reason
		}
		switch {
		case r.Emergency:
			line += "  【运维员应急办理】"
		case r.DecidedBy != "":
			line += "  " + r.Status.Chinese() + "（" + r.DecidedBy + "）" + r.DecisionReason
		default:
			line += "  " + r.Status.Chinese()
		}
		p.say("%s", line)
	}
	if len(all) == 0 {
		p.say("没有待确认的申请")
	}
}

// userDecide returns a command that decides on a request.
func (p *program) userDecide(name, short, confirmation string) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use: name + " 编号", Short: short, Args: oneArg("申请编号"),
		RunE: func(c *cobra.Command, args []string) error {
			var body any
			if name != "withdraw" {
				body = map[string]string{"reason": reason}
			}
			r, err := p.post(c, "/api/v1/account-requests/"+url.PathEscape(args[0])+"/"+name, body)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v accountRequest) {
				p.say(confirmation, args[0])
				if v.Password != "" {
					p.say("账号 %s 的一次性密码（只显示这一次，请当面交给本人，首次登录须更改）：%s", v.Who, v.Password)
				}
				p.passwords(v.Accounts)
				if v.Token != "" {
					p.say("令牌（只显示这一次，请当面交给本人）：%s", v.Token)
				}
			})
		},
	}
	if name != "withdraw" {
		c.Flags().StringVar(&reason, "reason", "", "理由；驳回必填")
	}
	return p.asks(c)
}
