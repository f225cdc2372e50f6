package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
)

// The office writes a letter about items that it chooses, also without an issuing body and a ground: it is signed,
// issued, signed for and answered like an order, gives no card, and takes in no rung by itself.
func TestALetterByHandIsFollowedLikeAnOrder(t *testing.T) {
	h, _, _ := halfYear(t)
	ctx := t.Context()
	form, err := h.LetterForm(ctx, office, "")
	if err != nil || len(form.Units) == 0 || len(form.Items) != 0 {
		t.Fatalf("%+v, %v", form, err)
	}
	unit := form.Units[0]
	form, err = h.LetterForm(ctx, office, unit.Unit)
	if err != nil || len(form.Items) != unit.Items {
		t.Fatalf("%d items of %d, %v", len(form.Items), unit.Items, err)
	}
	c := models.LetterCommand{Kind: models.OrderPrompt, Unit: unit.Unit, Items: []string{form.Items[0].ID}}
	for code, wrong := range map[string]models.LetterCommand{
		"bad_letter":    {Kind: models.OrderSupervision, Unit: c.Unit, Items: c.Items},
		"items_missing": {Kind: c.Kind, Unit: c.Unit},
		"items_changed": {Kind: c.Kind, Unit: c.Unit, Items: []string{c.Items[0], "esc-other"}},
		"bad_unit":      {Kind: c.Kind, Unit: "没有的单位", Items: c.Items},
		"due_past":      {Kind: c.Kind, Unit: c.Unit, Items: c.Items, Due: h.clock.Date()},
	} {
		if _, err := h.WriteLetter(ctx, office, "wrong "+code, wrong); err == nil || models.AsError(err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	var page tracking.OrderPage
	for range 2 { // the same key again
		if page, err = h.WriteLetter(ctx, office, "letter", c); err != nil {
			t.Fatal(err)
		}
	}
	if page.Kind != models.OrderPrompt || page.State != models.OrderDrafted || len(page.List) != 1 ||
		page.Unit != unit.Unit ||
		!strings.HasSuffix(page.Title, "提示函") {
		t.Fatalf("%+v", page)
	}
	settings := models.DefaultOrderSettings("")
	settings.Issuer, settings.Ground = "区政府督查室", "张政督〔2021〕1号"
	if _, err := h.SetOrderSettings(ctx, office, "rules", "", settings); err != nil {
		t.Fatal(err)
	}
	if page, err = h.OrderPage(ctx, office, page.ID); err != nil || page.Kind != models.OrderPrompt {
		t.Fatalf("the letter became a %s, %v", page.Kind, err)
	}
	for n, step := range []models.OrderStepKind{models.StepSend, models.StepSign, models.StepIssue, models.StepReceive,
		models.StepReply} {
		page, err = h.OrderStep(ctx, office, "step "+string(step), page.ID, step, models.OrderCommand{Text: "已安排",
			Paper: "签批件", PaperOn: h.clock.Date()})
		if err != nil {
			t.Fatalf("%d %s: %v", n, step, err)
		}
	}
	if page.State != models.OrderReplied || page.CardAt != 0 || page.Number != "" {
		t.Errorf("%+v", page.OrderLine)
	}
	d, err := h.OrderDocument(ctx, office, page.ID, tracking.DocumentAsked{})
	if err != nil || !strings.Contains(mainPart(t, d.Content), form.Items[0].Name) {
		t.Error(err)
	}
}

// A leader's instruction on no project goes to a unit, the office or a post, whose holder answers it.
func TestAnInstructionToAPost(t *testing.T) {
	s, _, _ := halfYear(t)
	view, err := s.InstructForm(t.Context(), office)
	if err != nil || len(view.As) != 0 || len(view.For) < 2 || !slices.Contains(view.Units, view.For[1].Title) {
		t.Fatalf("%+v, %v", view, err)
	}
	leader, post := view.For[0], view.For[1]
	c := models.InstructCommand{Party: leader.ID, Unit: leader.Title, Text: "请统筹研究", Due: s.clock.Date() + 7,
		Paper:   "批示原件",
		PaperOn: s.clock.Date()}
	if _, err := s.InstructOn(t.Context(), office, "own", c); err == nil || models.AsError(err).Code != "own_instruction" {
		t.Error(err)
	}
	c.Unit = post.Title
	page, err := s.InstructOn(t.Context(), office, "post", c)
	if err != nil || page.Unit != post.Title {
		t.Fatalf("%+v, %v", page, err)
	}
	holder := models.Actor{ID: "holder", Name: "领导", Roles: []models.Role{{Role: models.RoleLeader, PostID: post.ID}}}
	todos, err := s.Todos(t.Context(), holder)
	if err != nil || !slices.ContainsFunc(todos, func(o models.Todo) bool {
		return o.Object == page.ID &&
			o.Kind == models.TodoAnswer
	}) {
		t.Errorf("the holder is asked %+v", todos)
	}
	answered, err := s.OrderStep(t.Context(), holder, "answer", page.ID, models.StepReply,
		models.OrderCommand{Text: "已研究"})
	if err != nil || answered.State != models.OrderReplied {
		t.Errorf("%+v, %v", answered.OrderLine, err)
	}
}

func TestLetterItemsAreTheHighestOpenRungs(t *testing.T) {
	at := models.DateOf(2021, 6, 1).At(9, 0)
	rung := func(id string, r models.Rung, change ...func(*models.Escalation)) models.Escalation {
		e := models.Escalation{ID: id, Kind: models.KindRung, Item: models.ItemMilestone, Subject: "m", Rung: r, At: at}
		for _, c := range change {
			c(&e)
		}
		return e
	}
	f := models.Facts{Escalations: []models.Escalation{rung("urged", models.Urging), rung("yellow", models.Yellow),
		rung("report", models.Urging, func(e *models.Escalation) { e.Item, e.Subject = models.ItemReport, "2021-05" }),
		rung("review", models.Urging, func(e *models.Escalation) { e.Item, e.Subject = models.ItemReview, "s" }),
		rung("trial", models.Top, func(e *models.Escalation) { e.Trial = true }),
		rung("closed", models.Red, func(e *models.Escalation) { e.ClosedAt = at }),
		rung("passed", models.Red, func(e *models.Escalation) { e.PassedOver = true })}}
	var got []string
	for _, e := range models.LetterItems(f) {
		got = append(got, e.ID)
	}
	if diff := cmp.Diff([]string{"yellow", "report"}, got); diff != "" {
		t.Error(diff)
	}
}
