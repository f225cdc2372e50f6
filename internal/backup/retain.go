package backup

import (
	"os"
	"path/filepath"

	"duban/models"
)

// months is the number of months of which the last backup is kept.
const months = 12

// Expired returns the backups that need not be kept. found holds all backups of a folder, the oldest first. It keeps
// those of the newest days that have one, and the last of each of the newest twelve months that have one. It counts
// days and months with backups instead of looking at the clock, so a wrong clock or a machine that was off for a month
// removes nothing.
func Expired(found []Found, days int) []Found {
	var expired []Found
	seenDays, seenMonths := map[models.Date]bool{}, map[models.Month]bool{}
	for i := len(found) - 1; i >= 0; i-- {
		day := models.InstantOf(found[i].At).Date()
		recent := seenDays[day] || len(seenDays) < days
		monthly := !seenMonths[day.Month()] && len(seenMonths) < months
		seenDays[day], seenMonths[day.Month()] = true, true
		if !recent && !monthly {
			expired = append(expired, found[i])
		}
	}
	return expired
}

// prune removes the expired backups of a folder. Each is first renamed to a name that no backup has, so that one whose
// removal is interrupted is not taken for a complete one.
func prune(dir string, days int) (removed []string, err error) {
	found, err := List(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range Expired(found, days) {
		going := filepath.Join(dir, partial+"removed-"+filepath.Base(f.Path))
		if err := os.Rename(f.Path, going); err != nil {
			return removed, folderFailed(dir, err)
		}
		removed = append(removed, f.Path)
		if err := os.RemoveAll(going); err != nil {
			return removed, folderFailed(dir, err)
		}
	}
	return removed, nil
}
