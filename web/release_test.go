package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// listDigests puts two digests to leaders on the list; returned are their row keys.
func (d *fixture) listDigests(t *testing.T) (keys []string) {
	t.Helper()
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		for _, person := range []string{"leader-a", "leader-b"} {
			one := models.Digest(person, []models.InboxEntry{{ID: "entry-" + person, PersonID: person, Title: "红牌事项 " + person,
				ByPost: true, At: d.now}}, false, d.now)
			if _, err := tx.InsertDeliveries(one); err != nil {
				return err
			}
			keys = append(keys, one.Key)
		}
		return nil
	}))
	return keys
}

func (d *fixture) statusOf(t *testing.T, key string) (status models.DeliveryStatus, why string) {
	t.Helper()
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		one, err := tx.Delivery(key)
		status, why = one.Status, one.Why
		return err
	})
	return status, why
}

// The office lets one digest go and holds the other back, which needs a reason; nothing chosen sends nothing.
func TestTheOfficeReleasesDigests(t *testing.T) {
	d := copyOfHalfYear(t)
	keys := d.listDigests(t)
	office := d.as(models.RoleOffice)
	contains(t, get(office, "/release").Body.String(), []string{"红牌事项 leader-a", "红牌事项 leader-b", "发送所选"}, nil)

	none := sendForm(office, "/release", url.Values{"key": {"digests k0"}})
	if none.Code != http.StatusUnprocessableEntity {
		t.Errorf("nothing chosen: %d", none.Code)
	}
	contains(t, none.Body.String(), []string{"请先勾选通知", "红牌事项 leader-a"}, nil)
	if got := sendForm(office, "/release", url.Values{"key": {"digests k1"},
		"delivery": {keys[0]}}); got.Code != http.StatusSeeOther {
		t.Fatalf("released: %d %s", got.Code, got.Body)
	}
	if status, _ := d.statusOf(t, keys[0]); status != models.DeliveryWaiting {
		t.Errorf("the chosen one is %s", status)
	}
	if status, _ := d.statusOf(t, keys[1]); status != models.DeliveryListed {
		t.Errorf("the other is %s", status)
	}

	hold := url.Values{"key": {"digests k2"}, "delivery": {keys[1]}, "hold": {"yes"}}
	silent := sendForm(office, "/release", hold)
	if silent.Code != http.StatusUnprocessableEntity {
		t.Errorf("held without a reason: %d", silent.Code)
	}
	contains(t, silent.Body.String(), []string{"暂不发送须写明原因"}, nil)
	hold.Set("key", "k3")
	hold.Set("why", "会议后再报")
	if got := sendForm(office, "/release", hold); got.Code != http.StatusSeeOther {
		t.Errorf("held: %d %s", got.Code, got.Body)
	}
	if status, why := d.statusOf(t, keys[1]); status != models.DeliveryDropped || why != "会议后再报" {
		t.Errorf("held back: %s %q", status, why)
	}
	contains(t, get(office, "/release").Body.String(), []string{"暂无待核发的通知"}, []string{"红牌事项"})
	setting := url.Values{"key": {"k4"}, "programme": {"district-2021"}, "auto": {"yes"}}
	if got := sendForm(office, "/release/setting", setting); got.Code != http.StatusSeeOther {
		t.Errorf("the setting: %d %s", got.Code, got.Body)
	}
	contains(t, get(office, "/release").Body.String(), []string{`name="auto" value="yes" checked`}, nil)
}

// A person reads what they were told and marks it; another's messages are not theirs to mark.
func TestAPersonReadsTheirMessages(t *testing.T) {
	d := copyOfHalfYear(t)
	const reader = "person-of-read_only"
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.InsertInbox(models.InboxEntry{ID: "mine", PersonID: reader, Title: "给本人的消息", Path: "/tasks", At: d.now},
			models.InboxEntry{ID: "other", PersonID: "another", Title: "给他人的消息", At: d.now})
		return err
	}))
	pages := d.as(models.RoleReadOnly)
	contains(t, get(pages, "/inbox").Body.String(), []string{"给本人的消息", `href="/tasks"`, "1 条未读"}, []string{"给他人的消息"})
	if got := sendForm(pages, "/inbox", url.Values{"key": {"k"},
		"id": {"mine", "other"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("marked: %d %s", got.Code, got.Body)
	}
	contains(t, get(pages, "/inbox").Body.String(), []string{"0 条未读"}, nil)
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		unread, _, err := tx.CountInbox("another")
		if unread != 1 {
			t.Errorf("another has %d unread", unread)
		}
		return err
	})
}

// Messages named a project by its code alone; now they name its year too. Both lead to it.
func TestAMessageLeadsToItsProject(t *testing.T) {
	d := halfYear(t)
	page := "/projects/2021/ZD-2021-001"
	if got := get(d.as(models.RoleOffice), "/projects/ZD-2021-001"); got.Header().Get("Location") != page {
		t.Errorf("%d to %q", got.Code, got.Header().Get("Location"))
	}
	if got := models.ProjectPath(models.Project{Year: 2021, Code: "ZD-2021-001"}); got != page {
		t.Errorf("a message leads to %s", got)
	}
}
