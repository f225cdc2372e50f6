package files

import (
	"os"
	"path/filepath"
	"time"
)

// Remove removes a stored file and its thumbnails. needed is called after the file was moved out of its place and
// reports whether a row names it by now; if so the file is moved back. If another process stores the same bytes
// meanwhile, its file stays.
func (s *Store) Remove(sum string, needed func() (bool, error)) error {
	if !isSum(sum) {
		return nil
	}
	away := filepath.Join(s.incoming(), "removed-"+sum)
	if err := s.rename(s.path(sum), away); absent(err) {
		return nil
	} else if err != nil {
		return unavailable(err)
	}
	keep, err := needed()
	if err != nil || keep {
		if back := s.rename(away, s.path(sum)); back != nil { // replaces the same bytes if they were stored again
			return unavailable(back)
		}
		return err
	}
	if err := os.Remove(away); err != nil && !absent(err) {
		return unavailable(err)
	}
	thumbnails, err := filepath.Glob(filepath.Join(s.dir, "thumbnails", sum[:2], sum+"-*"))
	for _, t := range thumbnails {
		_ = os.Remove(t) // it belongs to no file any more
	}
	return err
}

// Drafts lists the IDs of the workbooks that have waited to be imported for longer than an age.
func (s *Store) Drafts(older time.Duration, now time.Time) ([]string, error) {
	entries, err := os.ReadDir(s.drafts())
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, unavailable(err)
	}
	var ids []string
	for _, e := range entries {
		if info, err := e.Info(); err == nil && isDraft(e.Name()) && now.Sub(info.ModTime()) > older {
			ids = append(ids, e.Name())
		}
	}
	return ids, nil
}
