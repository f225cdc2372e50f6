package language

import (
	"fmt"
	"strconv"
	"strings"
)

// translation is a text of a catalogue, cut into what is printed one after another.
type translation struct {
	source string
	parts  []part
}

// part is fixed text, an argument, or a choice between two forms of a word.
type part struct {
	text     string // fixed text; of a choice: the form for one
	many     string // of a choice: the form for any other number
	verb     string // of an argument, without its number: "%s", "%.1f", or a verb of amounts
	argument int    // of an argument or a choice, from 1; 0 for fixed text
	kind     partKind
}

type partKind int

const (
	fixed partKind = iota
	argument
	choice
)

// parseTranslation cuts a text into parts. "%s" takes the argument after the one before, "%[2]s" the second; "{s}" and
// "{one|many}" are chosen by the argument that stands before them.
func parseTranslation(source string) (t translation, err error) {
	t.source = source
	last := 0 // the argument before
	for rest := source; rest != ""; {
		at := strings.IndexAny(rest, "%{")
		if at < 0 {
			at = len(rest)
		}
		t.fixed(rest[:at])
		if rest = rest[at:]; rest == "" {
			break
		}
		var end int
		switch {
		case strings.HasPrefix(rest, "%%"):
			t.fixed("%")
			end = 2
		case rest[0] == '%':
			var p part
			if p, end, err = parseVerb(rest, last); err != nil {
				return t, err
			}
			last = p.argument
			t.parts = append(t.parts, p)
		default:
			if end = strings.IndexByte(rest, '}') + 1; end == 0 || last == 0 {
				return t, fmt.Errorf("%q is no choice, or no argument stands before it", rest)
			}
			one, many, both := strings.Cut(rest[1:end-1], "|")
			if !both {
				one, many = "", one
			}
			t.parts = append(t.parts, part{kind: choice, text: one, many: many, argument: last})
		}
		rest = rest[end:]
	}
	return t, nil
}

func (t *translation) fixed(text string) {
	if text != "" {
		t.parts = append(t.parts, part{text: text})
	}
}

// parseVerb reads a verb at the start of a text: flags and precision, then a number in brackets, then a letter.
func parseVerb(text string, last int) (p part, end int, err error) {
	p = part{kind: argument, argument: last + 1, verb: "%"}
	for end = 1; end < len(text); end++ {
		switch c := text[end]; {
		case c == '[':
			shut := strings.IndexByte(text[end:], ']')
			if shut < 0 {
				return p, 0, fmt.Errorf("%q: no ]", text)
			}
			if p.argument, err = strconv.Atoi(text[end+1 : end+shut]); err != nil || p.argument < 1 {
				return p, 0, fmt.Errorf("%q: no number of an argument", text)
			}
			end += shut
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			p.verb += string(c)
			return p, end + 1, nil
		case strings.IndexByte("+-# 0123456789.", c) >= 0:
			p.verb += string(c)
		default:
			return p, 0, fmt.Errorf("%q: no verb", text)
		}
	}
	return p, 0, fmt.Errorf("%q: no verb", text)
}

// fill prints the text with its arguments. An argument that is not given shows as fmt shows it: "%!s(MISSING)".
func (t translation) fill(args []any) string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.kind == fixed:
			b.WriteString(p.text)
		case p.argument > len(args):
			b.WriteString("%!" + p.verb[1:] + "(MISSING)")
		case p.kind == argument && yuanOf[p.verb] != 0:
			b.WriteString(yuan(fmt.Sprint(args[p.argument-1]), yuanOf[p.verb]))
		case p.kind == argument:
			fmt.Fprintf(&b, p.verb, args[p.argument-1])
		case fmt.Sprint(args[p.argument-1]) == "1":
			b.WriteString(p.text)
		default:
			b.WriteString(p.many)
		}
	}
	return b.String()
}
