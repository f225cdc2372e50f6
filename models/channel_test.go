package models

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever the moments at which it is asked, a robot sends no more than its service takes in any minute and any second.
func TestNoMinuteHasMoreMessagesThanTheServiceTakes(t *testing.T) {
	for kind, limit := range map[ChannelKind]struct{ minute, second int }{
		ChannelWeCom: {20, 20}, ChannelDingTalk: {20, 20}, ChannelFeishu: {100, 5},
	} {
		b, limited := BucketOf(kind)
		if !limited {
			t.Fatalf("%s has no limit", kind)
		}
		rapid.Check(t, func(t *rapid.T) {
			now, turn := InstantOf(time.Date(2026, 11, 30, 9, 0, 0, 0, Shanghai)), Instant(0)
			var sent []Instant
			for range 300 {
				now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "ms")) * time.Millisecond)
				after, wait := b.Take(turn, now)
				turn = after
				if wait > 0 {
					continue
				}
				sent = append(sent, now)
			}
			for i := range sent {
				if n := within(sent[i:], time.Minute); n > limit.minute {
					t.Fatalf("%s: %d messages in a minute", kind, n)
				}
				if n := within(sent[i:], time.Second); n > limit.second {
					t.Fatalf("%s: %d messages in a second", kind, n)
				}
			}
		})
	}
	if _, limited := BucketOf(ChannelMail); limited {
		t.Error("mail is limited")
	}
}

func within(sent []Instant, d time.Duration) (n int) {
	for _, at := range sent {
		if at.Sub(sent[0]) < d {
			n++
		}
	}
	return n
}

// A bucket whose clock was set back an hour does not wait for an hour.
func TestABucketSurvivesAClockThatIsSetBack(t *testing.T) {
	b, _ := BucketOf(ChannelWeCom)
	now := InstantOf(time.Date(2026, 11, 30, 9, 0, 0, 0, Shanghai))
	if _, wait := b.Take(now.Add(time.Hour), now); wait > b.Every {
		t.Errorf("waits %s", wait)
	}
}

func TestRobotsStayAwayFromTheHalfHours(t *testing.T) {
	for text, want := range map[string]string{
		"09:00:00": "09:01:01", "09:01:00": "09:01:01", "09:01:01": "09:01:01", "09:28:59": "09:28:59",
		"09:29:00": "09:31:01",
		"09:30:30": "09:31:01", "23:59:30": "00:01:01", "12:15:00": "12:15:00",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-30 "+text, Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		if got := AwayFromHalfHours(InstantOf(at)).Time().Format("15:04:05"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestASecretIsPrintedNowhere(t *testing.T) {
	sealed, err := SealedChannel{Nonce: "n", Address: "https://x/?key=geheim"}.Seal()
	if err != nil {
		t.Fatal(err)
	}
	c := Channel{ID: "c", Sealed: sealed}
	content, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(content), fmt.Sprintf("%v %+v %#v %s", c, c, c, sealed), fmt.Sprint(&c)} {
		if strings.Contains(text, "geheim") {
			t.Errorf("printed: %s", text)
		}
	}
	if opened, err := sealed.Open(); err != nil || opened.Address != "https://x/?key=geheim" {
		t.Errorf("opened: %v", err)
	}
}

