package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// stateOf is the state of a project in the list of a month.
func stateOf(t *testing.T, list tracking.Confirmations, code string) models.ConfirmationState {
	t.Helper()
	for _, l := range list.Lines {
		if l.Code == code {
			return l.State
		}
	}
	t.Fatalf("%s is not listed", code)
	return ""
}

// At the end of a quarter a project needs a signed sheet; the scan is attached, and a figure that changes afterwards
// shows.
func TestConfirmationsOfAQuarter(t *testing.T) {
	h, cut, waiting := halfYear(t)
	h.close()
	list, err := h.Confirmations(t.Context(), office, "", june)
	if err != nil || !list.Quarter || list.Missing == 0 || list.There != 0 {
		t.Fatalf("%+v: %v", list.Missing, err)
	}
	p := h.project(cut).Project
	if s := stateOf(t, list, p.Code); s != models.ConfirmationMissing {
		t.Fatalf("%s is %s", cut, s)
	}
	_, sheets, err := h.ConfirmationSheets(t.Context(), office, "", june)
	if err != nil || strings.Count(mainPart(t, sheets), "形象进度确认单</w:t>") != list.Missing {
		t.Fatalf("%d sheets for %d projects: %v", strings.Count(mainPart(t, sheets), "形象进度确认单</w:t>"), list.Missing, err)
	}
	sheet, err := h.ConfirmationSheet(t.Context(), office, p.Code, june, false)
	if err != nil {
		t.Fatal(err)
	}
	m, err := h.monthly(june)
	if err != nil {
		t.Fatal(err)
	}
	line, _ := m.Figures.Line(p.ID)
	if text := mainPart(t, sheet.Content); !strings.Contains(text, line.Approved.In(models.WanYuan)+"万元") {
		t.Error("the sheet does not state the figure that is to be confirmed")
	}
	scan := h.put(office, "确认单.pdf", "signed")
	for range 2 { // the same key twice acts once
		page, err := h.AttachConfirmation(t.Context(), office, "scan", p.Code, tracking.ConfirmationAttached{Month: june,
			Evidence: scan})
		if err != nil || len(page.Scans) != 1 || page.Scans[0].Approved != *line.Approved {
			t.Fatalf("%+v: %v", page.Scans, err)
		}
		opened, err := h.OpenConfirmation(t.Context(), office, p.Code, page.Scans[0].ID)
		if err != nil || opened.Content.Close() != nil {
			t.Fatal(err)
		}
	}
	list, err = h.Confirmations(t.Context(), office, "", june)
	if err != nil || stateOf(t, list, p.Code) != models.ConfirmationThere || list.There != 1 {
		t.Errorf("%s, %v", stateOf(t, list, p.Code), err)
	}
	if h.project(waiting).Project.Code == p.Code {
		t.Fatal("the same project")
	}
}

// Besides the ends of quarters a sheet is needed when the office asks; a small project never needs one by itself.
func TestConfirmationsThatAreAsked(t *testing.T) {
	h, cut, _ := halfYear(t)
	p := h.project(cut).Project
	may := june - 1
	list, err := h.Confirmations(t.Context(), office, "", may)
	if err != nil || list.Missing != 0 {
		t.Fatalf("%d missing in May: %v", list.Missing, err)
	}
	list, err = h.AskConfirmations(t.Context(), office, "ask", "", tracking.ConfirmationsAsked{Month: may,
		Projects: []string{p.Code, p.Code}})
	if err != nil || list.Missing != 1 || stateOf(t, list, p.Code) != models.ConfirmationMissing {
		t.Fatalf("%d missing: %v", list.Missing, err)
	}
	before, err := h.Confirmations(t.Context(), office, "", june)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.SetConfirmationRule(t.Context(), office, "rule", "", 20_000*models.WanYuan.Fen()); err != nil {
		t.Fatal(err)
	}
	after, err := h.Confirmations(t.Context(), office, "", june)
	if err != nil || after.Missing >= before.Missing || after.Missing == 0 {
		t.Errorf("%d of %d: %v", after.Missing, before.Missing, err)
	}
	if _, err := h.SetConfirmationRule(t.Context(), office, "bad", "", -1); models.KindOf(err) != models.KindInvalid {
		t.Errorf("a negative amount: %v", err)
	}
}
