package tracking_test

import (
	"context"
	"strings"
	"testing"

	"duban/store/storetest"
	"duban/tracking"
)

// sameAsKept compares what pages are made of with the database and the rules. Every test does so when it ends.
func (h *env) sameAsKept() {
	h.t.Helper()
	if h.Store.Ping(context.WithoutCancel(h.t.Context())) != nil {
		return // the test closed it
	}
	found, err := tracking.CheckCache(h.Service, context.WithoutCancel(h.t.Context()))
	if err != nil {
		h.t.Error(err)
	}
	for _, line := range found {
		h.t.Error(line)
	}
}

// A row that was changed past the store leaves the pages as they were. The doctor names project and figure, and the
// next page is made of what the database has.
func TestTheDoctorFindsWhatPagesHaveOtherwise(t *testing.T) {
	for name, c := range map[string]struct{ statement, want string }{
		"an approved amount": {"UPDATE reports SET approved_ytd_fen = approved_ytd_fen + 100 WHERE month = '2021-05'",
			"审定投资"},
		"a plan":      {"UPDATE projects SET annual_plan_fen = annual_plan_fen + 100", "年度计划"},
		"a milestone": {"UPDATE milestones SET due = '2021-02-01' WHERE status = 'open'", "节点逾期天数"},
		"a name":      {"UPDATE organisations SET name = name || '甲'", "单位和岗位名称"},
		"a place":     {"UPDATE memberships SET position = 100 - position", "清单中的项目及顺序"},
		"a rung":      {"UPDATE escalations SET closed_at = 0 WHERE rung = 'red'", "督办层级"},
		"a rule":      {"UPDATE programmes SET curve = '10,50,75,100'", "清单设置"},
	} {
		t.Run(name, func(t *testing.T) {
			h, _, _ := halfYear(t)
			if _, err := h.Overview(t.Context(), office, ""); err != nil {
				t.Fatal(err)
			}
			storetest.Tamper(t, h.file, c.statement)
			found, err := tracking.CheckCache(h.Service, t.Context())
			all := strings.Join(found, "\n")
			if err != nil || !strings.Contains(all, c.want) || !strings.Contains(all, "2021年区重点项目") {
				t.Errorf("%v, found:\n%s", err, all)
			}
			h.sameAsKept() // it was loaded again
		})
	}
}
