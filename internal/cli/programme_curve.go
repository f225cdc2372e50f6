package cli

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// programmeCurve shows or sets the schedule curve of a programme.
func (p *program) programmeCurve() *cobra.Command {
	var programme, key string
	var preview bool
	c := &cobra.Command{Use: "curve [曲线]",
		Short: "查看或换用序时曲线：linear、published（各地公布数）、fitted（按已月结月份拟合）或四个季度的累计百分比",
		Args:  cobra.MaximumNArgs(1),
		Example: "  duban programme curve\n  duban programme curve fitted --preview\n" +
			"  duban programme curve 20,50,75,100",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			if programme, err = p.latest(c.Context(), client, programme); err != nil {
				return err
			}
			path := "/api/v1/programmes/" + url.PathEscape(programme) + "/curve"
			if len(args) == 0 {
				body, err := client.get(c.Context(), path, nil)
				if err != nil {
					return err
				}
				return show(p, body, p.curves)
			}
			r, err := client.post(c.Context(), path+previewing(preview), p.key(key), map[string]string{"curve": args[0]})
			if err != nil {
				return err
			}
			return show(p, r.body, p.curveChange)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().BoolVar(&preview, "preview", false, "只看会变动什么，不保存")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

type curvesShown struct {
	Programme string
	Parts     []models.CurvePart
	Fits      []models.CurveFit
	Least     int `json:"projects_required"`
}

func (p *program) curves(v curvesShown) {
	p.say("%s的序时曲线（有月度计划的项目按自己的计划）", v.Programme)
	p.curveParts(v.Parts)
	for _, f := range v.Fits {
		switch {
		case f.Enough:
			p.say("%s可拟合：%d年%d个项目，%s", f.Stage.Chinese(), f.Year, f.Projects, percents(f.Percents))
		case f.Year != 0:
			p.say("%s不能拟合：%d年只有%d个项目全年月结，至少需要%d个", f.Stage.Chinese(), f.Year, f.Projects, v.Least)
		default:
			p.say("%s不能拟合：没有全年月结的项目，至少需要%d个", f.Stage.Chinese(), v.Least)
		}
	}
}

func (p *program) curveParts(parts []models.CurvePart) {
	for _, part := range parts {
		base := part.Base.Chinese()
		if part.Year != 0 {
			base += fmt.Sprintf("，%d年%d个项目", part.Year, part.Projects)
		}
		p.say("  %s：%s（%s）", part.Stage.Chinese(), percents(part.Percents), base)
	}
}

func percents(months []int64) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(months)), ","), "[]")
}

type curveChanged struct {
	Parts    []models.CurvePart
	Month    models.Month
	Projects []struct {
		Code, Name string
		Was        models.Money  `json:"scheduled_before_fen"`
		Will       models.Money  `json:"scheduled_after_fen"`
		Before     models.Colour `json:"light_before"`
		After      models.Colour `json:"light_after"`
	}
	Was   models.Money `json:"scheduled_before_fen"`
	Will  models.Money `json:"scheduled_after_fen"`
	Saved bool
	moves
}

func (p *program) curveChange(v curveChanged) {
	p.curveParts(v.Parts)
	p.say("%s序时合计：%s万元 → %s万元，有变化的项目 %d 个", v.Month, v.Was.RoundedWan(), v.Will.RoundedWan(), len(v.Projects))
	for _, c := range v.Projects {
		light := ""
		if c.Before != c.After {
			light = "，" + c.Before.LightName() + " → " + c.After.LightName()
		}
		p.say("  %s %s：%s万元 → %s万元%s", c.Code, c.Name, c.Was.RoundedWan(), c.Will.RoundedWan(), light)
	}
	p.sayMoved(v.moves)
	p.say("%s", saved(v.Saved, "已换用序时曲线"))
}
