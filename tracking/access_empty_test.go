package tracking_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// nobodys is a district in which one project has no owner, no responsible unit and no sponsor, and a report of it
// waits.
func nobodys(t *testing.T) (*env, models.Project) {
	t.Helper()
	h := newEnv(t)
	d := first(3)
	d.Projects = slices.Clone(d.Projects)
	d.Projects[1].Owner, d.Projects[1].ResponsibleUnit, d.Projects[1].Sponsor = "", "", ""
	h.bring("plan", planBook(t, d))
	h.bring("milestones", milestoneBook(t, d, planDay.Date()))
	h.until(models.DateOf(2021, 3, 26).At(15, 0))
	p := h.project(d.Projects[1].Project.Name).Project
	if p.OwnerID != "" || p.ResponsibleUnitID != "" || p.SponsorPostID != "" {
		t.Fatalf("somebody's: %+v", p)
	}
	amount := models.Money(4_711_000_000)
	if _, err := h.ReportMonth(t.Context(), models.Operator, "k", p.Code, 0, models.ReportMonthCommand{
		Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true, Problems: "没有人的问题", Paper: "表",
	}); err != nil {
		t.Fatal(err)
	}
	return h, p
}

// reads are the questions whose answer depends on whom the asker acts for.
var reads = map[string]func(h *env, a models.Actor, p models.Project) (any, error){
	"Tasks": func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Tasks(h.t.Context(), a) },
	"Projects": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Projects(h.t.Context(), a, tracking.ProjectFilter{})
	},
	"UnitPage": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.UnitPage(h.t.Context(), a, "", "")
	},
	"EscalationList": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.EscalationList(h.t.Context(), a, tracking.EscalationFilter{})
	},
	"what was late": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.EscalationList(h.t.Context(), a, tracking.EscalationFilter{Closed: true})
	},
	"Escalations": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Escalations(h.t.Context(), a, "", false)
	},
	"Submissions": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Submissions(h.t.Context(), a, "", false)
	},
	"Overview": func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Overview(h.t.Context(), a, "") },
	"Board":    func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Board(h.t.Context(), a, "", 0) },
	"Ranking": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Ranking(h.t.Context(), a, tracking.RankingFilter{})
	},
	"Plans":   func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Plans(h.t.Context(), a, "") },
	"Imports": func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Imports(h.t.Context(), a, "") },
	"Drafts":  func(h *env, a models.Actor, _ models.Project) (any, error) { return h.Drafts(h.t.Context(), a) },
	"Outgoing": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Outgoing(h.t.Context(), a, "", "")
	},
	"ReviewQueue": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.ReviewQueue(h.t.Context(), a, "")
	},
	"Acknowledged": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.Acknowledged(h.t.Context(), a, "k")
	},
	"ProjectPage": func(h *env, a models.Actor, p models.Project) (any, error) {
		return h.ProjectPage(h.t.Context(), a, p.Code)
	},
	"PlanPage": func(h *env, a models.Actor, p models.Project) (any, error) {
		return h.PlanPage(h.t.Context(), a, p.Code)
	},
	"ProjectHistory": func(h *env, a models.Actor, p models.Project) (any, error) {
		return h.ProjectHistory(h.t.Context(), a, p.Code, 0, 50)
	},
	"ReportForm": func(h *env, a models.Actor, p models.Project) (any, error) {
		return h.ReportForm(h.t.Context(), a, p.Code, models.MonthOf(2021, 2))
	},
	"ReportBatch": func(h *env, a models.Actor, _ models.Project) (any, error) {
		return h.ReportBatch(h.t.Context(), a, models.MonthOf(2021, 2), wholeList)
	},
	"Template": func(h *env, a models.Actor, _ models.Project) (any, error) {
		_, content, err := h.Template(h.t.Context(), a, tracking.TemplateRequest{Kind: "progress"})
		return content, err
	},
}

// Who acts for no one, or for an organisation without projects, sees nothing of a project that is no one's: an empty ID
// matches no empty ID, in any question.
func TestNoOrganisationMatchesNoOrganisation(t *testing.T) {
	h, p := nobodys(t)
	role := func(r models.RoleName, organisation, post string) models.Actor {
		return models.Actor{ID: "p", Name: "某", Roles: []models.Role{{Role: r, OrganisationID: organisation, PostID: post}}}
	}
	for name, actor := range map[string]models.Actor{
		"a unit without an organisation":   role(models.RoleUnit, "", ""),
		"an owner without an organisation": role(models.RoleOwner, "", ""),
		"both": {ID: "p", Name: "某", Roles: []models.Role{{Role: models.RoleUnit},
			{Role: models.RoleOwner}}},
		"a unit without a project":   role(models.RoleUnit, "org-none", ""),
		"an owner without a project": role(models.RoleOwner, "org-none", ""),
		"nobody":                     {},
	} {
		for what, read := range reads {
			got, err := read(h, actor, p)
			if err != nil {
				if e := models.AsError(err); e.Kind.Ours() {
					t.Errorf("%s asks %s: %v", name, what, err)
				}
				continue
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{p.Code, p.Name, "没有人的问题", "4711000000"} {
				if strings.Contains(string(text), secret) {
					t.Errorf("%s asks %s and reads %q: %.300s", name, what, secret, text)
				}
			}
		}
		if _, err := h.SubmitMilestone(t.Context(), actor, "s", p.Code, 0, models.SubmitMilestoneCommand{}); models.KindOf(
			err) != models.KindNotFound &&
			models.KindOf(err) != models.KindForbidden {
			t.Errorf("%s hands in: %v", name, err)
		}
	}
	// The office sees it in the same questions, so that what is not found above is not simply absent.
	seen := 0
	for _, read := range reads {
		got, err := read(h, office, p)
		if text, _ := json.Marshal(got); err == nil && strings.Contains(string(text), p.Code) {
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("the office finds the project in %d answers only", seen)
	}
	// A leader without a post leads nothing, and decides on nothing.
	page, err := h.LeaderPage(t.Context(), role(models.RoleLeader, "", ""), "")
	if err != nil || len(page.Led)+len(page.Posts)+len(page.ToDecide) > 0 {
		t.Errorf("a leader without a post: %+v, %v", page.Led, err)
	}
}
