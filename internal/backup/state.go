package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"duban/models"
)

// stateName is the file in the data directory that records the last backup.
const stateName = "backup-state.json"

// State is the record of a data directory's backups.
type State struct {
	Tried models.Instant `json:"tried"` // when the last one began
	Good  models.Instant `json:"good"`  // the time of the last intact one
	Path  string         `json:"path"`  // path of the last intact one
	Error string         `json:"error"` // why the last attempt failed; "" if it did not
}

// ReadState reads the record; before the first backup it is the zero State.
func ReadState(data string) (State, error) {
	content, err := os.ReadFile(filepath.Join(data, stateName))
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	var s State
	if err == nil {
		err = json.Unmarshal(content, &s)
	}
	return s, folderFailed(data, err)
}

// remember records the result of a backup. A damaged record is started anew: it only decides when the next backup is
// due.
func remember(data string, tried models.Instant, made Made, failed error) error {
	s, err := ReadState(data)
	if err != nil {
		s = State{}
	}
	s.Tried, s.Error = tried, ""
	switch {
	case failed != nil:
		s.Error = models.AsError(failed).Message.Text
	case !made.Verified.Intact:
		s.Error = "备份 " + made.Path + " 未通过核验，请检查备份目录所在的磁盘"
	default:
		s.Good, s.Path = made.Created, made.Path
	}
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	temp := filepath.Join(data, partial+stateName)
	if err := errors.Join(os.RemoveAll(temp), writeFile(temp, bytes.NewReader(content))); err != nil {
		return folderFailed(data, err)
	}
	return folderFailed(data, moveInto(temp, filepath.Join(data, stateName)))
}
