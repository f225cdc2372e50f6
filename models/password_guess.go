package models

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// commonWords lists words that passwords are commonly built from, including words of this office and its district.
var commonWords = strings.Fields(`
password passwd passw0rd pass pwd admin administrator adm root test tester guest user username welcome letmein
login logon master monkey dragon iloveyou love hello secret default changeme change system manager super
superman windows oracle mysql server public private office huawei lenovo inspur cisco china beijing shandong
jinan zibo zhangdian zhang aini woaini woshi mima guanliyuan guanli yonghu ceshi wang li liu chen yang zhao
huang zhou wu xu sun hu zhu gao lin he guo ma luo xitong duban dubanshi zhongdian xiangmu xiangmuban zdxm
zdxmb gov qzf qwb sunshine princess football baseball shadow qwerty asdf qaz wsx spring summer autumn winter
january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday company computer internet network office work happy lucky good money home
family server service support zhangwei wangwei liwei liuwei wangfang zhangmin lina wangjing lijing zhangjing
zhangli wangli liqiang wangqiang wanglei zhanglei liulei 春天 夏天 秋天 冬天 电脑 公司 密码 管理员 管理 系统 用户 测试 张店 淄博 山东 中国 督办
重点 项目 项目办 区委 区政府 政府 办公室 我爱你`)

// keyLines lists sequences that count as patterns: adjacent keys of the keyboard, the alphabet and the digits.
var keyLines = []string{
	"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "01234567890",
	"1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "零一二三四五六七八九十",
}

// unshifted replaces a sign by the key it is typed with.
var unshifted = strings.NewReplacer(
	"~", "`", "!", "1", "@", "2", "#", "3", "$", "4", "%", "5", "^", "6", "&", "7", "*", "8", "(", "9", ")", "0",
	"_", "-", "+", "=", "{", "[", "}", "]", "|", "\\", ":", ";", "\"", "'", "<", ",", ">", ".", "?", "/")

// spelt replaces signs and digits that stand for letters ("@" for "a") by the letters.
var spelt = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7",
	"t", "8", "b")

// guesswork estimates how many characters of a password an attacker must guess who knows commonWords, the keyboard
// and words about its owner. A character counts 1, a digit ½, a Chinese character 2; a known word, pattern, year or
// repetition counts 1 as a whole.
func guesswork(password string, own ...string) float64 {
	plain := strings.ToLower(width.Narrow.String(password))
	text := []rune(plain)
	letters, keys := []rune(spelt.Replace(plain)), []rune(unshifted.Replace(plain)) // both have as many characters as text
	words := slices.Clone(commonWords)
	for _, w := range own {
		if w = strings.ToLower(w); len([]rune(w)) > 1 {
			words = append(words, w)
		}
	}
	var work float64
	for i := 0; i < len(text); {
		run := max(wordAt(text[i:], words), wordAt(letters[i:], words), walkAt(keys[i:]), repeatAt(text[i:]),
			yearAt(text[i:]))
		switch {
		case run > 0:
			work++
			i += run
			continue
		case unicode.IsDigit(text[i]):
			work += 0.5
		case unicode.Is(unicode.Han, text[i]):
			work += 2
		default:
			work++
		}
		i++
	}
	return work
}

// wordAt returns the length in characters of the longest word that the text begins with, or 0.
func wordAt(text []rune, words []string) (longest int) {
	for _, w := range words {
		word := []rune(w)
		if len(word) > longest && len(word) <= len(text) && slices.Equal(text[:len(word)], word) {
			longest = len(word)
		}
	}
	return longest
}

// walkAt returns how many characters at the beginning of the text follow a line of keyLines forwards or backwards; 0
// if fewer than three do.
func walkAt(text []rune) (longest int) {
	for _, line := range keyLines {
		forward := []rune(line)
		backward := slices.Clone(forward)
		slices.Reverse(backward)
		for _, keys := range [][]rune{forward, backward} {
			for from := range keys {
				n := 0
				for n < len(text) && from+n < len(keys) && keys[from+n] == text[n] {
					n++
				}
				longest = max(longest, n)
			}
		}
	}
	if longest < 3 {
		return 0
	}
	return longest
}

// repeatAt returns the length in characters of a repetition at the beginning of the text: a unit of up to three
// characters at least three times, or of four to six at least twice.
func repeatAt(text []rune) (longest int) {
	for unit := 1; unit <= 6; unit++ {
		n := unit
		for n < len(text) && text[n] == text[n-unit] {
			n++
		}
		if n >= 3*unit || unit > 3 && n >= 2*unit {
			longest = max(longest, n)
		}
	}
	return longest
}

// yearAt returns 4 when the text begins with a year (19xx or 20xx), 8 when a month and day follow, otherwise 0.
func yearAt(text []rune) int {
	if len(text) < 4 || string(text[:2]) != "19" && string(text[:2]) != "20" {
		return 0
	}
	digits := 0
	for digits < 8 && digits < len(text) && unicode.IsDigit(text[digits]) {
		digits++
	}
	switch {
	case digits == 8:
		return 8
	case digits >= 4:
		return 4
	}
	return 0
}
