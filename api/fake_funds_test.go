package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Funds(_ context.Context, a models.Actor, programme string, month models.Month) (tracking.FundView,
	error) {
	return tracking.FundView{}, f.note(a, "funds %s %s", programme, month)
}

func (f *fake) ExportFunds(_ context.Context, a models.Actor, programme string, month models.Month) (string, []byte,
	error) {
	return "资金台账.xlsx", []byte("book"), f.note(a, "export funds %s %s", programme, month)
}

func (f *fake) FundPage(_ context.Context, a models.Actor, project string) (tracking.FundPage, error) {
	return tracking.FundPage{}, f.note(a, "funds %s", project)
}

func (f *fake) SetFund(_ context.Context, a models.Actor, key, project string, e models.FundEntry) (tracking.FundPage,
	error) {
	return tracking.FundPage{}, f.note(a, "set-fund %s %s %s", key, project, e.Source)
}

func (f *fake) FundSources(_ context.Context, a models.Actor) ([]models.FundSource, error) {
	return models.DefaultFundSources(), f.note(a, "fund-sources")
}

func (f *fake) SetFundSources(_ context.Context, a models.Actor, key string, list []models.FundSource) (
	[]models.FundSource, error) {
	return list, f.note(a, "set-fund-sources %s %d", key, len(list))
}

func (f *fake) UploadFunds(_ context.Context, a models.Actor, key, programme, file string, _ models.Month,
	content []byte) (tracking.FundImportView, error) {
	return tracking.FundImportView{}, f.note(a, "upload-funds %s %s %s %d", key, programme, file, len(content))
}

func (f *fake) FundImports(_ context.Context, a models.Actor, programme string) ([]tracking.FundImportLine, error) {
	return []tracking.FundImportLine{}, f.note(a, "fund-imports %s", programme)
}

func (f *fake) FundImport(_ context.Context, a models.Actor, id string) (tracking.FundImportView, error) {
	return tracking.FundImportView{}, f.note(a, "fund-import %s", id)
}

func (f *fake) AnswerFunds(_ context.Context, a models.Actor, key, id string, answers map[string]string) (
	tracking.FundImportView, error) {
	return tracking.FundImportView{}, f.note(a, "answer-funds %s %s %d", key, id, len(answers))
}

func (f *fake) CommitFunds(_ context.Context, a models.Actor, key, id string) (tracking.FundImportView, error) {
	return tracking.FundImportView{}, f.note(a, "commit-funds %s %s", key, id)
}

func (f *fake) UndoFunds(_ context.Context, a models.Actor, key, id string) (tracking.FundImportView, error) {
	return tracking.FundImportView{}, f.note(a, "undo-funds %s %s", key, id)
}
