package cli

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

const bulkPath = "/api/v1/bulk"

// bulkBody is an act on several items, as it is sent.
type bulkBody struct {
	models.BulkCommand
	Items  []bulkItem         `json:"items,omitempty"`
	Filter *map[string]string `json:"filter,omitempty"`
}

type bulkItem struct {
	Project    string `json:"project,omitempty"`
	Submission string `json:"submission,omitempty"`
}

// bulkLine is the part of an item that is printed, before and after the act.
type bulkLine struct {
	Project, Name, State         string
	Item, Will, Refusal, Message models.Message
}

var bulkStates = map[string]string{"done": "已办理", "already": "此前已办理", "refused": "未办理", "pending": "正在保存",
	"failed": "未办理，请重发"}

func (p *program) bulkCommand() *cobra.Command {
	c := &cobra.Command{Use: "bulk", Short: "批量催办、延期、停工、复工、分派、审定通过：逐件返回结果", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	for _, act := range models.BulkActs {
		c.AddCommand(p.bulkOf(act))
	}
	c.AddCommand(p.bulkShow())
	return c
}

func (p *program) bulkShow() *cobra.Command {
	return p.asks(&cobra.Command{Use: "show 请求编号", Short: "本人一次批量办理的逐件结果", Args: oneArg("请求编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, bulkPath+"/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.bulkResult)
		}})
}

func (p *program) bulkOf(act models.BulkAct) *cobra.Command {
	in := bulkBody{BulkCommand: models.BulkCommand{Act: act}}
	var date, until, movesDue, key string
	var dry, all bool
	filter := map[string]*string{}
	c := &cobra.Command{Use: string(act) + " [编码…]", Short: "批量" + act.Chinese(), Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) (err error) {
			in.Items, in.Filter = nil, nil
			for _, arg := range args {
				item := bulkItem{Project: arg}
				if strings.HasPrefix(arg, "sub-") {
					item = bulkItem{Submission: arg}
				}
				in.Items = append(in.Items, item)
			}
			narrowed := map[string]string{}
			for name, value := range filter {
				if *value != "" {
					narrowed[name] = *value
				}
			}
			if all || len(narrowed) > 0 {
				in.Filter = &narrowed
			}
			if (len(in.Items) > 0) == (in.Filter != nil) {
				return usage("请列出项目编码或填报编号，或用 --unit 等条件筛选，或用 --all 取清单全部项目，只用一种")
			}
			for text, to := range map[*string]*models.Date{&date: &in.Date, &until: &in.Until} {
				if *to, err = dateFlag(*text); err != nil {
					return err
				}
			}
			in.MovesDue = models.Answer(movesDue)
			return p.bulk(c, in, dry, key)
		}}
	f := c.Flags()
	for name, use := range map[string]string{"programme": "项目清单；不填为最近年度的区重点项目", "unit": "责任单位", "sponsor": "包保领导",
		"sector": "行业", "town": "镇办", "colour": "灯色：green、yellow、red、no_data", "search": "名称、编码或项目单位的一部分"} {
		filter[name] = f.String(flagOf(act, name), "", "筛选："+use)
	}
	f.BoolVar(&all, "all", false, "清单全部项目")
	f.BoolVar(&dry, "dry-run", false, "只预览，不办理")
	f.StringVar(&in.Reason, "reason", "", "原因；审定通过的为审核意见")
	f.StringVar(&in.Document, "document", "", "文号")
	f.StringVar(&in.Approver, "approver", "", "批准人")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	switch act {
	case models.BulkExtend:
		f.StringVar(&in.Milestone, "milestone", "", "节点名称；不填为各项目最近的未完成节点")
		f.StringVar(&date, "date", "", "新的日期，如 2021-06-30")
		f.IntVar(&in.Days, "days", 0, "顺延天数（日历日），与 --date 只填一项")
	case models.BulkPause:
		f.StringVar(&date, "date", "", "停工日期")
		f.StringVar(&until, "until", "", "停工至，已知的填写")
		f.StringVar(&movesDue, "moves-due", "", "未到期节点是否顺延：yes 或 no，按批文")
	case models.BulkResume:
		f.StringVar(&date, "date", "", "复工日期")
	case models.BulkUrge:
		f.StringVar(&date, "due", "", "交办时限；不填按督办单规则")
	case models.BulkAssign:
		f.StringVar(&in.Unit, "unit", "", "新的责任单位")
		f.StringVar(&in.Sponsor, "sponsor", "", "新的包保领导")
		f.StringVar(&in.Contact, "contact", "", "新的联系人")
	case models.BulkAccept:
		c.Long = "参数为填报编号（sub-…）或项目编码（该项目全部待审定的填报）。金额异常或缺少佐证材料的不在此通过。"
	}
	return p.asks(c)
}

// flagOf is the flag of a part of the filter: of an assignment, --unit and --sponsor are what is assigned.
func flagOf(act models.BulkAct, name string) string {
	if act == models.BulkAssign && (name == "unit" || name == "sponsor") {
		return "of-" + name
	}
	return name
}

func (p *program) bulk(c *cobra.Command, in bulkBody, dry bool, asked string) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	if dry {
		r, err := client.post(c.Context(), bulkPath+"/preview", randomKey(), in)
		if err != nil {
			return err
		}
		return show(p, r.body, func(v struct {
			Ready, Refused int
			Missing        models.Message
			Lines          []bulkLine
		}) {
			if !v.Missing.IsZero() {
				p.say("%s", v.Missing.Text)
			}
			rows := [][]string{{"项目", "内容", "办理后"}}
			for _, l := range v.Lines {
				rows = append(rows, []string{l.Project + " " + l.Name, l.Item.Text, l.Will.Text + l.Refusal.Text})
			}
			table(p.stdout, rows)
			p.say("可办理 %d 件，不能办理 %d 件", v.Ready, v.Refused)
		})
	}
	r, err := client.post(c.Context(), bulkPath+"/"+string(in.Act), p.key(asked), in)
	if err != nil {
		return err
	}
	return show(p, r.body, p.bulkResult)
}

func (p *program) bulkResult(v struct {
	Done, Refused, Failed int
	Items                 []bulkLine
}) {
	rows := [][]string{{"结果", "项目", "内容", "说明"}}
	for _, l := range v.Items {
		rows = append(rows, []string{bulkStates[l.State], l.Project + " " + l.Name, l.Item.Text, l.Message.Text})
	}
	table(p.stdout, rows)
	p.say("已办理 %d 件，未办理 %d 件", v.Done, v.Refused+v.Failed)
}
