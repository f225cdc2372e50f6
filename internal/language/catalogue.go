package language

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"time"

	"duban/models"
)

//go:embed english
var files embed.FS

// English is the English of messages, by their Chinese formats and words.
var English = MustLoad(files, "english")

// Catalogue is the translations of one language by their Chinese. A nil Catalogue is Chinese itself.
type Catalogue struct {
	texts map[string]translation
}

// MustLoad reads every .json file of a folder. It panics when a file cannot be read, when a translation is not
// well-formed, and when two files translate a text differently: the files are part of the program.
func MustLoad(from fs.FS, folder string) *Catalogue {
	c := &Catalogue{texts: map[string]translation{}}
	names, err := fs.Glob(from, path.Join(folder, "*.json"))
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("language: no translations in %s: %v", folder, err))
	}
	for _, name := range names {
		content, err := fs.ReadFile(from, name)
		if err != nil {
			panic(fmt.Sprintf("language: %v", err))
		}
		texts := map[string]string{}
		if err := json.Unmarshal(content, &texts); err != nil {
			panic(fmt.Sprintf("language: %s: %v", name, err))
		}
		if err := c.add(texts); err != nil {
			panic(fmt.Sprintf("language: %s: %v", name, err))
		}
	}
	return c
}

func (c *Catalogue) add(texts map[string]string) error {
	for chinese, text := range texts {
		if before, known := c.texts[chinese]; known && before.source != text {
			return fmt.Errorf("%q is %q here and %q elsewhere", chinese, text, before.source)
		}
		parsed, err := parseTranslation(text)
		if _, plain := parseTranslation(chinese); err != nil && plain != nil { // a text with a percent sign, no format
			parsed, err = translation{source: text, parts: []part{{text: text}}}, nil
		}
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
		c.texts[chinese] = parsed
	}
	return nil
}

// Keys lists the Chinese texts that have a translation.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.texts)) }

// Lookup returns a translation as it stands in its file.
func (c *Catalogue) Lookup(chinese string) (text string, known bool) {
	found, known := c.texts[chinese]
	return found.source, known
}

// Message returns a message in the language. What has no translation stays Chinese.
func (c *Catalogue) Message(m models.Message) string {
	if c == nil {
		return m.PageText()
	}
	if m.Format != "" {
		if found, known := c.texts[m.Format]; known {
			return found.fill(c.arguments(m.Args))
		}
	}
	return c.Word(m.PageText())
}

// Text returns a Chinese format in the language with its arguments put in.
func (c *Catalogue) Text(chinese string, args ...any) string {
	if len(args) == 0 {
		return c.Word(chinese)
	}
	if c != nil {
		if found, known := c.texts[chinese]; known {
			return found.fill(c.arguments(args))
		}
	}
	return fmt.Sprintf(chinese, args...)
}

// Word returns a Chinese text without arguments in the language.
func (c *Catalogue) Word(chinese string) string {
	if c != nil {
		if found, known := c.texts[chinese]; known {
			return found.source
		}
	}
	return chinese
}

// arguments are what a translation puts in for the arguments of a message.
func (c *Catalogue) arguments(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case models.Word:
			out[i] = c.Word(string(a))
		case models.CommandHint:
			out[i] = ""
		case models.Amount:
			out[i] = a.Grouped()
		case models.MonthNumber:
			out[i] = time.Month(a).String()
		case models.Date:
			out[i] = dateInEnglish(a)
		case models.Month:
			out[i] = monthInEnglish(a)
		case models.Message:
			out[i] = c.Message(a)
		case models.Words:
			items := ""
			for j, m := range a.Items {
				if j > 0 {
					items += c.Word(a.Mark)
				}
				items += c.Message(m)
			}
			out[i] = items
		default:
			out[i] = a
		}
	}
	return out
}

func dateInEnglish(d models.Date) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", d.Day(), monthInEnglish(d.Month()))
}

func monthInEnglish(m models.Month) string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", time.Month(m.Number()), m.Year())
}
