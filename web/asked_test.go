package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"duban/models"
)

var requestLink = regexp.MustCompile(`/requests/request-[0-9a-f]+`)

// A request is asked on a form that keeps what was typed, waits in the queue of who decides, and is refused with a
// reason that the asker sees.
func TestARequestIsAskedAndDecided(t *testing.T) {
	d := copyOfHalfYear(t)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	const form = "/projects/2021/ZD-2021-001/requests"
	for _, kind := range []string{"", "extension", "pause", "exemption", "plan", "close"} {
		for _, lang := range []string{"zh", "en"} {
			w := get(owner, form+"?kind="+kind+"&lang="+lang)
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d", kind, w.Code)
			}
			check(t, owner, w.Body.String())
		}
	}
	ask := url.Values{"key": {"ask"}, "kind": {"extension"}, "milestone": {"竣工验收"}, "date": {"2021-01-01"},
		"reason": {"征地手续延后办结"}}
	w := sendForm(owner, form+"?lang=zh", ask)
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("an earlier date: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"征地手续延后办结", "应晚于节点"}, nil)
	ask.Set("date", "2022-12-20")
	w = sendForm(owner, form, ask)
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !requestLink.MatchString(at) {
		t.Fatalf("asked: %d %s\n%s", w.Code, at, w.Body)
	}
	for _, role := range []models.RoleName{models.RoleOwner, models.RoleOffice, models.RoleGovernment, models.RoleUnit} {
		for _, address := range []string{at + "?lang=zh", at + "?lang=en", "/requests?lang=zh", "/requests?lang=en"} {
			h := d.as(role)
			w := get(h, address)
			if w.Code != http.StatusOK {
				t.Errorf("%s as %s: %d", address, role, w.Code)
			}
			check(t, h, w.Body.String())
		}
	}
	contains(t, get(owner, at+"?lang=zh").Body.String(), []string{"申请延期至2022年12月20日", "由领导审批", "撤回申请"}, nil)
	for _, page := range []string{"/projects/2021/ZD-2021-001?lang=zh", "/projects/2021/ZD-2021-001/milestones/" +
		url.PathEscape("竣工验收") + "/submit?lang=zh"} {
		contains(t, get(owner, page).Body.String(), []string{"已申请延期至2022年12月20日，待审批"}, nil)
	}
	decide := url.Values{"key": {"office"}, "decision": {"refuse"}, "reason": {"材料不全"}}
	if w := sendForm(office, at+"/decide?lang=zh", decide); w.Code != http.StatusForbidden &&
		w.Code != http.StatusUnprocessableEntity {
		t.Errorf("the office decides on a leader's: %d", w.Code)
	}
	government := d.as(models.RoleGovernment)
	contains(t, get(government, at+"?lang=zh").Body.String(), []string{"代录领导审批", "依据的纸质材料"}, nil)
	decide = url.Values{"key": {"paper"}, "decision": {"refuse"}, "reason": {"材料不全，请补充"}}
	if w := sendForm(government, at+"/decide?lang=zh", decide); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without the paper: %d", w.Code)
	} else {
		contains(t, w.Body.String(), []string{"材料不全，请补充", "代录须写明依据"}, nil)
	}
	if w := get(owner, at+"/paper"); w.Code != http.StatusNotFound {
		t.Errorf("a scan that there is not: %d", w.Code)
	}
	if w := sendForm(owner, at+"/withdraw", url.Values{"key": {"back"}}); w.Code != http.StatusSeeOther {
		t.Errorf("withdrawn: %d", w.Code)
	}
	contains(t, get(owner, "/requests?lang=zh").Body.String(), []string{"已撤回"}, nil)
}
