package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// Every list can be taken as a workbook by whoever may open its page, and that is on record.
func TestListsAreTakenAsTheyStand(t *testing.T) {
	d := halfYear(t)
	for address, role := range map[string]models.RoleName{
		"/projects": models.RoleOffice, "/escalations": models.RoleOffice, "/plans": models.RoleOffice,
		"/reviews": models.RoleOffice, "/rankings": models.RoleReadOnly, "/round": models.RoleLeader,
		"/corrections": models.RoleOwner, "/closings": models.RoleOffice, "/accounts": models.RoleSystemAdmin,
	} {
		h := d.as(role)
		if page := get(h, address); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), address+"?as=xlsx") {
			t.Errorf("%s: %d, or without a link to its list", address, page.Code)
		}
		got := get(h, address+"?as=xlsx")
		if got.Code != http.StatusOK {
			t.Errorf("%s: %d", address, got.Code)
			continue
		}
		if rows := booktest.Rows(t, got.Body.Bytes()); len(rows) == 0 {
			t.Errorf("%s: an empty workbook", address)
		}
	}
	taken := 0
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		rows, err := tx.Audit(store.AuditFilter{Actions: []string{"export.list"}}, 0, 100)
		taken = len(rows)
		return err
	})
	if taken != 9 {
		t.Errorf("%d downloads are on record, want 9", taken)
	}
	if got := get(d.as(models.RoleOwner), "/rankings?as=xlsx"); got.Code == http.StatusOK {
		t.Error("an owner takes the ranks, which they may not open")
	}
}

// The workbook has what the page's filter leaves, all parts of it, in its order.
func TestATakenListHasTheFilterOfThePage(t *testing.T) {
	d := halfYear(t)
	got := get(d.as(models.RoleOffice), "/projects?level=city&sort=gap&page=2&as=xlsx")
	rows := booktest.Rows(t, got.Body.Bytes())
	if len(rows) < 2 || !strings.Contains(rows[1][0], "level=city, sort=gap") {
		t.Fatalf("%q", rows)
	}
	for _, row := range rows[3:] {
		if len(row) > 2 && row[2] != "是" {
			t.Errorf("%q is not of the city's list", row)
		}
	}
	if len(rows) < 5 {
		t.Errorf("%d rows", len(rows))
	}
}
