package store

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/models"
)

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
	err := unnamed(tx.db.Where("id IN ?", organisations), "organisations", organisationUses).
		Delete(&models.Organisation{}).Error
	if err != nil {
		return failed(err, "delete organisations")
	}
	return failed(unnamed(tx.db.Where("id IN ?", posts), "posts", postUses).Delete(&models.Post{}).Error, "delete posts")
}

// unnamed leaves those rows of a table whose ID is in none of the columns.
func unnamed(rows *gorm.DB, table string, uses [][2]string) *gorm.DB {
	for _, use := range uses {
		rows = rows.Where("NOT EXISTS (SELECT 1 FROM ? WHERE ? = ?)", clause.Table{Name: use[0], Alias: "u"},
			clause.Column{Table: "u", Name: use[1]}, clause.Column{Table: table, Name: "id"})
	}
	return rows
}
