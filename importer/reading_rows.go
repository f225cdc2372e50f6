package importer

import "sort"

// projectIn returns the project of a row; an empty one when the row names none. Projects are in the order of their
// rows.
func (r *reading) projectIn(row int) *ProjectRow {
	all := r.report.Projects
	if i := sort.Search(len(all), func(i int) bool { return all[i].Row >= row }); i < len(all) && all[i].Row == row {
		return &all[i]
	}
	return &ProjectRow{}
}

// reportIn returns a row's report for the sheet's own month; nil when the row has none. It comes after the row's
// reports of earlier months.
func (r *reading) reportIn(row int) *ReportRow {
	all := r.report.Reports
	if i := sort.Search(len(all), func(i int) bool { return all[i].Row > row }); i > 0 && all[i-1].Row == row {
		return &all[i-1]
	}
	return nil
}
