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

// draftsLast is how long a file stays that was brought and not committed.
const draftsLast = 24 * time.Hour

// largestDraft is how many bytes the files of one draft may have together.
const largestDraft = 50 << 20

// ImportDraft is an uploaded file with what was read from it. It can be corrected without uploading it
// again.
type ImportDraft struct {
	ID        string             `json:"id"`
	File      string             `json:"file"`
	Size      int64              `json:"size"` // bytes
	By        string             `json:"by"`
	At        models.Instant     `json:"at"`
	Until     models.Instant     `json:"until"` // it goes then
	Programme string             `json:"programme,omitempty"`
	Choices   ImportChoices      `json:"choices"`
	Reading   *contract.Progress `json:"reading,omitempty"` // while it is being read
	Cut       bool               `json:"cut,omitempty"`     // its reading ended with the program: it is to be read again
	Problem   string             `json:"problem,omitempty"` // why nothing can be imported of it, in words
	Preview   ImportPreview      `json:"preview"`           // Status tells a batch committed since
	Sheets    []ReadSheet        `json:"sheets"`
	Headline  ImportHeadline     `json:"headline"`
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
// Several workbooks become one batch. It answers with the draft's ID when the file is read, or after a few seconds,
// while it is being read. The same key again is the same draft.
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
	if err != nil { // its file is removed with the next sweep, unless the same key brought it before
		return d.ID, err
	}
	if !fresh {
		return d.ID, nil
	}
	s.readDraft(ctx, actor, key, d)
	return d.ID, nil
}

// dropOld forgets the drafts of yesterday. What was staged of one and never committed goes with it.
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

// unstage forgets a batch that waits to be committed; one that was committed, or is not there, stays as it is.
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

// packed is the one file a draft is: what was chosen, or an archive of it.
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
			return "", nil, models.Errorf(models.KindInvalid, "nested_archive", "「%s」是压缩包，请单独上传，或展开后把其中的工作簿一起选上", name)
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

// cleanFileName is the last part of a name, whatever system it comes from, without what cannot be seen.
func cleanFileName(name string) string { return files.CleanName(name) }

// uploadOf is a draft as a preview takes it.
func (s *Service) uploadOf(d models.ImportDraft) (Upload, error) {
	u := Upload{FileName: d.FileName, Programme: d.Programme, Key: d.Reading}
	if err := json.Unmarshal([]byte(d.Choices), &u.Choices); err != nil {
		return u, err
	}
	var err error
	u.Content, err = s.Evidence.Draft(d.ID)
	return u, err
}

// ImportFields are what a person may say that a column is, by what stands for it in ImportChoices.Columns.
func ImportFields() []ImportField {
	var out []ImportField
	for _, f := range importer.Fields() {
		out = append(out, ImportField{string(f), f.Chinese()})
	}
	return out
}

// ImportField is what a column may hold.
type ImportField struct{ Field, Word string }
