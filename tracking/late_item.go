package tracking

import (
	"cmp"
	"slices"

	"duban/models"
)

// lateItem identifies an item that can be late. Escalations of the same item are shown as one.
type lateItem struct {
	projectID, subject string
	item               models.Item
	dueVersion         int
}

// byLateItem groups escalations by their item, in the order of their first row, and each group from the highest rung to
// the lowest.
func byLateItem[T any](rows []T, of func(T) (lateItem, models.Rung)) [][]T {
	index := map[lateItem]int{}
	var groups [][]T
	for _, row := range rows {
		item, _ := of(row)
		i, known := index[item]
		if !known {
			i = len(groups)
			index[item], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], row)
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b T) int {
			_, rungA := of(a)
			_, rungB := of(b)
			return cmp.Compare(rungB.Height(), rungA.Height())
		})
	}
	return groups
}

// HighestRungs returns each late item once, at its highest rung.
func HighestRungs(views []EscalationView) []EscalationView {
	var highest []EscalationView
	of := func(v EscalationView) (lateItem, models.Rung) {
		return lateItem{v.Project, v.Subject, v.Item, v.DueVersion}, v.Rung
	}
	for _, group := range byLateItem(views, of) {
		highest = append(highest, group[0])
	}
	return highest
}
