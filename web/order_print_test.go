package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
)

// An order's document is printed with who printed it and when, in both sizes, and downloaded; each is on record.
func TestOrderIsPrintedWithItsReader(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	now := today
	order := models.SupervisionOrder{ID: "ord-print", Kind: models.OrderUrge, State: models.OrderDrafted,
		Title: "关于加快推进<滞后>项目的催办函", Content: "1. 主体封顶逾期。\n请反馈。", Assisting: []string{}, DraftedAt: now, Version: 1, Told: true}
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.InsertOrder(order, nil, nil); err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{Action: "order.draft", At: now})
	}))
	h := d.as(models.RoleOffice)
	page := get(h, "/orders/ord-print/print").Body.String()
	contains(t, page, []string{"送审稿", "关于加快推进&lt;滞后&gt;项目的催办函", "1. 主体封顶逾期。", "内部资料", now.Minute(), "data-print",
		`href="/orders/ord-print/document?form="`}, []string{"official large"})
	check(t, h, page)
	contains(t, get(h, "/orders/ord-print/print?large=1").Body.String(), []string{"official large", "标准字号"}, nil)
	file := get(h, "/orders/ord-print/document?large=1")
	if file.Code != http.StatusOK || !strings.HasPrefix(file.Body.String(), "PK") ||
		!strings.Contains(file.Header().Get("Content-Type"), "wordprocessingml") ||
		!strings.Contains(file.Header().Get("Content-Disposition"), ".docx") {
		t.Errorf("the file: %d %v", file.Code, file.Header())
	}
	if got := get(h, "/orders/ord-print/print?form=talk").Code; got != http.StatusUnprocessableEntity {
		t.Errorf("a notice of interview from a letter: %d", got)
	}
	if got := get(d.as(models.RoleOwner), "/orders/ord-print/print").Code; got != http.StatusNotFound {
		t.Errorf("another's order: %d", got)
	}
	d.must(t, d.store.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Audit(store.AuditFilter{Actions: []string{"export.order"}}, 0, 10)
		if len(rows) != 3 {
			t.Errorf("%d times on record", len(rows))
		}
		return err
	}))
}
