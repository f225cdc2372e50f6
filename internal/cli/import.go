package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"duban/models"
)

type importing struct {
	programme, live, key string
	dryRun               bool
	errorsTo             string
}

func (p *program) importCommand() *cobra.Command {
	var in importing
	c := &cobra.Command{
		Use: "import 文件", Short: "导入计划、节点或进度工作簿：先列出变化，再提交",
		Long: "导入计划、节点或进度工作簿。先列出变化和问题；没有错误则提交，并启动或通知各项目的流程。\n" +
			"同一工作簿再次导入不作更改；清单上缺少的项目只提示，不会删除。",
		Example: "  duban import 2021年计划.xlsx --dry-run\n  duban import 2021年计划.xlsx --live-from 2021-07-01",
		Args:    oneArg("文件"),
		RunE:    func(c *cobra.Command, args []string) error { return p.importFile(c.Context(), args[0], in) },
	}
	c.Flags().StringVar(&in.programme, "programme", "", "项目清单：名称、编号或年度；不填由工作簿判断")
	c.Flags().StringVar(&in.live, "live-from", "", "新建清单时：从哪天起正式督办，如 2021-07-01；不填为试运行")
	c.Flags().BoolVar(&in.dryRun, "dry-run", false, "只列出变化，不提交")
	errorsFlag(c, &in.errorsTo)
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// preview is what is printed of an import, before and after it is committed.
type preview struct {
	Batch     string `json:"batch"`
	Programme string `json:"programme"`
	Kind      string `json:"kind"`
	Period    string `json:"period"`
	Identical bool   `json:"identical"`
	Committed bool   `json:"committed"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Missing   int    `json:"missing"`
	Conflicts int    `json:"conflicts"`
	Errors    int    `json:"errors"`
	Warnings  int    `json:"warnings"`
	Message   string `json:"message"`
	Changes   []struct {
		Sheet, Action, What, Fields string
		Row                         int
	} `json:"changes"`
	Findings []finding `json:"findings"`
}

func (p *program) importFile(ctx context.Context, path string, in importing) error {
	if _, err := date("live-from", in.live); err != nil {
		return err
	}
	content, err := readFile(path)
	if err != nil {
		return err
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	key := p.key(in.key)
	query := url.Values{"file": {filepath.Base(path)}}
	for name, value := range map[string]string{"programme": in.programme, "live_from": in.live} {
		if value != "" {
			query.Set(name, value)
		}
	}
	body, err := c.upload(ctx, "/api/v1/imports", query, key, content)
	if err != nil {
		return err
	}
	v, err := decoded[preview](body)
	if err != nil {
		return err
	}
	if err := p.markErrors(in.errorsTo, path, content, v.Findings); err != nil {
		return err
	}
	refused := v.Batch == "" && !v.Identical // nothing was staged
	if refused || in.dryRun || v.Identical || v.Committed {
		if err := show(p, body, p.preview); err != nil || !refused {
			return err
		}
		p.note("错误：%d 处错误、%d 处冲突，未导入任何内容，请改正后重新导入", v.Errors, v.Conflicts)
		return exitStatus(exitRefused)
	}
	if !p.json {
		p.preview(v)
	}
	body, err = p.commit(ctx, c, v.Batch, key)
	if err != nil {
		return err
	}
	return show(p, body, p.committed)
}

// commit commits a batch and shows how far it is on stderr until it is done.
func (p *program) commit(ctx context.Context, c *client, batch, key string) (json.RawMessage, error) {
	path := "/api/v1/imports/" + url.PathEscape(batch)
	watching, stop := context.WithCancel(ctx)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		p.watch(watching, c, path+"/progress")
	}()
	r, err := c.post(ctx, path+"/commit", key, nil)
	stop()
	<-watched
	return r.body, err
}

func (p *program) watch(ctx context.Context, c *client, path string) {
	last := ""
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		var now struct {
			Stage       string `json:"stage"`
			Total, Done int
		}
		body, err := c.get(ctx, path, nil)
		if err != nil || json.Unmarshal(body, &now) != nil || string(body) == last {
			continue // the commit itself tells what is wrong; progress is a courtesy
		}
		last = string(body)
		switch now.Stage {
		case "promoting":
			p.note("正在写入…")
		case "starting":
			p.note("正在启动项目流程 %d/%d", now.Done, now.Total)
		}
	}
}

var kindWords = map[string]string{"plan": "年度计划", "progress": "月度进度", "milestones": "节点计划"}

func (p *program) preview(v preview) {
	p.say("%s　%s %s（批次 %s）", v.Programme, kindWords[v.Kind], v.Period, v.Batch)
	if v.Message != "" {
		p.say("%s", v.Message)
	}
	p.say("新增 %d，变化 %d，未变 %d，缺少 %d，冲突 %d；错误 %d，警告 %d", v.New, v.Changed, v.Unchanged, v.Missing, v.Conflicts, v.Errors, v.Warnings)
	for _, change := range v.Changes {
		mark := "~"
		if change.Action == "new" {
			mark = "+"
		}
		p.say("%s", strings.TrimRight(fmt.Sprintf("  %s %s第 %d 行　%s　%s", mark, sheetWords(change.Sheet), change.Row, change.What, change.Fields), "　"))
	}
	p.findings(v.Findings)
}

func (p *program) committed(v preview) {
	p.say("已导入：新增 %d，变化 %d（批次 %s）", v.New, v.Changed, v.Batch)
	if v.Message != "" {
		p.say("%s", v.Message)
	}
}

func sheetWords(name string) string {
	if name == "" {
		return ""
	}
	return "「" + name + "」"
}

// readFile reads a file a person names.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return nil, models.Errorf(models.KindInvalid, "not_a_file", "%s 是文件夹，请指明其中的文件", path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return content, nil
}

func unreadable(path string, err error) error {
	if os.IsPermission(err) {
		return models.Errorf(models.KindInvalid, "file_unreadable", "没有读取 %s 的权限，请检查文件权限", path).Because(err)
	}
	if os.IsNotExist(err) {
		return models.Errorf(models.KindInvalid, "file_not_found", "没有文件 %s，请核对文件名和所在目录", path).Because(err)
	}
	return models.Errorf(models.KindInvalid, "file_unreadable", "无法读取 %s，请检查文件", path).Because(err)
}
