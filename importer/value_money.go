package importer

import (
	"cmp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// readAmount is the amount of a cell.
type readAmount struct {
	value       *models.Money // nil: none stated
	approximate bool          // 约
	ownUnit     bool          // the cell has its own unit instead of the column's
	err         *models.Error // without the name of a cell
}

// parseAmount parses an amount as bureaus type it: "54,583.00", "约5000", "1.2亿", "5000万元", "￥300", "—". A unit in the
// cell takes precedence over the column's. A number without any unit is an error: units are never guessed.
func parseAmount(text string, unit models.Unit) readAmount {
	if digitsAndPoint(text) {
		if amount, err := models.ParseMoney(text, unit); err == nil {
			return readAmount{value: &amount}
		}
	}
	if sheet.SaysNothing(text) {
		return readAmount{}
	}
	s := plainMoney(sheet.Fold(text))
	var r readAmount
	for _, word := range []string{"￥", "¥", "人民币", "约为", "大约", "约", "近", "估算", "暂估", "预计", "计划", "投资", "总投资"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			r.approximate = r.approximate || strings.ContainsAny(word, "约近估")
			s = rest
		}
	}
	for _, word := range []string{"左右", "余", "以上", "(估)", "(约)", "(暂估)"} {
		if rest, ok := strings.CutSuffix(s, word); ok {
			r.approximate = true
			s = rest
		}
	}
	own := unit
	if foreign(s) {
		r.err = models.Errorf(models.KindInvalid, "foreign_money", "“%s”是外币，请折算成人民币填写", sheet.Clip(text))
		return r
	}
	for _, u := range cellUnits {
		if rest, ok := strings.CutSuffix(s, u.word); ok {
			s, own = rest, u.unit
			break
		}
	}
	if before, ok := strings.CutSuffix(s, "余"); ok { // 5000余万元
		s, r.approximate = before, true
	}
	r.ownUnit = own != unit
	if misgrouped(s) {
		r.err = models.Errorf(models.KindInvalid, "not_a_number", "“%s”的逗号位置不对，不能确定金额，请改正", sheet.Clip(text))
		return r
	}
	amount, err := models.ParseMoney(s, own)
	if err != nil {
		r.err = models.AsError(err)
		if r.err.Code == "not_a_number" {
			r.err = models.Errorf(models.KindInvalid, "not_a_number", "“%s”不是金额，请填写数字", sheet.Clip(text))
		}
		return r
	}
	r.value = &amount
	return r
}

// misgrouped reports whether a number has commas that do not separate thousands: 12,34.5 is a typing error of unknown
// size.
func misgrouped(s string) bool {
	if !strings.Contains(s, ",") {
		return false
	}
	integer, decimals, _ := strings.Cut(strings.TrimLeft(s, "+-"), ".")
	groups := strings.Split(integer, ",")
	for i, group := range groups {
		if len(group) != 3 && (i > 0 || len(group) == 0 || len(group) > 3) {
			return true
		}
	}
	return strings.Contains(decimals, ",")
}

// digitsAndPoint reports whether a text consists of digits with at most one decimal point.
func digitsAndPoint(s string) bool {
	points := 0
	for i := range len(s) {
		if s[i] == '.' {
			points++
		} else if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return points < 2 && len(s) > points
}

// parsePercent parses a completion rate in hundredths of a percent: "129%", "79.3", a stored 0.79. A number up to 3 is
// read as a ratio, as sheets store it.
func parsePercent(c sheet.Cell) (hundredths int64, ok bool) {
	s := sheet.Fold(c.Text)
	ratio := true
	if rest, cut := strings.CutSuffix(s, "%"); cut {
		s, ratio = rest, false
	}
	m, err := models.ParseMoney(s, models.Yuan)
	if err != nil {
		return 0, false
	}
	if ratio && m <= 300 {
		m, err = models.ParseMoney(s, models.WanYuan)
		return int64(m+models.Money(cmp.Compare(m, 0))*50) / 100, err == nil // rounded as a sheet shows it
	}
	return int64(m), true
}
