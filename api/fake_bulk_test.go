package api

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) PreviewBulk(_ context.Context, a models.Actor, c tracking.Bulk) (tracking.BulkPreview, error) {
	return tracking.BulkPreview{Lines: []tracking.BulkLine{}}, f.note(a, "preview bulk %s %d", c.Act, len(c.Items))
}

func (f *fake) Bulk(_ context.Context, a models.Actor, key string, c tracking.Bulk) (tracking.BulkResult, error) {
	return tracking.BulkResult{Items: []tracking.BulkOutcome{}}, f.note(a, "bulk %s %s %d %s", key, c.Act, len(c.Items),
		c.Reason)
}

func (f *fake) BulkResult(_ context.Context, a models.Actor, key string) (tracking.BulkResult, error) {
	return tracking.BulkResult{Items: []tracking.BulkOutcome{}}, f.note(a, "bulk-result %s", key)
}

func TestBulkReachesItsUseCases(t *testing.T) {
	for _, tt := range []struct{ method, target, body, called string }{
		{"POST", "/api/v1/bulk/preview", `{"act":"urge","items":[{"project":"A"}]}`, "operator: preview bulk urge 1"},
		{"POST", "/api/v1/bulk/extend", `{"days":30,"reason":"汛期","items":[{"project":"A"}]}`,
			"operator: bulk k extend 1 汛期"},
		{"POST", "/api/v1/bulk/pause", `{"act":"extend","filter":{"unit":"区住建局"}}`, "operator: bulk k pause 0 "},
		{"GET", "/api/v1/bulk/b", "", "operator: bulk-result b"},
	} {
		f := &fake{}
		w := ask(t, f, operator, tt.method, tt.target, tt.body, "Idempotency-Key", "k")
		if w.Code != http.StatusOK || !slices.Equal(f.calls, []string{tt.called}) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}
