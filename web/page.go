package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"sync"

	"duban/models"
)

// basePage is the data of the layout in pages/base; every page embeds it.
type basePage struct {
	Lang    lang
	Other   string // address of the same page in the other language
	Styles  []string
	Scripts []string

	Person   string    // name of the logged-in person; "" without a login
	Queues   bool      // may submit something, which waits in the browser without a network
	Account  string    // their ID: what a browser keeps of a form is for them alone
	Nav      []navItem // the groups and pages they may open
	PhoneNav []navItem // bar at the bottom of a phone
	Flash    string    // message of the action before, shown once
	Alerts   []alert   // disturbances, for people who can act on them
	Seeks    bool      // they may search
	Sought   string    // what they searched for
	Seen     string    // time of the request, printed across the paper with the person's name
}

// alert is a notice as the layout shows it.
type alert struct {
	Text    string
	Address string // page on which it is settled; a disturbance has none
	Confirm *form  // form that confirms the server's clock; nil for other notices
}

// base returns the data of the layout. It also sets the cookie of a language chosen in the address.
func (h *handlers) base(w http.ResponseWriter, r *http.Request) basePage {
	keepLanguage(w, r)
	w.Header().Add("Vary", "Accept-Language, Cookie, HX-Request")
	l := languageOf(r)
	seen := ""
	var alerts []alert
	if v := visitOf(r); v != nil {
		seen = v.session.SeenAt.Minute()
		for _, n := range h.t.Notices(r.Context(), v.actor) {
			a := alert{Text: l.say(n.Text), Address: n.Address}
			if n.Confirm {
				f := newForm(r)
				a.Confirm = &f
			}
			alerts = append(alerts, a)
		}
	}
	waiting := h.waiting(r)
	return basePage{
		Seen: seen, Alerts: alerts,
		Lang: l, Other: with(r.URL, "lang", l.Other().short()), Styles: present("tabler.min.css", "base.css"),
		Scripts: present("htmx.min.js", "keep.js", "queue.js", "menu.js", "seek.js"),
		Queues:  actorOf(r).ID != "" && models.CanSubmit(actorOf(r)) == nil,
		Person:  actorOf(r).Name, Account: actorOf(r).ID,
		Nav: h.navigate(r, waiting), PhoneNav: h.phoneItems(r, waiting),
		Flash: h.takeMessage(w, r), Seeks: seeks(r),
	}
}

// seeks reports whether the person may search: whoever sees projects, once their password is their own.
func seeks(r *http.Request) bool {
	v := visitOf(r)
	return v != nil && !v.session.MustChange && models.CanSeeProjects(v.actor) == nil
}

// add adds the page's own styles and scripts.
func (b *basePage) add(styles, scripts []string) {
	b.Styles, b.Scripts = append(b.Styles, present(styles...)...), append(b.Scripts, present(scripts...)...)
}

// present returns the addresses of the assets that exist.
func present(names ...string) (urls []string) {
	for _, name := range names {
		if u := assetURL(name); u != "" {
			urls = append(urls, u)
		}
	}
	return urls
}

// narrowed is with for a filter or an order: the list begins at its first part again.
func narrowed(u *url.URL, key, value string) string {
	query := u.Query()
	query.Del("page")
	return with(&url.URL{Path: u.Path, RawQuery: query.Encode()}, key, value)
}

// with returns the address with one parameter set, or removed when the value is "".
func with(u *url.URL, key, value string) string {
	query := u.Query()
	query.Del("seen")
	query.Set(key, value)
	if value == "" {
		query.Del(key)
	}
	local := url.URL{Path: u.Path, RawQuery: query.Encode()}
	return local.String()
}

// pages are the parsed templates by page and language.
type pages map[string]map[lang]*template.Template

// settledPages are the pages as they are served, parsed once a process.
var settledPages = sync.OnceValue(func() pages { return parsePages(true) })

