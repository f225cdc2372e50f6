package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Reserves(_ context.Context, a models.Actor, year int) (tracking.ReserveView, error) {
	return tracking.ReserveView{}, f.note(a, "reserves %d", year)
}

func (f *fake) Reserve(_ context.Context, a models.Actor, id string) (tracking.ReservePage, error) {
	return tracking.ReservePage{}, f.note(a, "reserve %s", id)
}

func (f *fake) KeepReserve(_ context.Context, a models.Actor, key, id string, in tracking.ReserveKeep) (
	tracking.ReservePage, error) {
	return tracking.ReservePage{}, f.note(a, "keep-reserve %s %s %s", key, id, in.Name)
}

func (f *fake) TakeReserves(_ context.Context, a models.Actor, key string, in tracking.ReserveTake) (
	tracking.ReserveView, error) {
	return tracking.ReserveView{}, f.note(a, "take-reserves %s %s %d", key, in.Act, len(in.Applications))
}

func (f *fake) CallReserves(_ context.Context, a models.Actor, key string, in tracking.ReserveCall) (
	tracking.ReserveView, error) {
	return tracking.ReserveView{}, f.note(a, "call-reserves %s %s", key, in.Due)
}

func (f *fake) ExportReserves(_ context.Context, a models.Actor, year int) (string, []byte, error) {
	return "申报表.xlsx", []byte("book"), f.note(a, "export reserves %d", year)
}

func (f *fake) UploadReserves(_ context.Context, a models.Actor, key string, year int, file string,
	content []byte) (tracking.ReserveImportView, error) {
	return tracking.ReserveImportView{}, f.note(a, "upload-reserves %s %d %s %d", key, year, file, len(content))
}

func (f *fake) ReserveImport(_ context.Context, a models.Actor, id string) (tracking.ReserveImportView, error) {
	return tracking.ReserveImportView{}, f.note(a, "reserve-import %s", id)
}

func (f *fake) CommitReserves(_ context.Context, a models.Actor, key, id string) (tracking.ReserveImportView, error) {
	return tracking.ReserveImportView{}, f.note(a, "commit-reserves %s %s", key, id)
}

func (f *fake) NextPlan(_ context.Context, a models.Actor, year int) (tracking.NextPlan, error) {
	return tracking.NextPlan{}, f.note(a, "next-plan %d", year)
}

func (f *fake) DraftNextPlan(_ context.Context, a models.Actor, key string, in tracking.NextPlanDraft) (string, error) {
	return "draft-1", f.note(a, "draft-next-plan %s %d", key, in.Year)
}

func (f *fake) ShowDraft(_ context.Context, _ models.Actor, _ string) (tracking.ImportDraft, error) {
	return tracking.ImportDraft{}, nil
}
