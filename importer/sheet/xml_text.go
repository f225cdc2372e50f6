package sheet

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// characters returns character data to the next tag or the end of the buffer, with entities resolved.
func (x *xmlReader) characters() ([]byte, error) {
	for {
		run := x.buf[x.pos:]
		end := bytes.IndexByte(run, '<')
		ended := end >= 0
		if ended {
			run = run[:end]
		} else {
			// Leave what may continue after the buffer: an entity, a character, the start of "]]>".
			if amp := bytes.LastIndexByte(run, '&'); amp >= 0 && bytes.IndexByte(run[amp:], ';') < 0 {
				if len(run)-amp > 16 {
					return nil, malformed("& without ;")
				}
				run = run[:amp]
			}
			for i := 1; i < utf8.UTFMax && i <= len(run); i++ {
				if b := run[len(run)-i]; utf8.RuneStart(b) {
					if !utf8.FullRune(run[len(run)-i:]) {
						run = run[:len(run)-i]
					}
					break
				}
			}
			run = bytes.TrimRight(run, "]")
		}
		if len(run) == 0 {
			if !ended && x.fill() {
				continue
			}
			if !ended {
				return nil, x.ended("inside a text")
			}
		}
		x.pos += len(run)
		if bytes.Contains(run, []byte("]]>")) {
			return nil, malformed("]]> in a text")
		}
		text, err := unescape(run, x.merged[:0])
		if bytes.IndexByte(run, '&') >= 0 {
			x.merged = text
		}
		return text, err
	}
}

// unescape resolves the five entities and character references; any other entity, and a character that XML does not
// allow, is an error. Text without entities is returned unchanged.
func unescape(raw, into []byte) ([]byte, error) {
	if err := legal(raw); err != nil {
		return nil, err
	}
	if bytes.IndexByte(raw, '&') < 0 {
		return raw, nil
	}
	for {
		amp := bytes.IndexByte(raw, '&')
		if amp < 0 {
			return append(into, raw...), nil
		}
		into = append(into, raw[:amp]...)
		end := bytes.IndexByte(raw[amp:], ';')
		if end < 0 {
			return nil, malformed("& without ;")
		}
		r, err := entity(string(raw[amp+1 : amp+end]))
		if err != nil {
			return nil, err
		}
		into = utf8.AppendRune(into, r)
		raw = raw[amp+end+1:]
	}
}

func entity(name string) (rune, error) {
	switch name {
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "amp":
		return '&', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n <= utf8.MaxRune && legalRune(rune(n)) {
			return rune(n), nil
		}
	}
	return 0, malformed("unknown entity &%.20s;", name)
}

// legal checks that bytes are UTF-8 and that XML allows the characters.
func legal(raw []byte) error {
	for i := 0; i < len(raw); {
		if b := raw[i]; b >= ' ' && b < utf8.RuneSelf || b == '\t' || b == '\n' || b == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 || !legalRune(r) {
			return malformed("a character that is not allowed")
		}
		i += size
	}
	return nil
}

func legalRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}
