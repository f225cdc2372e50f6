package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

func (p *program) meetingAdd() *cobra.Command {
	var in models.MeetingEntry
	var on, file, change, asked string
	c := &cobra.Command{
		Use: "add", Short: "登记会议，存为草稿：列出识别的议定事项供核对，不交办", Args: noArgs,
		Example: "  duban meeting add --on 2021-06-28 --place 区政府第二会议室 --chair 区长 --items 议定事项.txt\n" +
			"  duban meeting add --on 2021-06-28 --item \"完成地块征迁 | 区住房城乡建设局 | 2021-07-20\"",
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if err := need(c, "on"); err != nil {
				return err
			}
			if in.HeldOn, err = dateFlag(on); err != nil {
				return err
			}
			items, err := c.Flags().GetStringArray("item")
			if err != nil {
				return err
			}
			if file != "" {
				content, err := readFile(file)
				if err != nil {
					return err
				}
				in.Lines = string(content) + "\n"
			}
			for _, item := range items {
				in.Lines += item + "\n"
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			path := "/api/v1/meetings"
			if change != "" {
				path = meetingPath(change) + "/change"
			}
			r, err := client.post(c.Context(), path, p.key(asked), in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.meetingPage)
		},
	}
	f := c.Flags()
	f.StringVar(&on, "on", "", "会议日期，如 2021-06-28")
	f.StringVar(&in.Title, "title", "", "会议名称；不填为“重点项目调度会”")
	f.StringVar(&in.Place, "place", "", "地点")
	f.StringVar(&in.Chair, "chair", "", "主持人的岗位")
	f.StringVar(&in.Attended, "attended", "", "参加人员")
	f.StringVar(&file, "items", "", "议定事项的文本文件，一行一项：事项 · 责任单位或岗位 · 时限，可再加项目编码")
	f.StringArray("item", nil, "一项议定事项，写法同上，可多次给出")
	f.StringVar(&change, "change", "", "修改草稿：会议编号，内容整份替换")
	f.StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) meetingDecide() *cobra.Command {
	var in models.Minutes
	var scan, asked string
	c := &cobra.Command{
		Use: "decide 编号", Short: "登记签发的纪要，交办各项议定事项", Args: oneArg("会议编号"),
		Example: "  duban meeting decide mtg-… --number 区政府专题会议纪要〔2021〕12号 --scan 纪要.pdf",
		RunE: func(c *cobra.Command, args []string) (err error) {
			if err := need(c, "number", "scan"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(asked)
			if in.Evidence, err = sendScan(c, client, key, scan); err != nil {
				return err
			}
			r, err := client.post(c.Context(), meetingPath(args[0])+"/decide", key, in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.meetingPage)
		},
	}
	f := c.Flags()
	f.StringVar(&in.Number, "number", "", "纪要文号")
	f.StringVar(&scan, "scan", "", "签发纪要的扫描件")
	f.StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}
