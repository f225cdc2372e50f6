package api

import (
	"context"

	"duban/models"
)

func (h handlers) showClock(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[clockView], error) {
	state, err := h.t.ClockState(ctx, actor)
	return answered(clockView{state, state.Sentence()}, err)
}

func (h handlers) confirmClock(ctx context.Context, actor models.Actor, in *Keyed) (*answer[clockView], error) {
	state, err := h.t.ConfirmClock(ctx, actor, in.Key)
	return answered(clockView{state, state.Sentence()}, err)
}

// clockView is the state of the clock, with a Chinese sentence about what to do.
type clockView struct {
	models.ClockState
	Message string `json:"message,omitempty"`
}
