package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

// Two people set the schedule from the same page: what the second did not change stays as the first set it.
func TestAScheduleFromAnOlderPageKeepsWhatAnotherSet(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	office := d.as(models.RoleOffice)
	const at = "/projects/2021/ZD-2021-001/schedule"
	shown := get(office, at+"?lang=zh").Body.String()
	first, second := filledIn(shown, at), filledIn(shown, at)
	rows := []string{}
	for field := range second {
		if i, ok := strings.CutPrefix(field, "has-"); ok {
			rows = append(rows, i)
		}
	}
	if len(rows) < 2 {
		t.Fatalf("milestones in the form: %v", rows)
	}
	first.Set("key", "first")
	first.Set("days-"+rows[0], "33")
	first.Set("reason", "补充")
	second.Set("key", "second")
	second.Set("days-"+rows[1], "44")
	second.Set("reason", "补充")
	if w := sendForm(office, at+"?lang=zh", first); w.Code != http.StatusSeeOther {
		t.Fatalf("first: %d %.2000s", w.Code, w.Body)
	}
	if w := sendForm(office, at+"?lang=zh", second); w.Code != http.StatusSeeOther {
		t.Fatalf("second: %d %.2000s", w.Code, w.Body)
	}
	now := filledIn(get(office, at+"?lang=zh").Body.String(), at)
	if got := now.Get("days-"+rows[0]) + " " + now.Get("days-"+rows[1]); got != "33 44" {
		t.Errorf("days after both: %s", got)
	}
	now.Set("key", "same")
	now.Set("reason", "补充")
	contains(t, sendForm(office, at+"?lang=zh", now).Body.String(), []string{"没有变化"}, nil)
}
