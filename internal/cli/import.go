package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// importing holds the flags of an import.
type importing struct {
	programme, live, key, errorsTo                     string
	sender, unit, month                                string
	document, effective, carryIn                       string
	columns, headers, cells, same, fresh, drop, say    []string
	dryRun, good, keep, fromOwners, asOffice, countsOn bool
}

func (p *program) importCommand() *cobra.Command {
	var in importing
	c := &cobra.Command{
		Use: "import 文件…", Short: "导入计划、节点或进度工作簿：先列出变化，再提交",
		Long: "导入计划、节点或进度工作簿。先列出变化和问题；没有错误则提交，并启动或通知各项目的流程。\n" +
			"同一工作簿再次导入不作更改；清单上缺少的项目只提示，不会删除。\n" +
			"几个文件，或一个 .zip，作为一个批次导入：一个有错，全部不导入（--good-rows 除外）。",
		Example: "  duban import 2021年计划.xlsx --dry-run\n  duban import 2021年计划.xlsx --live-from 2021-07-01\n" +
			"  duban import 进度.xlsx --from 市住建局 --map D=本月完成投资 --unit 万元\n  duban import 进度.xlsx --same '科汇电气二期=ZD-2021-007' " +
			"--good-rows\n" +
			"  duban import 填报表.zip --from-owners\n  duban import 调整后计划.xlsx --document 张重点办〔2021〕5号 --effective 2021-07-15 " +
			"--drop ZD-2021-040",
		Args: someArgs("文件"),
		RunE: func(c *cobra.Command, args []string) error { return p.importFiles(c.Context(), args, in) },
	}
	f := c.Flags()
	f.StringVar(&in.programme, "programme", "", "项目清单：名称、编号或年度；不填由工作簿判断")
	f.StringVar(&in.live, "live-from", "", "新建清单时：从哪天起正式督办，如 2021-07-01；不填为试运行")
	f.BoolVar(&in.dryRun, "dry-run", false, "只列出变化，不提交")
	f.BoolVar(&in.good, "good-rows", false, "跳过有误的行，其余导入")
	f.BoolVar(&in.keep, "keep-reviewed", false, "与已审定不一致的，保留系统中已审定的，其余导入；有误的另行申请更正（duban correct）")
	f.StringArrayVar(&in.same, "same", nil, "'表中项目名称=项目编码'：确认是同一个项目，以后都这样认；可重复")
	f.StringArrayVar(&in.fresh, "new", nil, "表中项目名称：确认是新项目；可重复")
	f.StringVar(&in.sender, "from", "", "报送单位；对该单位同样表头的说明会被记住")
	f.BoolVar(&in.fromOwners, "from-owners", false, "项目单位填报的表（代填）：数据为上报，等待审定")
	f.BoolVar(&in.asOffice, "as-office", false, "督办制作的填报表也按重点项目办自己的数：直接成为审定数")
	f.StringArrayVar(&in.columns, "map", nil, "'列号或表头=字段'，如 D=年度计划投资、附表!B=项目名称；不导入该列写 D=不导入，以后不再问；可重复")
	f.StringArrayVar(&in.headers, "header", nil, "'工作表=行号'：表头没有认出来时指明，如 附表=3 或 附表=3-4；只有一个工作表时只写行号；可重复")
	f.StringArrayVar(&in.cells, "cell", nil, "'工作表!单元格=内容'：导入时按这个内容读取，原文件不改，如 计划!D12=1200；可重复")
	f.StringVar(&in.unit, "unit", "", "表头未注明单位时的金额单位：元、千元、万元、百万元、千万元或亿元")
	f.StringArrayVar(&in.say, "say", nil, "'问题编号=答复'：回答预览列出的问题，只用于本次；可重复")
	f.StringVar(&in.month, "month", "", "表中没有写明时的月份，如 2021-06")
	f.StringVar(&in.document, "document", "", "清单调整的文号")
	f.StringVar(&in.effective, "effective", "", "清单调整从哪天起生效，如 2021-07-15")
	f.StringArrayVar(&in.drop, "drop", nil, "调出清单的项目编码；可重复")
	f.BoolVar(&in.countsOn, "drop-counts", false, "调出的项目此前各月投资仍计入")
	f.StringVar(&in.carryIn, "carry-in", "", "结转项目至上年底累计与系统记录不符时：workbook 按表中数，record 按系统记录；不填则列出，不导入")
	errorsFlag(c, &in.errorsTo)
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// query returns the query parameters of the upload.
func (in importing) query(file string) (url.Values, error) {
	for name, text := range map[string]string{"live-from": in.live, "effective": in.effective} {
		if _, err := date(name, text); err != nil {
			return nil, err
		}
	}
	if _, err := month(in.month); err != nil {
		return nil, err
	}
	query := url.Values{"file": {file}}
	for name, value := range map[string]string{
		"programme": in.programme, "live_from": in.live, "sender": in.sender, "unit": in.unit, "month": in.month,
		"document": in.document, "effective": in.effective, "carry_in": in.carryIn,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for name, values := range map[string][]string{"map": in.columns, "header": in.headers, "cell": in.cells,
		"same": in.same, "new": in.fresh, "drop": in.drop,
		"say": in.say} {
		if len(values) > 0 {
			query[name] = values
		}
	}
	for name, on := range map[string]bool{"good_rows": in.good, "keep_reviewed": in.keep, "from_owners": in.fromOwners,
		"as_office":   in.asOffice,
		"drop_counts": in.countsOn} {
		if on {
			query.Set(name, "true")
		}
	}
	return query, nil
}

func (p *program) importFiles(ctx context.Context, paths []string, in importing) error {
	name, content, err := gather(paths)
	if err != nil {
		return err
	}
	query, err := in.query(name)
	if err != nil {
		return err
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	key := p.key(in.key)
	body, err := p.upload(ctx, c, query, key, content)
	if err != nil {
		return err
	}
	v, err := decoded[preview](body)
	if err != nil {
		return err
	}
	if in.errorsTo != "" && v.Files > 0 {
		p.note("--errors-to 一次只用于一个文件，没有写出；请对有问题的文件单独使用")
	} else if err := p.markErrors(in.errorsTo, paths[0], content, v.Findings); err != nil {
		return err
	}
	refused := v.Batch == "" && !v.Identical // nothing was staged
	if refused || in.dryRun || v.Identical || v.Committed {
		if err := show(p, body, p.preview); err != nil || !refused {
			return err
		}
		p.note("错误：%s", v.refusal())
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

// upload sends the file and prints the progress of reading it.
func (p *program) upload(ctx context.Context, c *client, query url.Values, key string, content []byte) (json.RawMessage,
	error) {
	stop := p.watching(ctx, c, key)
	body, err := c.upload(ctx, "/api/v1/imports", query, key, content)
	stop()
	if ctx.Err() != nil { // the server stops reading when the client disconnects
		return nil, models.Errorf(models.KindUnavailable, codeCancelled, "已中断，没有导入任何内容").Because(err)
	}
	return body, err
}

// commit commits a batch and prints its progress until it is done.
func (p *program) commit(ctx context.Context, c *client, batch, key string) (json.RawMessage, error) {
	stop := p.watching(ctx, c, batch)
	r, err := c.post(ctx, importPath(batch, "commit"), key, nil)
	stop()
	if ctx.Err() != nil {
		return nil, models.Errorf(models.KindUnavailable, codeCancelled, "已中断等待；如已写入，将继续启动项目流程，请用 --key %s 重发查询结果", key).
			Because(err)
	}
	if err == nil {
		p.progressNow(ctx, c, batch)
	}
	return r.body, err
}

func importPath(batch, what string) string {
	return "/api/v1/imports/" + url.PathEscape(batch) + "/" + what
}

// gather reads the files; several are packed into one archive, which the server imports as one batch.
func gather(paths []string) (name string, content []byte, err error) {
	if len(paths) == 1 {
		content, err = readFile(paths[0])
		return filepath.Base(paths[0]), content, err
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for _, path := range paths {
		content, err := readFile(path)
		if err != nil {
			return "", nil, err
		}
		w, err := archive.Create(filepath.Base(path))
		if err != nil {
			return "", nil, err
		}
		if _, err := w.Write(content); err != nil {
			return "", nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return "", nil, err
	}
	return filepath.Base(paths[0]) + " 等 " + strconv.Itoa(len(paths)) + " 个文件.zip", packed.Bytes(), nil
}

// readFile reads a file named on the command line.
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
