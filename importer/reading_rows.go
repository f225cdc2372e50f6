package importer

import "sort"

// projectIn returns the project of a row; an empty one when the row names none. Projects stand in the order of their
// rows.
func (r *reading) projectIn(row int) *ProjectRow {
	all := r.report.Projects
	if i := sort.Search(len(all), func(i int) bool { return all[i].Row >= row }); i < len(all) && all[i].Row == row {
		return &all[i]
	}
	return &ProjectRow{}
}

// reportIn returns the report of a row for the sheet's own month, which stands behind those of earlier months; nil when
// the row has none.
func (r *reading) reportIn(row int) *ReportRow {
	all := r.report.Reports
	if i := sort.Search(len(all), func(i int) bool { return all[i].Row > row }); i > 0 && all[i-1].Row == row {
		return &all[i-1]
	}
	return nil
}
