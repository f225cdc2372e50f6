package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// NewPersonBody is a person to be added, with one role.
type NewPersonBody struct {
	Name         string          `json:"name" doc:"姓名"`
	Role         models.RoleName `json:"role" doc:"角色"`
	Organisation string          `json:"organisation,omitempty" doc:"所属单位：项目单位和责任单位必填"`
	Post         string          `json:"post,omitempty" doc:"职务"`
}

type addPersonInput struct {
	Keyed
	Asking
	Body body[NewPersonBody]
}

func (h handlers) addPerson(ctx context.Context, actor models.Actor, in *addPersonInput) (*answer[tracking.NewPerson],
	error) {
	b := in.Body.Value
	return answered(h.t.AddPerson(in.why(ctx), actor, in.Key, b.Name, b.Role, b.Organisation, b.Post))
}
