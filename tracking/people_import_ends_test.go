package tracking_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// A leader whom the form gave a post, who was on record with an account, acted: the import is not undone.
func TestAnImportIsNotUndoneWhenAPersonOnRecordActedByIt(t *testing.T) {
	h := planned(t, 3)
	id := h.person("zhang", "张某", tracking.RoleGrant{Role: models.RoleUnit, Organisation: h.unitName(0)})
	h.person("li", "李某", tracking.RoleGrant{Role: models.RoleLeader, Post: fixturePost})
	before := h.everything()
	view := h.uploadPeople(models.Operator, "up",
		"张某,,"+fixturePost+",,任职,"+h.clock.Date().String()+",zhang,")
	if _, err := h.CommitPeople(t.Context(), models.Operator, "go", view.ID); err != nil {
		t.Fatal(err)
	}
	acted := models.AuditEvent{ByID: id, ByName: "张某", Action: "order.sign", Object: "order", At: *h.clock}
	act := func(e models.AuditEvent) {
		storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.InsertAudit(e) })
	}
	act(acted)
	if _, err := h.UndoPeople(t.Context(), models.Operator, "back", view.ID); models.AsError(err).
		Code != "people_in_use" {
		t.Errorf("after an order was signed: %v", err)
	}
	if h.everything() == before {
		t.Error("the roles were taken back")
	}
}

// What has phones is deleted when a form can no longer be imported, or an import no longer undone.
func TestFormsOfPeopleExpire(t *testing.T) {
	h := planned(t, 3)
	waiting := h.uploadPeople(models.Operator, "waits", "李娜,,"+fixturePost+",,联络员,,,13805330003")
	view := h.uploadPeople(models.Operator, "up", "王芳,,"+fixturePost+",,联络员,,,13805330004")
	if _, err := h.CommitPeople(t.Context(), models.Operator, "go", view.ID); err != nil {
		t.Fatal(err)
	}
	phones := func() (text string) {
		storetest.Read(t, h.Store, func(tx *store.Tx) error {
			rows, err := tx.PeopleImports(10)
			for _, r := range rows {
				text += r.Rows + r.Done
			}
			return err
		})
		return text
	}
	*h.clock = h.clock.Add(models.PeopleFormLifetime + time.Minute)
	if _, err := h.CommitPeople(t.Context(), models.Operator, "late", waiting.ID); models.AsError(err).
		Code != "people_decided" {
		t.Errorf("imported after it expired: %v", err)
	}
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.People != 1 {
		t.Fatal(swept, err)
	}
	if text := phones(); strings.Contains(text, "13805330003") || !strings.Contains(text, "13805330004") {
		t.Error("the phones of the form that was not imported are kept, or those for undoing are not")
	}
	*h.clock = h.clock.Add(models.PeopleUndoLifetime)
	again, err := h.PeopleImport(t.Context(), models.Operator, view.ID)
	if err != nil || again.MayUndo || again.State != models.PeopleImported {
		t.Errorf("after the time for undoing: %+v, %v", again.PeopleImportLine, err)
	}
	if _, err := h.UndoPeople(t.Context(), models.Operator, "back", view.ID); models.AsError(err).
		Code != "people_undo_over" {
		t.Errorf("undone: %v", err)
	}
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.People != 1 || phones() != "" {
		t.Error(swept, err, phones())
	}
	h.sealed()
}

// One log-in for two people, two log-ins for one, and too many new accounts are refused in the preview.
func TestLogInsOfAFormOfPeopleAreRefused(t *testing.T) {
	h := planned(t, 3)
	unit := h.unitName(0)
	var many []string
	for i := range models.MostNewAccounts + 2 {
		many = append(many, fmt.Sprintf("职工%03d,%s,,责任单位,联系人,,user%d,", i, unit, i))
	}
	for code, c := range map[string]struct {
		cell string
		rows []string
	}{
		"login_twice": {"G3", []string{"张三," + unit + ",,责任单位,,,zhangsan,", "李四," + unit + ",,责任单位,,,zhangsan,"}},
		"has_login": {"G4", []string{"张三," + unit + ",,责任单位,,,zhangsan,13805330009", "张三,," + fixturePost +
			",,联络员,,,13805330009", "张三," + h.unitName(1) + ",,责任单位,,,zhangsan2,13805330009"}},
		"too_many_accounts": {fmt.Sprint("G", models.MostNewAccounts+2), many},
	} {
		view := h.uploadPeople(models.Operator, "up "+code, c.rows...)
		if len(view.Plan.Findings) != 1 || view.Plan.Findings[0].Code != code || view.Plan.Findings[0].Cell != c.cell ||
			view.MayImport {
			t.Errorf("%s: %+v", code, view.Plan.Findings)
		}
	}
}
