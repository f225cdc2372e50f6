package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

var (
	statisticsCode = regexp.MustCompile(`[A-Za-z]*\d[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*`)
	dateInside     = regexp.MustCompile(`(?:19|20)\d{2}(?:年|[.\-/])\d{1,2}(?:(?:月|[.\-/])(?:\d{1,2}日?)?)?`)
)

// standingFields are the fields that standing reads.
var standingFields = []Field{
	FieldActualStart, FieldActualFinish, FieldStarted, FieldFinished, FieldStatistics, FieldStatisticsCode,
	FieldStatisticsOn,
}

// standing reads a row's actual start and finish and its entry in the statistics. A date in 是否开工 means that work began,
// and when.
func (r *reading) standing(row *sheet.Row) Standing {
	var s Standing
	if !r.standings {
		return s
	}
	s.ActualStart, s.Started = r.happened(row, FieldActualStart)
	s.ActualFinish, s.Finished = r.happened(row, FieldActualFinish)
	if day, answer := r.happened(row, FieldStarted); answer != models.NotSaid {
		s.Started = answer
		if s.ActualStart == 0 {
			s.ActualStart = day
		}
	}
	if day, answer := r.happened(row, FieldFinished); answer != models.NotSaid {
		s.Finished = answer
		if s.ActualFinish == 0 {
			s.ActualFinish = day
		}
	}
	s.InStatistics, s.StatisticsCode, s.StatisticsOn = r.statistics(row)
	return s
}

// happened reads a cell that states whether something is done, or when: 是, 已开工, 2021年3月, 未开工.
func (r *reading) happened(row *sheet.Row, field Field) (models.Date, models.Answer) {
	c := r.cell(row, field)
	if !r.sound(row, c) || c.Kind == sheet.Blank {
		return 0, models.NotSaid
	}
	text := sheet.Fold(sheet.Display(c))
	if sheet.SaysNothing(text) {
		return 0, models.NotSaid
	}
	cell := sheet.CellName(row.Number, c.Column)
	if value, known := yes(text); known {
		return 0, answerOf(value)
	}
	if denied(text) {
		return 0, models.No
	}
	d := dateOf(c, r.raw.Epoch, r.year)
	if inside := dateInside.FindString(text); d.code == "not_a_date" && inside != "" {
		d = parseDate(inside, r.year)
	}
	switch {
	case d.code == "" && d.day != 0 && d.year:
		r.find(SeverityWarning, "imprecise_date", cell, "%s“%s”只有年份，日期没有读取，请写到月份", cell, sheet.Clip(text))
		return 0, models.Yes
	case d.code == "" && d.day != 0:
		return d.day, models.Yes
	case d.code == "impossible_date" || d.code == "ambiguous_date":
		return r.date(row, c.Column).day, models.Yes
	case strings.HasPrefix(text, "已"):
		return 0, models.Yes
	}
	r.find(SeverityWarning, "unknown_word", cell, "%s“%s”看不出“%s”，没有读取，请填是、否或日期", cell, sheet.Clip(text),
		models.WordOf(field))
	return 0, models.NotSaid
}

// continued reports whether the text after a date belongs to the same number: 2012-12 begins the code 2012-1200-04.
func continued(rest string) bool {
	return rest != "" && (rest[0] == '-' || rest[0] >= '0' && rest[0] <= '9')
}

func answerOf(value bool) models.Answer {
	if value {
		return models.Yes
	}
	return models.No
}

// denied reports whether a text states that something is not done yet.
func denied(folded string) bool {
	for _, word := range []string{"未", "否", "不", "没", "尚未", "暂未", "拟", "计划", "预计", "待", "正在", "办理中", "即将"} {
		if strings.HasPrefix(folded, word) {
			return true
		}
	}
	return false
}

// statistics reads 是否纳统, its code and its day, from columns of their own or from one cell: 已纳统，2103-370303-04-01.
func (r *reading) statistics(row *sheet.Row) (models.Answer, string, models.Date) {
	status, code := models.NotSaid, r.code(row, FieldStatisticsCode)
	var on models.Date
	if r.at[FieldStatisticsOn] != 0 {
		if day, answer := r.happened(row, FieldStatisticsOn); answer != models.NotSaid {
			status, on = answer, day
		}
	}
	if denied(sheet.Fold(code)) {
		return models.No, "", 0
	}
	if code != "" {
		status = models.Yes
	}
	text := sheet.Fold(r.text(row, FieldStatistics))
	if text == "" {
		return status, code, on
	}
	value, known := yes(text)
	if known {
		return answerOf(value), code, on
	}
	if denied(text) {
		return models.No, code, on
	}
	rest := text
	if at := dateInside.FindStringIndex(text); at != nil && !continued(text[at[1]:]) {
		if d := parseDate(text[at[0]:at[1]], r.year); d.code == "" && on == 0 {
			on, rest = d.day, text[:at[0]]+text[at[1]:]
		}
	}
	for _, found := range statisticsCode.FindAllString(rest, -1) {
		if code == "" && len(found) >= 6 {
			code = found
		}
	}
	if code == "" && on == 0 && !strings.HasPrefix(text, "已") && !strings.HasPrefix(text, "是") {
		cell := sheet.CellName(row.Number, r.at[FieldStatistics])
		r.find(SeverityWarning, "unknown_word", cell, "%s“%s”看不出是否纳统，没有读取，请填是、否或纳统编码", cell, sheet.Clip(text))
		return status, code, on
	}
	return models.Yes, code, on
}
