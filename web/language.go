package web

import (
	"embed"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	xlanguage "golang.org/x/text/language"

	"duban/internal/language"
	"duban/models"
)

// lang is a language of the pages. Chinese is the source: every text stands in the code in Chinese and is its own key.
type lang string

const (
	chinese lang = "zh-CN"
	english lang = "en"
)

var languages = []lang{chinese, english}

// languageCookie keeps a choice made with ?lang=.
const (
	languageCookie = "lang"
	languageTime   = 365 * 24 * 60 * 60 // seconds
)

var matcher = xlanguage.NewMatcher([]xlanguage.Tag{xlanguage.SimplifiedChinese, xlanguage.English})

// languageOf is the language of an answer: asked for, chosen before, or preferred by the browser.
func languageOf(r *http.Request) lang {
	chosen := r.URL.Query().Get("lang")
	if cookie, err := r.Cookie(cookieName(r, languageCookie)); chosen == "" && err == nil {
		chosen = cookie.Value
	}
	for _, l := range languages {
		if l.short() == chosen {
			return l
		}
	}
	tags, _, err := xlanguage.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return chinese
	}
	_, index, _ := matcher.Match(tags...)
	return languages[index]
}

// keepLanguage remembers a choice made in the address.
func keepLanguage(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("lang") == languageOf(r).short() {
		setCookie(w, r, languageCookie, languageOf(r).short(), languageTime)
	}
}

// short is the language in an address: "zh" or "en".
func (l lang) short() string { return string(l[:2]) }

// Other is the language a page offers to switch to.
func (l lang) Other() lang {
	if l == english {
		return chinese
	}
	return english
}

// OtherName is that language's own name.
func (l lang) OtherName() string {
	return map[lang]string{chinese: "中文", english: "English"}[l.Other()]
}

// phrase is a text of the pages, in Chinese. A test checks that the catalogue has every constant of this type and every
// {{t "…"}} of a template.
type phrase string

// in gives the phrase in a language.
func (p phrase) in(l lang) string { return l.text(p) }

// text is a phrase in the language, with its arguments put in. A word of another package may be in its catalogue only.
func (l lang) text(p phrase, args ...any) string {
	if l == english {
		if _, known := catalogue.Lookup(string(p)); !known && len(args) == 0 {
			return language.English.Word(string(p))
		}
		return catalogue.Text(string(p), args...)
	}
	if len(args) == 0 {
		return string(p)
	}
	return models.Messagef(string(p), args...).PageText()
}

//go:embed english
var catalogueFiles embed.FS

// catalogue is the English of what only the pages show. A file serves one page or a few.
var catalogue = language.MustLoad(catalogueFiles, "english")

// say is a message of another package in the language.
func (l lang) say(m models.Message) string {
	if l == english {
		return language.English.Message(m)
	}
	return m.PageText()
}

// sayAny is say for templates: a message, or a word of another package.
func (l lang) sayAny(v any) string {
	switch v := v.(type) {
	case models.Message:
		return l.say(v)
	case models.Word:
		return l.word(string(v))
	case string:
		return l.word(v)
	}
	panic(fmt.Sprintf("web: {{say}} of a %T", v))
}

// word is a Chinese word or a text without arguments in the language; what no catalogue has stays as it is.
func (l lang) word(chinese string) string {
	if l != english {
		return chinese
	}
	if _, known := language.English.Lookup(chinese); known {
		return language.English.Word(chinese)
	}
	return catalogue.Word(chinese)
}

// month names a month within its year: "6月", "Jun".
func (l lang) month(m models.Month) string {
	if l == english {
		return time.Month(m.Number()).String()[:3]
	}
	return strconv.Itoa(m.Number()) + "月"
}

// monthOfYear names a month: "2021年6月", "June 2021".
func (l lang) monthOfYear(m models.Month) string {
	if l == english {
		return fmt.Sprintf("%s %d", time.Month(m.Number()), m.Year())
	}
	return fmt.Sprintf("%d年%d月", m.Year(), m.Number())
}

// quarter names the quarter that ends with a month: "2021年第二季度", "Q2 2021".
func (l lang) quarter(m models.Month) string {
	if l == english {
		return fmt.Sprintf("Q%d %d", (m.Number()+2)/3, m.Year())
	}
	return m.QuarterChinese()
}

// date names a day of a year: "6月30日", "30 Jun"; with the year when it is another one.
func (l lang) date(d models.Date, year int) string {
	switch {
	case d == 0:
		return "—"
	case l == english && d.Year() != year:
		return fmt.Sprintf("%d %s %d", d.Day(), l.month(d.Month()), d.Year())
	case l == english:
		return fmt.Sprintf("%d %s", d.Day(), l.month(d.Month()))
	case d.Year() != year:
		return d.Long()
	}
	return d.Chinese()
}

// day names a day with its year: "2026年6月30日", "30 Jun 2026"; "" for no day.
func (l lang) day(d models.Date) string {
	if d == 0 {
		return ""
	}
	return l.date(d, 0)
}

// moment names a minute: "2026年11月30日 09:00", "30 Nov 2026 09:00"; "" when there is none.
func (l lang) moment(at models.Instant) string {
	if at == 0 {
		return ""
	}
	_, clock, _ := strings.Cut(at.Minute(), " ")
	return l.date(at.Date(), 0) + " " + clock
}
