package importer

import (
	"regexp"
	"slices"
	"strings"

	"duban/models"
)

// Units of money are read wherever a sheet states them: beside the title, in a header, under a header, in a cell. A
// unit that is not one of models.Units (万美元, 十万元, two units at once) is kept as it is written: it has no value in fen,
// and a person is asked.

// unitMention finds a unit of money, the longest first; 1: how many, 2: the currency.
var unitMention = regexp.MustCompile(`(千万|仟万|百万|佰万|十万|拾万|亿|万|千|仟|百|佰)?(美元|美金|欧元|港元|港币|日元|英镑|韩元|澳元|` +
	`加元|新元|新加坡元|新台币|台币|瑞郎|法郎|卢布|澳门元|USD|EUR|HKD|JPY|GBP|usd|eur|元|圆)`)

// unitShort is a unit without 元, which stands only where nothing but a unit can: （亿）, 单位：万.
var unitShort = regexp.MustCompile(`^(千万|仟万|百万|佰万|亿|万)$`)

// unitEmpty are the words that may stand beside a unit and name no column.
var unitEmpty = regexp.MustCompile(`人民币|RMB|rmb|¥|￥|计量|货币|金额|单位|资金|均为|统一|[:：()\[\]以按为计数额均整]`)

var magnitudes = map[string]models.Unit{
	"": models.Yuan, "千": models.QianYuan, "仟": models.QianYuan, "万": models.WanYuan, "百万": models.BaiWanYuan,
	"佰万": models.BaiWanYuan, "千万": models.QianWanYuan, "仟万": models.QianWanYuan, "亿": models.YiYuan,
}

// unitOf returns the unit of a mention.
func unitOf(magnitude, currency string) models.Unit {
	if u, known := magnitudes[magnitude]; known && (currency == "" || currency == "元" || currency == "圆") {
		return u
	}
	return models.Unit(magnitude + currency)
}

// known reports whether amounts can be read in a unit.
func knownUnit(u models.Unit) bool { return u.Fen() != 0 }

// unitsOf returns the different units that a folded text names, in their order. A bare 元 counts only where it is a word
// of its own: 三元区 names none.
func unitsOf(text string) []models.Unit {
	var units []models.Unit
	for _, m := range unitMention.FindAllStringSubmatchIndex(text, -1) {
		magnitude, currency := "", text[m[4]:m[5]]
		if m[2] >= 0 {
			magnitude = text[m[2]:m[3]]
		}
		if magnitude == "" && currency == "元" && !aWord(text[:m[0]], text[m[1]:]) {
			continue
		}
		if u := unitOf(magnitude, currency); !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	if m := unitShort.FindStringSubmatch(text); m != nil && len(units) == 0 {
		units = append(units, unitOf(m[1], ""))
	}
	return units
}

// aWord reports whether 元 between two texts is a word of its own.
func aWord(before, after string) bool {
	before = unitEmpty.ReplaceAllString(before, "")
	return !endsHan(before) && !beginsHan(unitEmpty.ReplaceAllString(after, ""))
}

func beginsHan(s string) bool { return s != "" && isHan(first(s)) }
func endsHan(s string) bool   { return s != "" && isHan(last(s)) }
func isHan(r rune) bool       { return r >= 0x4e00 && r <= 0x9fff }

// bracketUnit returns the unit in the brackets of a header or a title: （万元）, （单位：亿元）, （人民币万元）, （亿）. Two units at once
// are one that is not known, and 平方米, 万吨 and 万元/亩 are none.
func bracketUnit(inner string) models.Unit {
	inner = strings.TrimPrefix(strings.Trim(inner, "()[]"), "单位")
	inner = strings.Trim(inner, ":： ")
	if len([]rune(inner)) > 12 || strings.Contains(inner, "平方") || perSomething.MatchString(inner) {
		return models.UnitNone
	}
	for _, word := range []string{"人民币", "RMB", "金额"} {
		inner = strings.TrimSuffix(strings.TrimPrefix(inner, word), word)
	}
	return oneUnit(unitsOf(strings.Trim(inner, ":： ")))
}

var perSomething = regexp.MustCompile(`元/(?:亩|平|立|吨|米|年|人|户|套|座|㎡|m)`)

// oneUnit returns the unit of a list; several are one that is not known.
func oneUnit(units []models.Unit) models.Unit {
	switch len(units) {
	case 0:
		return models.UnitNone
	case 1:
		return units[0]
	}
	words := make([]string, len(units))
	for i, u := range units {
		words[i] = string(u)
	}
	return models.Unit(strings.Join(words, "/"))
}

// cellUnits are the units that an amount may carry in its own cell, the longer first.
var cellUnits = []struct {
	word string
	unit models.Unit
}{
	{"千万元", models.QianWanYuan}, {"百万元", models.BaiWanYuan}, {"亿元", models.YiYuan}, {"万元", models.WanYuan},
	{"千元", models.QianYuan}, {"元", models.Yuan}, {"千万", models.QianWanYuan}, {"百万", models.BaiWanYuan},
	{"亿", models.YiYuan}, {"万", models.WanYuan},
}

// foreign reports whether a folded text is an amount of foreign money.
func foreign(folded string) bool {
	m := unitMention.FindStringSubmatch(folded)
	return m != nil && m[2] != "元" && m[2] != "圆" || strings.ContainsAny(folded, "$€£")
}
