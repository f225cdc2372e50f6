package models

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Message is a text for people that other languages can be made from: its Chinese text, and the format and arguments
// the text was made of. The format is the key of the text in the catalogues of package language.
//
// A message read from what an earlier version stored has only a Text. The zero value is no message.
type Message struct {
	Text   string
	Format string // "" when only the text is known
	Args   []any  // of the types listed at Messagef
}

// Messagef makes a message of a Chinese format and its arguments.
//
// What an argument becomes in another language depends on its type: a Word and a Message are translated, a MonthNumber
// becomes the month's name, Words are translated one by one and joined again, an Amount gets separators, a CommandHint
// is left out, a Date and a Month are written out. Numbers stay what they are. Every other type is kept as the string
// that fmt prints: a name, a code, what was typed.
func Messagef(format string, args ...any) Message {
	m := Message{Text: fmt.Sprintf(format, args...), Format: format}
	for _, a := range args {
		m.Args = append(m.Args, argument(a))
	}
	return m
}

// PlainMessage is a message of which only the Chinese text is known.
func PlainMessage(text string) Message { return Message{Text: text} }

// String returns the Chinese text.
func (m Message) String() string { return m.Text }

// PageText returns the Chinese text as pages show it: without its CommandHints, with separators in its Amounts, and
// with dates and months written out ("2021年6月30日"), which need no space beside Chinese words.
func (m Message) PageText() string {
	if !m.differs() {
		return m.Text
	}
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		switch a := a.(type) {
		case CommandHint:
			args[i] = ""
		case Amount:
			args[i] = a.Grouped()
		case Date:
			args[i] = writtenOut + a.Long() + writtenOut
		case Month:
			args[i] = writtenOut + a.Long() + writtenOut
		case Message:
			args[i] = a.PageText()
		case Words:
			plain := Words{Mark: a.Mark}
			for _, item := range a.Items {
				plain.Items = append(plain.Items, PlainMessage(item.PageText()))
			}
			args[i] = plain
		default:
			args[i] = a
		}
	}
	text := fmt.Sprintf(m.Format, args...)
	text = spaceBefore.ReplaceAllString(text, "$1")
	return strings.ReplaceAll(spaceAfter.ReplaceAllString(text, "$1"), writtenOut, "")
}

// writtenOut marks both ends of a date that is written out, until the spaces beside it are gone.
const writtenOut = "\x00"

var (
	spaceBefore = regexp.MustCompile(`(\p{Han}) \x00`)
	spaceAfter  = regexp.MustCompile(`\x00 (\p{Han})`)
)

// differs reports whether the message, or one within it, has an argument that pages show in another way.
func (m Message) differs() bool {
	return slices.ContainsFunc(m.Args, func(a any) bool {
		switch a := a.(type) {
		case CommandHint, Amount, Date, Month:
			return true
		case Message:
			return a.differs()
		case Words:
			return slices.ContainsFunc(a.Items, Message.differs)
		}
		return false
	})
}

// IsZero reports whether there is no message.
func (m Message) IsZero() bool { return m.Text == "" }

// MarshalText writes the Chinese text: in the API's JSON a message is a string. StoredMessage keeps all of it.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.Text), nil }

// UnmarshalText reads a Chinese text.
func (m *Message) UnmarshalText(text []byte) error {
	*m = PlainMessage(string(text))
	return nil
}

// Word is a Chinese word or phrase of the program, such as a role or a field, that catalogues translate.
type Word string

// WordOf is the word for a value of a closed set: a rung, a role, a colour.
func WordOf(v interface{ Chinese() string }) Word { return Word(v.Chinese()) }

// MonthNumber is a month within its year, 1–12: "6" in Chinese, where 月 follows it, "June" in English.
type MonthNumber int

// CommandHint is what a message tells those at the command line besides, brackets included: "（--key）". Pages leave it
// out: they have fields for it.
type CommandHint string

// Words are messages in a row with a mark between them ("、", "；") that each language writes in its own way.
type Words struct {
	Mark  string
	Items []Message
}

// String returns the Chinese text.
func (w Words) String() string {
	texts := make([]string, len(w.Items))
	for i, m := range w.Items {
		texts[i] = m.Text
	}
	return strings.Join(texts, w.Mark)
}

// argument is an argument as a message keeps it: one of the types that keepArgument stores.
func argument(a any) any {
	switch a := a.(type) {
	case string, Word, MonthNumber, CommandHint, Amount, Date, Month, Message, Words:
		return a
	case *Message:
		return *a
	case fmt.Stringer, error:
		return fmt.Sprint(a)
	}
	switch v := reflect.ValueOf(a); v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return int64(v.Uint())
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.String:
		return v.String()
	}
	if b, ok := a.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(a)
}
