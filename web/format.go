package web

import (
	"strconv"
	"strings"

	"duban/models"
)

func itoa(n int) string { return strconv.Itoa(n) }

// yi formats an amount in 亿元 with two decimals.
func yi(m models.Money) string { return m.Rounded(models.YiYuan) }

// wan formats an amount in whole 万元 with thousands separators.
func wan(m models.Money) string {
	digits := strconv.FormatInt(int64(m.Share(1, int64(models.WanYuan.Fen()))), 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}

// amount formats an amount in whole 万元; a dash when it is not known.
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
