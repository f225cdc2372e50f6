package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

// A batch is proposed by a filter, refused with what is wrong in its line, entered, changed and taken.
func TestAnOutingIsEntered(t *testing.T) {
	d := copyOfHalfYear(t)
	office, leader := d.as(models.RoleOffice), d.as(models.RoleLeader)
	both := func(h http.Handler, address, more string) string {
		check(t, h, get(h, address+"?lang=en"+more).Body.String())
		page := get(h, address+"?lang=zh"+more).Body.String()
		check(t, h, page)
		return page
	}
	contains(t, both(office, "/outings", ""), []string{"还没有集中开工批次", "新建观摩路线"}, nil)
	contains(t, both(office, "/outings/new", "&kind=route&stage=completing"), []string{"选取", "ZD-2021-",
		"| 10 | 15 |"}, nil)
	form := url.Values{"key": {"bad"}, "kind": {"start"}, "title": {"第三季度集中开工"}, "on": {"2021-07-20"},
		"begins": {"9:30"}, "lines": {"ZD-2021-001 | 主会场\nZD-1"}}
	w := sendForm(office, "/outings?lang=zh", form)
	if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("an unknown project: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"第 2 行：清单上没有项目", "主会场"}, nil)
	form.Set("lines", "ZD-2021-001 | 主会场\nZD-2021-002")
	if w = sendForm(office, "/outings", form); w.Code != http.StatusSeeOther {
		t.Fatalf("entered: %d %.600s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	contains(t, both(office, at, ""), []string{"第三季度集中开工", "四证", "主会场", "修改名单", "09:30"}, nil)
	contains(t, both(leader, at, ""), []string{"第三季度集中开工"}, []string{"修改名单"})
	contains(t, both(leader, "/outings", ""), []string{"第三季度集中开工"}, []string{"新建观摩路线"})
	form.Set("key", "change")
	form.Set("title", "三季度集中开工")
	form.Set("version", "1")
	if w = sendForm(office, at+"/change", form); w.Code != http.StatusSeeOther {
		t.Fatalf("changed: %d %.600s", w.Code, w.Body)
	}
	form.Set("key", "again")
	w = sendForm(office, at+"/change?lang=zh", form)
	contains(t, w.Body.String(), []string{"已被他人修改"}, nil)
	for _, file := range []string{"/sheet", "/workbook"} {
		if w := get(leader, at+file); w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) {
			t.Errorf("%s: %d", file, w.Code)
		}
	}
}
