package cli

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// closing is the part of a version of a closing that is printed.
type closing struct {
	Month         models.Month       `json:"month"`
	Kind          models.ClosingKind `json:"kind"`
	Version       int                `json:"version"`
	Newest        bool               `json:"newest"`
	At            models.Instant     `json:"at"`
	By            string             `json:"by"`
	Reason        string             `json:"reason"`
	Document      string             `json:"document"`
	Missing       []string           `json:"missing"`
	Reconstructed bool               `json:"reconstructed"`
	Reopened      bool               `json:"reopened"`
	Totals        models.Totals      `json:"totals"`
	SHA256        string             `json:"sha256"`
}

// sentFigures is one time that a month's figures went out.
type sentFigures struct {
	Month     models.Month   `json:"month"`
	Name      string         `json:"name"`
	Version   int            `json:"version"`
	File      string         `json:"file"`
	By        string         `json:"by"`
	At        models.Instant `json:"at"`
	Corrected bool           `json:"corrected"`
}

type closingList struct {
	Programme string `json:"programme"`
	Rounds    []struct {
		Month models.Month      `json:"month"`
		Due   models.Date       `json:"due"`
		Count models.RoundCount `json:"count"`
		Asked bool              `json:"ask_close"`
	} `json:"open"`
	Upward   []upwardDue `json:"upward"`
	Closings []closing   `json:"closings"`
}

// upwardDue is an upward report that is to be confirmed.
type upwardDue struct {
	Kind  models.ClosingKind `json:"kind"`
	Month models.Month       `json:"month"`
	Due   models.Date        `json:"due"`
	Late  bool               `json:"late"`
}

type closingPage struct {
	closing
	Programme string `json:"programme"`
	Lines     []struct {
		models.ProjectFigures
		Today []models.Message `json:"today"`
	} `json:"lines"`
	Versions []closing     `json:"versions"`
	Sent     []sentFigures `json:"sent"`
}

// ofClosing holds the flags that name what is frozen.
type ofClosing struct{ programme, month, kind string }

func (in *ofClosing) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&in.month, "month", "", "月份，如 2021-06")
}

func (in *ofClosing) query() (url.Values, error) {
	query := programmeQuery(in.programme)
	if in.kind != "" {
		query.Set("kind", in.kind)
	}
	_, err := month(in.month)
	return query, err
}

func (p *program) closingsCommand() *cobra.Command {
	var in ofClosing
	var version int
	c := &cobra.Command{
		Use: "closings", Short: "月结和上报：各月各版本、尚未月结和待上报的；--month 显示一个月，与现有数据的差异，导出和上报记录", Args: noArgs,
		Example: "  duban closings\n  duban closings --month 2021-06\n  duban closings --month 2021-06 --kind verified",
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := in.query()
			if err != nil {
				return err
			}
			if in.month == "" && (version != 0 || in.kind != "") {
				return usage("--version 和 --kind 须与 --month 同用（见 %s --help）", c.CommandPath())
			}
			if version != 0 {
				query.Set("version", strconv.Itoa(version))
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			path := "/api/v1/closings"
			if in.month != "" {
				path += "/" + url.PathEscape(strings.TrimSpace(in.month))
			}
			body, err := client.get(c.Context(), path, query)
			if err != nil {
				return err
			}
			if in.month == "" {
				return show(p, body, p.closings)
			}
			return show(p, body, p.closingPage)
		},
	}
	in.flags(c)
	c.Flags().StringVar(&in.kind, "kind", "", "month（月结）、estimate（25日预计数）或 verified（次月5日核定数）；不填为月结")
	c.Flags().IntVar(&version, "version", 0, "第几版；不填为最新一版")
	return p.asks(c)
}

func (p *program) closings(l closingList) {
	p.say("%s", l.Programme)
	for _, r := range l.Rounds {
		line := fmt.Sprintf("尚未月结　%s　报送时限 %s　已审定 %d/%d", r.Month, r.Due, r.Count.Approved, r.Count.Due)
		if r.Asked {
			line += "　请办理月结：duban close-month --month " + r.Month.String()
		}
		p.say("%s", line)
	}
	p.upwardDue(l.Upward)
	rows := [][]string{{"月份", "种类", "办理", "累计审定", "未报", "说明"}}
	for _, c := range l.Closings {
		rows = append(rows, []string{c.Month.String(), c.name(), c.By + " " + c.At.Minute(), wan(&c.Totals.Approved),
			strconv.Itoa(len(c.Missing)), c.marks()})
	}
	table(p.stdout, rows)
}

// name is the kind and version, as on the page.
func (c closing) name() string { return fmt.Sprintf("%s第%d版", c.Kind.Word(), c.Version) }

// marks says what a version is besides its month.
func (c closing) marks() string {
	var marks []string
	for _, m := range []struct {
		is   bool
		text string
	}{{c.Reopened, "已重新开启"}, {c.Reconstructed, "按现有数据补录重建"}, {!c.Newest, "已有新版"},
		{c.Reason != "", c.Reason}, {c.Document != "", c.Document}} {
		if m.is {
			marks = append(marks, m.text)
		}
	}
	return strings.Join(marks, "；")
}

func (p *program) closingPage(v closingPage) {
	p.say("%s　%s %s　%s %s　%s", v.Programme, v.Month, v.name(), v.By, v.At.Minute(), v.marks())
	p.sums(v.Totals)
	p.names("未审定", v.Missing)
	rows := [][]string{{"编码", "项目", "责任单位", "年度计划", "序时进度", "累计审定", "", "现在"}}
	for _, l := range v.Lines {
		carried, today := "", make([]string, 0, len(l.Today))
		if l.CarriedFrom != 0 {
			carried = fmt.Sprintf("沿用%d月", l.CarriedFrom.Number())
		}
		for _, m := range l.Today {
			today = append(today, m.Text)
		}
		rows = append(rows, []string{l.Code, l.Name, l.Unit, wan(&l.Plan), wan(&l.Scheduled), wan(l.Approved), carried,
			strings.Join(today, "；")})
	}
	table(p.stdout, rows)
	p.sentRecord("导出和上报", v.Sent)
	p.say("校验值 %s", v.SHA256)
}

func (p *program) sums(t models.Totals) {
	p.say("项目 %d 个　年度计划 %s　序时 %s　累计审定 %s　当月 %s　沿用上期 %d 个", t.Projects, yi(t.Plan), yi(t.Scheduled),
		yi(t.Approved), yi(t.InMonth), t.Carried)
}

func (p *program) names(title string, names []string) {
	if len(names) > 0 {
		p.say("%s %d 个：%s", title, len(names), strings.Join(names, "、"))
	}
}

// sentRecord lists what went out, under a title, and marks what has been corrected since.
func (p *program) sentRecord(title string, sent []sentFigures) {
	for _, s := range sent {
		line := fmt.Sprintf("%s　%s　%s　%s %s ", title, s.At.Minute(), s.By, s.Name, s.Month)
		if s.Version > 0 {
			line += fmt.Sprintf("第%d版", s.Version)
		} else {
			line += "未月结数据"
		}
		if s.File != "" {
			line += "　" + s.File
		}
		if s.Corrected {
			line += "　【已更正】"
		}
		p.say("%s", line)
	}
}
