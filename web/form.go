package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"duban/models"
)

// form is a form of a page: the key that makes sending it twice do it once, what was typed, and what is wrong with it.
type form struct {
	Key    string
	lang   lang
	values url.Values
	errors map[string]string // by field; "" is of the form as a whole
}

// newForm is a form no one has filled in yet.
func newForm(r *http.Request) form {
	return form{Key: freshKey(), lang: languageOf(r), values: url.Values{}, errors: map[string]string{}}
}

func freshKey() string { return strings.ToLower(rand.Text()) }

// sentForm is a form as it was sent. Errors are KindInvalid: too large, or not a form.
func sentForm(r *http.Request) (form, error) {
	if err := r.ParseForm(); err != nil {
		var much *http.MaxBytesError
		if errors.As(err, &much) {
			return form{}, models.Errorf(models.KindInvalid, "too_large", "内容过大，请缩短后重试").Because(err)
		}
		return form{}, badForm(err)
	}
	return form{Key: key(r), lang: languageOf(r), values: r.PostForm, errors: map[string]string{}}, nil
}

// badForm is a form that cannot be read, unless the connection said already in words why.
func badForm(err error) error {
	var known *models.Error
	if errors.As(err, &known) {
		return known
	}
	return models.Errorf(models.KindInvalid, "bad_form", "表单内容无法读取，请刷新页面后重试").Because(err)
}

// key is the number of what a form asks for; use cases refuse one that is missing.
func key(r *http.Request) string { return strings.TrimSpace(r.PostFormValue("key")) }

// Value is what was typed into a field.
func (f form) Value(field string) string { return f.values.Get(field) }

// number is a whole number that was typed into a field; 0 is none.
func (f form) number(field string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(f.Value(field)))
	return n
}

// Set fills a field in beforehand.
func (f form) Set(field, value string) { f.values.Set(field, value) }

// Error is what is wrong with a field, in the page's language; "" is nothing. Error "" is of the form as a whole.
func (f form) Error(field string) string { return f.errors[field] }

// wrong keeps an error to be shown beside the field its code belongs to, or above the form, and reports whether it is
// one that the person who filled it in can correct. Every other is to be returned.
func (f form) wrong(err error, fieldOfCode map[string]string) bool {
	e := models.AsError(err)
	if e.Kind.Ours() || e.Kind == models.KindNotFound {
		return false
	}
	f.errors[fieldOfCode[e.Code]] = f.lang.say(e.Message)
	return true
}

// field is one input of a form as its template shows it.
type field struct {
	form
	Name  string
	Label string
	Type  string // of the input
	Hint  string
}

// choice is a field one of several values is chosen for.
type choice struct {
	field
	Options []option
}

// option is a value and how it reads.
type option struct{ Value, Label string }

// fieldOf is {{template "field" (field .Form "name" (t "…") "text" [hint])}}.
func fieldOf(f form, name, label, kind string, hint ...string) field {
	return field{f, name, label, kind, strings.Join(hint, " ")}
}

// choiceOf is {{template "choice" (choice .Form "name" (t "…") .Options [hint])}}.
func choiceOf(f form, name, label string, options []option, hint ...string) choice {
	return choice{fieldOf(f, name, label, "", hint...), options}
}

// tip is a short help that unfolds: {{template "tip" (tip (t "…") (t "…"))}}.
type tip struct{ Title, Text string }

func tipOf(title, text string) tip { return tip{title, text} }
