package importer

import (
	"maps"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// AnswersFor converts a person's answers about columns to answers by fingerprint, the form in which Options takes them
// and tracking stores them. A column is named by its letter ("D", "计划!D"), its header or the last part of it, or its
// key. A column that no sheet has is KindInvalid.
func (b *Book) AnswersFor(columns map[string]ColumnAnswer, unit models.Unit) (map[string]SheetAnswers, error) {
	answers := map[string]SheetAnswers{}
	for _, text := range slices.Sorted(maps.Keys(columns)) {
		found := false
		for _, s := range b.Sheets {
			for _, c := range s.Columns {
				if s.Fingerprint == "" || !c.goesBy(text, s.Name) || !s.addressed(b, text) {
					continue
				}
				found = true
				a := answers[s.Fingerprint]
				if a.Columns == nil {
					a.Columns = map[string]ColumnAnswer{}
				}
				a.Columns[c.Key], a.Header = columns[text], s.ByHand
				answers[s.Fingerprint] = a
			}
		}
		if !found {
			return nil, sheet.Refuse("no_column", "工作簿中没有“%s”这一列，请用列号（如 D）或表头文字指明", text)
		}
	}
	for _, s := range b.Sheets {
		if unit != "" && s.Fingerprint != "" {
			a := answers[s.Fingerprint]
			a.Unit = unit
			answers[s.Fingerprint] = a
		}
	}
	return answers, nil
}

// addressed reports whether an answer for a column may be about a sheet: one without a known header must be named,
// where the workbook has others.
func (s *Sheet) addressed(b *Book, text string) bool {
	if s.Skipped.IsZero() || strings.HasPrefix(text, s.Name+"!") {
		return true
	}
	return !slices.ContainsFunc(b.Sheets, func(o Sheet) bool { return o.Skipped.IsZero() })
}

func (c Column) goesBy(text, sheet string) bool {
	if rest, ok := strings.CutPrefix(text, sheet+"!"); ok {
		text = rest
	}
	parts := strings.Split(c.Header, " / ")
	fold := models.NameKey(text)
	return strings.EqualFold(c.Column, strings.TrimSpace(text)) || c.Key == text ||
		models.NameKey(c.Header) == fold || models.NameKey(parts[len(parts)-1]) == fold
}

// With returns these answers updated by newer ones: of two answers for a column the newer one counts.
func (a SheetAnswers) With(newer SheetAnswers) SheetAnswers {
	out := SheetAnswers{Columns: maps.Clone(a.Columns), Unit: a.Unit, Read: a.Read, Header: a.Header || newer.Header}
	if out.Columns == nil {
		out.Columns = map[string]ColumnAnswer{}
	}
	maps.Copy(out.Columns, newer.Columns)
	if newer.Unit != "" {
		out.Unit = newer.Unit
	}
	if newer.Read != nil {
		out.Read = newer.Read
	}
	return out
}
