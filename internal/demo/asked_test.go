package demo

import (
	"regexp"
	"testing"

	"duban/models"
	"duban/tracking"
)

// wantAsked fails when a person of the demonstration finds nothing to do and nothing to read, when one of those who
// decide has nothing to decide, or when an area has nothing to show. summary is what the first start printed.
func wantAsked(t *testing.T, service *tracking.Service, summary string) {
	t.Helper()
	ctx := t.Context()
	lines := regexp.MustCompile(`(?m)^ {4}([a-z]+) +([a-z0-9]{5}-[A-Z0-9]{5})  `).FindAllStringSubmatch(summary, -1)
	if len(lines) != len(accounts(models.InstantOf(service.Now()).Date().Year())) {
		t.Fatalf("%d accounts in\n%s", len(lines), summary)
	}
	decide := map[string]bool{"office": true, "unit": true, "leader": true, "government": true, "security": true}
	for _, line := range lines {
		in, err := service.LogIn(ctx, line[1], line[2], "test", "test")
		if err != nil {
			t.Fatal(err)
		}
		todos, err := service.Todos(ctx, in.Actor)
		if err != nil {
			t.Fatal(err)
		}
		inbox, err := service.Inbox(ctx, in.Actor, 20, 0)
		if err != nil || inbox.Unread == 0 || (decide[line[1]] || line[1] == "owner") && len(todos) == 0 {
			t.Errorf("%s: %d things to do, %d unread messages, %v", line[1], len(todos), inbox.Unread, err)
		}
		if line[1] != "office" {
			continue
		}
		if listed, err := service.ReleaseList(ctx, in.Actor, ""); err != nil || len(listed.Lines) == 0 {
			t.Errorf("nothing to release, %v", err)
		}
	}
	orders, err := service.Orders(ctx, models.Operator, tracking.OrderFilter{Open: true})
	if err != nil || len(orders.Orders) == 0 {
		t.Errorf("no open orders, %v", err)
	}
	drafts := 0 // how many depends on the day
	urged := false
	for _, o := range orders.Orders {
		urged = urged || o.Kind == models.OrderUrge
		if o.Kind == models.OrderSupervision {
			drafts++
		}
	}
	if drafts > 1 && (orders.States[models.OrderSigning] == 0 || orders.States[models.OrderAcknowledged] == 0) {
		t.Errorf("of %d orders: %v", drafts, orders.States)
	}
	if drafts > 0 && !urged {
		t.Error("no letter was written by hand")
	}
	drafted, err := service.RuleSet(ctx, models.Operator, "张店区重点项目督办办法（演示）")
	if err != nil || drafted.Status != models.RulesDrafted || len(drafted.Faults) > 0 || drafted.Rules.City == nil ||
		drafted.Rules.Ranks == nil {
		t.Errorf("the set of rules being drafted: %+v, %v", drafted, err)
	}
	last, err := service.Meeting(ctx, models.Operator, tracking.LastMeeting)
	if err != nil || last.Outcomes[models.DecisionDone] != 1 || last.Outcomes[models.DecisionUnderWay] != 1 ||
		last.Outcomes[models.DecisionLate] != 1 {
		t.Errorf("the decisions of the last meeting: %v, %v", last.Outcomes, err)
	}
	suggestions, err := service.Suggestions(ctx, models.Operator)
	waiting := 0
	for _, s := range suggestions.Lines {
		if s.Answer == "" {
			waiting++
		}
	}
	if err != nil || waiting != 1 || len(suggestions.Lines) < 2 {
		t.Errorf("%d of %d suggestions wait, %v", waiting, len(suggestions.Lines), err)
	}
}
