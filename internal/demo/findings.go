package demo

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"

	"duban/models"
	"duban/tracking"
)

// verify asks the owners of the first matters to verify to explain. One is explained by the office for the owner, with
// a paper, and settled, one is explained, one waits; the others are not asked about.
func (f *filler) verify(ctx context.Context, _ int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	all, err := f.Findings(ctx, office, "")
	if err != nil {
		return err
	}
	lines := slices.SortedFunc(slices.Values(all.Lines), func(a, b tracking.FindingLine) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.ID, b.ID)) // the same after a restart
	})
	for i, line := range lines[:min(len(lines), 3)] {
		if err := f.AskFinding(ctx, office, f.key("finding", line.ID), line.ID); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		if err := f.explain(ctx, office, line.ID); err != nil {
			return err
		}
		if i == 1 {
			continue
		}
		if err := f.SettleFinding(ctx, office, f.key("finding", line.ID, "settle"), line.ID, models.FindingRight,
			"已核对计量支付证书（演示数据）"); err != nil {
			return err
		}
	}
	return nil
}

// explain enters the owner's explanation from paper.
func (f *filler) explain(ctx context.Context, office models.Actor, id string) error {
	page := image.NewGray(image.Rect(0, 0, 420, 594)) // an empty sheet: nothing that could be taken for a real paper
	draw.Draw(page, page.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	var content bytes.Buffer
	if err := png.Encode(&content, page); err != nil {
		return err
	}
	scan, err := f.PutEvidence(ctx, office, "计量支付证书（演示数据）.png", &content)
	if err != nil {
		return err
	}
	return f.ExplainFinding(ctx, office, f.key("finding", id, "explain"), id, models.Explanation{
		Text: "当月完成投资以计量支付证书为准，含上月已完未计工程量（演示数据）", Paper: "计量支付证书（演示数据）", Evidence: &scan})
}
