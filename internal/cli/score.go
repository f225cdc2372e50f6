package cli

import (
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// scorePage is the part of a quarter's score that is printed.
type scorePage struct {
	ID, Name, Document string
	Word               string `json:"state_name"`
	Version            int
	Units              []struct {
		Unit, Kind string
		Place      int
		Total      string
		Items      []struct{ Name, Points, Ground string }
	}
	Objections []struct {
		ID, Unit, Item, Ground string
		Word                   string `json:"state_name"`
	}
}

func (p *program) scoreCommand() *cobra.Command {
	c := &cobra.Command{Use: "score", Short: "季度考核：办法、测算、加减分、公示、异议、公布", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.scoreList(), p.scoreFormula(), p.scoreDraft(), p.scoreShow(), p.scorePoints(), p.scoreObject(),
		p.scoreDecide(), p.scoreSheet())
	for _, one := range []struct{ use, short string }{{"announce", "公示得分，通知各单位"}, {"recall", "撤回公示，须写明原因"},
		{"publish", "公布得分：异议期满、异议处理完毕后"}} {
		c.AddCommand(p.scoreStep(one.use, one.short))
	}
	return c
}

func scorePath(id string) string { return "/api/v1/scores/" + url.PathEscape(id) }

// score prints a quarter's score.
func (p *program) score(v scorePage) {
	p.say("%s  第%d版  %s  %s  %s", v.Name, v.Version, v.Word, v.Document, v.ID)
	for _, u := range v.Units {
		p.say("%s  %d  %s  %s", models.UnitKind(u.Kind).Chinese(), u.Place, u.Unit, u.Total)
		for _, i := range u.Items {
			p.say("    %s %s  %s", i.Name, i.Points, i.Ground)
		}
	}
	for _, o := range v.Objections {
		p.say("异议 %s  %s  %s  %s  %s", o.ID, o.Unit, o.Item, o.Word, o.Ground)
	}
}

func (p *program) scoreList() *cobra.Command {
	var programme string
	c := &cobra.Command{Use: "list", Short: "各季度考核和现行办法", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		body, err := p.get(c, "/api/v1/scores", programmeQuery(programme))
		if err != nil {
			return err
		}
		return show(p, body, func(v struct {
			Scores   []scorePage
			Formulas []models.ScoreFormula
		}) {
			for i, f := range v.Formulas {
				if i == 0 {
					p.say("现行办法 %s %s\n%s", f.Document, f.Title, strings.TrimSuffix(models.ScoreLines(f.Items), "\n"))
				}
			}
			for _, s := range v.Scores {
				p.say("%s  第%d版  %s  %s", s.Name, s.Version, s.Word, s.ID)
			}
		})
	}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

// posted sends a body and prints the score that comes back.
func (p *program) posted(c *cobra.Command, path, key string, body any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.post(c.Context(), path, p.key(key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, p.score)
}

func (p *program) scoreFormula() *cobra.Command {
	var programme, document, title, on, file, key string
	var days int
	c := &cobra.Command{Use: "formula", Short: "登记考核办法：一行一项，名称 | 计分方式 | 分值", Args: noArgs,
		Example: "  duban score formula --document 张重点办〔2021〕3号 --title 考核办法 --on 2021-03-01 --items 计分项目.txt",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "document", "title", "on", "items"); err != nil {
				return err
			}
			day, err := models.ParseDate(on)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return models.Errorf(models.KindInvalid, "no_file", "无法读取 %s，请核对文件名", file).Because(err)
			}
			items, err := models.ParseScoreItems(string(content))
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/score-formulas?"+programmeQuery(programme).Encode(), p.key(key),
				map[string]any{"document": document, "title": title, "issued_on": day, "items": items, "objection_days": days})
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct{ Formulas []models.ScoreFormula }) {
				p.say("已登记 %s，第%d版", v.Formulas[0].Document, v.Formulas[0].Version)
			})
		}}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&document, "document", "", "文号")
	f.StringVar(&title, "title", "", "文件标题")
	f.StringVar(&on, "on", "", "成文日期")
	f.StringVar(&file, "items", "", "计分项目的文本文件")
	f.IntVar(&days, "days", models.DefaultObjectionDays, "公示异议期，工作日")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreDraft() *cobra.Command {
	var programme, quarter, reason, key string
	c := &cobra.Command{Use: "draft", Short: "测算一个季度的得分，用月结审定数", Args: noArgs,
		Example: "  duban score draft --quarter 2021-06",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "quarter"); err != nil {
				return err
			}
			of, err := month(quarter)
			if err != nil {
				return err
			}
			return p.posted(c, "/api/v1/scores?"+programmeQuery(programme).Encode(), key, map[string]any{"quarter": of,
				"reason": reason})
		}}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&quarter, "quarter", "", "季度末月，如 2021-06")
	f.StringVar(&reason, "reason", "", "更正已公布的季度时的原因")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreShow() *cobra.Command {
	return p.asks(&cobra.Command{Use: "show 编号", Short: "一个季度的得分、依据和异议", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, scorePath(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.score)
		}})
}

