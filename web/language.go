package web

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
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
const languageCookie = "lang"

var matcher = xlanguage.NewMatcher([]xlanguage.Tag{xlanguage.SimplifiedChinese, xlanguage.English})

// languageOf is the language of an answer: asked for, chosen before, or preferred by the browser.
func languageOf(r *http.Request) lang {
	chosen := r.URL.Query().Get("lang")
	if cookie, err := r.Cookie(languageCookie); chosen == "" && err == nil {
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
		http.SetCookie(w, &http.Cookie{
			Name: languageCookie, Value: languageOf(r).short(), Path: "/", MaxAge: 365 * 24 * 60 * 60, HttpOnly: true,
			SameSite: http.SameSiteLaxMode,
		})
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

// text is a phrase in the language, with its arguments put in as fmt does.
func (l lang) text(p phrase, args ...any) string {
	format := string(p)
	if l == english {
		if translated, ok := catalogue.Phrases[format]; ok {
			format = translated
		}
	}
	if len(args) == 0 {
		return format
	}
	return plural.ReplaceAllStringFunc(fmt.Sprintf(format, args...), func(s string) string {
		s = strings.TrimSuffix(s, "{s}")
		if strings.HasPrefix(s, "1 ") {
			return s
		}
		return s + "s"
	})
}

// plural is a number and the word it counts, in English: "48 project{s}".
var plural = regexp.MustCompile(`\d+ [a-z -]+\{s\}`)

//go:embed english
var catalogueFiles embed.FS

// catalogue is the English of the pages: every file under english, put together. A file serves one page or a few.
//
// Phrases are the pages' own texts by their Chinese. Sentences are patterns of what other packages return
// ("{month}月数据未报"); their places take a month, a number, a date or any text, which is put into the English where the
// same name stands.
var catalogue = mustLoadCatalogue()

type translations struct {
	Phrases   map[string]string `json:"phrases"`
	Sentences []pattern         `json:"sentences"`
}

type pattern struct {
	Chinese string `json:"zh"`
	English string `json:"en"`
	shape   *regexp.Regexp
	places  []string
}

var (
	place  = regexp.MustCompile(`\{(month|number|date|text)\d?\}`)
	shapes = map[string]string{"month": `(\d{1,2})`, "number": `(-?[\d.]+)`, "date": `(\d{4}-\d\d-\d\d)`, "text": `(.+?)`}
)

func mustLoadCatalogue() (c translations) {
	c.Phrases = map[string]string{}
	names, err := fs.Glob(catalogueFiles, "english/*.json")
	for _, name := range names {
		var part translations
		content, reading := catalogueFiles.ReadFile(name)
		if err = cmp.Or(err, reading); err == nil {
			err = json.Unmarshal(content, &part)
		}
		for chinese, words := range part.Phrases {
			if before, known := c.Phrases[chinese]; known && before != words {
				err = fmt.Errorf("%q is %q here and %q elsewhere", chinese, words, before)
			}
			c.Phrases[chinese] = words
		}
		if err != nil {
			panic(fmt.Sprintf("web: %s: %v", name, err))
		}
		c.Sentences = append(c.Sentences, part.Sentences...)
	}
	for i := range c.Sentences {
		c.Sentences[i].compile()
	}
	return c
}

func (p *pattern) compile() {
	shape, rest := "^", p.Chinese
	for {
		at := place.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		shape += regexp.QuoteMeta(rest[:at[0]]) + shapes[rest[at[2]:at[3]]]
		p.places = append(p.places, rest[at[0]:at[1]])
		rest = rest[at[1]:]
	}
	p.shape = regexp.MustCompile(shape + regexp.QuoteMeta(rest) + "$")
}

// say is a message of another package in the language.
func (l lang) say(m models.Message) string {
	if l != english {
		return m.PageText()
	}
	if said := language.English.Message(m); said != m.Text {
		return said
	}
	return l.sentence(m.Text)
}

// sayAny is say for templates, for texts that are not yet messages too.
func (l lang) sayAny(v any) string {
	if m, ok := v.(models.Message); ok {
		return l.say(m)
	}
	return l.sentence(v.(string))
}

// sentence is what another package returns, in the language; what the catalogue does not know stays as it is.
func (l lang) sentence(s string) string {
	if l != english {
		return s
	}
	for _, p := range catalogue.Sentences {
		found := p.shape.FindStringSubmatch(s)
		if found == nil {
			continue
		}
		var swaps []string
		for i, name := range p.places {
			value := found[i+1]
			switch {
			case strings.HasPrefix(name, "{month"):
				n, _ := strconv.Atoi(value) // the pattern takes digits only
				value = time.Month(n).String()
			case strings.HasPrefix(name, "{text"):
				value = l.sentence(value)
			}
			swaps = append(swaps, name, value)
		}
		return strings.NewReplacer(swaps...).Replace(p.English)
	}
	return s
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

// date names a day of a year: "6月30日", "30 Jun"; with the year when it is another one.
func (l lang) date(d models.Date, year int) string {
	switch {
	case d == 0:
		return "—"
	case d.Year() != year:
		return d.String()
	case l == english:
		return fmt.Sprintf("%d %s", d.Day(), l.month(d.Month()))
	}
	return d.Chinese()
}
