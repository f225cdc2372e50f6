package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// confirmations is the part of a month's 形象进度确认单 that is printed.
type confirmations struct {
	Month          models.Month
	Missing, There int
	Projects       []struct {
		Code, Name, File string
		Word             string `json:"state_name"`
	}
}

func (p *program) confirmationCommand() *cobra.Command {
	c := &cobra.Command{Use: "confirmation", Short: "形象进度确认单：缺哪些、下载、要求、附扫描件、范围", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.confirmationList(), p.confirmationSheet(), p.confirmationAsk(), p.confirmationAttach(),
		p.confirmationRule())
	return c
}

// confirmations prints the projects that need a 形象进度确认单 or have one.
func (p *program) confirmations(v confirmations) {
	for _, one := range v.Projects {
		if one.Word != models.ConfirmationNotWanted.Chinese() {
			p.say("%s %s  %s  %s", one.Code, one.Name, one.Word, one.File)
		}
	}
	p.say("%s：缺 %d 个，已附 %d 个", v.Month, v.Missing, v.There)
}

// monthQuery adds a month to a query.
func monthQuery(query url.Values, of string) (url.Values, error) {
	if of == "" {
		return query, nil
	}
	if _, err := month(of); err != nil {
		return nil, err
	}
	query.Set("month", of)
	return query, nil
}

const confirmationMonth = "月份，如 2021-09；不填为最近一个报齐或已月结的月份"

func (p *program) confirmationList() *cobra.Command {
	var programme, of string
	c := &cobra.Command{Use: "list", Short: "一个月需要确认单的项目，缺的和已附的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := monthQuery(programmeQuery(programme), of)
			if err != nil {
				return err
			}
			body, err := p.get(c, "/api/v1/confirmations", query)
			if err != nil {
				return err
			}
			return show(p, body, p.confirmations)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", confirmationMonth)
	return p.asks(c)
}

func (p *program) confirmationSheet() *cobra.Command {
	var programme, project, of string
	var out output
	c := &cobra.Command{Use: "sheet", Short: "下载预填的确认单（docx）：一个项目的，或全部尚缺的", Args: noArgs,
		Example: "  duban confirmation sheet --month 2021-09 -o 确认单.docx\n  duban confirmation sheet --project ZD-2021-007",
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := monthQuery(programmeQuery(programme), of)
			if err != nil {
				return err
			}
			if project == "" {
				return p.fetch(c, "/api/v1/confirmations/sheets", query, out)
			}
			query.Del("programme")
			return p.fetch(c, projectPath(project, "confirmations/sheet"), query, out)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码；不填为全部尚缺的")
	c.Flags().StringVar(&of, "month", "", confirmationMonth)
	out.flags(c, "写到哪个文件；不填用文件自己的名字，写在当前目录")
	return p.asks(c)
}

func (p *program) confirmationAsk() *cobra.Command {
	var programme, of, key string
	var projects []string
	c := &cobra.Command{Use: "ask", Short: "要求项目提供确认单", Args: noArgs,
		Example: "  duban confirmation ask --month 2021-10 --project ZD-2021-007,ZD-2021-008",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "month", "project"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			wanted, err := month(of)
			if err != nil {
				return err
			}
			path := "/api/v1/confirmations?" + programmeQuery(programme).Encode()
			r, err := client.post(c.Context(), path, p.key(key), map[string]any{"month": wanted, "projects": projects})
			if err != nil {
				return err
			}
			return show(p, r.body, p.confirmations)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-10")
	c.Flags().StringSliceVar(&projects, "project", nil, "项目编码，多个以逗号隔开")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) confirmationAttach() *cobra.Command {
	var project, of, file, key string
	c := &cobra.Command{Use: "attach", Short: "附签字盖章的确认单扫描件", Args: noArgs,
		Example: "  duban confirmation attach --project ZD-2021-007 --month 2021-09 --file 确认单.pdf",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project", "month", "file"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			of, err := month(of)
			if err != nil {
				return err
			}
			key := p.key(key)
			scan, err := sendScan(c, client, key, file)
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), projectPath(project, "confirmations"), key,
				map[string]any{"month": of, "evidence": scan})
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct{ Scans []struct{ File string } }) { p.say("已附确认单 %s", v.Scans[0].File) })
		}}
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码")
	f.StringVar(&of, "month", "", "月份，如 2021-09")
	f.StringVar(&file, "file", "", "扫描件")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) confirmationRule() *cobra.Command {
	var programme, from, key string
	c := &cobra.Command{Use: "rule", Short: "设置每季度需要确认单的项目：年度计划高于多少万元", Args: noArgs,
		Example: "  duban confirmation rule --from 1000",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "from"); err != nil {
				return err
			}
			amount, err := models.ParseMoney(from, models.WanYuan)
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			path := "/api/v1/confirmation-rule?" + programmeQuery(programme).Encode()
			r, err := client.post(c.Context(), path, p.key(key), map[string]any{"from_fen": amount})
			if err != nil {
				return err
			}
			return show(p, r.body, p.confirmations)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&from, "from", "", "年度计划，万元")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}
