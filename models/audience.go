package models

import (
	"slices"
	"strings"
)

// AudiencePost says that a post is meant by an audience of the whole district, as the office entered it.
type AudiencePost struct {
	Audience Audience `gorm:"primaryKey"`
	PostID   string   `gorm:"primaryKey"`
}

// LeaderAudiences are the audiences that mean posts of leaders, and which an office may say the posts of.
var LeaderAudiences = []Audience{ToDeputyInCharge, ToDistrictHead}

// PostsOf are the posts an audience means for a project, by row key, in order: as the office entered it, else by title.
// The deputy in charge is the sponsor where that is a deputy head of the district, else every post titled so; the
// district's head is whoever is titled 区长 or 区委书记 without being a deputy.
func PostsOf(a Audience, p Project, posts []Post, entered []AudiencePost) []string {
	var ids []string
	for _, row := range entered {
		if row.Audience == a {
			ids = append(ids, row.PostID)
		}
	}
	switch {
	case len(ids) > 0:
	case a == ToSponsor && p.SponsorPostID != "":
		ids = append(ids, p.SponsorPostID)
	case a == ToDeputyInCharge:
		for _, post := range posts {
			if strings.Contains(post.Title, "副区长") {
				ids = append(ids, post.ID)
			}
		}
		if slices.Contains(ids, p.SponsorPostID) {
			ids = []string{p.SponsorPostID}
		}
	case a == ToDistrictHead:
		for _, post := range posts {
			if headsDistrict(post.Title) {
				ids = append(ids, post.ID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func headsDistrict(title string) bool {
	title = strings.ReplaceAll(title, "副区长", "") // 「区委副书记、区长」 is the head
	return slices.ContainsFunc([]string{"区长", "区委书记", "主要领导"}, func(word string) bool {
		return strings.Contains(title,
			word)
	})
}

// OrganisationsOf are the organisations an audience means for a project, by row key.
func OrganisationsOf(a Audience, p Project) []string {
	switch {
	case (a == ToUnitContact || a == ToUnitHead) && p.ResponsibleUnitID != "":
		return []string{p.ResponsibleUnitID}
	case (a == ToOwnerContact || a == ToOwnerHead) && p.OwnerID != "":
		return []string{p.OwnerID}
	}
	return nil
}
