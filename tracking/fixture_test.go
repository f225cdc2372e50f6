package tracking_test

import (
	"fmt"
	"io"
	"os"
	"testing"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

// pdf is a file that is what its name says.
var pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// newScene sets the access table's fixture, on 26 February.
func newFixture(t *testing.T) fixture {
	t.Helper()
	h := newEnv(t)
	s := fixture{env: h}
	h.bring("plan", planBook(t, first(3)))
	s.committed = h.bring("milestones", milestoneBook(t, first(3), planDay.Date())).Batch
	h.until(models.DateOf(2021, 2, 26).At(15, 0))
	facts := h.facts(district)
	s.own, s.other = facts[0].Project, facts[1].Project
	if s.own.OwnerID == s.other.OwnerID || s.own.ResponsibleUnitID == s.other.ResponsibleUnitID {
		t.Fatal("the fixture needs two owners and two units")
	}
	for i, p := range []models.Project{s.own, s.other} {
		amount := models.Money(100)
		r, err := h.ReportMonth(t.Context(), models.Operator, fmt.Sprint("scene ", i), p.Code, 0, models.ReportMonthCommand{
			Month: models.MonthOf(2021, 1), MonthAmount: &amount, Confirmed: true, Paper: "月报表扫描件",
		})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			s.waiting = r.Object
		}
	}
	clerk, err := h.CreateAccount(t.Context(), models.Operator, "scene clerk", clerkAccount)
	if err != nil {
		t.Fatal(err)
	}
	s.clerk = clerk
	s.late, s.scanned = s.overdue()
	if s.draft, err = h.StartDraft(t.Context(), office, "scene draft", draftFile(t, 4)); err != nil {
		t.Fatal(err)
	}
	s.askUrgently()
	compared, err := s.compared("scene platform", office)
	if err != nil {
		t.Fatal(err)
	}
	s.platform = compared.ID
	s.raiseOne()
	s.order, s.orderStep = s.instructed()
	closeByHand(t, h, models.MonthOf(2021, 2))
	s.addReserves()
	s.staged = h.preview("new plan", planBook(t, first(5))).Batch
	return s
}

// copy is the same fixture once more: what is asked of it leaves this one alone.
func (s fixture) copy(t *testing.T) fixture {
	t.Helper()
	from := s.dir
	s.env = s.env.copy(t)
	if err := os.CopyFS(s.dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return s
}

// openMilestone is the name of one of own's milestones that can be handed in.
func (s fixture) openMilestone() string {
	for _, m := range s.project(s.own.Name).Milestones {
		if m.Status == models.MilestoneOpen {
			return m.Name
		}
	}
	s.t.Fatal("no open milestone")
	return ""
}

func sampleLine(d sample.Data) workbook.PlanLine { return d.Plan().Sections[0].Lines[0] }

// onePlan is the plan of a year with one project, of an owner no one else has.
func onePlan(t *testing.T, year int, line workbook.PlanLine) []byte {
	t.Helper()
	line.Owner = "往年项目单位"
	return workbookBytes(t, func(w io.Writer) error {
		return workbook.WritePlan(w, workbook.PlanTable{
			Title: fmt.Sprintf("%d年区重点项目投资计划表", year), Year: year,
			Sections: []workbook.PlanSection{{Title: "一、产业项目", Lines: []workbook.PlanLine{line}}},
		})
	})
}
