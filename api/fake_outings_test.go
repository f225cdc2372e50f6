package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Outings(_ context.Context, a models.Actor, programme string) (tracking.OutingList, error) {
	return tracking.OutingList{}, f.note(a, "outings %s", programme)
}

func (f *fake) Outing(_ context.Context, a models.Actor, id string) (tracking.OutingPage, error) {
	return tracking.OutingPage{}, f.note(a, "outing %s", id)
}

func (f *fake) OutingForm(_ context.Context, a models.Actor, programme string, c models.OutingFilter) (
	tracking.OutingForm, error) {
	return tracking.OutingForm{}, f.note(a, "outing-form %s %s %s %s", programme, c.Kind, c.From, c.Until)
}

func (f *fake) KeepOuting(_ context.Context, a models.Actor, key, programme, id string, e models.OutingEntry) (
	tracking.OutingPage, error) {
	return tracking.OutingPage{}, f.note(a, "keep outing %s %s %s %s", key, programme, id, e.Title)
}

func (f *fake) OutingSheet(_ context.Context, a models.Actor, id string) (tracking.OrderDocument, error) {
	return tracking.OrderDocument{FileName: "名单.docx", Content: []byte("PK")}, f.note(a, "outing sheet %s", id)
}

func (f *fake) OutingWorkbook(_ context.Context, a models.Actor, id string) (string, []byte, error) {
	return "名单.xlsx", []byte("PK"), f.note(a, "outing workbook %s", id)
}
