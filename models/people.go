package models

// Organisation is an owner or a responsible unit (项目单位、责任单位).
type Organisation struct {
	ID      string `gorm:"primaryKey"` // OrganisationID(name)
	Name    string
	NameKey string
}

// Post is an office somebody holds (分管副区长). Items follow the post; history stays with the person.
type Post struct {
	ID       string `gorm:"primaryKey"` // PostID(title)
	Title    string
	TitleKey string
}

// Person is somebody who acts in the system.
type Person struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	CreatedAt Instant
	Disabled  bool
}

// RoleName is what a person may be.
type RoleName string

// The roles. The operator is not among them: it is whoever holds the server's own socket.
const (
	RoleOwner    RoleName = "owner"
	RoleUnit     RoleName = "responsible_unit"
	RoleOffice   RoleName = "office"
	RoleLeader   RoleName = "leader"
	RoleReadOnly RoleName = "read_only"
)

// Role lets a person act for an organisation or a post. Both empty: for the whole district.
type Role struct {
	PersonID       string   `gorm:"primaryKey"`
	Role           RoleName `gorm:"primaryKey"`
	OrganisationID string   `gorm:"primaryKey"`
	PostID         string   `gorm:"primaryKey"`
}

// Token lets a script act as a person. Only the SHA-256 of the secret is kept.
type Token struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	Label     string
	CreatedAt Instant
	RevokedAt Instant
}