// parsePages parses every page with the layout, once for each language: {{t "…"}} is then a plain function, or, with
// settle, the text itself.
func parsePages(settle bool) pages {
	all, bases, fixed := pages{}, map[lang]*template.Template{}, map[lang]constants{}
	for _, l := range languages {
		bases[l] = template.Must(template.New("page").Funcs(functions(l)).Option("missingkey=error").
			ParseFS(files, "pages/base/*.tmpl"))
		fixed[l] = constantsOf(l)
	}
	folders, err := fs.ReadDir(files, "pages")
	if err != nil {
		panic(err)
	}
	for _, folder := range folders {
		name := folder.Name()
		if name == "base" {
			continue
		}
		all[name] = map[lang]*template.Template{}
		for l, base := range bases {
			page := template.Must(template.Must(base.Clone()).ParseFS(files, path.Join("pages", name, "*.tmpl")))
			if settle {
				fixed[l].settle(page)
			}
			all[name][l] = page
		}
	}
	return all
}

// functions are what templates may call besides the methods of their page.
func functions(l lang) template.FuncMap {
	return template.FuncMap{
		"t":             func(p string, args ...any) string { return l.text(phrase(p), args...) },
		"yi":            l.yi,
		"printed":       printed,
		"wan":           func(m models.Money) string { return wan(m) },
		"fallTitle":     func(r fallRow) string { return r.Title(l) },
		"minus":         func(m models.Money) models.Money { return -m },
		"amount":        amount,
		"share":         share,
		"percent":       models.Percent,
		"asset":         assetURL,
		"field":         fieldOf,
		"reportField":   reportFieldOf,
		"choice":        choiceOf,
		"tip":           tipOf,
		"project":       projectAddress,
		"extend":        extendAddress,
		"evidence":      evidenceAddress,
		"minusOne":      func(n int) int { return n - 1 },
		"say":           l.sayAny,
		"speaks":        l.speaks,
		"outlookResult": l.outlookResult, "outlookSentence": l.outlookSentence, "gapFirst": gapFirst,
		"outlookBasis": l.outlookBasis,
		"plusOne":      func(n int) int { return n + 1 },
		"word":         func(w models.Word) string { return l.text(phrase(w)) },
		"term":         l.termOf,
		"capacity":     func(c models.Capacity) string { return l.text(phrase(c.Chinese())) },
		"role":         func(n models.RoleName) string { return l.text(phrase(n.Chinese())) },
		"month":        l.month, "monthOfYear": l.monthOfYear, "date": l.date, "day": l.day,
		"moment": l.moment, "quarter": l.quarter,
		"size": size, "reference": reference,
		"withYear": func(line escalationLine, year int) datedEscalation { return datedEscalation{line, year} },
		// source marks text from the data, which is Chinese in every language of the page.
		"source": func() template.HTMLAttr {
			if l == chinese {
				return ""
			}
			return sourceAttribute
		},
	}
}

// write renders a part of a page completely before it sends anything.
func (h *handlers) write(w http.ResponseWriter, r *http.Request, status int, name, part string, data any) {
	buffer, err := h.render(languageOf(r), name, part, data)
	if err != nil {
		h.log.Error("page not rendered", "request", requestNumber(r), "page", name, "error", err)
		http.Error(w, languageOf(r).text("系统内部错误"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(languageOf(r)))
	w.WriteHeader(status)
	_, _ = w.Write(buffer.Bytes()) // fails only when the client has gone
}

func (h *handlers) render(l lang, name, part string, data any) (*bytes.Buffer, error) {
	var buffer bytes.Buffer
	t := h.pages[name][l]
	if t == nil {
		return nil, fmt.Errorf("no page %s in %s", name, l)
	}
	return &buffer, t.ExecuteTemplate(&buffer, part, data)
}

// isFragment reports whether an open page requests a part of itself (htmx).
func isFragment(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }
