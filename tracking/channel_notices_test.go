package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// One address of a robot or a webhook is entered once, however it is written; a mail server may serve several channels.
func TestOneAddressIsEnteredOnce(t *testing.T) {
	h := newEnv(t)
	enter := func(key, name, address string, kind models.ChannelKind) error {
		e := models.ChannelEntry{Kind: kind, Name: name, Address: models.Secret(address), Secret: "s3cret"}
		_, err := h.AddChannel(t.Context(), office, key, e)
		return err
	}
	if err := enter("first", "转发", "https://hook.example.gov.cn/duban", models.ChannelWebhook); err != nil {
		t.Fatal(err)
	}
	for key, address := range map[string]string{"same": "https://hook.example.gov.cn/duban",
		"case": "https://HOOK.example.gov.cn/duban/"} {
		err := enter(key, "再次", address, models.ChannelWebhook)
		if e := models.AsError(err); err == nil || e.Code != "channel_exists" || !strings.Contains(e.Message.Text, "转发") ||
			strings.Contains(e.Message.Text, "duban") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := enter("other", "另一处", "https://hook.example.gov.cn/Duban", models.ChannelWebhook); err != nil {
		t.Error(err)
	}
}

// The doctor names a channel that was taken for dead and one whose last messages all failed. Neither is a fault of the
// data.
func TestTheDoctorNamesChannelsThatDoNotWork(t *testing.T) {
	h := newEnv(t)
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		for i, c := range []models.Channel{{ID: "ch-dead", Name: "旧群", Failures: 5, DeadSince: *h.clock, LastError: "310000"},
			{ID: "ch-weak", Name: "消息接口", Failures: 3, LastError: "超时"}, {ID: "ch-new", Name: "新群", Failures: 1}} {
			c.Kind, c.CreatedAt = models.ChannelWeCom, h.clock.Add(-1)
			if err := tx.InsertChannel(c); err != nil {
				t.Fatal(i, err)
			}
		}
		return nil
	})
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil || !d.OK {
		t.Errorf("%+v, %v", d, err)
	}
	for _, c := range d.Checks {
		if c.Name != "发送渠道" {
			continue
		}
		if said := strings.Join(c.Found, "\n"); len(c.Found) != 2 || !strings.Contains(said, "旧群") ||
			!strings.Contains(said, "310000") || !strings.Contains(said, "最近 3 次") {
			t.Error(said)
		}
		return
	}
	t.Error("the doctor does not look at channels")
}
