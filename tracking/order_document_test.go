package tracking_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

func exportOrders(s fixture, a models.Actor) error {
	_, _, err := s.ExportOrders(s.t.Context(), a, "")
	return err
}

// orderDocument asks for the document of an instruction, which has none for who may see it.
func orderDocument(s fixture, a models.Actor) error {
	_, err := s.OrderDocument(s.t.Context(), a, s.order, tracking.DocumentAsked{})
	if err != nil && models.AsError(err).Code == "no_document" {
		return nil
	}
	return err
}

// ordered stores an issued order with a card, a draft, and an instruction, and returns the row key of the first.
func (h *env) ordered() string {
	h.t.Helper()
	p, now := h.facts(district)[0].Project, *h.clock
	issued := models.SupervisionOrder{ID: "ord-issued", ProgrammeID: district, Kind: models.OrderSupervision,
		State: models.OrderIssued, Rung: models.Yellow, UnitID: p.ResponsibleUnitID, Number: "张督〔2021〕3号",
		Title: "关于加快推进“" + p.Name + "”的督办单", Content: "1. 主体封顶逾期。\n请查明原因。", Issuer: "区政府督查室", Ground: "张政督〔2021〕1号",
		Assisting: []string{p.OwnerID}, Contact: "王同志", Phone: "2180000", IssuedOn: now.Date(), IssuedAt: now,
		Due: now.Date() - 3, ReplyDue: now.Date() - 3, CardAt: now, SignerTo: models.ToOfficeHead, DraftedAt: now, Version: 1,
		Told: true}
	draft, instruction := issued, issued
	draft.ID, draft.State, draft.Number, draft.IssuedOn, draft.IssuedAt, draft.CardAt = "ord-draft", models.OrderDrafted,
		"", 0, 0, 0
	draft.Due, draft.ReplyDue = 0, 0
	instruction.ID, instruction.Kind, instruction.Content = "ord-said", models.OrderInstruction, "此件从速"
	instruction.Title, instruction.Number, instruction.State = "区长的批示", "", models.OrderClosed
	item := func(order string) []models.OrderItem {
		return []models.OrderItem{{OrderID: order, EscalationID: "e-" + order, ProjectID: p.ID, Rung: models.Yellow,
			Item: models.ItemMilestone, Text: p.Name + "：主体封顶", AddedAt: now}}
	}
	err := h.Store.Write(h.t.Context(), func(tx *store.Tx) error {
		for _, o := range []models.SupervisionOrder{issued, draft, instruction} {
			if err := tx.InsertOrder(o, item(o.ID), nil); err != nil {
				return err
			}
		}
		return tx.InsertAudit(models.AuditEvent{Action: "order.draft", At: now})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return issued.ID
}

func TestOrderDocumentIsOnRecord(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(3)))
	id := h.ordered()
	d, err := h.OrderDocument(t.Context(), office, id, tracking.DocumentAsked{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(d.FileName, "督办单（送审稿）.docx") {
		t.Errorf("the file is %s", d.FileName)
	}
	text := mainPart(t, d.Content)
	for _, one := range []string{"张督〔2021〕3号", "区政府督查室", "张政督〔2021〕1号", "王同志", "2180000", "请重点项目办负责人审签："} {
		if !strings.Contains(text, one) {
			t.Errorf("no %s in the document", one)
		}
	}
	printed, err := h.OrderDocument(t.Context(), office, id, tracking.DocumentAsked{Print: true, Large: true})
	if err != nil || printed.Content != nil || len(printed.Blocks) != len(d.Blocks) || printed.By != office.Name {
		t.Errorf("printed by %q with %d blocks: %v", printed.By, len(printed.Blocks), err)
	}
	if _, err := h.OrderDocument(t.Context(), office, "ord-said", tracking.DocumentAsked{}); err == nil {
		t.Error("an instruction was put in writing")
	}
	var details []string
	if err := h.Store.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Audit(store.AuditFilter{Actions: []string{"export.order"}}, 0, 10)
		for _, r := range rows {
			details = append(details, r.ByName+r.Object+r.Detail)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(details, "\n"); len(details) != 2 || !strings.Contains(all, `"way":"print"`) ||
		!strings.Contains(all, `"way":"file"`) || !strings.Contains(all, office.Name+id) {
		t.Errorf("on record: %s", all)
	}
}

func TestLedgerOfOrders(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(3)))
	h.ordered()
	name, content, err := h.ExportOrders(t.Context(), office, "")
	if err != nil || !strings.HasSuffix(name, "督办台账.xlsx") {
		t.Fatal(name, err)
	}
	all := ""
	for _, row := range booktest.Rows(t, content) {
		all += strings.Join(row, "|") + "\n"
	}
	for _, one := range []string{"共3件：在办2件，已办结1件，其中反馈逾期1件", "一、在办（2件）", "二、已办结（1件）", "|督办单|张督〔2021〕3号|", "|黄牌|已发出", "|批示|",
		"|拟发", "区长的批示"} {
		if !strings.Contains(all, one) {
			t.Errorf("no %s in\n%s", one, all)
		}
	}
	if strings.Contains(all, "此件从速") {
		t.Error("the ledger holds the text of an instruction")
	}
	if n := strings.Count(all, "黄牌"); n != 2 { // the card that was issued, and the note
		t.Errorf("黄牌 stands %d times", n)
	}
}

func mainPart(t *testing.T, content []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
