package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Rounds is the part of Tracking about the days of rounds (调度时限).
type Rounds interface {
	RoundSettings(ctx context.Context, actor models.Actor, programme string) (tracking.RoundSettingsPage, error)
	SetRoundSettings(ctx context.Context, actor models.Actor, key, programme string,
		c models.RoundEntry) (tracking.RoundSettingsPage, error)
}

func roundRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/round-settings", "show-round-settings", "调度时限：预计数、初审、核定数的日期", h.showRoundSettings)
	post(a, "/api/v1/round-settings", "set-round-settings", "设置调度时限", h.setRoundSettings)
}

func (h handlers) showRoundSettings(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.RoundSettingsPage], error) {
	return answered(h.t.RoundSettings(ctx, actor, in.Programme))
}

type setRoundSettingsInput struct {
	Keyed
	OfProgramme
	Body body[models.RoundEntry]
}

func (h handlers) setRoundSettings(ctx context.Context, actor models.Actor,
	in *setRoundSettingsInput) (*answer[tracking.RoundSettingsPage], error) {
	return answered(h.t.SetRoundSettings(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
