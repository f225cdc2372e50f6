package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"duban/models"
)

// Case 11 of the office: a list with more than 312 old items and 921 messages goes live. Every page of the wizard is
// small and asks little of the database, the old items are settled in bulk with grounds, what each receiver would get
// is counted and shown, a past day is refused, and the way back sends nothing.
func TestGoingLiveWithHundredsOfOldItems(t *testing.T) {
	d := newSubmissionFixtureFrom(t, 48, 0)
	h := d.as(models.RoleOffice)
	first := models.DateOf(2021, 7, 19)
	_, err := d.service.SetLadder(t.Context(), reviewer, "ladder", "", models.NewLadder, false)
	d.must(t, err)
	number := func(page, pattern string) int {
		t.Helper()
		m := regexp.MustCompile(pattern).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no %q in %s", pattern, shorten(page))
		}
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		d.must(t, err)
		return n
	}
	look := func(address string) string {
		t.Helper()
		get(h, address)
		before := queries.Load()
		got := get(h, address)
		asked, page := queries.Load()-before, got.Body.String()
		if got.Code != http.StatusOK || len(page) > largestPage || asked > mostQueries {
			t.Errorf("%s: status %d, %d bytes, %d statements", address, got.Code, len(page), asked)
		}
		check(t, h, page)
		return page
	}
	old := look("/settings/live/old")
	all := number(old, `尚有 (\d+) 件`)
	if all < 312 {
		t.Errorf("%d old items: too few to try it", all)
	}
	entering, err := d.service.GoingLive(t.Context(), reviewer, "", first)
	d.must(t, err)
	t.Logf("%d old items, %d messages to %d receivers", all, entering.Messages, len(entering.Receivers))
	if entering.Messages < 300 || entering.Leaders != 0 {
		t.Errorf("%d messages, %d to leaders", entering.Messages, entering.Leaders)
	}
	wizard := look("/settings/live?from=" + first.String())
	if sent := number(wizard, `首日将向 (\d+) 个单位`); sent != entering.Sent || sent == 0 {
		t.Errorf("the wizard says %d of %d", sent, entering.Sent)
	}
	contains(t, wizard, []string{entering.Receivers[0].Name, "区领导 0 条"}, nil)
	look("/live")
	look("/settings/live/old?page=4")

	settle := url.Values{"key": {"reports"}, "all": {"1"}, "reason": {"历史数据已随台账补录"}, "document": {"专班纪要〔2021〕3号"}}
	got := sendForm(h, "/settings/live/old?item=report", settle)
	if got.Code != http.StatusSeeOther {
		t.Fatalf("settled: %d %s", got.Code, shorten(got.Body.String()))
	}
	reports := number(old, `月报 (\d+)<`)
	if left := number(look("/settings/live/old"), `尚有 (\d+) 件`); left != all-reports || left >= all {
		t.Errorf("%d are left of %d with %d reports settled", left, all, reports)
	}
	live := url.Values{"key": {"live"}, "programme": {"district-2021"}, "from": {"2021-07-09"},
		"confirm": {models.GoLiveWord}}
	if got = sendForm(h, "/settings/live", live); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("a past day: %d", got.Code)
	}
	live.Set("from", first.String())
	if got = sendForm(h, "/settings/live", live); got.Code != http.StatusSeeOther {
		t.Fatalf("live: %d %s", got.Code, shorten(got.Body.String()))
	}
	look("/settings/live")
	back := url.Values{"key": {"back"}, "programme": {"district-2021"}, "back": {"1"}}
	if got = sendForm(h, "/settings/live", back); got.Code != http.StatusSeeOther {
		t.Fatalf("back: %d %s", got.Code, shorten(got.Body.String()))
	}
	contains(t, look("/settings/live"), []string{"还没有选定正式督办的日期"}, nil)
	contains(t, look("/live"), []string{"向区领导发出系统外通知 0 份"}, nil)
}
