package api

import (
	"context"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Ranking(_ context.Context, a models.Actor, filter tracking.RankingFilter) (tracking.Ranking, error) {
	return tracking.Ranking{Month: filter.Month}, f.note(a, "ranking %+v", filter)
}

func (f *fake) SetRank(_ context.Context, a models.Actor, key, programme string, rule models.RankRule) error {
	return f.note(a, "rank %s %s %s", key, programme, rule)
}

func (f *fake) Publishing(_ context.Context, a models.Actor, programme string) (tracking.PublishingPage, error) {
	return tracking.PublishingPage{}, f.note(a, "publishing %s", programme)
}

func (f *fake) SetPublishing(_ context.Context, a models.Actor, key, programme string, c models.Publishing) (
	tracking.PublishingPage, error) {
	return tracking.PublishingPage{}, f.note(a, "set-publishing %s %s %+v", key, programme, c)
}

func (f *fake) Board(_ context.Context, a models.Actor, programme string, _ models.Month) (tracking.Board,
	error) {
	return tracking.Board{}, f.note(a, "board %s", programme)
}

func TestRankingsAreAskedForAsTheyAreFiltered(t *testing.T) {
	f := &fake{}
	w := ask(t, f, operator, "GET", "/api/v1/rankings?by=town&month=2021-06&group=%E9%A9%AC%E5%B0%9A%E8%A1%97%E9%81%93",
		"")
	if w.Code != 200 || len(f.calls) != 1 || !strings.Contains(f.calls[0],
		"By:town Month:2021-06 Group:马尚街道 Grouped:true") {
		t.Errorf("%d %q", w.Code, f.calls)
	}
	for _, wrong := range []string{"by=weather", "month=June"} {
		f := &fake{}
		if w := ask(t, f, operator, "GET", "/api/v1/rankings?"+wrong, ""); w.Code != 422 || len(f.calls) != 0 {
			t.Errorf("%s: %d %q", wrong, w.Code, f.calls)
		}
	}
}
