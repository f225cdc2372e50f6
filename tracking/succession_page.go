package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// SuccessionPage is a change of the person with its handover list (交接清单).
type SuccessionPage struct {
	SuccessionLine
	Of         string         `json:"of"` // the post, the organisation, or the role
	PostID     string         `json:"post_id,omitempty"`
	ByName     string         `json:"by"`
	At         models.Instant `json:"at"`          // of the confirmation, when the list was made
	Items      []OpenItem     `json:"items"`       // open then
	Open       []OpenItem     `json:"open"`        // open now
	TakesPlace bool           `json:"takes_place"` // the day is still to come
}

// Succession shows a change of the person by its ID.
func (s *Service) Succession(ctx context.Context, actor models.Actor, id string) (SuccessionPage, error) {
	page := SuccessionPage{Items: []OpenItem{}, Open: []OpenItem{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, found, err := tx.Succession(id)
		if err != nil {
			return err
		}
		if !found {
			row = models.Succession{}
		}
		if err := models.CanSeeSuccession(actor, row); err != nil || !found {
			if err == nil {
				err = models.CanSeeSuccession(models.Actor{}, row)
			}
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		page.SuccessionLine, page.PostID, page.ByName, page.At = successionLine(actor, row), row.PostID, row.ByName, row.At
		page.Of = common.Names.Posts[row.PostID] + common.Names.Organisations[row.OrganisationID]
		if page.Of == "" {
			page.Of = row.Role.Chinese()
		}
		page.TakesPlace = s.now().Date() < row.Day
		if row.Items != "" {
			if err := json.Unmarshal([]byte(row.Items), &page.Items); err != nil {
				return err
			}
		}
		person := row.ToID
		if page.TakesPlace || person == "" {
			person = row.FromID
		}
		page.Open, err = s.openItems(tx, models.Role{PersonID: person, Role: row.Role, OrganisationID: row.OrganisationID,
			PostID: row.PostID})
		return err
	})
	return page, err
}
