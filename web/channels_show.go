package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// channelsPage lists the channels by which messages leave the program, with a form for a new one.
type channelsPage struct {
	basePage
	Form     form
	Kinds    []option
	Channels []tracking.ChannelView
	Forms    map[string]form    // by channel: the form that tests or removes it
	Tested   *tracking.SentLine // result of the test just made
}

var channelPhrases = map[models.ChannelKind]phrase{
	models.ChannelMail: "邮件", models.ChannelWebhook: "消息接口", models.ChannelWeCom: "企业微信群机器人",
	models.ChannelDingTalk: "钉钉群机器人", models.ChannelFeishu: "飞书群机器人", models.ChannelInbox: "站内",
}

// ChannelWord returns the name of a kind of channel in the page's language.
func (b basePage) ChannelWord(kind models.ChannelKind) string {
	if p, known := channelPhrases[kind]; known {
		return p.in(b.Lang)
	}
	return "—"
}

func (h *handlers) showChannels(w http.ResponseWriter, r *http.Request) error {
	return h.writeChannels(w, r, http.StatusOK, newForm(r), nil)
}

func (h *handlers) writeChannels(w http.ResponseWriter, r *http.Request, status int, f form,
	tested *tracking.SentLine) error {
	channels, err := h.t.Channels(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := channelsPage{basePage: h.base(w, r), Form: f, Channels: channels, Forms: map[string]form{}, Tested: tested}
	p.add([]string{"channels.css"}, nil)
	for _, kind := range models.ChannelKinds {
		p.Kinds = append(p.Kinds, option{string(kind), p.ChannelWord(kind)})
	}
	for _, c := range channels {
		p.Forms[c.ID] = newForm(r)
	}
	h.write(w, r, status, "channels", "page", p)
	return nil
}
