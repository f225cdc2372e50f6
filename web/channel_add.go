package web

import (
	"net/http"
	"strings"

	"duban/models"
)

const channelAdded phrase = "渠道已登记，请发一条测试消息"

// addChannel enters a channel. What is secret is not shown again, not even when the form is refused.
func (h *handlers) addChannel(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	entry := models.ChannelEntry{
		Kind: models.ChannelKind(f.Value("kind")), Name: f.Value("name"), Address: models.Secret(f.Value("address")),
		Secret: models.Secret(f.Value("secret")), User: f.Value("user"), Sender: f.Value("from"),
		Allowed: strings.Fields(f.Value("allow")), Site: f.Value("site"), Serves: f.Value("serves"),
		Titles: f.Value("titles") != "",
	}
	if _, err = h.t.AddChannel(r.Context(), actorOf(r), f.Key, entry); err != nil {
		f.values.Del("secret")
		f.values.Del("address")
		fields := map[string]string{"bad_address": "address", "not_encrypted": "address", "host_not_allowed": "allow",
			"bad_host": "allow", "bad_sender": "from", "bad_site": "site", "no_party": "serves", "secret_missing": "secret",
			"bad_channel": "kind", "channel_exists": "address"}
		if f.wrong(err, fields) {
			return h.writeChannels(w, r, statusOf(err), f, nil)
		}
		return err
	}
	return h.redirectWithMessage(w, r, "/channels", string(channelAdded))
}
