package tracking

import (
	"strings"

	"duban/importer/compare"
	"duban/internal/pinyin"
	"duban/models"
)

// findProject returns the project that a person means by a code, a name, a part of one, or the first letters of its
// syllables. Errors: KindNotFound when there is none, KindInvalid with their names when there are several.
func findProject(snapshot compare.Snapshot, text string) (string, error) {
	if id := projectOf(snapshot, text); id != "" {
		return id, nil
	}
	key := models.NameKey(text)
	var exact, within []models.Project
	seen := map[string]bool{}
	for _, all := range [][]models.Facts{snapshot.Facts, snapshot.Elsewhere, snapshot.LastYear} {
		for _, f := range all {
			p := f.Project
			switch {
			case key == "" || seen[p.ID]:
				continue
			case p.NameKey == key:
				exact = append(exact, p)
			case len([]rune(key)) >= 2 && strings.Contains(p.NameKey, key), isShort(key, p.NameKey),
				pinyin.Matches(p.Name, text):
				within = append(within, p)
			}
			seen[p.ID] = true
		}
	}
	if len(exact) == 0 {
		exact = within
	}
	switch len(exact) {
	case 0:
		return "", models.Errorf(models.KindNotFound, "project_not_found", "没有编码或名称为「%s」的项目，请核对项目编码", text)
	case 1:
		return exact[0].ID, nil
	}
	names := models.Words{Mark: "、"}
	for _, p := range exact[:min(len(exact), 5)] {
		names.Items = append(names.Items, models.Messagef("「%s」（%s）", p.Name, p.Code))
	}
	return "", models.Errorf(models.KindInvalid, "project_unclear", "「%s」可能是%s，请写项目编码", text, names)
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
