package web

import (
	"slices"

	"duban/models"
	"duban/tracking"
)

// photo is a picture among the evidence.
type photo struct {
	Address string // of the picture; the thumbnail is at Address + "/small"
	Name    string
	What    string // milestone, or "" of a month's report
	At      models.Instant
}

// photoMonth is the pictures of one month, the newest first.
type photoMonth struct {
	Month  models.Month
	Photos []photo
	Folded bool
}

const (
	galleryShown  = 60 // most pictures of the page; the others stand with their submissions
	galleryMonths = 3  // months that are not folded
)

// galleryOf sorts the pictures of a project by month: of a report its month, of a milestone that in which it was handed
// in. all is how many there are.
func galleryOf(submissions []tracking.HandedIn) (months []photoMonth, all int) {
	for _, s := range submissions {
		for _, a := range s.Attachment {
			if a.MediaType != "image/jpeg" && a.MediaType != "image/png" {
				continue
			}
			if all++; all > galleryShown {
				continue
			}
			month := s.Month
			if month == 0 {
				month = s.SubmittedAt.Date().Month()
			}
			i := slices.IndexFunc(months, func(m photoMonth) bool { return m.Month == month })
			if i < 0 {
				i, months = len(months), append(months, photoMonth{Month: month})
			}
			months[i].Photos = append(months[i].Photos, photo{evidenceAddress(a), a.Name, s.Milestone, s.SubmittedAt})
		}
	}
	slices.SortStableFunc(months, func(a, b photoMonth) int { return int(b.Month - a.Month) })
	for i := range months {
		months[i].Folded = i >= galleryMonths
	}
	return months, all
}
