package tracking_test

import (
	"bytes"
	"slices"
	"testing"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// A matter to verify is found, asked about, explained with a paper and settled by name; the owner sees the question
// alone, another owner nothing, and what is settled stays on record and does not come again.
func TestAMatterIsVerified(t *testing.T) {
	h, _, _ := halfYear(t)
	ctx := t.Context()
	list := func() tracking.Findings {
		t.Helper()
		all, err := h.Findings(ctx, office, "")
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	all := list()
	i := slices.IndexFunc(all.Lines, func(l tracking.FindingLine) bool { return l.State == models.FindingNew })
	if i < 0 {
		t.Fatal("half a year without anything to verify")
	}
	line := all.Lines[i]
	var project models.Project
	if err := h.Store.Read(ctx, func(tx *store.Tx) (err error) {
		project, err = tx.Project(models.ProjectID(line.Year, line.Project))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	owner := holding(models.RoleOwner, project.OwnerID)
	reader := holding(models.RoleReadOnly, "")
	if _, err := h.Finding(ctx, owner, line.ID); models.KindOf(err) != models.KindNotFound {
		t.Errorf("the owner sees what nobody asked: %v", err)
	}
	if err := h.AskFinding(ctx, office, "ask", line.ID); err != nil {
		t.Fatal(err)
	}
	if err := h.AskFinding(ctx, office, "ask", line.ID); err != nil {
		t.Errorf("the same key again: %v", err)
	}
	seen, err := h.Finding(ctx, owner, line.ID)
	if err != nil || !seen.MayExplain || !seen.Ground.IsZero() || seen.Kind != "" || seen.Question.IsZero() {
		t.Errorf("the owner sees %+v, %v", seen, err)
	}
	unit := holding(models.RoleUnit, project.ResponsibleUnitID)
	for name, actor := range map[string]models.Actor{"reader": reader, "unit": unit} {
		if _, err := h.Finding(ctx, actor, line.ID); models.KindOf(err) != models.KindNotFound {
			t.Errorf("the %s sees it: %v", name, err)
		}
	}
	asked := func(actor models.Actor) bool {
		t.Helper()
		todos, err := h.Todos(ctx, actor)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(todos, func(one models.Todo) bool { return one.Object == line.ID })
	}
	if !asked(owner) || asked(office) {
		t.Error("the owner is to explain, the office has nothing to do")
	}
	scan, err := h.PutEvidence(ctx, owner, "计量支付证书.pdf", bytes.NewReader(pdf))
	if err != nil {
		t.Fatal(err)
	}
	said := models.Explanation{Text: "按合同等额计量", Paper: "计量支付证书3号", Evidence: &scan}
	if err := h.ExplainFinding(ctx, unit, "unit", line.ID, said); models.KindOf(err) != models.KindNotFound {
		t.Errorf("the unit explains: %v", err)
	}
	if err := h.ExplainFinding(ctx, owner, "explain", line.ID, said); err != nil {
		t.Fatal(err)
	}
	for name, actor := range map[string]models.Actor{"owner": owner, "office": office} {
		paper, err := h.OpenFindingPaper(ctx, actor, line.ID)
		if err != nil {
			t.Fatalf("the %s opens the paper: %v", name, err)
		}
		if err := paper.Content.Close(); err != nil || paper.Name != "计量支付证书.pdf" {
			t.Errorf("%s, %v", paper.Name, err)
		}
	}
	if _, err := h.OpenFindingPaper(ctx, unit, line.ID); models.KindOf(err) != models.KindNotFound {
		t.Errorf("the unit opens the paper: %v", err)
	}
	if asked(owner) || !asked(office) || asked(unit) {
		t.Error("the office is to settle, the owner has nothing to do")
	}
	if err := h.SettleFinding(ctx, office, "settle", line.ID, models.FindingRight, "已核对计量支付证书"); err != nil {
		t.Fatal(err)
	}
	after := list()
	i = slices.IndexFunc(after.Lines, func(l tracking.FindingLine) bool { return l.ID == line.ID })
	if i < 0 || after.Lines[i].SettledBy != office.Name || after.Lines[i].Paper == "" || after.Settled != 1 ||
		after.New != all.New-1 || len(after.Lines) != len(all.Lines) {
		t.Errorf("after it was settled: %+v of %d", after.Lines[max(i, 0)], len(after.Lines))
	}
}
