package models

// Star marks a project that a person wants to find at once (关注). It is theirs alone.
type Star struct {
	PersonID  string  `gorm:"primaryKey" json:"-"`
	ProjectID string  `gorm:"primaryKey" json:"-"`
	At        Instant `json:"at"`
}

// MostStars is how many projects a person marks at most.
const MostStars = 100
