package tracking_test

import (
	"testing"

	"duban/models"
)

func TestAPlanTellsWhatChangedItAndWhy(t *testing.T) {
	s := newFixture(t)
	first := s.own.AnnualPlan
	m := s.openMilestone()
	for i, c := range []models.ChangePlanCommand{
		{Change: models.PlanAmount, AnnualPlan: first + 100, Reason: "追加投资", Document: "1号", Approver: "区长"},
		{Change: models.PlanMove, Milestone: m, Date: models.DateOf(2021, 12, 1), Reason: "雨季", Document: "2号"},
		{Change: models.PlanPause, MovesDue: models.No, Date: models.DateOf(2021, 2, 20), Reason: "登记错项目", Document: "3号"},
		{Change: models.PlanCancel, Date: models.DateOf(2021, 2, 20), Reason: "更正", Document: "4号"},
		{Change: models.PlanPause, MovesDue: models.No, Date: models.DateOf(2021, 2, 22), Reason: "重污染天气", Document: "5号"},
	} {
		if _, err := s.ChangePlan(t.Context(), office, m+string(rune('a'+i)), s.own.Code, 0, c); err != nil {
			t.Fatal(err)
		}
	}
	page, err := s.PlanPage(t.Context(), office, s.own.Code)
	if err != nil || len(page.Changes) != 5 || len(page.Versions) != 2 || len(page.Pauses) != 1 {
		t.Fatalf("%d changes, versions %+v, pauses %+v, %v", len(page.Changes), page.Versions, page.Pauses, err)
	}
	if v := page.Versions; v[0].AnnualPlan != first || v[0].File == "" || v[1].AnnualPlan != first+100 ||
		v[1].Document != "1号" || v[1].By != office.Name || v[1].Approver != "区长" {
		t.Errorf("%+v", v)
	}
	for _, note := range page.Changes {
		if note.Text.Text == "" || note.Reason == "" || note.Document == "" || note.By != office.Name {
			t.Errorf("%+v", note)
		}
	}
	list, err := s.Plans(t.Context(), office, "")
	if err != nil || list.Paused != 1 || len(list.Projects) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	if l := list.Projects[0]; l.AnnualPlan != first+100 || *l.Imported != first || l.ChangedBy != office.Name ||
		l.Moved != 1 || l.PausedFrom != models.DateOf(2021, 2, 22) || l.Pause != "重污染天气" {
		t.Errorf("%+v", l)
	}
	if l := list.Projects[1]; l.Imported != nil || l.Moved != 0 || l.PausedFrom != 0 || l.Milestones == 0 {
		t.Errorf("untouched: %+v", l)
	}
}
