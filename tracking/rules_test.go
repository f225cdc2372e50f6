package tracking_test

import (
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// A draft is edited, refused while it has faults, adopted, and from its day on a programme goes by it after a preview;
// an adopted version never changes.
func TestRulesAreDraftedAdoptedAndUsed(t *testing.T) {
	s := newFixture(t)
	ctx := t.Context()
	draft, err := s.DraftRules(ctx, office, "draft", tracking.RuleDraft{From: "ratio", Name: "张店区督办办法"})
	if err != nil || draft.Version != 1 || len(draft.Faults) != 0 {
		t.Fatal(draft.RuleLine, draft.Faults, err)
	}
	again, err := s.DraftRules(ctx, office, "draft", tracking.RuleDraft{From: "ratio", Name: "张店区督办办法"})
	if err != nil || again.ID != draft.ID {
		t.Error("the same key again", again.ID, err)
	}
	if _, err := s.DraftRules(ctx, office, "other", tracking.RuleDraft{From: "half", Name: "张店区 督办办法"}); code(err) !=
		"draft_exists" {
		t.Error(err)
	}
	if _, err := s.SetLadder(ctx, office, "early", "", draft.ID, true); code(err) != "rules_draft" {
		t.Error("a draft is in use:", err)
	}

	book := draft.Rules
	wrong := book
	wrong.City = &models.CityRules{Ladder: book.Ladder, Lights: book.Lights}
	edited, err := s.EditRules(ctx, office, "edit", draft.ID, tracking.RuleEdit{Revision: 1, Rules: wrong})
	if err != nil || len(edited.Faults) != 1 || edited.Faults[0].Where.Text != "市重大项目" {
		t.Fatal(edited.Faults, err)
	}
	if _, err := s.EditRules(ctx, office, "late", draft.ID, tracking.RuleEdit{Revision: 1, Rules: book}); code(err) !=
		"stale_version" {
		t.Error(err)
	}
	on := s.clock.Date()
	if _, err := s.AdoptRules(ctx, office, "adopt", draft.ID, tracking.RuleAdoption{On: on, Ground: "纪要"}); code(err) !=
		"rules_faulty" {
		t.Error(err)
	}
	book.Cards.PlanDays, book.Cards.RedBy, book.Lights.YellowsToRed = 7, models.ToDistrictHead, 2
	if _, err := s.EditRules(ctx, office, "right", draft.ID, tracking.RuleEdit{Revision: 2, Rules: book}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AdoptRules(ctx, office, "bare", draft.ID, tracking.RuleAdoption{On: on}); code(
		err) != "ground_missing" {
		t.Error(err)
	}
	adopted, err := s.AdoptRules(ctx, office, "adopt 2", draft.ID, tracking.RuleAdoption{On: on, Ground: "会议纪要〔2021〕6号"})
	if err != nil || adopted.Status != models.RulesAdopted {
		t.Fatal(adopted.RuleLine, err)
	}
	if _, err := s.EditRules(ctx, office, "after", draft.ID, tracking.RuleEdit{Revision: 4, Rules: book}); code(err) !=
		"adopted" {
		t.Error(err)
	}
	if err := s.DropRules(ctx, office, "drop", draft.ID); code(err) != "adopted" {
		t.Error(err)
	}

	before, err := s.Rulebook(ctx, office, "")
	if err != nil {
		t.Fatal(err)
	}
	preview, err := s.SetLadder(ctx, office, "preview", "", "张店区督办办法", true)
	if err != nil || preview.Saved || len(preview.Cards) != 2 ||
		preview.Name != "张店区督办办法（第1版）" || preview.To != draft.ID {
		t.Fatal(preview.Name, preview.To, preview.Cards, err)
	}
	if now, err := s.Rulebook(ctx, office, ""); err != nil || len(now.Colours) != len(before.Colours) {
		t.Error("a preview changed something", err)
	}
	if _, err := s.SetLadder(ctx, office, "switch", "", draft.ID, false); err != nil {
		t.Fatal(err)
	}
	settings, err := s.OrderSettings(ctx, office, "")
	if err != nil || settings.PlanDays != 7 || settings.RedBy != models.ToDistrictHead {
		t.Error(settings.OrderSettings, err)
	}
	list, err := s.RuleSets(ctx, office)
	if err != nil || len(list.Lines[0].UsedBy) != 1 {
		t.Error(list.Lines[0], err)
	}
	if err := s.SetColours(ctx, office, "colours", "", "half-2021"); code(err) != "rules_in_force" {
		t.Error(err)
	}
	if _, err := s.SetLadder(ctx, office, "back", "", models.Ladder2026, false); err != nil {
		t.Error(err)
	}
}

func code(err error) string {
	if err == nil {
		return ""
	}
	return models.AsError(err).Code
}

// Trying the rules in force over the record shows no difference, and trying others changes nothing.
func TestTryingTheRulesInForceShowsNothing(t *testing.T) {
	s := newFixture(t)
	list, err := s.RuleSets(t.Context(), office)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, l := range list.Lines {
		out, err := s.TryRules(t.Context(), office, "", l.ID, 0, 0)
		if err != nil {
			t.Fatal(l.ID, err)
		}
		if len(l.UsedBy) > 0 {
			tried++
			if len(out.Projects) != 0 {
				t.Errorf("%s: %+v", l.ID, out.Projects)
			}
		}
		if out.Of == 0 || out.Same+len(out.Projects) != out.Of {
			t.Errorf("%s: %d projects, %d the same", l.ID, out.Of, out.Same)
		}
	}
	if tried == 0 {
		t.Error("no rules are in use")
	}
	if _, err := s.TryRules(t.Context(), office, "", "ratio", models.MonthOf(2021, 6), models.MonthOf(2021, 2)); code(
		err) !=
		"bad_months" {
		t.Error(err)
	}
	if _, err := s.TryRules(t.Context(), office, "", "none", 0, 0); code(err) != "no_rules" {
		t.Error(err)
	}
}

// Every change of what a programme goes by is dated, also from one ladder of the program to another, and its rounds
// look at their days again; the same ladder again changes nothing.
func TestEverySwitchOfTheRulesIsDated(t *testing.T) {
	h, _, _ := halfYear(t)
	if _, err := h.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	since := func(key, ladder string) (at models.Instant, marks int) {
		t.Helper()
		if _, err := h.SetLadder(t.Context(), office, key, "", ladder, false); err != nil {
			t.Fatal(err)
		}
		if err := h.Store.Read(t.Context(), func(tx *store.Tx) error {
			p, err := tx.ProgrammeByID(district)
			if err != nil {
				return err
			}
			rounds, err := tx.RoundsOf(district)
			for _, r := range rounds {
				marks += r.Marks
			}
			at = p.RulesSince
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return at, marks
	}
	first, marked := since("first", models.Ladder2026)
	if first != *h.clock || marked == 0 {
		t.Errorf("first switch: since %v, %d marks", first, marked)
	}
	*h.clock = h.clock.Add(time.Minute)
	if again, _ := since("again", models.Ladder2026); again != first {
		t.Error("the same ladder again is dated", again)
	}
	if second, more := since("second", models.DefaultLadder); second != *h.clock || more <= marked {
		t.Errorf("second switch: since %v, %d marks", second, more)
	}
}
