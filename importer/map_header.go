package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
	"duban/models"
)

// headerWord is one normalised header cell: its word, unit, year and month.
type headerWord struct {
	raw     string
	word    string // folded; the unit's bracket is gone, a year is Y年, a month M月
	bare    string // word without any bracketed part
	unit    models.Unit
	year    int
	month   int
	quarter int
	upTo    bool // the month ends a span from January: 1-6月
	field   Field
	sure    float64 // confidence of the field, by this cell alone
}

var (
	headerBracket = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	unitAtEndOf   = regexp.MustCompile(`^(.*?)([/,·-]?)(?:人民币)?(千万|百万|亿|万|千)?(美元|欧元|港元|日元|元)$`)
	headerYear    = regexp.MustCompile(`((?:19|20)\d{2})(年度|年)?`)
	headerSpan    = regexp.MustCompile(`(^|\D)1月?(?:份)?[-~—–－至到](\d{1,2})月(?:份)?`)
	spanInside    = regexp.MustCompile(`^([^()]*)\((?:截至|截止|至)?(Y年)?(1-M月|M月)\)$`)
	thisYear      = regexp.MustCompile(`^(?:今年|本年|当年)((?:1-)?M月)`)
	pointedYear   = regexp.MustCompile(`^Y年[.\-/]((?:1-)?M月)`)
	headerMonth   = regexp.MustCompile(`(\d{1,2})月(?:份)?`)
	headerSigns   = strings.NewReplacer("*", "", ":", "", "：", "", "★", "", "〔", "(", "〕", ")", "【", "(", "】", ")", "、",
		"")
	headerQuarter = regexp.MustCompile(`第?([一二三四1-4])季度|[Qq]([1-4])`)
)

// headerLongest is the largest number of characters, without brackets, of a header text.
const headerLongest = 40

// headerWordOf normalises a header cell.
func headerWordOf(raw string) headerWord {
	s := sheet.Fold(raw)
	s = headerSigns.Replace(s)
	h := headerWord{raw: sheet.Tidy(raw)}
	if len(s) > 1000 || len([]rune(headerBracket.ReplaceAllString(s, ""))) > headerLongest {
		h.word, h.bare = s, s
		return h // a sentence, not a heading
	}
	s = headerBracket.ReplaceAllStringFunc(s, func(bracket string) string {
		if u := bracketUnit(bracket); u != models.UnitNone {
			h.unit = joinUnits(h.unit, u)
			return ""
		}
		return bracket
	})
	if m := unitAtEndOf.FindStringSubmatch(s); m != nil && (m[1] == "" || m[2]+m[3] != "" || m[4] != "元") {
		// 总投资万元, 总投资/元; a row with units below the words
		s, h.unit = m[1], joinUnits(h.unit, unitOf(m[3], m[4]))
	}
	if m := headerYear.FindStringSubmatch(s); m != nil {
		h.year = number(m[1])
		s = headerYear.ReplaceAllString(s, "Y年")
	}
	s = asMonths(s)
	if m := headerSpan.FindStringSubmatch(s); m != nil && number(m[2]) <= 12 {
		h.month, h.upTo = number(m[2]), true
		s = headerSpan.ReplaceAllString(s, "${1}1-M月")
	} else if m := headerMonth.FindStringSubmatch(s); m != nil && number(m[1]) >= 1 && number(m[1]) <= 12 {
		h.month = number(m[1])
		s = headerMonth.ReplaceAllString(s, "M月")
	}
	s = spanInside.ReplaceAllString(s, "$2$3$1") // 完成投资（1-6月）
	s = pointedYear.ReplaceAllString(thisYear.ReplaceAllString(s, "$1"), "Y年$1")
	if m := headerQuarter.FindStringSubmatch(s); m != nil {
		h.quarter = quarterOf[m[1]+m[2]]
	}
	if of, cut := strings.CutPrefix(s, "其中"); cut && of != "" {
		s = of
	}
	h.word = strings.ReplaceAll(s, "-时间", "时间")
	h.bare = headerBracket.ReplaceAllString(h.word, "")
	h.field, h.sure = mapWord(h)
	return h
}

