package models_test

import (
	"testing"

	"duban/models"
)

// What goes to the head of the office goes to who holds its post, who also signs for it, or is named as its head;
// without either to all of the office.
func TestTheHeadOfTheOfficeIsTold(t *testing.T) {
	clerk := models.Role{PersonID: "clerk", Role: models.RoleOffice}
	holder := models.Role{PersonID: "holder", Role: models.RoleOffice, PostID: "post-head"}
	named := models.Role{PersonID: "named", Role: models.RoleOffice, Capacity: models.CapacityHead}
	past := models.Role{PersonID: "past", Role: models.RoleOffice, PostID: "post-head", Until: models.DateOf(2021, 6, 30)}
	for name, c := range map[string]struct {
		roles []models.Role
		told  []string
	}{
		"the holder of its post": {[]models.Role{clerk, past, holder}, []string{"holder"}},
		"who is named":           {[]models.Role{clerk, named}, []string{"named"}},
		"none: all":              {[]models.Role{clerk, past}, []string{"clerk"}},
	} {
		d := models.Directory{Roles: c.roles, Day: models.DateOf(2021, 7, 1)}
		reach := d.Reach(models.OutboxMessage{Audience: models.ToOfficeHead}, models.Project{})
		if len(reach.Receivers) != len(c.told) || reach.Receivers[0].PersonID != c.told[0] {
			t.Errorf("%s: %+v", name, reach.Receivers)
		}
	}
}
