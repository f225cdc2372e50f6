package cli

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"duban/models"
)

// A command that is still being saved is asked about again at this interval, at most this many times.
const (
	followEvery = 500 * time.Millisecond
	followTimes = 60
)

// command sends a command and prints its receipt. While the command is still being saved, it is sent again with the
// same key, which returns the result; if it stays pending, that is printed and counts as success.
func (p *program) command(ctx context.Context, c *client, path, key string, body any) error {
	r, err := c.post(ctx, path, key, body)
	accepted := false
	for n := 0; err == nil && r.status == http.StatusAccepted && n < followTimes; n++ {
		if accepted = true; n == 0 {
			p.note("已受理，正在保存…（请求编号 %s）", key)
		}
		select {
		case <-ctx.Done():
			return resendable(c.unreachable(ctx.Err()), key, accepted)
		case <-time.After(followEvery):
		}
		r, err = c.post(ctx, path, key, body)
	}
	if err != nil {
		return resendable(err, key, accepted)
	}
	return show(p, r.body, func(v receipt) { p.tell(v, key) })
}

// resendable adds to the error of a command without a response how to find out whether it was carried out. The key may
// be a random one, so this message is the only place where the person sees it.
func resendable(err error, key string, accepted bool) error {
	e := models.AsError(err)
	switch {
	case e.Kind != models.KindUnavailable:
		return err
	case accepted:
		return models.Errorf(e.Kind, e.Code, "操作已受理，但没有等到结果；不会丢失，可执行 duban receipt %s 查询，或用同一编号（--key %s）重发，不会重复记录", key,
			key).Because(err)
	case e.Code == "connection_lost", e.Code == codeCancelled:
		return models.Errorf(e.Kind, e.Code, "与服务的连接中断，不知是否已受理；请用同一编号（--key %s）重发，不会重复记录", key).Because(err)
	}
	return err
}

// receiptCommand returns the command that prints the receipt of an earlier command.
func (p *program) receiptCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "receipt 请求编号", Short: "查询一次操作的结果：正在保存、已办理，或未执行及原因", Args: oneArg("请求编号"),
		Example: "  duban receipt 6f1c9c1e",
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/receipts/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v receipt) {
				if v.Status == models.StoredRefused {
					p.say("未执行：%s", v.Message)
					return
				}
				p.tell(v, args[0])
			})
		},
	}
	return p.asks(c)
}

// tell prints a receipt.
func (p *program) tell(v receipt, key string) {
	p.say("%s", v.Message)
	if v.Object != "" {
		p.say("编号：%s", v.Object)
	}
	if v.Next != "" {
		p.say("下一步：%s %s", v.NextAt.Minute(), v.Next)
	}
	if v.Pending {
		p.say("稍后可执行 duban receipt %s 查询，或用同一 --key %s 重发", key, key)
	}
}

// receipt is the part of a command's response that is printed.
type receipt struct {
	Object  string              `json:"object"`
	Message string              `json:"message"`
	Next    string              `json:"next"`
	NextAt  models.Instant      `json:"next_at"`
	Pending bool                `json:"pending"`
	Status  models.StoredStatus `json:"status"`
}

// projectPath returns the path of a project given as "2021/ZD-2021-007", or by its code alone for the latest year.
func projectPath(project, collection string) string {
	year, code, ok := strings.Cut(project, "/")
	if _, err := strconv.Atoi(year); !ok || err != nil {
		year, code = "latest", project
	}
	return "/api/v1/projects/" + year + "/" + url.PathEscape(code) + "/" + collection
}
