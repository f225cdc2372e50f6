package importer

import "regexp"

// spanOfYear matches a part of the year from January that a header gives amounts completed in: 上半年累计完成投资,
// 一季度完成投资, 前三季度完成. A plan, a target or a milestone of such a part keeps its word.
var spanOfYear = regexp.MustCompile(`^(Y年|今年|本年)?(上半年|(?:第?一|1)季度|前三季度|前两季度)((?:实际)?(?:累计)?(?:实际)?完成.*|累计.*)$`)

// lastMonthOf is the last month of a part of the year.
var lastMonthOf = map[string]string{"上半年": "6", "前两季度": "6", "前三季度": "9"}

// asMonths writes such a part as a span of months: 1-6月累计完成投资.
func asMonths(header string) string {
	m := spanOfYear.FindStringSubmatch(header)
	if m == nil || excluded.MatchString(m[3]) {
		return header
	}
	last := lastMonthOf[m[2]]
	if last == "" {
		last = "3"
	}
	return m[1] + "1-" + last + "月" + m[3]
}

// excluded are words after which a part of the year says no amount completed.
var excluded = regexp.MustCompile(`计划|目标|节点|形象|进度|情况|率`)
