package store

import (
	"testing"

	"duban/models"
)

// An organisation and a post that an order names stay; others are deleted.
func TestPlacesThatAnOrderNamesAreNotDeleted(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			for _, id := range []string{"used", "free"} {
				if err := tx.UpsertOrganisations(models.Organisation{ID: id, Name: id, NameKey: id}); err != nil {
					return err
				}
				if err := tx.UpsertPosts(models.Post{ID: id, Title: id, TitleKey: id}); err != nil {
					return err
				}
			}
			if err := tx.InsertOrder(models.SupervisionOrder{ID: "o", UnitID: "used", SignerPostID: "used"}, nil,
				nil); err != nil {
				return err
			}
			return tx.DeleteUnusedPlaces([]string{"used", "free"}, []string{"used", "free"})
		})
		for table, ids := range map[string][]string{
			"organisations": get(t, s, func(tx *Tx) (ids []string, err error) {
				err = tx.db.Model(&models.Organisation{}).Pluck("id", &ids).Error
				return ids, err
			}),
			"posts": get(t, s, func(tx *Tx) (ids []string, err error) {
				err = tx.db.Model(&models.Post{}).Pluck("id", &ids).Error
				return ids, err
			}),
		} {
			kept := map[string]bool{}
			for _, id := range ids {
				kept[id] = true
			}
			if !kept["used"] || kept["free"] {
				t.Errorf("%s that are left: %v", table, ids)
			}
		}
	})
}
