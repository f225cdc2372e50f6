package api

import (
	"context"

	"duban/models"
)

type putEvidenceInput struct {
	Keyed
	Name string `query:"name" required:"true" doc:"文件名" example:"封顶照片.jpg"`
	FileBody
}

func (h handlers) putEvidence(ctx context.Context, actor models.Actor, in *putEvidenceInput) (*answer[models.Evidence],
	error) {
	return answered(h.t.PutEvidence(ctx, actor, in.Name, in.body))
}
