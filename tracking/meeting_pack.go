package tracking

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/internal/meetingpack"
	"duban/models"
	"duban/store"
)

// MeetingPack makes what the office carries into the meeting on a month's progress as an archive of documents; month 0
// is the month the programme's figures speak of. A closed month is read from its closing. That it was taken is on
// record.
func (s *Service) MeetingPack(ctx context.Context, actor models.Actor, programme string, month models.Month) (
	fileName string, content []byte, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	pack := meetingpack.Pack{Issuer: preparedBy, By: actor.Name, At: s.now(), Photos: map[string][]byte{}}
	photos, rows := map[string]string{}, []models.DocumentTemplate{}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		pack.Programme = p
		of, err := s.exportOf(tx, p)
		if err != nil {
			return err
		}
		month = cmp.Or(month, of.present())
		if pack.Figures, err = of.month(tx, month); err != nil {
			return err
		}
		pack.Problems = s.packProblems(of, actor)
		if pack.Decisions, err = s.lastDecisions(tx, p); err != nil {
			return err
		}
		if rows, err = tx.DocumentTemplates(); err != nil {
			return err
		}
		return of.photographs(tx, pack.Figures.Lagging(), photos)
	})
	if err != nil {
		return "", nil, err
	}
	own, err := s.ownTemplate(rows)
	if err != nil {
		return "", nil, err
	}
	for project, sum := range photos {
		small, err := s.Evidence.Thumbnail(ctx, sum, photoSize)
		if err == nil { // a picture that cannot be read is left out
			pack.Photos[project] = small
		}
	}
	files, err := packFiles(ctx, pack, own)
	if err != nil {
		return "", nil, err
	}
	fileName = fmt.Sprintf("%s%d月调度会材料.zip", pack.Programme.Name, pack.Figures.Month.Number())
	if content, err = archived(files); err != nil {
		return "", nil, err
	}
	row := models.SentFigures{ProgrammeID: pack.Programme.ID, Month: pack.Figures.Month, Kind: models.ClosedMonth,
		Version: pack.Figures.Closing, Export: models.ExportMeeting, FileName: fileName}
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error { return s.sent(tx, actor, row) })
	return fileName, content, err
}

// photoSize is the largest side of a photograph in a document, in pixels.
const photoSize = 900

// packProblems are the open problems that a person may see, those that are overdue first.
func (s *Service) packProblems(of exportData, actor models.Actor) (out []meetingpack.Problem) {
	for _, v := range s.problemLedger(of.Programme, actor, ProblemFilter{}, of.now).Problems {
		if v.Ended || !v.row.Open() {
			continue
		}
		out = append(out, meetingpack.Problem{ProjectID: v.row.ProjectID, Project: v.Name, Kind: v.Kind.Chinese(),
			Text: v.Text, Request: v.Request, Department: v.Department, Status: v.StatusWord(), Level: v.Level, Due: v.Due,
			Late: v.Late()})
	}
	return out
}

// photographs finds the newest accepted photograph of projects, by the content's SHA-256.
func (e exportData) photographs(tx *store.Tx, lines []models.ProjectFigures, found map[string]string) error {
	for _, l := range lines {
		m, known := e.Member(l.ProjectID)
		if !known {
			continue
		}
		accepted := map[string]models.Instant{}
		for _, sub := range m.Facts.Submissions {
			if sub.Status == models.SubmissionAccepted {
				accepted[sub.ID] = sub.SubmittedAt
			}
		}
		attached, err := tx.AttachmentsOf(l.ProjectID)
		if err != nil {
			return err
		}
		attached = slices.DeleteFunc(attached, func(a models.Attachment) bool {
			return accepted[a.SubmissionID] == 0 || !strings.HasPrefix(a.MediaType, "image/")
		})
		if len(attached) > 0 {
			found[l.ProjectID] = slices.MaxFunc(attached, func(a, b models.Attachment) int {
				return cmp.Or(cmp.Compare(accepted[a.SubmissionID], accepted[b.SubmissionID]), cmp.Compare(a.Position, b.Position))
			}).SHA256
		}
	}
	return nil
}

// archived packs documents, so that their names are read as UTF-8 everywhere.
func archived(files []meetingpack.File) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write(f.Content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack of the meeting: %w", err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("pack of the meeting: %w", err)
	}
	return out.Bytes(), nil
}
