package activities_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/activities"
	"duban/internal/calendar"
	"duban/internal/testkit/mailtest"
	"duban/models"
	"duban/notify"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

var sendingMorning = models.DateOf(2021, 4, 20).At(9, 5)

// receiver is a robot's service or another system: it records what comes and answers as it is told.
type receiver struct {
	*httptest.Server
	lock   sync.Mutex
	answer http.HandlerFunc
	keys   []string
	bodies []string
}

func newReceiver(t *testing.T, answer http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		content, _ := io.ReadAll(q.Body)
		r.lock.Lock()
		r.keys, r.bodies = append(r.keys, q.Header.Get(notify.HeaderKey)), append(r.bodies, string(content))
		answer := r.answer
		r.lock.Unlock()
		answer(w, q)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) got() (keys, bodies []string) {
	r.lock.Lock()
	defer r.lock.Unlock()
	return append([]string{}, r.keys...), append([]string{}, r.bodies...)
}

func taken(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `{"errcode":0,"code":0}`)
}
func removed(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"errcode":93000}`) }

// outlet is a bench with channels.
type outlet struct {
	t     *testing.T
	store *store.Store
	acts  *activities.Activities
	woken int
}

func newOutlet(t *testing.T) *outlet {
	t.Helper()
	o := &outlet{t: t, store: storetest.New(t)}
	o.acts = &activities.Activities{Store: o.store, Channels: notify.Opener{Timeout: time.Second},
		Wake:     func() { o.woken++ },
		Calendar: func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }}
	o.write(func(tx *store.Tx) error {
		for i := range 3 {
			id := fmt.Sprint("person-", i)
			if err := tx.InsertPerson(models.Person{ID: id, Name: "某人" + id, CreatedAt: 1}); err != nil {
				return err
			}
			if err := tx.PutContact(models.Contact{PersonID: id, Email: id + "@example.gov.cn"}); err != nil {
				return err
			}
		}
		return nil
	})
	return o
}

func (o *outlet) write(fn func(*store.Tx) error) {
	o.t.Helper()
	storetest.Write(o.t, o.store, fn)
}

func (o *outlet) channel(c models.Channel, address string) {
	o.t.Helper()
	sealed, err := models.SealedChannel{Nonce: c.ID, Address: address}.Seal()
	if err != nil {
		o.t.Fatal(err)
	}
	c.Sealed, c.Allowed, c.Name = sealed, "127.0.0.1", cmp.Or(c.Name, "渠道"+c.ID)
	o.write(func(tx *store.Tx) error { return tx.InsertChannel(c) })
}

func (o *outlet) mail(server *mailtest.Server, id string) {
	o.channel(models.Channel{ID: id, Kind: models.ChannelMail, Sender: "duban@example.gov.cn", Security: "none"},
		"smtp://"+server.Address)
}

func (o *outlet) put(rows ...models.Delivery) {
	o.t.Helper()
	for i := range rows {
		r := &rows[i]
		r.Kind, r.Status = cmp.Or(r.Kind, models.DeliveryDigest), cmp.Or(r.Status, models.DeliveryWaiting)
		r.PersonID, r.CreatedAt = cmp.Or(r.PersonID, "person-0"), cmp.Or(r.CreatedAt, sendingMorning)
	}
	o.write(func(tx *store.Tx) error {
		_, err := tx.InsertDeliveries(rows...)
		return err
	})
}

// look routes once and sends by every channel that has something to send.
func (o *outlet) look(now models.Instant) contract.Routed {
	o.t.Helper()
	routed, err := o.acts.RouteDeliveries(o.t.Context(), contract.Deliver{Now: now})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, id := range routed.Channels {
		if _, err := o.acts.SendDeliveries(o.t.Context(), contract.SendBy{Channel: id, Now: now}); err != nil {
			o.t.Fatal(err)
		}
	}
	return routed
}

func (o *outlet) delivery(key string) (d models.Delivery) {
	o.t.Helper()
	storetest.Read(o.t, o.store, func(tx *store.Tx) (err error) {
		d, err = tx.Delivery(key)
		return err
	})
	return d
}

func (o *outlet) want(key string, status models.DeliveryStatus, channel, why string) {
	o.t.Helper()
	if d := o.delivery(key); d.Status != status || d.Channel != channel || d.Why != why {
		o.t.Errorf("%s: %s by %q, %q; want %s by %q, %q", key, d.Status, d.Channel, d.Why, status, channel, why)
	}
}

func TestEachDeliveryLeavesOnceAndSaysNoMoreThanItMay(t *testing.T) {
	o, server := newOutlet(t), mailtest.Start(t, mailtest.Options{})
	group := newReceiver(t, taken)
	o.mail(server, "mail")
	o.channel(models.Channel{ID: "group", Kind: models.ChannelWeCom, PartyID: "unit", Titles: true}, group.URL)
	o.write(func(tx *store.Tx) error {
		return tx.PutContact(models.Contact{PersonID: "person-1"}) // no address: the group tells them
	})
	const body = "甲项目月报逾期，完成投资 1,234.5 万元\n联系人 13812345678"
	o.put(models.Delivery{Key: "a", Count: 2, Items: `["i1","i2"]`, Body: body},
		models.Delivery{Key: "b", PersonID: "person-1", PartyID: "unit", Count: 2, Items: `["i1","i2"]`, Body: body},
		models.Delivery{Key: "c", PersonID: "person-1", PartyID: "unit", Count: 2, Items: `["i2","i3"]`, Body: "乙项目节点逾期"},
		models.Delivery{Key: "later", NotBefore: sendingMorning.Add(time.Hour)},
		models.Delivery{Key: "listed", Status: models.DeliveryListed})
	for range 3 {
		o.look(sendingMorning)
	}
	if routed := o.look(sendingMorning); len(routed.Channels) > 0 || routed.NextAt != sendingMorning.Add(time.Hour) {
		t.Errorf("next: %+v", routed)
	}
	letters := server.Letters()
	if len(letters) != 1 || letters[0].To[0] != "person-0@example.gov.cn" {
		t.Fatalf("letters: %+v", letters)
	}
	_, bodies := group.got()
	if len(bodies) != 1 || !strings.Contains(bodies[0], "渠道group有 3 项待办") || strings.Contains(bodies[0], "1,234") ||
		strings.Contains(bodies[0], "138") || !strings.Contains(bodies[0], "甲项目月报逾期") {
		t.Errorf("the group was told: %q", bodies)
	}
	o.want("a", models.DeliveryDelivered, "mail", "")
	o.want("b", models.DeliveryDelivered, "group", "")
	o.want("c", models.DeliveryDelivered, "group", "")
	o.want("later", models.DeliveryWaiting, "", "")
	o.want("listed", models.DeliveryListed, "", "")
}

// What a delivery lists is looked at again when it is sent: with nothing left it is dropped, and the next one goes.
func TestADeliveryOfWhichNothingHoldsIsNotSent(t *testing.T) {
	o, server := newOutlet(t), mailtest.Start(t, mailtest.Options{})
	o.mail(server, "mail")
	o.write(func(tx *store.Tx) error {
		_, err := tx.InsertInbox(models.InboxEntry{ID: "ended", PersonID: "person-0", MessageKey: "m", Title: "题",
			At: sendingMorning, EndedAt: sendingMorning, Ended: "节点已完成"})
		return err
	})
	o.put(models.Delivery{Key: "a", Count: 1, Items: `["ended"]`}, models.Delivery{Key: "b", PersonID: "person-1",
		Count: 1})
	o.look(sendingMorning)
	if letters := server.Letters(); len(letters) != 1 || letters[0].To[0] != "person-1@example.gov.cn" {
		t.Errorf("letters: %+v", letters)
	}
	if d := o.delivery("a"); d.Status != models.DeliveryDropped || d.Why == "" {
		t.Errorf("%+v", d)
	}
}

func TestADeadChannelIsReportedAndOthersAreUsed(t *testing.T) {
	o, server := newOutlet(t), mailtest.Start(t, mailtest.Options{})
	hook := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	o.channel(models.Channel{ID: "hook", Kind: models.ChannelWebhook}, hook.URL)
	o.mail(server, "mail")
	o.put(models.Delivery{Key: "a", Count: 1}, models.Delivery{Key: "b", PersonID: "person-1", Count: 1})
	now := sendingMorning
	for range 30 {
		o.look(now)
		now = now.Add(20 * time.Minute)
	}
	o.want("a", models.DeliveryDelivered, "mail", "")
	o.want("b", models.DeliveryDelivered, "mail", "")
	if keys, _ := hook.got(); len(keys) != models.ChannelDeadAfter {
		t.Errorf("%d attempts by the dead channel", len(keys))
	}
	if o.woken != 1 {
		t.Errorf("the outbox was woken %d times", o.woken)
	}
	storetest.Read(t, o.store, func(tx *store.Tx) error {
		c, err := tx.Channel("hook")
		if err == nil && (c.DeadSince == 0 || c.LastError != "对方返回 HTTP 403") {
			t.Errorf("channel: %+v", c)
		}
		told, err2 := tx.PendingOutbox()
		if len(told) != 1 || told[0].Kind != models.NoticeChannel || told[0].Audience != models.ToOffice {
			t.Errorf("the office is told: %+v", told)
		}
		return cmp.Or(err, err2)
	})
	// A test that succeeds revives it.
	hook.lock.Lock()
	hook.answer = taken
	hook.lock.Unlock()
	o.put(models.Delivery{Key: "test", Kind: models.DeliveryTest, Channel: "hook"},
		models.Delivery{Key: "d", PersonID: "person-2", Count: 1, NotBefore: now.Add(time.Minute)})
	o.look(now)
	o.want("test", models.DeliveryDelivered, "hook", "")
	o.look(now.Add(time.Minute))
	o.want("d", models.DeliveryDelivered, "hook", "")
}

func TestARefusalInsideHTTP200IsARefusal(t *testing.T) {
	o, group := newOutlet(t), newReceiver(t, removed)
	o.channel(models.Channel{ID: "group", Kind: models.ChannelWeCom}, group.URL)
	o.put(models.Delivery{Key: "test", Kind: models.DeliveryTest, Channel: "group"}, models.Delivery{Key: "a", Count: 1})
	o.look(sendingMorning)
	o.want("test", models.DeliveryFailed, "group", "企业微信群机器人返回错误 93000（机器人地址无效或已移除）")
	o.want("a", models.DeliveryWaiting, "group", "")
}

func TestAMessageThatMayHaveArrivedIsMarkedAndNotSentAgain(t *testing.T) {
	o, server := newOutlet(t), mailtest.Start(t, mailtest.Options{})
	hook := newReceiver(t, taken)
	o.mail(server, "mail")
	o.channel(models.Channel{ID: "hook", Kind: models.ChannelWebhook, PartyID: "unit"}, hook.URL)
	o.put(models.Delivery{Key: "a", Channel: "mail"}, models.Delivery{Key: "b", Channel: "hook", PartyID: "unit"})
	o.write(func(tx *store.Tx) error { // a process claims both and is killed
		for _, key := range []string{"a", "b"} {
			if claimed, err := tx.ClaimDelivery(key, "killed", sendingMorning.Add(models.DeliveryLease)); err != nil ||
				!claimed {
				t.Fatalf("%s: claimed %t, %v", key, claimed, err)
			}
			if again, err := tx.ClaimDelivery(key, "other", sendingMorning.Add(time.Hour)); err != nil || again {
				t.Fatalf("%s: claimed twice, %v", key, err)
			}
		}
		return nil
	})
	o.look(sendingMorning)
	o.want("a", models.DeliveryClaimed, "mail", "")
	for now := sendingMorning; now < sendingMorning.Add(time.Hour); now = now.Add(2 * time.Minute) {
		o.look(now)
	}
	o.want("a", models.DeliveryUncertain, "mail", "发送中断，对方可能已收到，不再自动重发")
	o.want("b", models.DeliveryDelivered, "hook", "")
	keys, _ := hook.got()
	if len(server.Letters()) != 0 || len(keys) != 1 || keys[0] != "b" {
		t.Errorf("%d letters, webhook %v", len(server.Letters()), keys)
	}
	// Whoever was slow and comes back settles nothing.
	slow := o.delivery("a")
	slow.Status = models.DeliveryDelivered
	o.write(func(tx *store.Tx) error {
		if done, err := tx.SettleDelivery(slow, models.DeliveryClaimed, "killed"); err != nil || done {
			t.Errorf("settled after the claim had ended: %t, %v", done, err)
		}
		return nil
	})
}

func TestARobotIsNotToldMoreOftenThanItsServiceTakes(t *testing.T) {
	o, group := newOutlet(t), newReceiver(t, taken)
	o.channel(models.Channel{ID: "group", Kind: models.ChannelWeCom}, group.URL)
	sent := func() int { _, bodies := group.got(); return len(bodies) }
	now, next := sendingMorning, 0
	for range 60 { // a new delivery every second
		o.put(models.Delivery{Key: fmt.Sprint("d", next), Count: 1})
		next++
		o.look(now)
		now = now.Add(time.Second)
	}
	if n := sent(); n > 20 || n < 10 {
		t.Errorf("%d messages in a minute", n)
	}
	o.look(now.Add(10 * time.Second))
	for i := range next {
		o.want(fmt.Sprint("d", i), models.DeliveryDelivered, "group", "")
	}
	before := sent()
	half := models.DateOf(2021, 4, 20).At(9, 30)
	o.put(models.Delivery{Key: "half", Count: 1})
	if routed := o.look(half); len(routed.Channels) != 1 || sent() != before {
		t.Errorf("at half past: %+v, %d messages", routed, sent()-before)
	}
	routed := o.look(half)
	if at := routed.NextAt.Time().Format("15:04:05"); at < "09:31:00" || at > "09:31:05" {
		t.Errorf("next at %s", at)
	}
	o.look(routed.NextAt)
	o.want("half", models.DeliveryDelivered, "group", "")
}

func TestARefusedLetterGoesByTheNextChannel(t *testing.T) {
	o := newOutlet(t)
	server := mailtest.Start(t, mailtest.Options{Mail: func(string) error { return mailtest.Refuse(550) }})
	group := newReceiver(t, taken)
	o.mail(server, "mail")
	o.channel(models.Channel{ID: "group", Kind: models.ChannelFeishu, PartyID: "unit"}, group.URL)
	o.put(models.Delivery{Key: "a", PartyID: "unit", Count: 1}, models.Delivery{Key: "b", Count: 1},
		models.Delivery{Key: "c", PersonID: "gone", Count: 1})
	for range 3 {
		o.look(sendingMorning)
	}
	o.want("a", models.DeliveryDelivered, "group", "")
	o.want("b", models.DeliveryFailed, "", "邮件服务器返回 550，不收这封邮件；站内可见")
	o.want("c", models.DeliveryDelivered, "inbox", "未登记外部渠道，只在站内")
}

func TestASecretIsInNoRowOfTheRecord(t *testing.T) {
	o := newOutlet(t)
	o.channel(models.Channel{ID: "group", Kind: models.ChannelWeCom}, "http://127.0.0.1:9/send?key=geheim-key")
	o.put(models.Delivery{Key: "test", Kind: models.DeliveryTest, Channel: "group"})
	o.look(sendingMorning)
	dump := storetest.Dump(t, o.store)
	for table, rows := range dump {
		if table != "channels" && strings.Contains(rows, "geheim") {
			t.Errorf("table %s contains the secret", table)
		}
	}
	if content, err := json.Marshal(o.delivery("test")); err != nil || strings.Contains(string(content), "geheim") {
		t.Errorf("%s, %v", content, err)
	}
}
