package models

import (
	"slices"
	"strings"
)

// AudiencePost is a post that belongs to an audience, as entered by the office.
type AudiencePost struct {
	Audience Audience `gorm:"primaryKey"`
	PostID   string   `gorm:"primaryKey"`
}

// LeaderAudiences lists the audiences of leaders; the office may enter their posts.
var LeaderAudiences = []Audience{ToDeputyInCharge, ToDistrictHead}

// PostsOf returns the row keys of the posts that belong to an audience of a project, sorted: those the office
// entered, otherwise by title. The deputy in charge is the project's sponsor if that is a deputy district head (副区长),
// otherwise every 副区长. The district head is every 区长 or 区委书记 who is not a deputy.
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

// headsDistrict reports whether a title is that of a head of the district.
func headsDistrict(title string) bool {
	title = strings.ReplaceAll(title, "副区长", "") // “区委副书记、区长” is a head
	return slices.ContainsFunc([]string{"区长", "区委书记", "主要领导"}, func(word string) bool {
		return strings.Contains(title, word)
	})
}

// OrganisationsOf returns the row keys of the organisations that belong to an audience of a project.
func OrganisationsOf(a Audience, p Project) []string {
	switch {
	case (a == ToUnitContact || a == ToUnitHead) && p.ResponsibleUnitID != "":
		return []string{p.ResponsibleUnitID}
	case (a == ToOwnerContact || a == ToOwnerHead) && p.OwnerID != "":
		return []string{p.OwnerID}
	}
	return nil
}
