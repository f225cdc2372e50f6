package tracking

import (
	"strings"

	"duban/importer/compare"
	"duban/internal/pinyin"
	"duban/models"
)

// findProject returns the project that a person means by a code, a name, a part of one, or the first letters of its
// syllables; one on the list before others, and those before last year's. Errors: KindNotFound when there is none,
// KindInvalid with their names when there are several.
func findProject(snapshot compare.Snapshot, text string) (string, error) {
	if id := projectOf(snapshot, text); id != "" {
		return id, nil
	}
	lists := [][]models.Facts{snapshot.Facts, snapshot.Elsewhere, snapshot.LastYear}
	for _, named := range []func(models.Project, string) bool{isNamed, isMeant} {
		for _, facts := range lists {
			var found []models.Project
			for _, f := range facts {
				if named(f.Project, text) {
					found = append(found, f.Project)
				}
			}
			switch len(found) {
			case 0:
			case 1:
				return found[0].ID, nil
			default:
				return "", unclear(text, found)
			}
		}
	}
	return "", models.Errorf(models.KindNotFound, "project_not_found", "没有编码或名称为“%s”的项目，请核对项目编码", text)
}

func unclear(text string, found []models.Project) error {
	names := models.Words{Mark: "、"}
	for _, p := range found[:min(len(found), 5)] {
		names.Items = append(names.Items, models.Messagef("“%s”（%s）", p.Name, p.Code))
	}
	return models.Errorf(models.KindInvalid, "project_unclear", "“%s”可能是%s，请写项目编码", text, names)
}

func isNamed(p models.Project, text string) bool {
	key := models.NameKey(text)
	return key != "" && p.NameKey == key
}

// isMeant reports whether a text is a part of a project's name, a short name or its letters.
func isMeant(p models.Project, text string) bool {
	key := models.NameKey(text)
	return len([]rune(key)) >= 2 && strings.Contains(p.NameKey, key) || isShort(key, p.NameKey) ||
		pinyin.Matches(p.Name, text)
}

// isShort reports whether a text is a short name: at least three of the name's characters in their order, the first one
// first. 科汇二期 is short for 科汇电气产业园二期.
func isShort(short, name string) bool {
	wanted := []rune(short)
	if len(wanted) < 3 || !strings.HasPrefix(name, string(wanted[:1])) {
		return false
	}
	at := 0
	for _, r := range name {
		if at < len(wanted) && r == wanted[at] {
			at++
		}
	}
	return at == len(wanted)
}
