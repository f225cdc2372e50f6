package tracking_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
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
	if _, err := h.GoLive(t.Context(), office, "", day, "live"); err != nil {
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
