package demo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"duban/models"
	"duban/tracking"
)

// verify asks the owner of the first matter to verify of each kind to explain. The first of them is explained by the
// office for the owner, with a paper, and settled; the second is explained; the others wait.
func (f *filler) verify(ctx context.Context, _ int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	all, err := f.Findings(ctx, office, "")
	if err != nil {
		return err
	}
	var asked []tracking.FindingLine
	known := map[models.FindingKind]bool{}
	for _, line := range all.Lines {
		if known[line.Kind] {
			continue
		}
		known[line.Kind] = true
		asked = append(asked, line)
		if line.State != models.FindingNew {
			continue
		}
		if err := f.AskFinding(ctx, office, f.key("finding", line.ID), line.ID); err != nil {
			return err
		}
	}
	for i, line := range asked[:min(len(asked), 2)] {
		if err := f.explain(ctx, office, line.ID); err != nil {
			return err
		}
		if i > 0 {
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
