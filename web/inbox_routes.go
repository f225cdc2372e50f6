package web

import "duban/models"

var (
	readsInbox = permission{ask: models.CanReadInbox}
	releases   = permission{ask: models.CanRelease}
)

func (h *handlers) inboxRoutes() []route {
	return []route{
		{pattern: "GET /inbox", who: readsInbox, show: h.showInbox},
		{pattern: "POST /inbox", who: readsInbox, show: h.readInbox},
		{pattern: "GET /release", who: releases, show: h.showRelease},
		{pattern: "POST /release", who: releases, show: h.release},
		{pattern: "POST /release/setting", who: releases, show: h.setRelease},
	}
}