func TestChannelAddressesThatAreRefused(t *testing.T) {
	for _, test := range []struct {
		kind    ChannelKind
		address string
		allowed []string
		code    string
	}{
		{ChannelWebhook, "https://msg.example.gov.cn/duban?token=1", nil, ""},
		{ChannelWebhook, "http://msg.example.gov.cn/duban", nil, "not_encrypted"},
		{ChannelWebhook, "http://10.1.2.3:8080/duban", []string{"10.1.2.3"}, ""},
		{ChannelWebhook, "ftp://msg.example.gov.cn", nil, "bad_address"},
		{ChannelWebhook, "https://u:p@msg.example.gov.cn", nil, "bad_address"},
		{ChannelWebhook, "msg.example.gov.cn", nil, "bad_address"},
		{ChannelWeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", nil, ""},
		{ChannelWeCom, "https://evil.example/cgi-bin/webhook/send?key=k", nil, "host_not_allowed"},
		{ChannelDingTalk, "https://ding.example.gov.cn/robot/send", []string{"ding.example.gov.cn"}, ""},
		{ChannelMail, "smtp://mail.example.gov.cn:587", nil, ""},
		{ChannelMail, "https://mail.example.gov.cn", nil, "bad_address"},
	} {
		_, err := CheckChannelAddress(test.kind, test.address, test.allowed)
		if (err == nil) != (test.code == "") || err != nil && AsError(err).Code != test.code {
			t.Errorf("%s %s: %v, want %q", test.kind, test.address, err, test.code)
		}
		if err != nil && strings.Contains(err.Error(), "key=") {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
}

func TestTheNextChannelIsThePersonsOwnAndAlive(t *testing.T) {
	mail := Channel{ID: "mail", Kind: ChannelMail, CreatedAt: 1}
	all := Channel{ID: "all", Kind: ChannelWeCom, CreatedAt: 2}
	unit := Channel{ID: "unit", Kind: ChannelWeCom, PartyID: "u1", CreatedAt: 3}
	other := Channel{ID: "other", Kind: ChannelWebhook, PartyID: "u2", CreatedAt: 4}
	gone := Channel{ID: "gone", Kind: ChannelWebhook, CreatedAt: 5, RemovedAt: 9}
	channels := []Channel{mail, all, unit, other, gone}
	dead := append([]Channel{}, channels...)
	dead[0].DeadSince = 7
	for _, test := range []struct {
		channels []Channel
		reach    Reach
		tried    string
		want     string
	}{
		{channels, Reach{Email: "a@b.cn", Parties: []string{"u1"}}, "", "mail"},
		{channels, Reach{Parties: []string{"u1"}}, "", "unit"},
		{channels, Reach{}, "", "all"},
		{dead, Reach{Email: "a@b.cn"}, "", "all"},
		{channels, Reach{Email: "a@b.cn"}, "mail all", ""},
		{dead[:1], Reach{Email: "a@b.cn"}, "", "mail"},
		{channels[:1], Reach{}, "", ""},
	} {
		got, found := NextChannel(test.channels, test.reach, Delivery{Tried: test.tried})
		if got.ID != test.want || found != (test.want != "") {
			t.Errorf("%+v, tried %q: %q, want %q", test.reach, test.tried, got.ID, test.want)
		}
	}
}

func TestWhatIsSaidOutside(t *testing.T) {
	plain := Outside{Count: 3, Site: "https://duban"}
	if got, want := plain.Text(0), "【督办】您有 3 项待办，请登录查看\nhttps://duban"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	long := Outside{Count: 90, Group: "区住建局", Site: "https://duban"}
	for i := range 90 {
		long.Titles = append(long.Titles, fmt.Sprintf("第 %d 个项目的月报逾期 3 个工作日", i+1))
	}
	got := long.Text(2048)
	if len(got) > 2048 || !strings.Contains(got, "另有 ") || !strings.HasPrefix(got, "【督办】区住建局有 90 项待办") ||
		!strings.HasSuffix(got, "\nhttps://duban") {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	if got := (Outside{Count: 2, Hello: "区发改局局长"}).Text(0); got != "区发改局局长：您有 2 项待办，请登录查看" {
		t.Errorf("%q", got)
	}
}

func TestAnAttemptChangesDeliveryAndChannel(t *testing.T) {
	now := InstantOf(time.Date(2026, 11, 30, 9, 5, 0, 0, Shanghai))
	c, d := Channel{ID: "c", Kind: ChannelMail}, Delivery{Channel: "c", Status: DeliveryClaimed}
	for i := range ChannelDeadAfter {
		var died bool
		s := Sent{Status: DeliveryWaiting, Why: "连接不到", Broken: true}
		c, died = c.After(s, now)
		d = d.After(s, now)
		if died != (i == ChannelDeadAfter-1) || d.Status != DeliveryWaiting || d.NextTry <= now || c.RetryAt <= now {
			t.Fatalf("attempt %d: %+v, %+v", i+1, c, d)
		}
	}
	if revived, _ := c.After(Sent{Status: DeliveryDelivered}, now); !revived.Live() || revived.Failures != 0 {
		t.Errorf("after a success: %+v", revived)
	}
	refused := d.After(Sent{Status: DeliveryFailed, Why: "不收"}, now)
	if refused.Status != DeliveryWaiting || refused.Channel != "" || refused.Tried != "c" {
		t.Errorf("after a refusal: %+v", refused)
	}
	if got := d.Unclaimed(ChannelMail, now); got.Status != DeliveryUncertain || got.At != now {
		t.Errorf("a mail whose sender stopped: %+v", got)
	}
	if got := d.Unclaimed(ChannelWebhook, now); got.Status != DeliveryWaiting {
		t.Errorf("a webhook whose sender stopped: %+v", got)
	}
	if got := SendAgainIn(1, time.Hour); got != time.Hour {
		t.Errorf("asked to wait an hour: %s", got)
	}
}
