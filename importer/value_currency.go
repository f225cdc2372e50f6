package importer

import (
	"strconv"
	"strings"
)

// plainMoney returns a folded amount without the words for the currency, with one minus sign, and with digits for a
// number in words: RMB580000, 人民币120000000元整, (1,200.00), 壹亿贰仟万元整, 1亿2000万元.
func plainMoney(s string) string {
	if s == "" || s[0] >= '0' && s[0] <= '9' && !strings.ContainsAny(s, "千百亿圆整万") {
		return s
	}
	for cut := true; cut; {
		cut = false
		for _, word := range []string{"人民币", "RMB", "CNY", "rmb", "cny", "Rmb", "￥", "¥", ":"} {
			if rest, ok := strings.CutPrefix(s, word); ok {
				s, cut = rest, true
			}
		}
	}
	for _, word := range []string{"RMB", "CNY", "rmb", "(人民币)", "人民币"} {
		s = strings.TrimSuffix(s, word)
	}
	for _, word := range []string{"元整", "元正", "圆整", "圆正", "圆"} {
		if rest, ok := strings.CutSuffix(s, word); ok {
			s = rest + "元"
		}
	}
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		if digits := strings.TrimSuffix(inner, ")"); digits != "" && strings.Trim(digits, "0123456789.,") == "" {
			return "-" + digits // as accountants write it
		}
	}
	for _, minus := range []string{"−", "﹣", "–"} {
		if rest, ok := strings.CutPrefix(s, minus); ok {
			s = "-" + rest
		}
	}
	for _, word := range []string{"-￥", "-¥"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			s = "-" + rest
		}
	}
	for _, word := range []string{"核减", "冲减", "调减"} {
		if rest, ok := strings.CutPrefix(s, word); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			s = "-" + rest
		}
	}
	if yuan, ok := numberInWords(s); ok {
		return yuan
	}
	return s
}

var wordDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8,
	'九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9, '貳': 2, '參': 3, '陸': 6}

var wordScales = map[rune]int64{'十': 10, '百': 100, '千': 1000, '拾': 10, '佰': 100, '仟': 1000, '万': 1e4, '萬': 1e4,
	'亿': 1e8,
	'億': 1e8}

// wordUnit is the resolution of a number in words: a ten-thousandth of a yuan.
const wordUnit = 10_000

// spoken is a number in words being read, in units of wordUnit.
type spoken struct {
	total, low, section, digit int64 // of 元, below 亿, below 万, the last digit
	pending                    bool  // digit has not been counted
	last                       int64 // the last scale
	scales, words              int   // scales and Chinese digits
	yuan                       bool
}

// numberInWords converts an amount in Chinese words, or in digits with more words than one unit, to digits of 元. False
// for anything else.
func numberInWords(s string) (string, bool) {
	var n spoken
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		end := i
		for end < len(runes) && (runes[end] >= '0' && runes[end] <= '9' || runes[end] == '.') {
			end++
		}
		if end > i {
			value, err := strconv.ParseFloat(string(runes[i:end]), 64)
			if err != nil || n.pending || end-i > 12 || value > 1e9 {
				return "", false
			}
			n.digit, n.pending, i = int64(value*wordUnit+.5), true, end-1
			continue
		}
		last := i == len(runes)-1
		if r := runes[i]; !n.take(r) && !(last && (r == '整' || r == '正')) {
			return "", false
		}
	}
	if !n.yuan && !strings.ContainsAny(s, "万萬亿億") || n.scales == 0 || n.words == 0 && n.scales < 2 && n.last != 10 &&
		n.last != 100 && n.last != 1000 ||
		n.pending && !n.yuan && n.last >= 1e4 {
		return "", false // 5000万元 is read without this; 1亿2 and 三千 say no amount
	}
	total := n.total + n.low + n.section
	if !n.yuan {
		total += n.digit
	}
	text := strconv.FormatInt(total/wordUnit, 10)
	if part := total % wordUnit; part != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(wordUnit+part, 10)[1:], "0")
	}
	return text + "元", true
}

// take reads one character; false if it is none of a number.
func (n *spoken) take(r rune) bool {
	if digit, ok := wordDigits[r]; ok {
		if n.pending && digit != 0 {
			return false
		}
		n.digit, n.pending = digit*wordUnit, digit != 0
		n.words++
		return true
	}
	scale, ok := wordScales[r]
	switch {
	case ok && n.yuan:
		return false
	case ok && scale < 1e4:
		if !n.pending && scale == 10 {
			n.digit = wordUnit // 十五
		}
		n.section += n.digit * scale
	case ok:
		part := n.section + n.digit
		if scale == 1e8 {
			part += n.low
			n.low = 0
		}
		if part > 1e17/scale*10 {
			return false
		}
		n.section = 0
		if scale == 1e8 {
			n.total += part * scale
		} else {
			n.low += part * scale
		}
	case r == '元' && !n.yuan:
		n.total, n.low, n.section, n.yuan = n.total+n.low+n.section+n.digit, 0, 0, true
	case r == '角' && n.yuan:
		n.total += n.digit / 10
	case r == '分' && n.yuan:
		n.total += n.digit / 100
	default:
		return false
	}
	if ok {
		n.scales, n.last = n.scales+1, scale
	}
	n.digit, n.pending = 0, false
	return true
}
