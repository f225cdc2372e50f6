package cli

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// packCommand is "meeting pack" under its short name.
func (p *program) packCommand() *cobra.Command {
	c := p.meetingPack()
	c.Hidden = true
	return c
}

// meetingPack writes the documents of a meeting to a folder, or as one archive.
func (p *program) meetingPack() *cobra.Command {
	var programme, of string
	var out output
	c := &cobra.Command{
		Use: "pack", Short: "生成调度会全套材料（docx）：调度情况（送审稿）、一页纸、滞后项目、议定事项、包保领导分册、现场查看单", Args: noArgs,
		Example: "  duban meeting pack --month 2021-10 --out 调度会材料\n  duban meeting pack --month 2021-10 --out 材料.zip",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "out"); err != nil {
				return err
			}
			query := programmeQuery(programme)
			if of != "" {
				if _, err := month(of); err != nil {
					return err
				}
				query.Set("month", of)
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.send(c.Context(), http.MethodGet, "/api/v1/exports/meeting", query, "", "", nil)
			if err != nil {
				return err
			}
			if strings.HasSuffix(out.path, ".zip") {
				return p.put(out, r.body, "已生成 "+out.path)
			}
			return p.unpack(out, r.body)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-10；不填为最近一个报齐或已月结的月份")
	c.Flags().StringVarP(&out.path, "out", "o", "", "写到哪个目录；以 .zip 结尾的写成一个压缩包")
	c.Flags().BoolVar(&out.force, "force", false, "文件已存在时覆盖")
	return p.asks(c)
}

// unpack writes the files of an archive to a folder and names them.
func (p *program) unpack(out output, content []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return models.Errorf(models.KindUnavailable, "not_duban", "服务返回的压缩包无法读取，请重试").Because(err)
	}
	var names []string
	for _, f := range archive.File {
		name, err := filepath.Localize(f.Name)
		if err != nil {
			return models.Errorf(models.KindUnavailable, "not_duban", "服务返回的压缩包无法读取，请重试").Because(err)
		}
		path := filepath.Join(out.path, name)
		text, err := contentOf(f)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o700)
		}
		if err != nil {
			return models.Errorf(models.KindInvalid, "not_written", "无法写入 %s，请检查目录是否存在、是否有权限和空间", path).Because(err)
		}
		if err := writeFile(path, text, out.force); err != nil {
			return err
		}
		names = append(names, path)
	}
	if p.json {
		p.print(map[string]any{"files": names})
		return nil
	}
	for _, name := range names {
		p.say("已生成 %s", name)
	}
	return nil
}

func contentOf(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was read
	return io.ReadAll(r)
}
