package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) UploadPeople(_ context.Context, a models.Actor, key, file string,
	content []byte) (tracking.PeopleImportView, error) {
	return peopleView(), f.note(a, "upload-people %s %s %d", key, file, len(content))
}

func (f *fake) PeopleImports(_ context.Context, a models.Actor) ([]tracking.PeopleImportLine, error) {
	return []tracking.PeopleImportLine{peopleView().PeopleImportLine}, f.note(a, "people-imports")
}

func (f *fake) PeopleImport(_ context.Context, a models.Actor, id string) (tracking.PeopleImportView, error) {
	return peopleView(), f.note(a, "people-import %s", id)
}

func (f *fake) AnswerPeople(_ context.Context, a models.Actor, key, id string,
	answers map[string]string) (tracking.PeopleImportView, error) {
	return peopleView(), f.note(a, "answer-people %s %s %d", key, id, len(answers))
}

func (f *fake) CommitPeople(_ context.Context, a models.Actor, key, id string) (tracking.PeopleImported, error) {
	return tracking.PeopleImported{Import: peopleView(), Accounts: []tracking.GivenPassword{}},
		f.note(a, "commit-people %s %s", key, id)
}

func (f *fake) UndoPeople(_ context.Context, a models.Actor, key, id string) (tracking.PeopleImported, error) {
	return tracking.PeopleImported{Import: peopleView(), Accounts: []tracking.GivenPassword{}},
		f.note(a, "undo-people %s %s", key, id)
}

func peopleView() tracking.PeopleImportView {
	return tracking.PeopleImportView{PeopleImportLine: tracking.PeopleImportLine{ID: "people-1", File: "人员岗位表.xlsx",
		State: models.PeopleUploaded}}
}
