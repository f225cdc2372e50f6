package tracking_test

import (
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// After the holiday a table opens by itself, owners without an answer are reminded, and it closes with a list; the same
// step is taken once.
func TestWhoIsBackAtWorkIsAskedByItself(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(4)))
	c := models.RoundEntry{RoundSettings: models.DefaultRoundSettings("")}
	c.ResumeDays = 3
	if _, err := h.SetRoundSettings(t.Context(), office, "resume", "", c); err != nil {
		t.Fatal(err)
	}
	page, err := h.RoundSettings(t.Context(), office, "")
	if err != nil || page.Resume == nil || page.Resume.Due.String() != "2021-02-20" || page.ResumeDays != 3 {
		t.Fatalf("%+v %v", page, err)
	}
	keep := func(day, want int, hour int) {
		t.Helper()
		*h.clock = models.DateOf(2021, 2, day).At(hour, 0)
		for i := range 2 {
			steps, err := h.KeepResume(t.Context())
			if err != nil || steps != want*(1-i) {
				t.Errorf("February %d, %d o'clock, asked %d times before: %d steps, %v", day, hour, i, steps, err)
			}
		}
	}
	keep(18, 0, 8)
	keep(18, 1, 10)
	tables, err := h.UrgentTables(t.Context(), office, "")
	if err != nil || len(tables.Tables) != 1 || tables.Tables[0].Name != "2021年节后复工情况" {
		t.Fatalf("%+v %v", tables, err)
	}
	id := tables.Tables[0].ID
	all, err := h.UrgentTable(t.Context(), office, id)
	if err != nil {
		t.Fatal(err)
	}
	answered := all.Rows[0].Code
	if _, err := h.AnswerUrgent(t.Context(), office, "answer", id, []tracking.UrgentAnswer{{Project: answered,
		Values: map[string]string{"是否复工": "是", "复工时间（未复工的填计划时间）": "2021-02-18", "到岗人数（未复工的填 0）": "30"}}}); err != nil {
		t.Fatal(err)
	}
	keep(20, 1, 15)
	keep(22, 1, 10)
	keep(23, 1, 10)
	var messages []models.OutboxMessage
	if err := h.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		tables, err := tx.UrgentTables("district-2021")
		if err != nil {
			return err
		}
		for _, t := range tables {
			for _, row := range all.Rows {
				of, err := tx.OutboxOf("2021-" + row.Code)
				if err != nil {
					return err
				}
				messages = append(messages, of...)
			}
			m, err := tx.OutboxMessage("resume/" + t.ID + "/closes/office")
			if err != nil {
				return err
			}
			messages = append(messages, m)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	late, list := "", ""
	for _, m := range messages {
		switch {
		case strings.HasPrefix(m.Key, "resume/"+id+"/late/"):
			late += m.Body
		case strings.HasPrefix(m.Key, "resume/"+id+"/closes/"):
			list = m.Title + m.Body
		}
	}
	if strings.Contains(late, answered) || !strings.Contains(late, all.Rows[1].Code) {
		t.Errorf("reminded: %s", late)
	}
	if !strings.Contains(list, "已填报 1 个项目，未填报 3 个") || !strings.Contains(list, all.Rows[1].Code) {
		t.Errorf("the list: %s", list)
	}
	if all, err = h.UrgentTable(t.Context(), office, id); err != nil || all.ClosedAt == 0 {
		t.Errorf("not closed: %v", err)
	}
	*h.clock = h.clock.Add(24 * time.Hour)
	c.ResumeDays = 11
	if _, err := h.SetRoundSettings(t.Context(), office, "wrong", "", c); models.KindOf(err) != models.KindInvalid {
		t.Errorf("11 days are taken: %v", err)
	}
}
