package models_test

import (
	"testing"

	"duban/models"
)

func TestAdministratorsAreLetInFromTheirNetworks(t *testing.T) {
	secure := models.Actor{ID: "s", Roles: []models.Role{{Role: models.RoleSecurityAdmin}}}
	office := models.Actor{ID: "o", Roles: []models.Role{{Role: models.RoleOffice}}}
	limited := models.AccountPolicy{AdminNetworks: "10.1.2.0/24 192.0.2.7 2001:db8:1::/48"}
	for _, tt := range []struct {
		policy  models.AccountPolicy
		who     models.Actor
		address string
		want    bool
	}{
		{models.AccountPolicy{}, secure, "203.0.113.9", true},
		{limited, secure, "10.1.2.200", true}, {limited, secure, "::ffff:10.1.2.200", true},
		{limited, secure, "10.1.3.1", false}, {limited, secure, "192.0.2.7", true}, {limited, secure, "192.0.2.8", false},
		{limited, secure, "2001:db8:1:2::3", true}, {limited, secure, "2001:db8:2::3", false},
		{limited, secure, "unknown", false}, {limited, secure, "", true}, {limited, office, "203.0.113.9", true},
		{models.AccountPolicy{AdminNetworks: "10.1.2.0/24 broken"}, secure, "10.1.2.3", false},
	} {
		if got := tt.policy.Admits(tt.who, tt.address); got != tt.want {
			t.Errorf("%q from %q: %v", tt.policy.AdminNetworks, tt.address, got)
		}
	}
}
