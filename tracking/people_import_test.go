package tracking_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// peopleCSV is a form of people and posts with rows in the order 姓名, 单位, 岗位, 身份, 任职方式, 任职日期, 登录名, 手机.
func peopleCSV(rows ...string) []byte {
	return []byte("姓 名,单位,岗位,身份,任职方式,任职日期,登录名,手机号码\n" + strings.Join(rows, "\n") + "\n")
}

func (h *env) uploadPeople(actor models.Actor, key string, rows ...string) tracking.PeopleImportView {
	h.t.Helper()
	view, err := h.UploadPeople(h.t.Context(), actor, key, "人员岗位表.csv", peopleCSV(rows...))
	if err != nil {
		h.t.Fatal(err)
	}
	return view
}

// unitName is the responsible unit of a project.
func (h *env) unitName(i int) (name string) {
	h.t.Helper()
	id := h.facts(district)[i].Project.ResponsibleUnitID
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.Organisations(id)
		name = rows[id].Name
		return err
	})
	return name
}

// sealed verifies the audit chain.
func (h *env) sealed() {
	h.t.Helper()
	if report, err := h.VerifyAudit(h.t.Context(), models.Operator); err != nil || !report.OK {
		h.t.Errorf("the audit chain: %+v, %v", report, err)
	}
}

// twoAdministrators makes all three administrators and returns the first two.
func (h *env) twoAdministrators() (system, security models.Actor) {
	h.t.Helper()
	for login, role := range map[string]models.RoleName{"sys": models.RoleSystemAdmin, "sec": models.RoleSecurityAdmin,
		"aud": models.RoleAuditAdmin} {
		id := h.person(login, login, tracking.RoleGrant{Role: role})
		actor := models.Actor{ID: id, Name: login, Roles: []models.Role{{PersonID: id, Role: role}}}
		switch login {
		case "sys":
			system = actor
		case "sec":
			security = actor
		}
	}
	return system, security
}

// everything is what is on record about people and places.
func (h *env) everything() string {
	h.t.Helper()
	var all []any
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		roles, err := tx.AllRoles()
		if err != nil {
			return err
		}
		past, err := tx.PastRoles()
		if err != nil {
			return err
		}
		contacts, err := tx.Contacts()
		if err != nil {
			return err
		}
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		organisations, err := tx.AllOrganisations()
		if err != nil {
			return err
		}
		posts, err := tx.AllPosts()
		if err != nil {
			return err
		}
		changes, err := tx.Successions()
		all = []any{people, roles, past, contacts, accounts, organisations, posts, changes}
		return err
	})
	text, err := json.Marshal(all)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text)
}

// A form with a new leader, a unit's account and contact, and a liaison is imported in one transaction, and undone to
// exactly what was before.
func TestPeopleComeInFromAFormAndTheImportIsUndone(t *testing.T) {
	h := planned(t, 3)
	unit := h.unitName(0)
	h.person("zhao", "赵某", tracking.RoleGrant{Role: models.RoleLeader, Post: fixturePost})
	before := h.everything()
	today := h.clock.Date()
	view := h.uploadPeople(models.Operator, "up",
		"成  斌,,"+fixturePost+",,任职,"+today.String()+",chengbin,13805330001",
		"王伟,"+unit+",局长,责任单位,联系人,,wangwei,13805330002",
		"李娜,,"+fixturePost+",,联络员,,,13805330003")
	if view.New != 3 || view.Accounts != 2 || view.Left != 1 || view.Errors+view.Questions != 0 || !view.MayImport {
		t.Fatalf("preview: %+v", view)
	}
	if first := view.Plan.Changes[0]; first.Name != "成斌" || first.Roles[0].Leaves != "赵某" {
		t.Errorf("the new leader: %+v", first)
	}
	if text, _ := json.Marshal(view); strings.Contains(string(text), "1380533") {
		t.Error("a phone stands in the preview")
	}
	if h.everything() != before {
		t.Error("the preview changed something")
	}
	done, err := h.CommitPeople(t.Context(), models.Operator, "go", view.ID)
	if err != nil || !done.Done || len(done.Accounts) != 2 || done.Accounts[0].Password == "" {
		t.Fatalf("imported: %+v, %v", done, err)
	}
	post := h.postOf(fixturePost)
	if post.Holder == nil || post.Holder.Name != "成斌" || len(post.Liaisons) != 1 || len(post.Changes) != 1 {
		t.Errorf("the post: %+v", post)
	}
	if _, err := h.CommitPeople(t.Context(), models.Operator, "other", view.ID); models.AsError(err).
		Code != "people_decided" {
		t.Errorf("again: %v", err)
	}
	undone, err := h.UndoPeople(t.Context(), models.Operator, "back", view.ID)
	if err != nil || undone.Import.State != models.PeopleUndone {
		t.Fatalf("undone: %+v, %v", undone, err)
	}
	if after := h.everything(); after != before {
		t.Errorf("after undoing\n%s\nwant\n%s", after, before)
	}
	h.sealed()
}

