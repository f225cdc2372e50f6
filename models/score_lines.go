package models

import (
	"slices"
	"strings"
)

// Words of a line of a formula.
const (
	noneIsZeroWord = "无任务不得分"
	noneIsFullWord = "无任务得满分"
)

// ParseScoreItems reads the items of a formula, a line each: 名称 | 计分方式 | 分值 [| 无任务不得分]. The points of 加减分 are a
// range: -5～5. Errors: KindInvalid "line_wrong".
func ParseScoreItems(text string) ([]ScoreItem, error) {
	var items []ScoreItem
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		item, err := parseScoreItem(line)
		if err != nil {
			return nil, Errorf(KindInvalid, "line_wrong", "第 %d 行：%s", n, AsError(err).Message)
		}
		items = append(items, item)
	}
	return items, nil
}

func parseScoreItem(line string) (item ScoreItem, err error) {
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == '｜' || r == '\t' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) < 3 || len(parts) > 4 {
		return item, Errorf(KindInvalid, "line_wrong", "应写作“名称 | 计分方式 | 分值”，用竖线隔开")
	}
	item.Name = parts[0]
	i := slices.IndexFunc(ScoreItemKinds, func(k ScoreItemKind) bool { return k.Chinese() == parts[1] })
	if i < 0 {
		return item, Errorf(KindInvalid, "line_wrong", "计分方式“%s”无效，应为序时完成率、年度计划完成率、按期开工率、问题按期办结率或加减分", parts[1])
	}
	item.Kind = ScoreItemKinds[i]
	least, most, ranged := strings.Cut(strings.NewReplacer("~", "～", "至", "～").Replace(parts[2]), "～")
	if ranged {
		if item.Least, err = ParsePoints(least); err != nil {
			return item, err
		}
	} else {
		most = least
	}
	if item.Most, err = ParsePoints(most); err != nil {
		return item, err
	}
	if len(parts) == 4 {
		switch parts[3] {
		case noneIsZeroWord:
			item.NoneIsZero = true
		case noneIsFullWord:
		default:
			return item, Errorf(KindInvalid, "line_wrong", "“%s”无效，应为“%s”或“%s”", parts[3], noneIsFullWord, noneIsZeroWord)
		}
	}
	return item, item.check()
}

// ScoreLines writes items as ParseScoreItems reads them.
func ScoreLines(items []ScoreItem) string {
	var b strings.Builder
	for _, i := range items {
		b.WriteString(i.Name + " | " + i.Kind.Chinese() + " | " + i.Range())
		if i.NoneIsZero {
			b.WriteString(" | " + noneIsZeroWord)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Range is the points of an item as they are written: 40, or -5～5 of one by hand.
func (i ScoreItem) Range() string {
	if i.Kind == ScoreByHand {
		return i.Least.Chinese() + "～" + i.Most.Chinese()
	}
	return i.Most.Chinese()
}

// Label is the name of an item with its points.
func (i ScoreItem) Label() string { return i.Name + "（" + i.Range() + "）" }

// SuggestedScoreItems are what the form of a first formula is filled in with; the office replaces them by what its
// document says.
var SuggestedScoreItems = []ScoreItem{
	{Name: "投资进度", Kind: ScoreSchedule, Most: 60 * FullPoint},
	{Name: "按期开工", Kind: ScoreStarts, Most: 25 * FullPoint},
	{Name: "问题办结", Kind: ScoreProblems, Most: 15 * FullPoint},
	{Name: "加减分", Kind: ScoreByHand, Most: 5 * FullPoint, Least: -5 * FullPoint},
}
