package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Closings(_ context.Context, a models.Actor, programme string) (tracking.Closings, error) {
	return tracking.Closings{}, f.note(a, "closings %s", programme)
}

func (f *fake) ClosingPage(_ context.Context, a models.Actor, programme string, kind models.ClosingKind,
	month models.Month, version int) (tracking.ClosingPage, error) {
	return tracking.ClosingPage{}, f.note(a, "closing %s %s %s %d", programme, kind, month, version)
}

func (f *fake) PreviewClosing(_ context.Context, a models.Actor, programme string, kind models.ClosingKind,
	month models.Month) (tracking.ClosePreview, error) {
	return tracking.ClosePreview{}, f.note(a, "preview closing %s %s %s", programme, kind, month)
}

func (f *fake) CloseMonth(_ context.Context, a models.Actor, key, programme string,
	r tracking.CloseRequest) (tracking.ClosingView, error) {
	return tracking.ClosingView{}, f.note(a, "close %s %s %s %s %s %s", key, programme, r.Kind, r.Month, r.Reason,
		r.Document)
}

func (f *fake) ReopenMonth(_ context.Context, a models.Actor, key, programme string,
	r tracking.CloseRequest) (tracking.ClosingView, error) {
	return tracking.ClosingView{}, f.note(a, "reopen %s %s %s %s %s", key, programme, r.Month, r.Reason, r.Document)
}

func TestClosingsReachTheirUseCases(t *testing.T) {
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/closings?programme=2021", "", 200, []string{"zhang: closings 2021"}},
		{"GET", "/api/v1/closings/2021-06?version=2", "", 200, []string{"zhang: closing  month 2021-06 2"}},
		{"GET", "/api/v1/closings/2021-06?kind=other", "", 422, nil},
		{"GET", "/api/v1/closings/2021-06/preview?kind=verified", "", 200,
			[]string{"zhang: preview closing  verified 2021-06"}},
		{"POST", "/api/v1/programmes/2021/closings", `{"month":"2021-06","reason":"两个项目未报"}`, 200,
			[]string{"zhang: close k 2021  2021-06 两个项目未报 "}},
		{"POST", "/api/v1/programmes/2021/closings", `{"month":"June"}`, 422, nil},
		{"POST", "/api/v1/programmes/2021/closings/reopen", `{"month":"2021-06","reason":"更正","document":"1号"}`, 200,
			[]string{"zhang: reopen k 2021 2021-06 更正 1号"}},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}
