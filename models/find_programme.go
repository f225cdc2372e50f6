package models

import (
	"strconv"
	"strings"
)

// NoProgramme is the error of a programme that is not found.
func NoProgramme(text string) *Error {
	return Errorf(KindNotFound, "no_programme", "未找到项目清单“%s”，请核对清单名称或年度", text)
}

// FindProgramme finds a programme by its row key, name or year, among all, the newest year first. A year, or "" for the
// newest year, means the district's list of that year or, without one, the only list. Errors: KindNotFound
// "no_programme"; KindInvalid "ambiguous_programme", which names the lists.
func FindProgramme(all []Programme, text string) (Programme, error) {
	text = strings.TrimSpace(text)
	key := NameKey(text)
	for _, p := range all {
		if text != "" && (p.ID == text || p.NameKey == key) {
			return p, nil
		}
	}
	year, err := strconv.Atoi(text)
	if err != nil && text != "" || len(all) == 0 {
		return Programme{}, NoProgramme(text)
	}
	if text == "" {
		year = all[0].Year
	}
	var fit []Programme
	var names []string
	for _, p := range all {
		if p.Year == year && p.Kind == DistrictProgramme {
			return p, nil
		}
		if p.Year == year {
			fit = append(fit, p)
			names = append(names, p.Name)
		}
	}
	switch len(fit) {
	case 0:
		return Programme{}, NoProgramme(text)
	case 1:
		return fit[0], nil
	}
	return Programme{}, Errorf(KindInvalid, "ambiguous_programme", "“%s”对应多个项目清单：%s，请写明名称", text,
		strings.Join(names, "、"))
}
