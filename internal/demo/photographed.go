package demo

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"duban/importer/workbook"
	"duban/models"
	"duban/tracking"
)

// How many projects with a problem, and how many without, report their last month with a picture.
const troubledPictures, otherPictures = 12, 5

// withPictures takes some projects' lines out of the newest month's table: their reports are handed in with a picture
// and accepted. It returns the table without them, and the lines.
func withPictures(t workbook.ProgressTable) (left workbook.ProgressTable, lines []workbook.ProgressLine) {
	troubled, others := troubledPictures, otherPictures
	left = t
	left.Sections = slices.Clone(t.Sections)
	for s := range left.Sections {
		section := &left.Sections[s]
		section.Lines = slices.Clone(section.Lines)
		for i := range section.Lines {
			l := &section.Lines[i]
			count := &others
			if l.Problems != "" {
				count = &troubled
			}
			if l.Month == nil || l.YearToDate == nil || l.Physical == "" || *count == 0 {
				continue
			}
			*count--
			lines = append(lines, *l)
			l.Month, l.YearToDate, l.Physical, l.Problems, l.NextStep, l.Statistics = nil, nil, "", "", "", ""
		}
	}
	return left, lines
}

// reportWithPictures hands in the lines that withPictures took out, each with a picture, and accepts them.
func (f *filler) reportWithPictures(ctx context.Context, refs map[string]string, month models.Month,
	lines []workbook.ProgressLine) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	return concurrently(lines, func(l workbook.ProgressLine) error {
		project := refs[l.Name]
		picture, err := sitePicture(l.Name)
		if err != nil {
			return err
		}
		seen, err := f.PutEvidence(ctx, models.Operator, fmt.Sprintf("%d月现场（演示图片）.jpg", month.Number()),
			bytes.NewReader(picture))
		if err != nil {
			return err
		}
		c := models.ReportMonthCommand{Month: month, MonthAmount: l.Month, YTDAmount: l.YearToDate, Physical: l.Physical,
			Problems: l.Problems, NextStep: l.NextStep, Evidence: []models.Evidence{seen},
			Paper: "项目单位书面材料（演示数据）", Confirmed: true}
		receipt, err := f.settled(func() (tracking.Receipt, error) {
			return f.ReportMonth(ctx, models.Operator, f.key("picture", project), project, 0, c)
		})
		if err != nil {
			return err
		}
		return done(func() (tracking.Receipt, error) {
			return f.Review(ctx, office, f.key("accept", project), 0, models.ReviewCommand{Submission: receipt.Object,
				Decision: models.Accept, Confirmed: true})
		})
	})
}
