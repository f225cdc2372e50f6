package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// The system administrator asks for a change of the person, the security administrator confirms it, and both people
// and the office see the handover list with a line to sign; a stranger does not.
func TestAChangeOfThePersonIsConfirmedAndPrinted(t *testing.T) {
	d := planned(t, 4, 0)
	title := sampleYear.Projects[0].Sponsor
	for _, role := range []models.RoleName{models.RoleSystemAdmin, models.RoleSecurityAdmin, models.RoleOffice,
		models.RoleLeader, models.RoleOwner, models.RoleReadOnly} {
		d.as(role)
	}
	address := "/posts/" + url.PathEscape(title)
	service := d.service()
	sent := sendForm(d.as(models.RoleSystemAdmin), address+"/change", url.Values{"key": {"k-1"}, "to": {"read_only"},
		"day": {"soon"}})
	if sent.Code != http.StatusUnprocessableEntity || !strings.Contains(sent.Body.String(), "变动日期应为") {
		t.Fatalf("a bad day: %d", sent.Code)
	}
	sent = sendForm(d.as(models.RoleSystemAdmin), address+"/change", url.Values{"key": {"k-2"},
		"to":  {"person-of-read_only"},
		"day": {d.now.Date().String()}, "document": {"张委〔2021〕7号"}, "reason": {"换届"}})
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.Code, sent.Body)
	}
	post, err := service.Post(t.Context(), models.Operator, title)
	if err != nil {
		t.Fatal(err)
	}
	if len(post.Changes) == 0 {
		waiting, err := service.AccountRequests(t.Context(), models.Operator, false)
		if err != nil || len(waiting) != 1 {
			t.Fatal(waiting, err)
		}
		sent = sendForm(d.as(models.RoleSecurityAdmin), "/account-requests/"+waiting[0].ID+"/confirm",
			url.Values{"key": {"k-3"}})
		if sent.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", sent.Code, sent.Body)
		}
		if post, err = service.Post(t.Context(), models.Operator, title); err != nil {
			t.Fatal(err)
		}
	}
	list := "/successions/" + post.Changes[0].ID
	for role, want := range map[models.RoleName]int{models.RoleOffice: 200, models.RoleReadOnly: 200,
		models.RoleOwner: 404} {
		for _, lang := range []string{"zh", "en"} {
			got := get(d.as(role), list+"?lang="+lang)
			if got.Code != want {
				t.Errorf("%s: %d, want %d", role, got.Code, want)
			}
			if want == 200 {
				check(t, d.as(role), got.Body.String())
			}
		}
	}
	if got := get(d.as(models.RoleOffice), list+"?lang=zh").Body.String(); !strings.Contains(got, "监交人") ||
		!strings.Contains(got, "包保项目") {
		t.Error("no line to sign, or no projects")
	}
	if got := get(d.as(models.RoleOffice), list+"?as=xlsx"); got.Code != 200 ||
		!strings.Contains(got.Header().Get("Content-Type"), "spreadsheet") {
		t.Errorf("the workbook: %d", got.Code)
	}
}

func TestTheOfficeKeepsThePhoneBook(t *testing.T) {
	d := planned(t, 4, 0)
	h, service := d.as(models.RoleOffice), d.service()
	unit := sampleYear.Projects[0].ResponsibleUnit
	if got := sendForm(h, "/phonebook", url.Values{"key": {"k-4"}, "name": {"王某某"}, "place": {"没有的单位"},
		"capacity": {"contact"}}); got.
		Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "没有这个单位或岗位") {
		t.Fatalf("%d", got.Code)
	}
	if got := sendForm(h, "/phonebook", url.Values{"key": {"k-5"}, "name": {"王某某"}, "place": {unit},
		"capacity": {"contact"}}); got.
		Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	book, err := service.PhoneBook(t.Context(), models.Operator, "wmm")
	if err != nil || len(book.Lines) != 1 {
		t.Fatal(book, err)
	}
	to := "/phonebook/" + book.Lines[0].PersonID + "/contact"
	if got := sendForm(h, to, url.Values{"key": {"k-6"},
		"mobile": {"1380000"}}); got.Code != http.StatusUnprocessableEntity ||
		strings.Contains(got.Body.String(), "没有") {
		t.Errorf("a short number: %d", got.Code)
	}
	if got := sendForm(h, to, url.Values{"key": {"k-7"}, "mobile": {"13800001234"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	if got := get(h, "/phonebook?q=wmm").Body.String(); !strings.Contains(got, "13800001234") {
		t.Error("the number is not shown")
	}
	var owner tracking.PhoneBook
	owner, err = service.PhoneBook(t.Context(), models.Actor{ID: "x", Roles: []models.Role{{Role: models.RoleOwner,
		OrganisationID: models.OrganisationID("别的单位")}}}, "wmm")
	if err != nil || len(owner.Lines) != 0 {
		t.Errorf("%+v, %v", owner, err)
	}
}
