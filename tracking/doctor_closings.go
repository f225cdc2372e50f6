package tracking

import (
	"fmt"

	"duban/store"
)

// wrongClosings compares each closing with its lines: its hash, its totals, and versions without gaps.
func wrongClosings(tx *store.Tx) ([]string, error) {
	closings, err := tx.AllClosings()
	if err != nil {
		return nil, err
	}
	var found []string
	for i, c := range closings {
		before := 0
		if i > 0 && closings[i-1].ProgrammeID == c.ProgrammeID && closings[i-1].Kind == c.Kind &&
			closings[i-1].Month == c.Month {
			before = closings[i-1].Version
		}
		if c.Version != before+1 {
			found = append(found, fmt.Sprintf("%s %s%s第%d版之前缺第%d版", c.ProgrammeID, c.Month, c.Kind.Word(), c.Version,
				before+1))
		}
		lines, err := tx.ClosingLines(c.ID)
		if err != nil {
			return found, err
		}
		found = append(found, c.Check(lines)...)
	}
	return found, nil
}