// An import is not undone when someone has changed, or logged in, since.
func TestAnImportOnWhichSomethingDependsIsNotUndone(t *testing.T) {
	h := planned(t, 3)
	view := h.uploadPeople(models.Operator, "up", "王伟,"+h.unitName(0)+",,责任单位,联系人,,wangwei,")
	done, err := h.CommitPeople(t.Context(), models.Operator, "go", view.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.SetContact(t.Context(), models.Operator, "phone", models.Contact{PersonID: done.Accounts[0].ID,
		OfficePhone: "2345678"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.UndoPeople(t.Context(), models.Operator, "back", view.ID); models.AsError(err).
		Code != "people_changed_since" {
		t.Errorf("after a change: %v", err)
	}
	if err := h.SetContact(t.Context(), models.Operator, "none",
		models.Contact{PersonID: done.Accounts[0].ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.LogIn(t.Context(), "wangwei", done.Accounts[0].Password, "10.0.0.1", "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.UndoPeople(t.Context(), models.Operator, "back", view.ID); models.AsError(err).
		Code != "people_in_use" &&
		models.AsError(err).Code != "people_changed_since" {
		t.Errorf("after a log-in: %v", err)
	}
}

// What is wrong stands with its cell, and nothing is imported while something is wrong or unanswered.
func TestWhatIsWrongInAFormOfPeopleStandsWithItsCell(t *testing.T) {
	h := planned(t, 3)
	unit := h.unitName(0)
	h.person("w1", "王伟", tracking.RoleGrant{Role: models.RoleUnit, Organisation: unit})
	h.person("w2", "王伟", tracking.RoleGrant{Role: models.RoleUnit, Organisation: h.unitName(1)})
	for name, c := range map[string]struct{ row, cell, code string }{
		"no name":          {",X,,,联系人,,,", "A2", "name_missing"},
		"a bad phone":      {"张三," + unit + ",,,联系人,,,1380", "H2", "bad_phone"},
		"a bad day":        {"张三," + unit + ",,,联系人,2021.2.30,,", "F2", "bad_date"},
		"a bad word":       {"张三," + unit + ",,,科员,,,", "E2", "bad_capacity"},
		"a bad login":      {"张三," + unit + ",,责任单位,,,张三,", "G2", "bad_login_name"},
		"login of another": {"张三," + unit + ",,责任单位,,,w1,", "G2", "login_of_other"},
		"two capacities": {"张三," + unit + ",,,联系人,,,13805330009\n张三," + unit + ",,,负责人,,,13805330009", "E3",
			"capacity_twice"},
		"two of one name": {"王伟,,分管副区长,领导,,,,", "A2", "same_name"},
		"unknown unit":    {"张三,没有的单位,,,联系人,,,", "B2", "unknown_unit"},
		"unknown post":    {"张三,,分管工业的副区长,领导,,,,", "C2", "unknown_post"},
		"no role":         {"张三,,,,,,zhangsan,", "D2", "role_unclear"},
		"no place":        {"张三,,,责任单位,,,zhangsan,", "B2", "organisation_missing"},
	} {
		view := h.uploadPeople(models.Operator, "up "+name, c.row)
		if len(view.Plan.Findings) == 0 || view.Plan.Findings[0].Cell != c.cell || view.Plan.Findings[0].Code != c.code {
			t.Errorf("%s: %+v, want %s at %s", name, view.Plan.Findings, c.code, c.cell)
		}
		if _, err := h.CommitPeople(t.Context(), models.Operator, "go "+name, view.ID); models.AsError(err).
			Code != "people_blocked" {
			t.Errorf("%s: imported: %v", name, err)
		}
	}
	if _, err := h.UploadPeople(t.Context(), models.Operator, "plan", "计划.csv", []byte("项目名称,投资\n甲,1\n")); models.AsError(
		err).Code != "no_people_table" {
		t.Errorf("not a form of people: %v", err)
	}
}

// The same name is asked about and goes where the answer says: to a person on record, to the person of another row, or
// to a new one.
func TestTheSameNameTwiceIsAsked(t *testing.T) {
	h := planned(t, 3)
	here, there := h.unitName(0), h.unitName(1)
	known := h.person("w1", "王伟", tracking.RoleGrant{Role: models.RoleUnit, Organisation: there})
	rows := []string{"王伟," + here + ",,,联系人,,,13805330001", "王 伟,," + fixturePost + ",,联络员,,,", "王伟," + there +
		",,,负责人,,,"}
	view := h.uploadPeople(models.Operator, "up", rows...)
	if view.Questions != 2 || view.MayImport { // the third row waits for the others to be known
		t.Fatalf("questions: %+v", view.Plan.Findings)
	}
	options := view.Plan.Findings[0].Options
	if view.Plan.Findings[0].Cell != "A2" || len(options) != 2 || options[0].Value != known ||
		!strings.Contains(options[0].Label.String(), there) {
		t.Errorf("the first question: %+v", view.Plan.Findings[0])
	}
	answer := func(key string, answers map[string]string) tracking.PeopleImportView {
		view, err := h.AnswerPeople(t.Context(), models.Operator, key, view.ID, answers)
		if err != nil {
			t.Fatal(err)
		}
		return view
	}
	answer("one", map[string]string{"A2": models.AnswerNew})
	answer("two", map[string]string{"A3": "A2"})
	last := answer("three", map[string]string{"A4": known})
	if last.Questions+last.Errors != 0 || last.New != 1 {
		t.Fatalf("answered: %+v", last)
	}
	if wrong := answer("four", map[string]string{"A4": "person-of-nobody"}); wrong.Errors != 1 {
		t.Errorf("an answer that is none: %+v", wrong.Plan.Findings)
	}
	answer("five", map[string]string{"A4": known})
	if _, err := h.CommitPeople(t.Context(), models.Operator, "go", view.ID); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, r := range h.roles() {
		if r.Role == models.RoleListed {
			count[r.PersonID]++
		}
	}
	if counts := slices.Sorted(maps.Values(count)); count[known] != 1 || fmt.Sprint(counts) != "[1 2]" {
		t.Errorf("named: %v", count)
	}
}

// The office imports what gives no rights at once; accounts and rights wait for the security administrator, who gets
// the passwords. Neither can import the other's part.
func TestRightsInAFormOfPeopleNeedTwoAdministrators(t *testing.T) {
	h := planned(t, 3)
	chief, guard := h.twoAdministrators()
	office := models.Actor{ID: "office", Name: "办公室", Roles: []models.Role{{Role: models.RoleOffice}}}
	row := "王伟," + h.unitName(0) + ",,责任单位,联系人,,wangwei,13805330002"
	view := h.uploadPeople(office, "office", row)
	if view.Mine != 1 || view.Others != 1 {
		t.Fatalf("the office's part: %+v", view)
	}
	done, err := h.CommitPeople(t.Context(), office, "office go", view.ID)
	if err != nil || len(done.Accounts) != 0 {
		t.Fatal(done, err)
	}
	if _, err := h.CommitPeople(t.Context(), chief, "chief go", view.ID); models.AsError(err).Code != "people_decided" {
		t.Errorf("the rest of it: %v", err)
	}
	view = h.uploadPeople(chief, "chief", row)
	if view.New != 0 || view.Accounts != 1 {
		t.Fatalf("the administrators' part: %+v", view)
	}
	asked, err := h.CommitPeople(t.Context(), chief, "chief go 2", view.ID)
	if err != nil || asked.Request == "" || len(asked.Accounts) != 0 || asked.Import.State != models.PeopleUploaded {
		t.Fatalf("asked: %+v, %v", asked, err)
	}
	confirmed, err := h.ConfirmRequest(t.Context(), guard, "yes", asked.Request, "")
	if err != nil || len(confirmed.Accounts) != 1 || !strings.Contains(confirmed.What, "新账号 1 个") {
		t.Fatalf("confirmed: %+v, %v", confirmed, err)
	}
	if _, err := h.LogIn(t.Context(), "wangwei", confirmed.Accounts[0].Password, "10.0.0.1", "test"); err != nil {
		t.Errorf("the new account: %v", err)
	}
	if _, err := h.UndoPeople(t.Context(), office, "back", view.ID); models.AsError(err).Code != "forbidden" {
		t.Errorf("undone by the office: %v", err)
	}
	h.sealed()
}

// Two rows put two people in one post: refused with the cell.
func TestTwoPeopleOfAFormInOnePostAreRefused(t *testing.T) {
	h := planned(t, 3)
	for _, held := range []bool{false, true} {
		if held {
			h.person("zhao", "赵某", tracking.RoleGrant{Role: models.RoleLeader, Post: fixturePost})
		}
		view := h.uploadPeople(models.Operator, fmt.Sprint("up ", held), "钱某,,"+fixturePost+",领导,,,,", "孙某,,"+fixturePost+
			",领导,,,,")
		if len(view.Plan.Findings) != 1 || view.Plan.Findings[0].Cell != "C3" || view.Plan.Findings[0].Code != "post_twice" {
			t.Errorf("held %t: %+v", held, view.Plan.Findings)
		}
	}
}
