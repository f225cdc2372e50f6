package models_test

import (
	"fmt"
	"testing"

	"duban/models"
)

func TestAccess(t *testing.T) {
	person := func(roles ...models.Role) models.Actor { return models.Actor{ID: "p", Name: "某", Roles: roles} }
	project := models.Project{Code: "ZD-001", OwnerID: "org-owner", ResponsibleUnitID: "org-unit"}
	const (
		hidden    = "project_not_found"
		forbidden = "forbidden"
	)
	for _, c := range []struct {
		name                                          string
		actor                                         models.Actor
		see, seeAll, fill, review, plan, operate, own string // error code; "": may. own: "on behalf" when filling in
	}{
		{"nobody", person(), hidden, forbidden, hidden, forbidden, forbidden, forbidden, ""},
		{"its owner", person(models.Role{Role: models.RoleOwner, OrganisationID: "org-owner"}), "", forbidden, "", forbidden,
			forbidden, forbidden, ""},
		{"another owner", person(models.Role{Role: models.RoleOwner, OrganisationID: "org-other"}), hidden, forbidden, hidden,
			forbidden, forbidden, forbidden, ""},
		{"an owner in the unit's name", person(models.Role{Role: models.RoleOwner, OrganisationID: "org-unit"}), hidden,
			forbidden, hidden, forbidden, forbidden, forbidden, ""},
		{"its responsible unit", person(models.Role{Role: models.RoleUnit, OrganisationID: "org-unit"}), "", forbidden, "",
			forbidden, forbidden, forbidden, "on behalf"},
		{"another unit", person(models.Role{Role: models.RoleUnit, OrganisationID: "org-other"}), hidden, forbidden, hidden,
			forbidden, forbidden, forbidden, ""},
		{"owner and unit at once: as the owner", person(models.Role{Role: models.RoleUnit, OrganisationID: "org-unit"},
			models.Role{Role: models.RoleOwner, OrganisationID: "org-owner"}),
			"", forbidden, "", forbidden, forbidden, forbidden, ""},
		{"the office", person(models.Role{Role: models.RoleOffice}), "", "", "", "", "", forbidden, "on behalf"},
		{"a leader", person(models.Role{Role: models.RoleLeader, PostID: "post"}), "", "", forbidden, forbidden, forbidden,
			forbidden, ""},
		{"a reader", person(models.Role{Role: models.RoleReadOnly}), "", "", forbidden, forbidden, forbidden, forbidden, ""},
		{"the operator", models.Operator, "", "", "", "operator_may_not_review", "", "", "on behalf"},
		{"the program", models.System, hidden, forbidden, hidden, forbidden, forbidden, forbidden, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBehalf, fill := models.CanFill(c.actor, project)
			for what, check := range map[string]struct {
				err  error
				want string
			}{
				"see": {models.CanSee(c.actor, project), c.see}, "see all": {models.CanSeeAll(c.actor), c.seeAll},
				"fill":   {fill, c.fill},
				"review": {models.CanReview(c.actor), c.review}, "plan": {models.CanPlan(c.actor), c.plan},
				"operate": {models.CanOperate(c.actor), c.operate},
			} {
				kind := map[string]models.Kind{"": "", hidden: models.KindNotFound}
				want, ok := kind[check.want]
				if !ok {
					want = models.KindForbidden
				}
				code := ""
				if check.err != nil {
					code = models.AsError(check.err).Code
				}
				if models.KindOf(check.err) != want || code != check.want {
					t.Errorf("%s: %v, want %s %s", what, check.err, want, check.want)
				}
			}
			if onBehalf != (c.own == "on behalf") {
				t.Errorf("on behalf: %t", onBehalf)
			}
		})
	}
}

// A project without an owner belongs to no organisation; a hidden project is answered like a missing one.
func TestHiddenProjectsAnswerAsMissing(t *testing.T) {
	owner := models.Actor{ID: "p", Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "org-owner"}}}
	err := models.CanSee(owner, models.Project{Code: "ZD-009"})
	wantError(t, err, models.KindNotFound, "project_not_found", "“ZD-009”")
	if fmt.Sprint(err) != fmt.Sprint(models.ProjectNotFound("ZD-009")) {
		t.Errorf("%v tells more than %v", err, models.ProjectNotFound("ZD-009"))
	}
}