// guess is the mapping of one column.
type guess struct {
	field      Field
	confidence float64
	unit       models.Unit
	year       int
	month      int
	quarter    int
	header     string   // the path, readable
	leaf       string   // the last header cell, unchanged
	key        string   // columnKey
	words      []string // the header cells, folded
	answered   bool     // a person answered
	past       bool     // of an earlier month than the sheet's
	hidden     bool
	tick       string // of a column with √: the value it stands for
}

// guessColumn maps a column by its header cells, from the top down. The lowest cell names the column; those above
// decide what that name means.
func guessColumn(path []headerWord) guess {
	var g guess
	var parts []string
	for _, h := range path {
		parts = append(parts, h.raw)
		g.words = append(g.words, sheet.Fold(h.raw))
		g.unit = joinUnits(g.unit, h.unit)
		if h.year != 0 {
			g.year = h.year
		}
		if h.month != 0 {
			g.month = h.month
		}
		if h.quarter != 0 {
			g.quarter = h.quarter
		}
	}
	g.header = strings.Join(parts, " / ")
	if len(path) == 0 {
		return g
	}
	g.key = columnKey(path)
	leaf := path[len(path)-1]
	g.leaf = leaf.raw
	g.field, g.confidence = joints(nil).mapPath(path)
	if g.field == FieldMonthAmount || g.field == FieldYearToDate {
		for _, h := range path { // the end of the span belongs to the cumulative column, the month to the other
			if h.month != 0 && h.upTo == (g.field == FieldYearToDate) {
				g.month = h.month
			}
		}
	}
	return g
}

// joinUnits returns the unit of two statements about the same column; two different ones are not known.
func joinUnits(a, b models.Unit) models.Unit {
	switch {
	case b == models.UnitNone || a == b:
		return a
	case a == models.UnitNone:
		return b
	}
	return models.Unit(string(a) + "/" + string(b))
}

// folded returns the header's words in one text, folded.
func (g guess) folded() string { return strings.Join(g.words, "") }

// joints remembers what two header cells below each other mean together: the blocks of rows that are tried as a header
// overlap. A nil one remembers nothing.
type joints map[string]mapping

type mapping struct {
	field Field
	sure  float64
}

// mapJoined maps the words of two cells as one.
func (j joints) mapJoined(parent, leaf headerWord) (Field, float64) {
	word, bare := parent.word+leaf.word, parent.bare+leaf.bare
	if m, known := j[word]; known {
		return m.field, m.sure
	}
	f, c := mapWord(headerWord{word: word, bare: bare})
	if j != nil {
		j[word] = mapping{f, c}
	}
	return f, c
}

func (j joints) mapPath(path []headerWord) (Field, float64) {
	part := false // below 其中 is a part of what is above it
	path = slices.DeleteFunc(slices.Clone(path), func(h headerWord) bool {
		ofWhich := h.word == "其中" && len(path) > 1
		part = part || ofWhich
		return ofWhich || h.word == "" && h.unit != models.UnitNone
	})
	field, confidence := j.mapWhole(path)
	if part && field == FieldNone {
		return FieldOther, .85
	}
	return field, confidence
}

func (j joints) mapWhole(path []headerWord) (Field, float64) {
	if len(path) == 0 {
		return FieldNone, 0
	}
	leaf := path[len(path)-1]
	own, ownConfidence := leaf.field, leaf.sure
	if len(path) == 1 {
		return own, ownConfidence
	}
	joined := ""
	for _, h := range path {
		joined += h.word
	}
	if f, ok := wordFields[joined]; ok { // 建设起 + 止年限, 计划 + 开工时间
		return f, 1
	}
	parents := path[:len(path)-1]
	parent := parents[len(parents)-1]
	above, aboveConfidence := j.mapPath(parents)
	if f, c, decided := childOf(parents, parent, above, aboveConfidence, leaf, own); decided {
		return f, c
	}
	if own == FieldNone && len(joined) <= headerLongest*utf8.UTFMax && len([]rune(joined)) <= headerLongest {
		if f, c := j.mapJoined(parent, leaf); c >= .85 {
			return f, c
		}
	}
	return own, ownConfidence
}

