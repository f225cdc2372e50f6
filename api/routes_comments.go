package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Commenting is the part of Tracking about the comments on projects (工作留言).
type Commenting interface {
	Comments(ctx context.Context, actor models.Actor, project string) (tracking.Comments, error)
	AddComment(ctx context.Context, actor models.Actor, key, project string,
		c tracking.CommentAdded) (tracking.Comments, error)
	WithdrawComment(ctx context.Context, actor models.Actor, key, project, id string) (tracking.Comments, error)
}

func commentRoutes(a huma.API, h handlers) {
	const one = "/api/v1/projects/{year}/{code}/comments"
	get(a, one, "list-comments", "一个项目的工作留言和可以提醒的人员", h.listComments)
	post(a, one, "add-comment", "在项目上留言，提醒相关人员", h.addComment)
	post(a, one+"/{comment}/withdraw", "withdraw-comment", "撤回本人的留言", h.withdrawComment)
}

type listCommentsInput struct{ OfProject }

func (h handlers) listComments(ctx context.Context, actor models.Actor,
	in *listCommentsInput) (*answer[tracking.Comments], error) {
	return answered(h.t.Comments(ctx, actor, in.text()))
}

type addCommentInput struct {
	Keyed
	OfProject
	Body body[tracking.CommentAdded]
}

func (h handlers) addComment(ctx context.Context, actor models.Actor,
	in *addCommentInput) (*answer[tracking.Comments], error) {
	return answered(h.t.AddComment(ctx, actor, in.Key, in.text(), in.Body.Value))
}

type withdrawCommentInput struct {
	Keyed
	OfProject
	Comment string `path:"comment" doc:"留言编号" example:"com-0123456789abcdef0123"`
}

func (h handlers) withdrawComment(ctx context.Context, actor models.Actor,
	in *withdrawCommentInput) (*answer[tracking.Comments], error) {
	return answered(h.t.WithdrawComment(ctx, actor, in.Key, in.text(), in.Comment))
}
