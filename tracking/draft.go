package tracking

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"duban/importer"
	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// draftsLast is how long an uploaded file that is not committed is kept.
const draftsLast = 24 * time.Hour

// largestDraft is the size limit of one draft's files together, in bytes.
const largestDraft = 50 << 20

// ImportDraft is an uploaded file with what was read from it. It can be corrected without uploading it
// again.
type ImportDraft struct {
	ID        string             `json:"id"`
	File      string             `json:"file"`
	Size      int64              `json:"size"` // bytes
	By        string             `json:"by"`
	At        models.Instant     `json:"at"`
	Until     models.Instant     `json:"until"` // it is deleted then
	Programme string             `json:"programme,omitempty"`
	Choices   ImportChoices      `json:"choices"`
	Reading   *contract.Progress `json:"reading,omitempty"` // while it is being read
	// the reading was interrupted by a restart and must be repeated
	Cut      bool           `json:"cut,omitempty"`
	Problem  models.Message `json:"problem,omitzero"` // why nothing can be imported
	Preview  ImportPreview  `json:"preview"`          // Status shows whether the batch was committed since
	Sheets   []ReadSheet    `json:"sheets"`
	Headline ImportHeadline `json:"headline"`
}

// DraftLine is a draft in a list.
type DraftLine struct {
	ID    string         `json:"id"`
	File  string         `json:"file"`
	By    string         `json:"by"`
	At    models.Instant `json:"at"`
	Batch string         `json:"batch,omitempty"`
}

// ImportFile is an uploaded file.
type ImportFile struct {
	Name    string
	Content []byte
}

// StartDraft stores an uploaded file, reads it and stages what committing it would change, as PreviewImport does.
// Several workbooks become one batch. It returns the draft's ID when the file is read, or after a few seconds while the
// reading continues. The same key gives the same draft.
func (s *Service) StartDraft(ctx context.Context, actor models.Actor, key string, files []ImportFile) (string, error) {
	if err := models.CanPlan(actor); err != nil {
		return "", err
	}
	if err := s.Store.Read(ctx, func(tx *store.Tx) error { return s.admitUpload(tx, actor, 0) }); err != nil {
		return "", err
	}
	name, content, err := packed(files)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	request := map[string]string{"file": name, "sha256": hex.EncodeToString(sum[:])}
	d := models.ImportDraft{
		ID: models.Key("draft", actor.ID, key, request["sha256"]), FileName: name, Size: int64(len(content)), Choices: "{}",
		Reading: readingID(actor, key),
		ByID:    actor.ID, ByName: actor.Name, At: s.now(),
	}
	if err := s.Evidence.KeepDraft(d.ID, content); err != nil {
		return "", err
	}
	fresh := false
	err = s.once(ctx, actor, key, "StartDraft", request, "import.upload", d.ID, func(tx *store.Tx) error {
		fresh = true
		if err := s.dropOld(tx); err != nil {
			return err
		}
		if err := s.admitUpload(tx, actor, d.Size); err != nil {
			return err
		}
		return tx.InsertDraft(d)
	})
	if err != nil { // the next sweep removes its file, unless an earlier request with the key stored it
		return d.ID, err
	}
	if !fresh {
		return d.ID, nil
	}
	s.readDraft(ctx, actor, key, d)
	return d.ID, nil
}

// dropOld deletes expired drafts, and what was staged for them and not committed.
func (s *Service) dropOld(tx *store.Tx) error {
	all, err := tx.Drafts()
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.At.Add(draftsLast) > s.now() {
			continue
		}
		if err := s.drop(tx, d); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) drop(tx *store.Tx, d models.ImportDraft) error {
	if err := s.Evidence.DropDraft(d.ID); err != nil {
		return err
	}
	if err := unstage(tx, d.BatchID); err != nil {
		return err
	}
	return tx.DeleteDraft(d.ID)
}

// unstage deletes a staged batch; one that was committed, or does not exist, is left alone.
func unstage(tx *store.Tx, batch string) error {
	if batch == "" {
		return nil
	}
	b, err := tx.Batch(batch)
	switch {
	case models.KindOf(err) == models.KindNotFound:
		return nil
	case err != nil:
		return err
	case b.Status == models.BatchStaged:
		return tx.DiscardBatch(batch)
	}
	return nil
}

// packed returns a draft's one file: the uploaded one, or an archive of several.
func packed(files []ImportFile) (name string, content []byte, err error) {
	total := 0
	for _, f := range files {
		total += len(f.Content)
	}
	switch {
	case len(files) == 0:
		return "", nil, models.Errorf(models.KindInvalid, "file_missing", "请先选择工作簿（.xlsx、.xls、.csv，或装有它们的 .zip）")
	case total > largestDraft:
		return "", nil, models.Errorf(models.KindInvalid, "too_large", "文件合计超过 %d MB，请分批上传", largestDraft>>20)
	case len(files) == 1:
		return cleanFileName(files[0].Name), files[0].Content, nil
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		name := cleanFileName(f.Name)
		if strings.EqualFold(filepath.Ext(name), ".zip") {
			return "", nil, models.Errorf(models.KindInvalid, "nested_archive", "“%s”是压缩包，请单独上传，或展开后把其中的工作簿一起选上", name)
		}
		part, err := archive.Create(name)
		if err == nil {
			_, err = part.Write(f.Content)
		}
		if err != nil {
			return "", nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("%s等%d个文件.zip", strings.TrimSuffix(cleanFileName(files[0].Name), filepath.Ext(files[0].Name)),
		len(files)), out.Bytes(), nil
}

// cleanFileName returns the last part of a name from any system, without invisible characters.
func cleanFileName(name string) string { return files.CleanName(name) }

// uploadOf returns a draft as the argument of a preview.
func (s *Service) uploadOf(d models.ImportDraft) (Upload, error) {
	u := Upload{FileName: d.FileName, Programme: d.Programme, Key: d.Reading}
	if err := json.Unmarshal([]byte(d.Choices), &u.Choices); err != nil {
		return u, err
	}
	var err error
	u.Content, err = s.Evidence.Draft(d.ID)
	return u, err
}

// ImportFields lists the fields that a person may choose for a column, with their keys in ImportChoices.Columns.
func ImportFields() []ImportField {
	var out []ImportField
	for _, f := range importer.Fields() {
		out = append(out, ImportField{string(f), f.Chinese()})
	}
	return out
}

// ImportField is what a column may hold.
type ImportField struct{ Field, Word string }
