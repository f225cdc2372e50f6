package web

import "duban/models"

var (
	managesChannels = permission{ask: models.CanManageChannels}
	seesSent        = permission{ask: models.CanSeeSent}
)

func (h *handlers) channelRoutes() []route {
	return []route{
		{pattern: "GET /channels", who: managesChannels, show: h.showChannels},
		{pattern: "POST /channels", who: managesChannels, show: h.addChannel, fresh: true},
		{pattern: "POST /channels/{channel}/test", who: managesChannels, show: h.testChannel},
		{pattern: "POST /channels/{channel}/remove", who: managesChannels, show: h.removeChannel, fresh: true},
		{pattern: "GET /sent", who: seesSent, show: h.showSent},
		{pattern: "GET /sent-texts", who: managesChannels, show: h.showPasteTexts},
		{pattern: "POST /account/calendar", who: signedIn, show: h.hangFeed},
		{pattern: "GET /ics/{link}", who: public, show: h.showFeed},
	}
}
