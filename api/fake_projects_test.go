package api

import (
	"context"
	"io"
	"strings"

	"duban/models"
	"duban/tracking"
)

// file is evidence as it is sent.
type file struct {
	io.ReadSeeker
	closed *bool
}

func (f file) Close() error {
	*f.closed = true
	return nil
}

func (f *fake) Projects(_ context.Context, a models.Actor, filter tracking.ProjectFilter) (tracking.ProjectList,
	error) {
	list := tracking.ProjectList{Projects: []tracking.ListedLine{}, Units: []string{}, Sectors: []string{},
		Sponsors: []string{}}
	for _, code := range []string{"ZD-1", "ZD-2", "ZD-3"} {
		list.Projects = append(list.Projects, tracking.ListedLine{ProjectLine: tracking.ProjectLine{Code: code}})
	}
	return list, f.note(a, "projects %+v", filter)
}

func (f *fake) ProjectPage(_ context.Context, a models.Actor, project string) (tracking.ProjectPage, error) {
	f.clock++
	return tracking.ProjectPage{Version: 12, AsOf: f.clock}, f.note(a, "project %s", project)
}

func (f *fake) ProjectHistory(_ context.Context, a models.Actor, project string, from, count int) (tracking.History,
	error) {
	return tracking.History{Lines: []tracking.HistoryLine{}}, f.note(a, "history %s %d %d", project, from, count)
}

func (f *fake) SubmissionPage(_ context.Context, a models.Actor, submission string) (tracking.SubmissionPage, error) {
	return tracking.SubmissionPage{Version: 12}, f.note(a, "submission %s", submission)
}

func (f *fake) OpenEvidence(_ context.Context, a models.Actor, submission string,
	position int) (tracking.OpenedEvidence, error) {
	return tracking.OpenedEvidence{
		Attachment: models.Attachment{Name: "现场照片.pdf", MediaType: "application/pdf", Size: 4},
		Content:    file{strings.NewReader("%PDF"), &f.closed},
	}, f.note(a, "open %s %d", submission, position)
}

func (f *fake) Me(_ context.Context, a models.Actor) (tracking.Me, error) {
	return tracking.Me{ID: a.ID, Roles: []tracking.RoleGrant{}, Scopes: models.AllScopes}, f.note(a, "me")
}

func (f *fake) Programmes(_ context.Context, a models.Actor) ([]tracking.ProgrammeLine, error) {
	return nil, f.note(a, "programmes")
}

func (f *fake) Organisations(_ context.Context, a models.Actor) ([]tracking.Named, error) {
	return []tracking.Named{{ID: "o1", Name: "甲"}, {ID: "o2", Name: "乙"}, {ID: "o3", Name: "丙"}},
		f.note(a, "organisations")
}
