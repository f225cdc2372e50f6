package cli

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"duban/models"
)

// follow is how often and how many times a command that is still being saved is asked about again.
const (
	followEvery = 500 * time.Millisecond
	followTimes = 60
)

// command sends a command and prints its receipt. While it is still being saved the same command with the same key asks
// for the result; a command that stays pending is a success that says so.
func (p *program) command(ctx context.Context, c *client, path, key string, body any) error {
	r, err := c.post(ctx, path, key, body)
	for n := 0; err == nil && r.status == http.StatusAccepted && n < followTimes; n++ {
		if n == 0 {
			p.note("已受理，正在保存…")
		}
		select {
		case <-ctx.Done():
			return c.unreachable(ctx.Err())
		case <-time.After(followEvery):
		}
		r, err = c.post(ctx, path, key, body)
	}
	if err != nil {
		return err
	}
	return show(p, r.body, func(v receipt) {
		p.say("%s", v.Message)
		if v.Object != "" {
			p.say("编号：%s", v.Object)
		}
		if v.Next != "" {
			p.say("下一步：%s %s", v.NextAt.Minute(), v.Next)
		}
		if v.Pending {
			p.say("稍后用同一 --key %s 重发可查询结果", key)
		}
	})
}

// receipt is what is printed of a command's answer.
type receipt struct {
	Object  string         `json:"object"`
	Message string         `json:"message"`
	Next    string         `json:"next"`
	NextAt  models.Instant `json:"next_at"`
	Pending bool           `json:"pending"`
}

// projectPath is the address of a project given as "2021/ZD-2021-007", or by its code alone: then of the latest year.
func projectPath(project, collection string) string {
	year, code, ok := strings.Cut(project, "/")
	if _, err := strconv.Atoi(year); !ok || err != nil {
		year, code = "latest", project
	}
	return "/api/v1/projects/" + year + "/" + url.PathEscape(code) + "/" + collection
}
