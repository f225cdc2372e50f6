package cli

import (
	"strings"

	"duban/models"
)

// amountUnits are the units of an amount, the longer first.
var amountUnits = []struct {
	suffix string
	unit   models.Unit
}{{"亿元", models.YiYuan}, {"万元", models.WanYuan}, {"亿", models.YiYuan}, {"万", models.WanYuan}, {"元", models.Yuan}}

// amount parses an amount with its unit: "1234.5万元". A bare number is refused, because guessing between 元 and 万元 could
// be wrong by a factor of ten thousand. An empty text is nil.
func amount(flag, text string) (*models.Money, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil //nolint:nilnil // no amount and no error: the flag was not given
	}
	for _, u := range amountUnits {
		if number, ok := strings.CutSuffix(text, u.suffix); ok {
			m, err := models.ParseMoney(number, u.unit)
			return &m, wrongly(flag, err)
		}
	}
	return nil, usage("--%s：金额“%s”没有单位，请注明元、万元或亿元，如 1234.5万元", flag, text)
}

func date(flag, text string) (models.Date, error) {
	d, err := models.ParseDate(strings.TrimSpace(text))
	return d, wrongly(flag, err)
}

// dateOrNone is date for a flag that may be left out.
func dateOrNone(flag, text string) (models.Date, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return date(flag, text)
}

func month(text string) (models.Month, error) {
	m, err := models.ParseMonth(strings.TrimSpace(text))
	return m, wrongly("month", err)
}

// confirmFlag describes --confirm of the commands that enter an amount.
const confirmFlag = "金额经核对无误（与上月或计划相差十倍以上时须加）"
