package models

// ImportDraft is an uploaded workbook that has not been committed, with the person's answers so far. The file is
// stored beside the evidence under the draft's ID.
type ImportDraft struct {
	ID        string `gorm:"primaryKey"`
	FileName  string
	Size      int64 // bytes
	Programme string
	Choices   string // JSON of the person's answers
	Reading   string // key of the current or last reading
	Result    string // JSON of the parsed workbook; "" until it is read
	BatchID   string // batch staged by the last reading; "": nothing to commit
	ByID      string
	ByName    string
	At        Instant
}
