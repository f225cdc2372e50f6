package models

// ImportDraft is a file somebody brought and has not committed yet, with what was said of it so far. The file itself is
// kept beside the evidence under the draft's ID.
type ImportDraft struct {
	ID        string `gorm:"primaryKey"`
	FileName  string
	Size      int64 // bytes
	Programme string
	Choices   string // JSON of what a person said of it
	Reading   string // key of the reading under way, or of the last one
	Result    string // JSON of what was understood; "" until it was read
	BatchID   string // staged by the last reading; "" when there is nothing to commit
	ByID      string
	ByName    string
	At        Instant
}
