package web

import (
	"net/http"
	"slices"

	"duban/models"
)

// route is a pattern, who may open it and its handler. An error of the handler is shown by showError.
type route struct {
	pattern string
	who     permission
	show    func(w http.ResponseWriter, r *http.Request) error
	body    int64 // largest request body in bytes; 0: largestForm
	// a sensitive act: the person gives their password again if they have not done so lately (AccountPolicy.NeedsProof)
	fresh bool
}

// permission is who may open a route. What they see there is decided in tracking.
type permission struct {
	public bool
	ask    func(models.Actor) error // nil: everyone who is logged in
}

// The permissions; each is a question of models/access.go.
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
	seesPolicy  = permission{ask: models.CanSeeAccountPolicy}
	setsPolicy  = permission{ask: models.CanSetAccountPolicy}
	seesPosts   = permission{ask: models.CanSeePosts}
	seesPhones  = permission{ask: models.CanSeePhoneBook}
	names       = permission{ask: models.CanList}
	instructs   = permission{ask: models.CanInstruct}
	diagnoses   = permission{ask: models.CanDiagnose}
)

// routes returns the route table. docs/pages.md explains how to add a page.
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
		h.postRoutes(),
		h.peopleRoutes(),
		h.helpRoutes(),
		h.clockRoutes(),
		h.problemRoutes(),
		h.orderRoutes(),
		h.meetingRoutes(),
		h.projectRoutes(), h.commentRoutes(),
		h.importRoutes(),
		h.outputRoutes(),
		h.urgentRoutes(),
		h.taskRoutes(), h.offlineRoutes(), h.dueRoutes(),
		h.inboxRoutes(),
		h.ladderRoutes(),
		h.reviewRoutes(),
		h.correctionRoutes(),
		h.askedRoutes(),
		h.boardRoutes(),
		h.roundRoutes(), h.interimRoutes(), h.platformRoutes(),
		h.permitRoutes(),
		h.fundRoutes(),
		h.confirmationRoutes(),
		h.meetingTemplateRoutes(),
		h.scoreRoutes(), h.outingRoutes(),
		h.planRoutes(), h.targetRoutes(), h.calendarRoutes(),
		h.trialRoutes(),
		h.rulesRoutes(),
		h.burdenRoutes(),
		h.forecastRoutes(),
		h.findingRoutes(),
		h.closingRoutes(),
		h.yearEndRoutes(),
		h.reserveRoutes(), h.restructureRoutes(), h.bulkRoutes(),
		h.systemRoutes(),
		h.channelRoutes(),
	)
}
