package cli

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// meetingTemplates is the part of the template's versions that is printed.
type meetingTemplates struct {
	InForce  int `json:"in_force"`
	Versions []struct {
		Version, Of int
		File, By    string
		At          models.Instant
	}
	Fields []string
	Lists  []struct {
		Name   string
		Fields []string
	}
}

const templatePath = "/api/v1/meeting-templates"

func (p *program) meetingTemplate() *cobra.Command {
	c := &cobra.Command{Use: "template", Short: "调度情况模板（docx）：列出、启用、试填、换用、下载", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.meetingTemplateList(), p.meetingTemplateSet(), p.meetingTemplateTry(), p.meetingTemplateUse(),
		p.meetingTemplateGet())
	return c
}

// meetingTemplates prints the versions and the placeholders.
func (p *program) meetingTemplates(v meetingTemplates) {
	for _, one := range v.Versions {
		file, of := one.File, ""
		if file == "" {
			file = "系统模板"
		}
		if one.Of > 0 {
			of = fmt.Sprintf("（同第 %d 版）", one.Of)
		}
		p.say("第 %d 版  %s%s  %s %s", one.Version, file, of, one.By, one.At.Date())
	}
	if v.InForce == 0 {
		p.say("正在使用系统模板")
	} else {
		p.say("正在使用第 %d 版", v.InForce)
	}
	p.say("占位符：%s", strings.Join(v.Fields, " "))
	for _, l := range v.Lists {
		p.say("清单 %s：%s", l.Name, strings.Join(l.Fields, " "))
	}
}

func (p *program) meetingTemplateList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "各版模板和可用的占位符", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		body, err := p.get(c, templatePath, nil)
		if err != nil {
			return err
		}
		return show(p, body, p.meetingTemplates)
	}}
	return p.asks(c)
}

func (p *program) meetingTemplateSet() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "set 文件", Short: "启用本单位的模板；有问题的不启用，逐处说明", Args: oneArg("文件"),
		Example: "  duban meeting template set 调度情况模板.docx",
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.upload(c.Context(), templatePath, url.Values{"file": {filepath.Base(args[0])}}, p.key(key),
				content)
			if err != nil {
				return err
			}
			return show(p, body, p.meetingTemplates)
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) meetingTemplateTry() *cobra.Command {
	var out output
	c := &cobra.Command{Use: "try 文件", Short: "用示例数据试填模板，不启用", Args: oneArg("文件"),
		Example: "  duban meeting template try 调度情况模板.docx -o 试填.docx",
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.send(c.Context(), http.MethodPost, templatePath+"/try",
				url.Values{"file": {filepath.Base(args[0])}}, randomKey(), "application/octet-stream", content)
			if err != nil {
				return err
			}
			return p.save(out, r)
		}}
	out.flags(c, "写到哪个文件；不填用“试填”加原文件名，写在当前目录")
	return p.asks(c)
}

func (p *program) meetingTemplateUse() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "use 版本", Short: "换用一个版本的模板；0 为系统模板", Args: oneArg("版本"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), templatePath+"/"+url.PathEscape(args[0])+"/use", p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, p.meetingTemplates)
		}}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) meetingTemplateGet() *cobra.Command {
	var out output
	c := &cobra.Command{Use: "get 版本", Short: "下载一个版本的模板；0 为系统模板，可修改后启用", Args: oneArg("版本"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.fetch(c, templatePath+"/"+url.PathEscape(args[0])+"/file", nil, out)
		}}
	out.flags(c, "写到哪个文件；不填用模板自己的名字，写在当前目录")
	return p.asks(c)
}

// fetch gets a document and writes it under its own name unless another one is given.
func (p *program) fetch(c *cobra.Command, path string, query url.Values, out output) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.send(c.Context(), http.MethodGet, path, query, "", "", nil)
	if err != nil {
		return err
	}
	return p.save(out, r)
}

func (p *program) save(out output, r response) error {
	if out.path == "" {
		out.path = filepath.Base(r.fileName)
	}
	return p.put(out, r.body, "已导出 "+out.path)
}
