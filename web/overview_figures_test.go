package web

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
	"duban/tracking"
)

func TestItemsAreListedAtTheirHighestRung(t *testing.T) {
	at := func(project string, rung models.Rung, item models.Item, milestone string,
		month models.Month) tracking.EscalationView {
		return tracking.EscalationView{Project: project, Name: "项目" + project, Rung: rung, Item: item, Milestone: milestone,
			Month: month, Subject: milestone + month.String(), DueVersion: 1}
	}
	june := models.MonthOf(2021, 6)
	o := tracking.Overview{Escalations: []tracking.EscalationView{ // the worst first, as tracking returns them
		at("1", models.Top, models.ItemReport, "", june),
		at("1", models.Red, models.ItemReport, "", june),
		at("2", models.Red, models.ItemMilestone, "主体封顶", 0),
		at("1", models.Yellow, models.ItemReport, "", june),
		at("1", models.Yellow, models.ItemMilestone, "开工", 0),
		at("1", models.Yellow, models.ItemInvestment, "", june),
		at("2", models.Yellow, models.ItemMilestone, "主体封顶", 0),
		at("2", models.Urging, models.ItemMilestone, "主体封顶", 0),
		at("3", models.Urging, models.ItemReview, "", june),
	}}
	o.Highest = tracking.HighestRungs(o.Escalations)
	got := rungGroupsOf(o, chinese, func(*tracking.EscalationView) string { return "" })
	want := []rungGroup{
		{Rung: models.Top, Items: 1, Lines: []escalationLine{{Project: "1", Name: "项目1", What: "6月月报未报送"}}},
		{Rung: models.Red, Items: 1, Lines: []escalationLine{{Project: "2", Name: "项目2", What: "节点“主体封顶”"}}},
		{Rung: models.Yellow, Items: 2, Lines: []escalationLine{{Project: "1", Name: "项目1", What: "节点“开工”；截至6月投资低于序时"}}},
		{Rung: models.Urging, Items: 1, Lines: []escalationLine{}, More: []escalationLine{{Project: "3", Name: "项目3",
			What: "6月月报未审定"}}},
	}
	for i := range got {
		if len(got[i].More) == 0 {
			got[i].More = nil
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	o.Waiting, o.ReviewDays, o.Status.Year = []tracking.SubmissionView{{SubmittedAt: models.DateOf(2021, 7, 5).At(9, 0)}},
		3, 2021
	var shown []string
	for _, d := range decisionsOf(o, got, chinese) {
		shown = append(shown, fmt.Sprint(d.Count, d.Text))
	}
	if diff := cmp.Diff([]string{
		"1项达到挂牌督办条件（1 个项目）：报区政府主要领导审定", "1项达到红牌标准（1 个项目）：报分管副区长审定是否约谈",
		"2项达到黄牌标准（1 个项目）：报项目办主要负责人审定是否发督办单", "1件填报待审定，最早的 7月5日 提交（限 3 个工作日）",
	}, shown); diff != "" {
		t.Error(diff)
	}
}

func TestWanSeparatesThousands(t *testing.T) {
	for amount, want := range map[models.Money]string{
		0: "0", 499_999: "0.50", -500_000: "-0.50", 33_335_000_000: "33,335", 3_333_500_000: "3,333.50",
		1_508_400_000: "1,508.40", 999 * 1_000_000: "999", 1000 * 1_000_000: "1,000",
		-12_345_678 * 1_000_000: "-12,345,678",
	} {
		if got := wan(amount); got != want {
			t.Errorf("%d fen: got %s, want %s", amount, got, want)
		}
	}
}

// TestColourStripFitsItsWidth checks that the parts of the strip adjoin and end within its width.
func TestColourStripFitsItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 60), 5, 5).Draw(t, "counts")
		all := 0
		for _, n := range counts {
			all += n
		}
		from := 0
		for _, n := range counts {
			c := colourCount{Count: n}
			before := from
			c.place(&from, all)
			if all > 0 && (c.From != before || c.Width > 1000*n/all || n > 0 && c.Width == 0) {
				t.Fatalf("%d of %d: from %d width %d", n, all, c.From, c.Width)
			}
		}
		if from > 1000 {
			t.Fatalf("the strip ends at %d", from)
		}
	})
}
