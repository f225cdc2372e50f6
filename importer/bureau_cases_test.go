package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"duban/importer"
)

// bureauCases are workbooks that were once read wrongly, with lines that their outline must have.
var bureauCases = map[string][]string{
	"F01b_corrected_copy_skipped.xlsx":      {"error copy_differs ", "asks choice copy:清单 (2)"},
	"F03_second_table_other_year.xlsx":      {"plan 万元 2020 ", "plan 万元 2021 ", "7 乙 [] 58000/13000"},
	"F03b_second_table_other_month.xlsx":    {"progress 万元 2021 2021-05", "report 7 2021-06 200/700  "},
	"F04_unit_qianyuan.xlsx":                {"4 甲 [] 58000/12000", "5 乙 [] 120000/30000"},
	"F04b_unit_baiwanyuan.xlsx":             {"4 甲 [] 58000/12000"},
	"F04c_unit_qianwanyuan.xlsx":            {"4 甲 [] 58000/12000"},
	"F04d_unit_wan_usd.xlsx":                {"4 甲 [] ?/?", "error foreign_money D3"},
	"F05_two_units_one_line.xlsx":           {"4 甲 [] 15000/3000"},
	"F05b_title_wan_unitrow_yi.xlsx":        {"4 甲 [] ?/?", "error units_differ A1", "asks unit D"},
	"F06_header_yi_abbrev.xlsx":             {"4 甲 [] 58000/12000", "before 甲 12000.00"},
	"F07_year_span_header.xlsx":             {"report 3 2021-06 ?/500  主体"},
	"F08_janfeb_column_in_march.xlsx":       {"report 3 2021-03 200/500  主体", "notice other_span E2"},
	"F09_earlier_months_physical_lost.xlsx": {"report 4 2021-08 100/?  主体三层", "report 4 2021-09 120/?  主体五层"},
	"F10_xun_taken_as_month.xlsx":           {"report 3 2021-08 110/1500  主体", "warning part_of_month E3"},
	"F10b_month_sum_taken_as_ytd.xlsx":      {"report 5 2021-08 60/?  主体"},
	"F11_prep_list_refused.xlsx":            {"3 甲 [] 1000/?", "preparatory 甲"},
	"F11b_prep_word_unknown.xlsx":           {"preparatory 乙", "preparatory 丙", "preparatory 丁"},
	"F11c_prep_section_ignored.xlsx":        {"preparatory 丙", "preparatory 丁"},
	"F14_of_which_second_line.xlsx":         {"8 甲 [一、市本级 / （一）在建] 100/100", "notice of_which A5"},
	"F17_funding_subrows.xlsx": {"7 某半导体大硅片项目 [一、重大产业项目] 36000/3600",
		"12 某供水工程 [二、重大基础设施项目] 30000/3000"},
	"F18_hidden_column_wins.xlsx":    {"3 甲 [] 1000/150", "notice hidden_column E2"},
	"F20_names_taken_for_notes.xlsx": {"4 其中路改造 [] 8000/800", "5 审核楼：加固工程 [] 5000/500"},
	"F22_total_words.xlsx":           {"3 甲 [] 10000/1000", "4 乙 [] 20000/2000", "totals 6"},
	"F25_yuji_to_last_year.xlsx":     {"before 甲 4000.00", "3 甲 [] 10000/3000"},
	"F25b_yuji_parent.xlsx":          {"before 甲 4000.00", "4 甲 [] 10000/3000"},
	"F32_two_marks_one_clause.xlsx":  {"3 甲 [] 10000/1000", "4 乙 [] 20000/2000 市重大"},
}

func TestWorkbooksOnceReadWrongly(t *testing.T) {
	const cases = "../../shared/cases/workbooks"
	if _, err := os.Stat(cases); err != nil {
		t.Skip("needs the workbooks in " + cases)
	}
	for name, want := range bureauCases {
		t.Run(name, func(t *testing.T) {
			book, err := importer.InspectFile(filepath.Join(cases, name))
			check(t, err)
			var got []string
			for _, s := range book.Sheets {
				got = append(got, outline(s)...)
				got = append(got, classesOf(s)...)
			}
			for _, line := range want {
				if !slices.Contains(got, line) {
					t.Errorf("no %q in\n%q", line, got)
				}
			}
		})
	}
}