// childOf decides by the header above: 计划总投资 under 资金来源 is the total, under 2021年计划投资 it is the year's plan.
func childOf(parents []headerWord, parent headerWord, above Field, confidence float64, leaf headerWord,
	own Field) (Field, float64, bool) {
	onlyMonth := leaf.word == "M月" || leaf.word == "1-M月"
	for _, p := range parents {
		if containsAny(p.word, fundingWords) {
			if own == FieldTotalInvestment || totalWords[leaf.word] {
				return FieldTotalInvestment, .95, true
			}
			return FieldOther, 1, true
		}
		if strings.Contains(p.word, "节点") || strings.Contains(p.word, "里程碑") {
			switch own {
			case FieldMilestoneName, FieldDue, FieldDoneOn, FieldControlling, FieldName, FieldRemark:
				return own, .95, true
			}
			if onlyMonth || leaf.quarter != 0 && len([]rune(leaf.word)) <= 5 {
				return FieldMilestoneText, .95, true
			}
			return FieldMilestoneDate, .95, true
		}
	}
	switch above {
	case FieldAnnualPlan:
		switch {
		case totalWords[leaf.word] || own == FieldAnnualPlan:
			return FieldAnnualPlan, confidence, true
		case leaf.word == "M月" || leaf.word == "M月计划" || leaf.word == "M月计划投资":
			return FieldMonthPlan, confidence, true
		case leaf.quarter != 0 && len([]rune(leaf.word)) <= 6:
			return FieldQuarterPlan, confidence, true
		case own == FieldGoal || own == FieldPhysical || own == FieldScale:
			return FieldGoal, .95, true
		case own == FieldNone || own.Money():
			return FieldOther, confidence, true
		}
	case FieldTotalInvestment, FieldToEndOfLastYear, FieldToDate:
		switch {
		case totalWords[leaf.word] || own == above:
			return above, confidence, true
		case own == FieldNone:
			return FieldOther, confidence, true
		}
	case FieldYearToDate, FieldMonthAmount:
		switch {
		case own == FieldTenDays:
			return own, .95, true
		case own == FieldYearToDate || own == FieldMonthAmount:
			if leaf.month != 0 || parent.month == 0 {
				return own, .95, true
			}
			// 1-6月 over 完成投资; 6月 over 累计完成投资
			if strings.Contains(leaf.word, "累计") {
				return FieldYearToDate, .95, true
			}
			return above, .95, true
		case leaf.word == "M月", leaf.word == "本月", leaf.word == "当月":
			return FieldMonthAmount, .95, true
		case leaf.word == "1-M月", strings.Contains(leaf.word, "累计") && own == FieldNone:
			return FieldYearToDate, .95, true
		case totalWords[leaf.word]:
			return above, confidence, true
		case own == FieldNone:
			return FieldOther, .85, true
		}
	case FieldPeriod:
		switch {
		case containsAny(leaf.word, []string{"起", "开工", "开始"}):
			return FieldPlannedStart, .95, true
		case containsAny(leaf.word, []string{"止", "竣工", "完工", "建成", "结束", "投产"}):
			return FieldPlannedFinish, .95, true
		}
	case FieldPhysical:
		switch {
		case own == FieldTenDays:
			return own, .95, true
		case leaf.word == "本月" || leaf.word == "当月" || leaf.word == "M月":
			return FieldMonthAmount, .8, true
		case leaf.word == "1-M月" || strings.HasPrefix(leaf.word, "累计"):
			return FieldYearToDate, .8, true
		}
	}
	month := parent.word == "M月" || parent.word == "Y年M月"
	span := parent.word == "1-M月" || parent.word == "Y年1-M月"
	switch {
	case (month || span) && (own == FieldAnnualPlan || strings.Contains(leaf.word, "计划投资")):
		if month {
			return FieldMonthPlan, .95, true
		}
		return FieldOther, .85, true
	case month && leaf.word == "完成投资" || month && own == FieldMonthAmount, month && leaf.word == "投资完成", month &&
		leaf.word == "投资":
		return FieldMonthAmount, .95, true
	case month && own == FieldNone && (leaf.word == "累计" || leaf.word == "累计完成"):
		return FieldYearToDate, .85, true
	case (month || span) && (own == FieldYearToDate || span && totalWords[leaf.word]):
		return FieldYearToDate, .95, true
	case leaf.quarter != 0 && own == FieldNone && strings.Contains(parent.word, "投资") && !strings.Contains(parent.word,
		"完成"):
		return FieldQuarterPlan, .85, true
	case leaf.word == "计划完成投资" && strings.Contains(parent.word, "M月"):
		return FieldOther, .85, true
	}
	return FieldNone, 0, false
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