func (p *program) scorePoints() *cobra.Command {
	var unit, item, points, ground, key string
	c := &cobra.Command{Use: "points 编号", Short: "填写加减分，须写明依据", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "unit", "item", "points"); err != nil {
				return err
			}
			n, err := models.ParsePoints(points)
			if err != nil {
				return err
			}
			return p.posted(c, scorePath(args[0])+"/points", key, models.ScorePoints{Unit: unit, Item: item, Points: n,
				Ground: ground})
		}}
	f := c.Flags()
	f.StringVar(&unit, "unit", "", "单位")
	f.StringVar(&item, "item", "", "计分项目")
	f.StringVar(&points, "points", "", "得分")
	f.StringVar(&ground, "ground", "", "依据")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreStep(step, short string) *cobra.Command {
	var reason, key string
	c := &cobra.Command{Use: step + " 编号", Short: short, Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.posted(c, scorePath(args[0])+"/steps", key, models.ScoreStep{Step: models.ScoreStepKind(step),
				Reason: reason})
		}}
	c.Flags().StringVar(&reason, "reason", "", "撤回公示的原因")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreObject() *cobra.Command {
	var e models.ObjectionEntry
	var key string
	c := &cobra.Command{Use: "object 编号", Short: "责任单位提出异议；不填 --item 为确认无异议", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.posted(c, scorePath(args[0])+"/objections", key, e)
		}}
	f := c.Flags()
	f.StringVar(&e.Unit, "unit", "", "单位；不填为本单位")
	f.StringVar(&e.Item, "item", "", "计分项目")
	f.StringVar(&e.Ground, "ground", "", "理由和依据")
	f.StringVar(&e.Paper, "paper", "", "重点项目办代录时，单位来文的标题或文号")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreDecide() *cobra.Command {
	var objection, points, key string
	var d models.ObjectionDecision
	c := &cobra.Command{Use: "decide 编号", Short: "处理异议：--uphold 采纳并填调整后得分，否则不采纳", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) (err error) {
			if err := need(c, "objection", "reason"); err != nil {
				return err
			}
			if d.Uphold {
				if d.Points, err = models.ParsePoints(points); err != nil {
					return err
				}
			}
			return p.posted(c, scorePath(args[0])+"/objections/"+url.PathEscape(objection), key, d)
		}}
	f := c.Flags()
	f.StringVar(&objection, "objection", "", "异议编号")
	f.BoolVar(&d.Uphold, "uphold", false, "采纳")
	f.StringVar(&points, "points", "", "调整后得分")
	f.StringVar(&d.Reason, "reason", "", "处理意见")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) scoreSheet() *cobra.Command {
	var out output
	var book bool
	c := &cobra.Command{Use: "sheet 编号", Short: "下载得分表（docx）；--workbook 为得分、依据和异议（xlsx）", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if book {
				return p.fetch(c, scorePath(args[0])+"/workbook", nil, out)
			}
			return p.fetch(c, scorePath(args[0])+"/sheet", nil, out)
		}}
	c.Flags().BoolVar(&book, "workbook", false, "导出 xlsx")
	out.flags(c, "写到哪个文件；不填用文件自己的名字，写在当前目录")
	return p.asks(c)
}
