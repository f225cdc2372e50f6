package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

func TestWhatIsSoughtIsFoundByWhomItConcerns(t *testing.T) {
	d := halfYear(t)
	office := d.as(models.RoleOffice)
	var name string
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		p, err := tx.Project(projectID(2021, 0))
		name = p.Name
		return err
	})
	const initials = "qcsh" // of 齐创石化
	for _, typed := range []string{"2021-001", string([]rune(name)[:3]), initials, "ZD-2021-001"} {
		page := get(office, "/search?q="+url.QueryEscape(typed)).Body.String()
		check(t, office, page)
		contains(t, page, []string{`href="/projects/2021/ZD-2021-001"`, `id="seek"`}, nil)
	}
	contains(t, get(office, "/search?q="+url.QueryEscape("没有这样的词")).Body.String(), []string{"没有找到"}, nil)
	last := code(2021, len(sampleYear.Projects)-1)
	contains(t, get(d.as(models.RoleOwner), "/search?q="+last).Body.String(), []string{"没有找到"},
		[]string{`href="/projects/2021/` + last})
	if w := get(d.as(models.RoleAuditAdmin), "/search?q=a"); w.Code != http.StatusForbidden {
		t.Errorf("an audit administrator searches projects: %d", w.Code)
	}
}
