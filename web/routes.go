package web

import (
	"net/http"
	"slices"

	"duban/models"
)

// route is an address, who may open it, and what answers. An error it returns becomes a page.
type route struct {
	pattern string
	who     permission
	show    func(w http.ResponseWriter, r *http.Request) error
	body    int64 // largest body in bytes; 0: that of a form
}

// permission is who may open an address. What they see there is for tracking to say.
type permission struct {
	public bool
	ask    func(models.Actor) error // nil: everybody who is logged in
}

// The permissions, by the questions of models.
var (
	public      = permission{public: true}
	signedIn    = permission{}
	seesAll     = permission{ask: models.CanSeeAll}
	seesOwn     = permission{ask: models.CanSeeProjects}
	handsIn     = permission{ask: models.CanSubmit}
	reviews     = permission{ask: models.CanReview}
	plans       = permission{ask: models.CanPlan}
	confirms    = permission{ask: models.CanConfirmClock}
	leads       = permission{ask: models.CanActAsLeader}
	seesPeople  = permission{ask: models.CanSeeAccounts}
	administers = permission{ask: models.CanAdminister}
	decides     = permission{ask: models.CanDecideRequests}
	audits      = permission{ask: models.CanAudit}
	diagnoses   = permission{ask: models.CanDiagnose}
)

// routes lists every address of the pages. How to add one stands in docs/pages.md.
func (h *handlers) routes() []route {
	return slices.Concat([]route{
		{pattern: "GET /{$}", who: seesAll, show: h.showOverview},

		{pattern: "GET /login", who: public, show: h.showLogIn},
		{pattern: "POST /login", who: public, show: h.logIn},
		{pattern: "POST /logout", who: public, show: h.logOut},
		{pattern: "GET /password", who: signedIn, show: h.showPassword},
		{pattern: "POST /password", who: signedIn, show: h.changePassword},
		{pattern: "GET /signon", who: public, show: h.beginSignOn},
		{pattern: "GET /signon/return", who: public, show: h.finishSignOn},

		{pattern: "GET /static/{sum}/{name}", who: public, show: h.showAsset},
		{pattern: "/", who: public, show: h.showUnknown},
	},
		h.accountRoutes(),
		h.helpRoutes(),
		h.clockRoutes(),
		h.projectRoutes(),
		h.importRoutes(),
		h.outputRoutes(),
		h.taskRoutes(),
		h.ladderRoutes(),
		h.reviewRoutes(),
		h.boardRoutes(),
		h.roundRoutes(),
		h.planRoutes(),
		h.trialRoutes(),
		h.systemRoutes(),
	)
}
