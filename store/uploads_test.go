package store

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// Every table that names a scan is read when scans are compared with the files, and when unused uploads are removed.
func TestEveryScanIsListed(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			tables := 0
			for _, row := range rows {
				table := tx.parse(row)
				if !slices.Contains(table.DBNames, "evidence_sha256") {
					continue
				}
				tables++
				if !strings.Contains(papers, "FROM "+table.Table+" WHERE") {
					t.Errorf("the scans of %s are in no list", table.Table)
				}
			}
			if tables != strings.Count(papers, "SELECT") {
				t.Errorf("%d tables name scans, the list has %d", tables, strings.Count(papers, "SELECT"))
			}
			return tx.InsertOrder(models.SupervisionOrder{ID: "o"}, nil, []models.OrderStep{{ID: "step", OrderID: "o",
				EvidenceSHA256: "sum", EvidenceName: "反馈.pdf", EvidenceType: "application/pdf", EvidenceSize: 7}})
		})
		got := get(t, s, (*Tx).NoteAttachments)
		want := models.Attachment{SubmissionID: "step", SHA256: "sum", Name: "反馈.pdf", MediaType: "application/pdf", Size: 7}
		if len(got) != 1 || got[0] != want {
			t.Errorf("scans %+v", got)
		}
	})
}
