package web

import (
	"maps"

	"duban/tracking"
)

// Said lists the questions about this workbook that a person chooses an answer for, those answered before included.
func (p draftPage) Said() []tracking.ImportQuestion {
	var all []tracking.ImportQuestion
	for _, q := range p.Preview.Questions {
		if q.ID != "" {
			all = append(all, q)
		}
	}
	return all
}

// parseSaid reads the answers to the questions about this workbook. Earlier answers are kept: a question that was
// answered is not asked any more.
func (f form) parseSaid(before map[string]string) map[string]string {
	said := map[string]string{}
	maps.Copy(said, before)
	for i := 0; f.values.Has("asked" + itoa(i)); i++ {
		if answer := f.Value("said" + itoa(i)); answer != "" {
			said[f.Value("asked"+itoa(i))] = answer
		}
	}
	return said
}
