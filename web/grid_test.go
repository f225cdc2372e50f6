package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

const firstProject = "/projects/2021/ZD-2021-001/cells"

// patch sends new values for cells of the first project, with the version of its row.
func patch(h http.Handler, version, body string) (*httptest.ResponseRecorder, map[string]any) {
	r := httptest.NewRequest(http.MethodPatch, firstProject, strings.NewReader(body))
	r.Header.Set("If-Match", version)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	answer := map[string]any{}
	_ = json.Unmarshal(w.Body.Bytes(), &answer)
	return w, answer
}

func (d submissionFixture) first(t *testing.T) (p models.Project) {
	t.Helper()
	storetest.Read(t, d.store, func(tx *store.Tx) (err error) {
		p, err = tx.Project(projectID(2021, 0))
		return err
	})
	return p
}

func TestACellIsEditedByTheRulesOfAForm(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	h := d.as(models.RoleOffice)
	version := func() string { return `"` + strconv.Itoa(d.first(t).Version) + `"` }
	stale := version()
	for _, tt := range []struct {
		name, version, body, code string
		status                    int
		row                       string
	}{
		{"next step", "", `{"key":"1","cells":{"next_step":"加快主体施工"}}`, "", 200, "加快主体施工"},
		{"stale", stale, `{"key":"2","cells":{"next_step":"另一句"}}`, "stale_version", 412, "加快主体施工"},
		{"without a version", `""`, `{"key":"3","cells":{"next_step":"另一句"}}`, "bad_etag", 412, ""},
		{"without a reason", "", `{"key":"4","cells":{"planned_finish":"2021-11-30"}}`, "reason_missing", 422, ""},
		{"a day as a spreadsheet prints it", "", `{"key":"5","cells":{"planned_finish":"2021/11/3"},"reason":"批复"}`, "", 200,
			"2021-11-03"},
		{"an unknown unit", "", `{"key":"6","cells":{"unit":"没有的局"},"reason":"分工"}`, "unit_unknown", 422, ""},
		{"a phone number", "", `{"key":"7","cells":{"contact":"张三 13812345678"}}`, "phone_in_contact", 422, ""},
		{"a contact", "", `{"key":"8","cells":{"contact":"张科长"},"columns":"contact"}`, "", 200, "张科长"},
		{"the same", "", `{"key":"9","cells":{"contact":"张科长"}}`, "nothing_changed", 422, ""},
		{"no field", "", `{"key":"10","cells":{"owner":"某公司"}}`, "bad_cell", 422, ""},
	} {
		if tt.version == "" {
			tt.version = version()
		}
		w, answer := patch(h, tt.version, tt.body)
		code, _ := answer["code"].(string)
		if w.Code != tt.status || code != tt.code || !strings.Contains(w.Body.String(), tt.row) {
			t.Errorf("%s: %d %s\n%s", tt.name, w.Code, code, w.Body)
		}
		if w.Header().Get("ETag") != version() {
			t.Errorf("%s: %s is not the version of the row", tt.name, w.Header().Get("ETag"))
		}
	}
	p := d.first(t)
	if p.Contact != "张科长" || p.NextStep != "加快主体施工" || p.PlannedFinish != models.DateOf(2021, 11, 3) {
		t.Errorf("%+v", p)
	}
	w := sendForm(h, "/projects/undo", url.Values{"key": {"u"}, "of": {"5"}, "back": {"/projects?colour=red"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/projects?colour=red" {
		t.Errorf("undo: %d %s", w.Code, w.Body)
	}
	if d.first(t).PlannedFinish == p.PlannedFinish {
		t.Error("the day is not as before")
	}
	if w := sendForm(h, "/projects/undo", url.Values{"key": {"v"}, "of": {"5"}}); w.Code != http.StatusConflict {
		t.Errorf("undone twice: %d", w.Code)
	}
}

func TestABlockIsPastedWithItsDifferences(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	h := d.as(models.RoleOffice)
	p := d.first(t)
	form := url.Values{"key": {"block"}, "programme": {"2021"}, "back": {"/projects?sort=plan"},
		"projects": {"2021/ZD-2021-001,2021/ZD-2021-002,2021/ZD-2021-003"}, "fields": {"planned_finish,-完成,contact"},
		"text": {"2021/12/1\t5\t李主任\r\n不是日期\t6\t王主任\r\n\t7\t赵主任\r\n2021/12/1\t8\t孙主任"}}
	w := sendForm(h, "/projects/paste", form)
	page := w.Body.String()
	check(t, h, page)
	contains(t, page, []string{"将修改 2 个项目", "2 行有误", "无法识别", "超出了列表", "李主任", `name="version"`, "须写明原因"},
		[]string{"王主任</ins>"})
	if d.first(t).Version != p.Version {
		t.Error("the preview has changed something")
	}
	form["commit"] = []string{"1"}
	form["version"] = []string{"ZD-2021-001=" + strconv.Itoa(p.Version)}
	if w = sendForm(h, "/projects/paste", form); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", w.Code)
	}
	form["reason"] = []string{"年中调整"}
	w = sendForm(h, "/projects/paste", form)
	if w.Code != http.StatusConflict {
		t.Errorf("%d", w.Code)
	}
	contains(t, w.Body.String(), []string{"2 件成功，2 件未成功"}, nil)
	if now := d.first(t); now.Contact != "李主任" || now.PlannedFinish != models.DateOf(2021, 12, 1) {
		t.Errorf("%+v", now)
	}
	w = sendForm(h, "/projects/undo", url.Values{"key": {"back"}, "of": {"block"}})
	if now := d.first(t); w.Code != http.StatusSeeOther || now.Contact != "" || now.PlannedFinish != p.PlannedFinish {
		t.Errorf("undo: %d %+v", w.Code, now)
	}
	named := url.Values{"key": {"n"}, "text": {"项目编码\t联系人\nZD-2021-002\t钱主任\nZD-2021-999\t钱主任"}}
	contains(t, sendForm(h, "/projects/paste", named).Body.String(), []string{"钱主任", "没有找到项目"}, nil)
}

func TestTheGridIsSortedAndKeptAsAView(t *testing.T) {
	d := halfYear(t)
	h := d.as(models.RoleOffice)
	first := func(address string) string {
		page := get(h, address).Body.String()
		check(t, h, page)
		_, page, _ = strings.Cut(page, "<tbody>")
		_, page, _ = strings.Cut(page, `data-p="`)
		code, _, _ := strings.Cut(page, `"`)
		return code
	}
	if up, down := first("/projects?sort=plan"), first("/projects?sort=-plan"); up == down {
		t.Errorf("%s is first in both directions", up)
	}
	w := get(h, "/projects?col=unit&col=m06&sort=plan")
	if w.Header().Get("Location") != "/projects?cols=unit%2Cm06&sort=plan" {
		t.Errorf("%d %s", w.Code, w.Header().Get("Location"))
	}
	contains(t, get(h, "/projects?cols=unit,m06").Body.String(), []string{"6月计划", `data-field="plan_06"`},
		[]string{"下一节点</a>"})
	w = sendForm(h, "/projects/views", url.Values{"key": {"v"}, "name": {"六月"}, "query": {"cols=unit,m06&page=2"},
		"shared": {"1"}})
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/projects?cols=unit%2Cm06&view=view-") {
		t.Fatalf("%d %s", w.Code, at)
	}
	contains(t, get(d.as(models.RoleOwner), "/projects").Body.String(), []string{"六月", "公用"}, []string{`role="grid"`})
	shared := url.Values{"key": {"w"}, "name": {"x"}, "shared": {"1"}}
	if w := sendForm(d.as(models.RoleOwner), "/projects/views", shared); w.Code != http.StatusForbidden {
		t.Errorf("an owner keeps a view for all people: %d", w.Code)
	}
}

// touch changes a project as another person.
func (d submissionFixture) touch(t *testing.T, i int) error {
	t.Helper()
	_, err := d.service.SetCells(t.Context(), reviewer, "touch", code(2021, i), 0,
		tracking.CellsEdit{Cells: map[models.CellField]string{models.CellContact: "Zhao"}})
	return err
}
