package api

import (
	"bytes"
	"context"

	"duban/models"
)

type putEvidenceInput struct {
	Keyed
	Name    string `query:"name" required:"true" doc:"文件名" example:"封顶照片.jpg"`
	RawBody []byte
}

func (h handlers) putEvidence(ctx context.Context, actor models.Actor, in *putEvidenceInput) (*answer[models.Evidence], error) {
	return answered(h.t.PutEvidence(ctx, actor, in.Name, bytes.NewReader(in.RawBody)))
}
