package web

import (
	"regexp"
	"strconv"
	"strings"

	"duban/internal/language"
	"duban/models"
)

func itoa(n int) string { return strconv.Itoa(n) }

// yi formats an amount in 亿元 with two decimals and thousands separators; in English in billions of yuan.
func (l lang) yi(m models.Money) string { return l.large(m.Rounded(models.YiYuan)) }

// large is a number of 亿元 as it stands beside the word 亿元, which English has no word for: it counts in billions.
func (l lang) large(yi string) string {
	if l == english {
		return language.Billions(yi)
	}
	return models.Amount(yi).Grouped()
}

// wan formats an amount in 万元 with thousands separators: with two decimals where it is not a whole number of 万元, so
// that amounts shown together add up.
func wan(m models.Money) string {
	return models.Amount(strings.TrimSuffix(m.Rounded(models.WanYuan), ".00")).Grouped()
}

// amount formats an amount like wan; a dash when it is not known.
func amount(m *models.Money) string {
	if m == nil {
		return "—"
	}
	return wan(*m)
}

// share formats an amount as a percentage of a whole ("68.2%"); a dash when the amount is not known or the whole is 0.
func share(m *models.Money, total models.Money) string {
	if m == nil || total == 0 {
		return "—"
	}
	return models.Percent(*m, total) + "%"
}

var separator = regexp.MustCompile(`(\d),(\d{3})`)

// printed takes the thousands separators out of a text: sheets to print have none.
func printed(text string) string {
	for separator.MatchString(text) {
		text = separator.ReplaceAllString(text, "$1$2")
	}
	return text
}
