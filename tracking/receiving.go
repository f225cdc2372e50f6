package tracking

import (
	"cmp"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// receiving finds the parties that audiences mean: posts and organisations by name.
type receiving struct {
	*figures.Common
}

func (s *Service) receiving(tx *store.Tx) (receiving, error) {
	common, err := s.common(tx)
	return receiving{common}, err
}

// parties lists the receivers of audiences in a project, in their order. An audience that no party is on record for is
// named by its role.
func (r receiving) parties(p models.Project, to []models.Audience) (out []LiveReceiver) {
	for _, a := range to {
		party := LiveReceiver{Role: audienceWords[a], Leader: models.NeedsRelease(a)}
		var names []string
		for _, id := range models.PostsOf(a, p, r.Posts, r.Audiences) {
			names = append(names, r.Names.Posts[id])
		}
		for _, id := range models.OrganisationsOf(a, p) {
			names = append(names, r.Names.Organisations[id])
		}
		switch {
		case a == models.ToOffice || a == models.ToOfficeHead:
			names = []string{audienceWords[models.ToOffice]}
		case len(names) == 0:
			names = []string{audienceWords[a]}
		}
		for _, name := range names {
			party.Name = cmp.Or(name, audienceWords[a])
			out = append(out, party)
		}
	}
	return out
}
