package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
)

func TestTheCalendarOfDueDaysOpensByItsLink(t *testing.T) {
	d := halfYear(t)
	h := d.as(models.RoleOwner)
	page := postForm(h, "/account/calendar", url.Values{"key": {"feed-1"}})
	link := regexp.MustCompile(`/ics/ics_[0-9a-f]+\.ics`).FindString(page.Body.String())
	if page.Code != http.StatusOK || link == "" {
		t.Fatalf("%d, no link on the page", page.Code)
	}
	feed := get(h, link)
	body := feed.Body.String()
	if feed.Code != http.StatusOK || feed.Header().Get("Content-Type") != "text/calendar; charset=utf-8" ||
		!strings.HasPrefix(body, "BEGIN:VCALENDAR\r\n") || strings.Contains(body, "万元") {
		t.Errorf("%d %v\n%s", feed.Code, feed.Header(), body)
	}
	if wrong := get(h, "/ics/ics_0000.ics"); wrong.Code != http.StatusNotFound {
		t.Errorf("a link that never existed: %d", wrong.Code)
	}
}

func TestAChannelIsEnteredAndItsSecretsAreNotShown(t *testing.T) {
	d := halfYear(t)
	h := d.as(models.RoleOffice)
	entry := url.Values{"key": {"ch-1"}, "kind": {"dingtalk"}, "name": {"信访局工作群"}, "secret": {"SEC-geheim"},
		"address": {"https://evil.example/robot/send?access_token=geheim"}}
	refused := postForm(h, "/channels", entry)
	if body := refused.Body.String(); refused.Code != http.StatusUnprocessableEntity || strings.Contains(body, "geheim") ||
		!strings.Contains(body, "不是钉钉群机器人的公开主机") {
		t.Errorf("%d\n%s", refused.Code, body)
	}
	entry.Set("key", "ch-2")
	entry.Set("address", "https://oapi.dingtalk.com/robot/send?access_token=geheim")
	if got := postForm(h, "/channels", entry); got.Code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.Code, got.Body)
	}
	list := get(h, "/channels").Body.String()
	if !strings.Contains(list, "信访局工作群") || !strings.Contains(list, "oapi.dingtalk.com") ||
		strings.Contains(list, "geheim") {
		t.Errorf("the page:\n%s", list)
	}
	remove := regexp.MustCompile(`/channels/ch-[0-9a-f]{12}/remove`).FindString(list)
	if got := postForm(h, remove, url.Values{"key": {"ch-3"}}); got.Code != http.StatusSeeOther {
		t.Errorf("%s: %d", remove, got.Code)
	}
	if list := get(h, "/channels").Body.String(); strings.Contains(list, "信访局工作群") {
		t.Error("a removed channel is listed")
	}
}

func TestTheSentLogSaysWhatBecameOfEachMessage(t *testing.T) {
	d := halfYear(t)
	if err := d.store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.InsertDeliveries(
			models.Delivery{Key: "d/1", Kind: models.DeliveryDigest, Count: 3, Status: models.DeliveryUncertain,
				CreatedAt: d.now, Why: "发送中断，对方可能已收到，不再自动重发", At: d.now},
			models.Delivery{Key: "d/2", Kind: models.DeliveryAtOnce, Count: 1, Status: models.DeliveryDelivered,
				CreatedAt: d.now, Channel: string(models.ChannelInbox), At: d.now})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	page := get(d.as(models.RoleOffice), "/sent")
	body := page.Body.String()
	for _, want := range []string{"可能重复", "对方可能已收到", "3 项", "站内", "已送达"} {
		if page.Code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d, lacks %s:\n%s", page.Code, want, body)
		}
	}
}
