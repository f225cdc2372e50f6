package cli

import (
	"cmp"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// channelLine is the part of a channel that is printed.
type channelLine struct {
	ID, Name, Host, Serves string
	Kind                   models.ChannelKind
	DeadSince              models.Instant `json:"dead_since"`
	LastAt                 models.Instant `json:"last_at"`
	LastError              string         `json:"last_error"`
}

func (p *program) channelCommand() *cobra.Command {
	c := &cobra.Command{Use: "channel", Short: "发送渠道：邮件、群机器人、消息接口；登记、测试、停用", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.channelList(), p.channelAdd(), p.channelTest(), p.channelRemove())
	return c
}

func (p *program) channelList() *cobra.Command {
	return p.asks(&cobra.Command{Use: "list", Short: "已登记的发送渠道", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/channels", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all []channelLine) {
				for _, one := range all {
					p.channel(one)
				}
				if len(all) == 0 {
					p.say("还没有发送渠道，消息只在站内；用 duban channel add 登记")
				}
			})
		}})
}

func (p *program) channel(c channelLine) {
	state := "正常"
	switch {
	case c.DeadSince != 0:
		state = "不能用（自 " + c.DeadSince.Minute() + "：" + c.LastError + "）"
	case c.LastAt == 0:
		state = "未用过"
	case c.LastError != "":
		state = "最近一次失败：" + c.LastError
	}
	p.say("%s　%s　%s　%s　服务对象：%s　%s", c.ID, c.Kind.Chinese(), c.Name, c.Host, cmp.Or(c.Serves, "全部"), state)
}

// addingChannel holds the flags of a new channel.
type addingChannel struct {
	url, smtp, secretFile, authorityFile, key string
	entry                                     models.ChannelEntry
}

func (p *program) channelAdd() *cobra.Command {
	in := &addingChannel{}
	c := &cobra.Command{
		Use: "add mail|webhook|wecom|dingtalk|feishu", Short: "登记发送渠道；密钥只从文件读取", Args: oneArg("种类"),
		Example: "  duban channel add mail --smtp smtp://mail.example.gov.cn:587 --from duban@example.gov.cn --user duban " +
			"--secret-file 密码.txt\n  duban channel add dingtalk --url https://oapi.dingtalk.com/robot/send?access_token=… " +
			"--secret-file 加签.txt --serves 区商务局\n  duban channel add webhook --url http://10.1.2.3:8080/duban --secret-file " +
			"密钥.txt --allow-host 10.1.2.3",
		RunE: func(c *cobra.Command, args []string) error {
			body, err := in.body(args[0])
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/channels", p.key(in.key), body)
			if err != nil {
				return err
			}
			return show(p, r.body, func(one channelLine) {
				p.channel(one)
				p.say("已登记；测试：duban channel test %s", one.ID)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&in.smtp, "smtp", "", "邮件服务器，如 smtp://HOST:587（STARTTLS）或 smtps://HOST:465（TLS）")
	f.StringVar(&in.entry.Sender, "from", "", "发件人地址")
	f.StringVar(&in.entry.User, "user", "", "邮件服务器的账号；不填为不登录")
	f.StringVar(&in.entry.Security, "security", "", "邮件的加密：tls、starttls 或 none（只限本机）；不填按地址判断")
	f.StringVar(&in.url, "url", "", "机器人或消息接口的完整地址（其中的密钥不再显示）；- 为从标准输入读取")
	f.StringVar(&in.secretFile, "secret-file", "", "存放密码、加签密钥或签名密钥的文件")
	f.StringVar(&in.authorityFile, "ca-file", "", "内部证书机构的证书（PEM）")
	f.StringArrayVar(&in.entry.Allowed, "allow-host", nil, "允许连接的内网主机，可多次填写")
	f.StringVar(&in.entry.Name, "name", "", "渠道的名称，如 商务局工作群")
	f.StringVar(&in.entry.Serves, "serves", "", "服务的单位或岗位；不填为全部")
	f.StringVar(&in.entry.Site, "site", "", "写进消息的督办系统网址")
	f.BoolVar(&in.entry.Titles, "titles", false, "允许写事项标题；不加则只写有几项待办")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// body is the entry as it is sent; models.Secret hides itself, so the texts are sent under their names.
func (in *addingChannel) body(kind string) (map[string]any, error) {
	e, address := in.entry, cmp.Or(in.url, in.smtp)
	switch {
	case kind == string(models.ChannelMail) && (in.smtp == "" || e.Sender == ""):
		return nil, usage("邮件渠道须填 --smtp 和 --from")
	case kind != string(models.ChannelMail) && in.url == "":
		return nil, usage("缺少 --url")
	}
	if address == "-" {
		text, err := readLine(os.Stdin.Name())
		if err != nil {
			return nil, err
		}
		address = text
	}
	body := map[string]any{"kind": kind, "address": address, "name": e.Name, "user": e.User, "from": e.Sender,
		"security": e.Security, "site": e.Site, "serves": e.Serves, "titles": e.Titles}
	if len(e.Allowed) > 0 {
		body["allow_hosts"] = e.Allowed
	}
	for field, file := range map[string]string{"secret": in.secretFile, "authority": in.authorityFile} {
		if file == "" {
			continue
		}
		text, err := readLine(file)
		if err != nil {
			return nil, err
		}
		body[field] = text
	}
	return body, nil
}

func readLine(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", usage("文件“%s”无法读取", file)
	}
	return strings.TrimSpace(string(text)), nil
}

func (p *program) channelTest() *cobra.Command {
	var to, key string
	c := &cobra.Command{Use: "test 渠道编号", Short: "发一条测试消息并等结果；结果也在 duban sent 里", Args: oneArg("渠道编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/channels/"+url.PathEscape(args[0])+"/test", p.key(key),
				map[string]string{"to": to})
			if err != nil {
				return err
			}
			return show(p, r.body, func(s sentLine) { p.sentLines([]sentLine{s}) })
		}}
	c.Flags().StringVar(&to, "to", "", "邮件的收件地址；不填为发件人地址")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) channelRemove() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "remove 渠道编号", Short: "停用渠道，其地址和密钥随即删除；发送记录保留", Args: oneArg("渠道编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/channels/"+url.PathEscape(args[0])+"/remove", p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, func([]channelLine) { p.say("已停用 %s", args[0]) })
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}
