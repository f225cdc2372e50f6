package cli

import (
	"context"
	"encoding/json"
	"time"
)

// progress is the progress of an import.
type progress struct {
	Stage string `json:"stage"`
	Total int    `json:"total"`
	Done  int    `json:"done"`
}

// watching prints the progress of an import to stderr until stop is called. id is the key of a preview or the ID of a
// batch.
func (p *program) watching(ctx context.Context, c *client, id string) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				p.progressNow(ctx, c, id)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// progressNow requests the progress once and prints it if it changed.
func (p *program) progressNow(ctx context.Context, c *client, id string) {
	body, err := c.get(ctx, importPath(id, "progress"), nil)
	var now progress
	if err != nil || json.Unmarshal(body, &now) != nil || now == p.shown {
		return // the import's own request reports errors
	}
	p.shown = now
	switch now.Stage {
	case "reading", "checking":
		if now.Total > 0 {
			p.note("正在%s %d/%d 行", map[string]string{"reading": "读取", "checking": "检查"}[now.Stage], now.Done, now.Total)
		}
	case "comparing":
		p.note("正在与现有数据比对…")
	case "promoting":
		p.note("正在写入…")
	case "starting":
		p.note("正在启动项目流程 %d/%d", now.Done, now.Total)
	case "done":
		p.note("已启动或通知项目流程 %d/%d", now.Done, now.Total)
	}
}
