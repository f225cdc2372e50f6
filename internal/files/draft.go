package files

import (
	"os"
	"path/filepath"
	"regexp"

	"duban/models"
)

var isDraft = regexp.MustCompile(`^[a-z0-9-]{8,64}$`).MatchString

// KeepDraft stores a workbook that waits to be imported, under an ID. It does not check that it is a workbook; reading
// it does. The same ID again replaces it. The error is KindUnavailable.
func (s *Store) KeepDraft(id string, content []byte) error {
	if !isDraft(id) {
		return models.Errorf(models.KindInternal, "bad_draft", "待导入文件的编号“%s”不符合规则", id)
	}
	temp, err := os.CreateTemp(s.incoming(), "draft-")
	if err != nil {
		return unavailable(err)
	}
	defer func() {
		_ = temp.Close()
		_ = os.Remove(temp.Name()) // fails once the file was renamed
	}()
	if _, err = temp.Write(content); err == nil {
		err = s.sync(temp)
	}
	if err == nil {
		err = s.ensureDir(s.drafts())
	}
	if err == nil {
		err = s.rename(temp.Name(), filepath.Join(s.drafts(), id))
	}
	if err == nil {
		err = s.syncDir(s.drafts())
	}
	if err != nil {
		return unavailable(err)
	}
	return nil
}

// Draft returns a stored workbook. The error is KindNotFound if it does not exist.
func (s *Store) Draft(id string) ([]byte, error) {
	if !isDraft(id) {
		return nil, noDraft()
	}
	content, err := os.ReadFile(filepath.Join(s.drafts(), id))
	switch {
	case absent(err):
		return nil, noDraft()
	case err != nil:
		return nil, unavailable(err)
	}
	return content, nil
}

// DropDraft removes a stored workbook. A missing one is no error.
func (s *Store) DropDraft(id string) error {
	if !isDraft(id) {
		return nil
	}
	if err := os.Remove(filepath.Join(s.drafts(), id)); err != nil && !absent(err) {
		return unavailable(err)
	}
	return nil
}

func noDraft() *models.Error {
	return models.Errorf(models.KindNotFound, "no_draft", "上传的文件已不在，请重新上传")
}

func (s *Store) drafts() string { return filepath.Join(s.dir, "drafts") }
