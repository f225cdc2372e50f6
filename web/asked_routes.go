package web

import (
	"net/url"

	"duban/models"
)

const askedAddress = "/requests"

// decidesAsked is who may decide on requests, for some of which the use case refuses.
var decidesAsked = permission{ask: models.CanDecideAsked}

func (h *handlers) askedRoutes() []route {
	return []route{
		{pattern: "GET /requests", who: seesOwn, show: h.showAsked},
		{pattern: "GET /requests/{request}", who: seesOwn, show: h.showAskedOne},
		{pattern: "GET /requests/{request}/paper", who: seesOwn, show: h.showAskedPaper},
		{pattern: "POST /requests/{request}/decide", who: decidesAsked, show: h.decideAsked},
		{pattern: "POST /requests/{request}/withdraw", who: handsIn, show: h.withdrawAsked},
		{pattern: "GET /projects/{year}/{code}/requests", who: seesOwn, show: h.showAskForm},
		{pattern: "POST /projects/{year}/{code}/requests", who: handsIn, show: h.ask, body: largestUpload},
	}
}

// askAddress returns the address of the form that asks for a project.
func askAddress(year int, code string) string { return projectAddress(year, code) + "/requests" }

// extendAddress returns the address of the form that asks for a milestone's extension.
func extendAddress(year int, code, milestone string) string {
	return askAddress(year, code) + "?kind=extension&milestone=" + url.QueryEscape(milestone)
}
