package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
)

// ContentHash returns the SHA-256 of the rows that were read, in hex. It stays the same when another program saves the
// file, the format changes, or the sheets are reordered.
func (b *Book) ContentHash() string {
	type content struct {
		Kind       SheetKind
		Year       int
		Month      models.Month
		Projects   []ProjectRow
		Reports    []ReportRow
		Milestones []MilestoneRow
	}
	var parts []string
	for _, s := range b.Sheets {
		if !s.Skipped.IsZero() {
			continue
		}
		c := content{s.Kind, s.Year, s.Month, slices.Clone(s.Projects), slices.Clone(s.Reports), slices.Clone(s.Milestones)}
		for i := range c.Projects { // the place and number of a row are not part of its content
			c.Projects[i].Row, c.Projects[i].Number, c.Projects[i].Marks = 0, "", nil
		}
		for i := range c.Reports {
			c.Reports[i].Row = 0
		}
		for i := range c.Milestones {
			c.Milestones[i].Row = 0
		}
		text, err := json.Marshal(c)
		if err != nil {
			panic("importer: rows are not JSON: " + err.Error()) // plain structs of strings and integers always encode
		}
		parts = append(parts, string(text))
	}
	slices.Sort(parts)
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hexSum is the SHA-256 of a text, in hex.
func hexSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Merge combines the books of several workbooks; each sheet's name is prefixed with its file: "名称.xlsx!Sheet1".
func Merge(name string, books []*Book) *Book {
	merged := &Book{File: name, SHA256: hashOf(books), Format: books[0].Format}
	for _, b := range books {
		for _, s := range b.Sheets {
			s.Name = b.File + "!" + s.Name
			merged.Sheets = append(merged.Sheets, s)
		}
	}
	return merged
}

func hashOf(books []*Book) string {
	sums := make([]string, len(books))
	for i, b := range books {
		sums[i] = b.SHA256
	}
	slices.Sort(sums)
	return hexSum(strings.Join(sums, "\n"))
}
