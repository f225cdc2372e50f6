package demo

import (
	"context"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// confirm attaches the signed 形象进度确认单 of the first project that needs one of the last quarter; the others lack theirs.
func (f *filler) confirm(ctx context.Context, year int) error {
	month := f.day.Month() - 1
	for !month.QuarterEnd() {
		month--
	}
	if month.Year() != year {
		return nil // no quarter of the year has ended
	}
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	list, err := f.Confirmations(ctx, office, strconv.Itoa(year), month)
	if err != nil {
		return err
	}
	for _, l := range list.Lines {
		if l.State == models.ConfirmationThere {
			return nil
		}
	}
	for _, l := range list.Lines {
		if l.State != models.ConfirmationMissing {
			continue
		}
		scan, err := f.PutEvidence(ctx, office, "形象进度确认单（演示数据）.pdf", strings.NewReader(emptyPage))
		if err != nil {
			return err
		}
		_, err = f.AttachConfirmation(ctx, office, f.key("confirmation", l.Code), strconv.Itoa(l.Year)+"/"+l.Code,
			tracking.ConfirmationAttached{Month: month, Evidence: scan})
		return err
	}
	return nil
}

// emptyPage is a PDF with one empty page.
const emptyPage = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
