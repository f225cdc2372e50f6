package tracking_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// Who asks for what they may not do is on record, with what and from where; asking without end fills nothing.
func TestRefusedReadsAndCommandsAreOnRecordWithinBounds(t *testing.T) {
	h := newEnv(t)
	reader := models.Actor{ID: "person-r", Name: "只读员", Roles: []models.Role{{Role: models.RoleReadOnly}}}
	ctx := tracking.FromAddress(t.Context(), "10.1.2.3")
	_, err := h.Reconcile(ctx, reader)
	if models.KindOf(err) != models.KindForbidden {
		t.Fatalf("a reader reconciled: %v", err)
	}
	for i := range 500 {
		h.NoteDenied(ctx, reader, fmt.Sprint("POST /api/v1/reconcile ", i%7), err)
	}
	h.NoteDenied(ctx, models.Actor{}, "GET /", err) // no one known: how they tried to come in is on record elsewhere
	h.NoteDenied(ctx, reader, "GET /", nil)
	h.NoteDenied(ctx, reader, "GET /nothing", models.Errorf(models.KindNotFound, "x", "x"))
	*h.clock = h.clock.Add(61_000_000_000)
	h.NoteDenied(ctx, reader, "GET /audit", err)
	page, err := h.Audit(ctx, models.Operator, tracking.AuditFilter{Kind: "denied"}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if page.Total < 2 || page.Total > 12 {
		t.Fatalf("%d events of 501 refusals: %+v", page.Total, page.Lines)
	}
	for i, line := range page.Lines {
		if line.ByID != "person-r" || line.Address != "10.1.2.3" || line.Action != tracking.DeniedAction ||
			(i == 0) != (line.Object == "GET /audit") {
			t.Errorf("%+v", line)
		}
	}
	if !strings.Contains(page.Lines[0].Text.Text, "495") {
		t.Errorf("how many more there were is not told: %+v", page.Lines[0])
	}
}
