package store

import "duban/models"

// organisationUses and postUses are the columns that hold the ID of an organisation or a post.
var (
	organisationUses = [][2]string{{"roles", "organisation_id"}, {"past_roles", "organisation_id"},
		{"successions", "organisation_id"}, {"projects", "owner_id"}, {"projects", "responsible_unit_id"},
		{"problems", "department_id"}, {"problems", "raised_for_id"}, {"supervision_orders", "unit_id"},
		{"order_steps", "party_id"}, {"escalation_notes", "party_id"}, {"channels", "party_id"},
		{"outbox_messages", "party_id"}, {"deliveries", "party_id"}, {"inbox_entries", "party_id"}}
	postUses = [][2]string{{"roles", "post_id"}, {"past_roles", "post_id"}, {"successions", "post_id"},
		{"projects", "sponsor_post_id"}, {"audience_posts", "post_id"}, {"supervision_orders", "signer_post_id"},
		{"order_steps", "party_id"}, {"escalation_notes", "party_id"}, {"channels", "party_id"},
		{"outbox_messages", "party_id"}, {"deliveries", "party_id"}, {"inbox_entries", "party_id"}}
)

// DeleteUnusedPlaces deletes those of the given organisations and posts that nothing on record names.
func (tx *Tx) DeleteUnusedPlaces(organisations, posts []string) error {
	unused := tx.db.Where("id IN ?", organisations)
	for _, use := range organisationUses {
		unused = unused.Where("NOT EXISTS (SELECT 1 FROM " + use[0] + " u WHERE u." + use[1] + " = organisations.id)")
	}
	if err := unused.Delete(&models.Organisation{}).Error; err != nil {
		return failed(err, "delete organisations")
	}
	unused = tx.db.Where("id IN ?", posts)
	for _, use := range postUses {
		unused = unused.Where("NOT EXISTS (SELECT 1 FROM " + use[0] + " u WHERE u." + use[1] + " = posts.id)")
	}
	return failed(unused.Delete(&models.Post{}).Error, "delete posts")
}
