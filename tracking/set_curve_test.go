package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
)

// The published curves by stage are previewed, set with key and audit event, and shown with their base.
func TestCurveByStageIsChosen(t *testing.T) {
	s, _, _ := halfYear(t)
	ctx := t.Context()
	before, err := s.Curves(ctx, office, "")
	if err != nil || before.Curve != "linear" || before.Parts[0].Base != models.CurveEven || before.Enough ||
		len(before.Fits) != 3 {
		t.Fatalf("%+v %v", before, err)
	}
	if _, err := s.SetCurve(ctx, office, "", "", models.CurveFitted, true); code(err) != "too_few_projects" {
		t.Error("nothing is closed:", err)
	}
	if _, err := s.SetCurve(ctx, office, "wrong", "", "20,10,75,100", false); code(err) != "bad_curve" {
		t.Error(err)
	}
	preview, err := s.SetCurve(ctx, office, "", "", models.CurvePublished, true)
	if err != nil || preview.Saved || preview.To != models.CurvesPublished || len(preview.Projects) == 0 ||
		preview.Was == preview.Will {
		t.Fatalf("%+v %v", preview, err)
	}
	for _, p := range preview.Projects {
		if p.Was == p.Will && p.Before == p.After {
			t.Errorf("%s does not change: %+v", p.Code, p)
		}
	}
	if now, err := s.Curves(ctx, office, ""); err != nil || now.Curve != "linear" {
		t.Error("a preview changed something:", now.Curve, err)
	}
	done, err := s.SetCurve(ctx, office, "set", "", models.CurvePublished, false)
	if err != nil || !done.Saved || done.Will != preview.Will {
		t.Fatalf("%+v %v", done, err)
	}
	again, err := s.SetCurve(ctx, office, "set", "", models.CurvePublished, false)
	if err != nil || again.From != done.From || !again.Saved {
		t.Error("the same key again:", again.From, err)
	}
	now, err := s.Curves(ctx, office, "")
	if err != nil || now.Curve != models.CurvesPublished || now.Parts[2].Base != models.CurveFromCities {
		t.Errorf("%+v %v", now, err)
	}
	list, err := s.Overview(ctx, office, "")
	if err != nil {
		t.Fatal(err)
	}
	if point := list.Curve[preview.Month.Number()-1]; point.Scheduled != preview.Will {
		t.Errorf("overview: scheduled %d to the end of %s, previewed %d", point.Scheduled, point.Month, preview.Will)
	}
	text, base := "5,10,15,15,15,15,37,58,58,58,58,100", "stages new=%s@2020/9 carried=%s completing=%s"
	if _, err := s.SetCurve(ctx, office, "untrue", "", strings.ReplaceAll(base, "%s", text), false); code(err) !=
		"fit_changed" {
		t.Error("a base that is not true:", err)
	}
}
