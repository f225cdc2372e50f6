package cli

import (
	"context"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// closePreview is the part of what would be frozen that is printed.
type closePreview struct {
	Programme string             `json:"programme"`
	Kind      models.ClosingKind `json:"kind"`
	Month     models.Month       `json:"month"`
	Due       models.Date        `json:"due"`
	Totals    models.Totals      `json:"totals"`
	Missing   []string           `json:"missing"`
	Carried   []struct {
		Code string       `json:"code"`
		Name string       `json:"name"`
		From models.Month `json:"carried_from"`
	} `json:"carried"`
	Newest  *closing      `json:"newest"`
	GoneOut []sentFigures `json:"gone_out"`
	Version int           `json:"version"`
	Refusal string        `json:"refusal"`
}

// freezing holds the flags of closing, confirming and reopening.
type freezing struct {
	ofClosing
	reason, document, key string
	preview               bool
}

// body is the request: the kind is left out for a month's closing.
func (in *freezing) body() (map[string]any, error) {
	of, err := month(in.month)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"month": of}
	for name, value := range map[string]string{"kind": in.kind, "reason": in.reason, "document": in.document} {
		if value != "" {
			body[name] = value
		}
	}
	return body, nil
}

// closeMonthCommand closes a month. It is both "close-month" and "round close".
func (p *program) closeMonthCommand(use string) *cobra.Command {
	in := &freezing{}
	c := &cobra.Command{
		Use: use, Short: "办理月结；有未报项目的逾期后办理，须说明原因；--preview 只核对", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.freeze(c, in, "closings", "已月结") },
	}
	in.flags(c)
	c.Flags().StringVar(&in.reason, "reason", "", "原因；有未报项目或曾重新开启的必填")
	c.Flags().BoolVar(&in.preview, "preview", false, "只看月结后将是怎样，不办理")
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// reopenMonthCommand opens a closed month again. It is both "reopen-month" and "round open".
func (p *program) reopenMonthCommand(use string) *cobra.Command {
	in := &freezing{}
	c := &cobra.Command{
		Use: use, Short: "重新开启已月结的月份，须说明原因；数据已导出或上报的须填依据文号", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "month", "reason"); err != nil {
				return err
			}
			return p.freeze(c, in, "closings/reopen", "已重新开启，可更正后再月结")
		},
	}
	in.flags(c)
	c.Flags().StringVar(&in.reason, "reason", "", "原因")
	c.Flags().StringVar(&in.document, "document", "", "依据文号")
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// freeze closes, confirms or reopens, or shows what would be frozen.
func (p *program) freeze(c *cobra.Command, in *freezing, path, done string) error {
	if err := need(c, "month"); err != nil {
		return err
	}
	body, err := in.body()
	if err != nil {
		return err
	}
	if in.preview {
		return p.previewClosing(c.Context(), in.ofClosing)
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	if in.programme, err = p.latest(c.Context(), client, in.programme); err != nil {
		return err
	}
	r, err := client.post(c.Context(), "/api/v1/programmes/"+url.PathEscape(in.programme)+"/"+path, p.key(in.key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, func(v closing) {
		p.say("%s %s　%s", v.Month, v.name(), done)
		p.sums(v.Totals)
		p.names("未审定", v.Missing)
	})
}

func (p *program) previewClosing(ctx context.Context, of ofClosing) error {
	query, err := of.query()
	if err != nil {
		return err
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	body, err := client.get(ctx, "/api/v1/closings/"+url.PathEscape(of.month)+"/preview", query)
	if err != nil {
		return err
	}
	return show(p, body, p.closePreview)
}

func (p *program) closePreview(v closePreview) {
	p.say("%s　%s %s　时限 %s　拟形成第%d版", v.Programme, v.Month, v.Kind.Word(), v.Due, v.Version)
	p.sums(v.Totals)
	title := "未审定"
	if v.Kind == models.ClosedEstimate {
		title = "未报预计数"
		p.say("当月预计 %d 个　%s", v.Totals.Estimated, yi(v.Totals.Estimate))
	}
	p.names(title, v.Missing)
	for _, l := range v.Carried {
		p.say("  沿用%d月　%s %s", l.From.Number(), l.Code, l.Name)
	}
	if v.Newest != nil {
		p.say("%s", fmt.Sprintf("上一版　%s　%s %s　累计审定 %s　%s", v.Newest.name(), v.Newest.By, v.Newest.At.Minute(),
			yi(v.Newest.Totals.Approved), v.Newest.marks()))
	}
	p.sentRecord("导出和上报", v.GoneOut)
	if v.Refusal != "" {
		p.say("现不能办理：%s", v.Refusal)
	}
}
