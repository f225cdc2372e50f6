package tracking_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// What is counted before is what enters on the first live day, once; case 26 by the use cases.
func TestGoingLiveCountsWhatEnters(t *testing.T) {
	h := trial(t)
	h.until(models.DateOf(2021, 6, 15).At(10, 0))
	day := models.DateOf(2021, 6, 16)
	before, err := h.GoingLive(t.Context(), office, "", day)
	if err != nil || len(before.Lines) == 0 {
		t.Fatalf("%+v %v", before, err)
	}
	if _, err := h.GoLive(t.Context(), office, "", day, models.GoLiveWord, "live"); err != nil {
		t.Fatal(err)
	}
	h.until(day.At(10, 0))
	entered := func() (lines []string, rungs map[models.Rung]int) {
		rungs = map[models.Rung]int{}
		for _, f := range h.facts(district) {
			for _, e := range f.Escalations {
				if e.EntersLive() && !e.PassedOver {
					lines, rungs[e.Rung] = append(lines, e.ID), rungs[e.Rung]+1
				}
			}
		}
		return lines, rungs
	}
	lines, rungs := entered()
	if diff := cmp.Diff(before.Rungs, rungs); diff != "" {
		t.Error(diff)
	}
	sent, _ := h.messages()
	for _, id := range lines {
		if !strings.Contains(strings.Join(sent, " "), id) {
			t.Errorf("%s is not sent", id)
		}
	}
	h.until(day.At(18, 0))
	if again, _ := entered(); len(again) != len(lines) {
		t.Errorf("%d enter, then %d", len(lines), len(again))
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	for _, c := range d.Checks {
		if !c.OK && (c.Name == "督办记录符合规则" || c.Name == "到期督办无遗漏" || c.Name == "应发的督办都有消息") {
			t.Errorf("%s: %v", c.Name, c.Found)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// Case 29: an import of several months names each, and within one moment the ladder's order holds.
func TestCase29HistoryNamesMonthsAndKeepsTheLaddersOrder(t *testing.T) {
	h := planned(t, 2)
	h.until(models.DateOf(2021, 6, 15).At(10, 0))
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for name, month := range map[string]int{"三月.xlsx": 3, "四月.xlsx": 4} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(progressBook(t, first(2), month))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := h.PreviewImport(t.Context(), office, tracking.Upload{FileName: "进度.zip", Content: archive.Bytes(),
		Key: "months", LiveFrom: liveDay})
	if err != nil {
		t.Fatal(err)
	}
	h.commit(p.Batch)
	history, err := h.ProjectHistory(t.Context(), office, h.facts(district)[0].Project.Code, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	months := false
	heights := map[string]int{"催": 1, "达到黄牌": 2, "达到红牌": 3, "达到挂牌": 4}
	last, at := 0, models.Instant(0)
	for _, line := range history.Lines {
		months = months || strings.Contains(line.Text.Text, "2021-03、2021-04")
		for word, height := range heights {
			if line.Kind != "ladder.rung" || !strings.HasPrefix(line.Text.Text, word) {
				continue
			}
			if line.At == at && height < last {
				t.Errorf("%s stands after a higher rung", line.Text)
			}
			last, at = height, line.At
		}
	}
	if !months {
		t.Errorf("no line names both months: %+v", history.Lines)
	}
}

// Case 11: what was late in trial running is settled in bulk with its ground, exactly once and going on where it
// stopped; what is settled neither enters on the first live day nor climbs afterwards, and the way back drops what
// waits.
func TestCase11OldLatenessIsSettledAndTheWayBackSendsNothing(t *testing.T) {
	h := trial(t)
	h.until(models.DateOf(2021, 6, 15).At(10, 0))
	old := func(f tracking.OldFilter) tracking.OldLate {
		t.Helper()
		list, err := h.OldLate(t.Context(), office, "", f)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	before := old(tracking.OldFilter{})
	reports := before.Kinds[models.ItemReport]
	if before.Left < 8 || reports == 0 || len(before.Lines) != before.Left || before.Settled != 0 {
		t.Fatalf("%+v", before)
	}
	in := models.SettleOldRequest{All: true, Item: models.ItemReport, Reason: "历史数据已随台账补录"}
	_, err := h.SettleOld(t.Context(), office, "reports", "", in)
	wantCode(t, err, models.KindInvalid, "document_missing")
	in.Document = "专班纪要〔2021〕3号"
	for _, key := range []string{"reports", "reports", "again"} { // sent twice, and once more
		done, err := h.SettleOld(t.Context(), office, key, "", in)
		if err != nil || len(done.Refused) != 0 || done.After != before.Left-reports {
			t.Fatalf("%s: %+v %v", key, done, err)
		}
	}
	list := old(tracking.OldFilter{})
	if list.Settled != reports || list.Left != before.Left-reports || list.Kinds[models.ItemReport] != 0 {
		t.Errorf("after: %+v", list)
	}
	one := list.Lines[0]
	if _, err = h.SettleOld(t.Context(), office, "one", "", models.SettleOldRequest{Rungs: []string{one.ID},
		Reason: "已获批延期", Document: in.Document}); err != nil {
		t.Fatal(err)
	}
	if list = old(tracking.OldFilter{}); list.Left != before.Left-reports-1 {
		t.Errorf("one more: %d", list.Left)
	}
	day := models.DateOf(2021, 6, 16)
	entering, err := h.GoingLive(t.Context(), office, "", day)
	if err != nil || entering.Leaders != 0 || entering.Sent == 0 {
		t.Fatalf("%+v %v", entering, err)
	}
	items := 0
	for _, r := range entering.Receivers {
		items += r.Items
		if len(r.First) == 0 || len(r.First) > r.Items {
			t.Errorf("the digest of %s: %v", r.Name, r.First)
		}
	}
	if items != entering.Messages || len(entering.Lines) != list.Left {
		t.Errorf("%d items to receivers of %d messages, %d lines of %d", items, entering.Messages, len(entering.Lines),
			list.Left)
	}
	if _, err := h.GoLive(t.Context(), office, "", day, models.GoLiveWord, "live"); err != nil {
		t.Fatal(err)
	}
	h.until(day.At(10, 0))
	sent := 0
	for _, f := range h.facts(district) {
		for _, e := range f.Escalations {
			if e.EntersLive() && !e.PassedOver {
				sent++
				if e.Item == models.ItemReport {
					t.Errorf("a settled report enters: %+v", e)
				}
			}
			if e.Settled() && e.ClosedAt == 0 {
				t.Errorf("open: %+v", e)
			}
		}
	}
	if sent != len(entering.Lines) {
		t.Errorf("%d entered of %d", sent, len(entering.Lines))
	}
	_, err = h.SettleOld(t.Context(), office, "late", "", models.SettleOldRequest{Rungs: []string{list.Lines[0].ID},
		Reason: "x", Document: "y"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.GoLive(t.Context(), office, "", 0, "", "back"); err != nil {
		t.Fatal(err)
	}
	for _, m := range h.outbox() {
		if m.Status == models.OutboxPending {
			t.Errorf("still waits after the way back: %+v", m)
		}
		if m.Status == models.OutboxDropped && m.LastError != models.BackToTrial {
			t.Errorf("dropped for %q", m.LastError)
		}
	}
	h.until(models.DateOf(2021, 7, 20).At(10, 0))
	for _, f := range h.facts(district) {
		for _, e := range f.Escalations {
			if e.Item == models.ItemReport && e.Month < models.MonthOf(2021, 5) && e.RecordedAt > day.At(0, 0) &&
				!e.EntersLive() {
				t.Errorf("a settled report climbs: %+v", e)
			}
		}
	}
}

// outbox lists the messages about the district's projects.
func (h *env) outbox() (all []models.OutboxMessage) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		for _, p := range h.open() {
			rows, err := tx.OutboxOf(p.ID)
			if err != nil {
				return err
			}
			all = append(all, rows...)
		}
		return nil
	})
	return all
}
