package cli

import (
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// rulesTried is the part of what was tried that is printed.
type rulesTried struct {
	Programme, Name, Current string
	From, To                 models.Month
	Replayed                 bool
	Faults                   []ruleFault
	Of                       int
	Rungs                    models.RungsByRules
	Lights                   models.LightsByRule
	Ranks                    *models.RankChange
	Projects                 []struct {
		Code, Name string
		Rungs      []struct {
			Rung      models.Rung
			What      string
			Was, Will models.Instant
		}
		Lights []struct {
			Month     models.Month
			Was, Will models.Colour
		}
	}
}

func (p *program) rulesTry() *cobra.Command {
	var rules, from, to, programme string
	c := &cobra.Command{Use: "try [规则] [--rules 规则]", Short: "按已记录的月份试算一套规则，逐个项目列出不同之处", Args: cobra.MaximumNArgs(1),
		Example: "  duban rules try --rules haikou --from 2026-01 --to 2026-10",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				rules = args[0]
			}
			if rules == "" {
				return usage("请给出要试算的规则，如 --rules haikou；规则列表见 duban rules list")
			}
			query := url.Values{}
			for name, value := range map[string]string{"from": from, "to": to, "programme": programme} {
				if value != "" {
					query.Set(name, value)
				}
			}
			body, err := p.get(c, rulesPath(rules)+"/try", query)
			if err != nil {
				return err
			}
			return show(p, body, p.rulesTried)
		}}
	c.Flags().StringVar(&rules, "rules", "", "规则：编号、名称，或内置规则的代号")
	c.Flags().StringVar(&from, "from", "", "起始月份，如 2026-01；不填为一月")
	c.Flags().StringVar(&to, "to", "", "截止月份，如 2026-10；不填为本月")
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (p *program) rulesTried(v rulesTried) {
	p.say("%s：按“%s”试算 %s 至 %s（现行：%s）", v.Programme, v.Name, v.From, v.To, v.Current)
	for _, f := range v.Faults {
		p.say("    不合规则：%s：%s", f.Where, f.What)
	}
	if !v.Replayed {
		p.say("草稿内容有误，无法试算，请先更正")
		return
	}
	w, l := v.Rungs, v.Lights
	table(p.stdout, [][]string{
		{"", models.Urging.Chinese(), models.Yellow.Reached(), models.Red.Reached(), models.Top.Reached(), "绿灯", "黄灯", "红灯",
			"无数据"},
		triedRow("现行", w.Was, l.Was), triedRow("试算", w.Will, l.Will),
	})
	p.ranksChanged(v.Ranks)
	p.say("有变化的项目 %d 个，共 %d 个", len(v.Projects), v.Of)
	for _, project := range v.Projects {
		p.say("%s %s", project.Code, project.Name)
		for _, r := range project.Rungs {
			p.say("    %s：%s，%s → %s", r.Rung.Reached(), r.What, dayOrNone(r.Was), dayOrNone(r.Will))
		}
		for _, month := range project.Lights {
			p.say("    %s 灯色：%s → %s", month.Month, month.Was.LightName(), month.Will.LightName())
		}
	}
}

// ranksChanged says among whom units are ranked, when that changes.
func (p *program) ranksChanged(c *models.RankChange) {
	if c != nil {
		p.say("单位排名：%s → %s", models.Words{Mark: "；", Items: c.Was}, models.Words{Mark: "；", Items: c.Will})
	}
}

func dayOrNone(at models.Instant) string {
	if at == 0 {
		return "无"
	}
	return at.Date().String()
}

// triedRow is a row of the table: rungs, then lights.
func triedRow(of string, r models.RungCount, l models.LightCount) []string {
	row := []string{of}
	for _, n := range []int{r.Urging, r.Yellow, r.Red, r.Top, l.Green, l.Yellow, l.Red, l.NoData} {
		row = append(row, strconv.Itoa(n))
	}
	return row
}
