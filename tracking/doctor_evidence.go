package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"duban/models"
	"duban/store"
)

// How much evidence one run of the doctor reads: enough that all evidence of a district is read within days, and so
// little that a run takes seconds. Presence and size of every file are checked in each run.
const (
	evidenceBytes = 256 << 20
	evidenceTime  = 2 * time.Second
)

// checkEvidence compares every file that a submission or a note names with its record, and reads a part of the files
// completely, from where the last run ended.
func (s *Service) checkEvidence(ctx context.Context, full bool) ([]string, error) {
	var rows []models.Attachment
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if rows, err = tx.AllAttachments(); err != nil {
			return err
		}
		papers, err := tx.NoteAttachments()
		rows = append(rows, papers...)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b models.Attachment) int { return strings.Compare(a.SHA256, b.SHA256) })
	after := s.evidenceTurn()
	first := slices.IndexFunc(rows, func(a models.Attachment) bool { return a.SHA256 > after })
	if first > 0 && !full {
		rows = append(slices.Clone(rows[first:]), rows[:first]...)
	}
	var found []string
	begun, read, reading := time.Now(), int64(0), true
	for _, a := range rows {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		reading = reading && (full || read < evidenceBytes && time.Since(begun) < evidenceTime)
		look := s.Evidence.CheckSize
		if reading {
			look, read, after = s.Evidence.Verify, read+a.Size, a.SHA256
		}
		if err := look(a.SHA256, a.Size); err != nil {
			found = append(found, fmt.Sprintf("%s“%s”：%s", a.SubmissionID, a.Name, models.AsError(err).Message))
		}
	}
	slices.Sort(found)
	s.endEvidenceTurn(after)
	return found, nil
}

// evidenceTurn returns the last file that the previous run read.
func (s *Service) evidenceTurn() string {
	var turn struct {
		After string `json:"after"`
	}
	if s.EvidenceTurn == "" {
		return ""
	}
	text, err := os.ReadFile(s.EvidenceTurn)
	if err != nil || json.Unmarshal(text, &turn) != nil {
		return "" // from the beginning
	}
	return turn.After
}

// endEvidenceTurn stores where this run ended. If that fails, the next run reads the same part.
func (s *Service) endEvidenceTurn(after string) {
	if s.EvidenceTurn == "" {
		return
	}
	text, _ := json.Marshal(map[string]string{"after": after})
	_ = os.WriteFile(s.EvidenceTurn, append(text, '\n'), 0o600)
}
