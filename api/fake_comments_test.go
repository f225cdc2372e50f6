package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Comments(_ context.Context, a models.Actor, project string) (tracking.Comments, error) {
	return tracking.Comments{Lines: []tracking.CommentLine{}, Circle: []models.CircleMember{}},
		f.note(a, "comments %s", project)
}

func (f *fake) AddComment(_ context.Context, a models.Actor, key, project string,
	c tracking.CommentAdded) (tracking.Comments, error) {
	return tracking.Comments{Lines: []tracking.CommentLine{}, Circle: []models.CircleMember{}},
		f.note(a, "add comment %s %s %s %v", key, project, c.Text, c.Mentions)
}

func (f *fake) WithdrawComment(_ context.Context, a models.Actor, key, project, id string) (tracking.Comments, error) {
	return tracking.Comments{Lines: []tracking.CommentLine{}, Circle: []models.CircleMember{}},
		f.note(a, "withdraw comment %s %s %s", key, project, id)
}
