package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// xmlToken is the kind of what xmlReader.next found.
type xmlToken int

const (
	xmlEnd   xmlToken = iota // end of the document
	xmlOpen                  // start tag; an empty element gives xmlOpen and then xmlClose
	xmlClose                 // end tag
	xmlText                  // a run of character data; one text may come in several runs
)

const (
	xmlTagLimit   = 1 << 16 // bytes of one tag, comment or instruction
	xmlDepthLimit = 64
	xmlWindow     = 1 << 16
)

// xmlReader is a strict, bounded pull reader of one XML part. A part that is not well-formed to its end, or has a DTD,
// is an error, because a truncated or altered part must not look like a shorter one. It identifies elements by local
// name and ignores namespaces; encoding/xml resolves them and takes four times as long.
type xmlReader struct {
	source io.Reader
	buf    []byte
	pos    int // next byte of buf
	err    error

	name  string // local name of the last start or end tag
	attrs []xmlAttr
	text  []byte // of the last xmlText; valid until the next call

	stack  []string // qualified names of the open elements
	names  map[string]string
	values *texts // of attributes
	empty  bool   // the last start tag closed itself
	begun  bool   // the root was seen
	merged []byte
}

type xmlAttr struct {
	name  string // qualified
	value string
}

var errXML = errors.New("not well-formed XML")

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errXML, fmt.Sprintf(format, args...))
}

// newXMLReader reads UTF-8, or UTF-16 behind a byte order mark: Excel accepts such parts.
func newXMLReader(source io.Reader) *xmlReader {
	head := make([]byte, 3)
	n, _ := io.ReadFull(source, head) // an error is returned again when the rest is read
	source = io.MultiReader(bytes.NewReader(head[:n]), source)
	switch {
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\xff\xfe")):
		source = transform.NewReader(source, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder())
	case bytes.Equal(head, []byte("\xef\xbb\xbf")):
		_, _ = io.ReadFull(source, head)
	}
	return &xmlReader{source: source, buf: make([]byte, 0, xmlWindow), names: map[string]string{},
		values: newTexts(1 << 7)}
}

// fill reads more bytes after the unused ones; false at the end of the part.
func (x *xmlReader) fill() bool {
	if x.err != nil {
		return false
	}
	if x.pos > 0 {
		x.buf = x.buf[:copy(x.buf, x.buf[x.pos:])]
		x.pos = 0
	}
	if len(x.buf) == cap(x.buf) {
		grown := make([]byte, len(x.buf), 2*cap(x.buf))
		copy(grown, x.buf)
		x.buf = grown
	}
	for range 100 {
		n, err := x.source.Read(x.buf[len(x.buf):cap(x.buf)])
		x.buf = x.buf[:len(x.buf)+n]
		x.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	x.err = io.ErrNoProgress
	return false
}

// until returns the bytes before a mark and skips the mark.
func (x *xmlReader) until(mark string) ([]byte, error) {
	from := 0
	for {
		if i := bytes.Index(x.buf[x.pos+from:], []byte(mark)); i >= 0 {
			part := x.buf[x.pos : x.pos+from+i]
			x.pos += from + i + len(mark)
			return part, nil
		}
		from = max(0, len(x.buf)-x.pos-len(mark)+1)
		if from > xmlTagLimit {
			return nil, malformed("over %d bytes without %q", xmlTagLimit, mark)
		}
		if !x.fill() {
			return nil, x.ended("inside a tag")
		}
	}
}

// ended returns why there are no more bytes: the reader's error, or that the part is truncated.
func (x *xmlReader) ended(where string) error {
	if x.err != nil && x.err != io.EOF {
		return x.err
	}
	return malformed("ends %s", where)
}

// tag returns the bytes between < and >; a > inside quotes belongs to the tag.
func (x *xmlReader) tag() ([]byte, error) {
	quote := byte(0)
	for i := 0; ; i++ {
		if x.pos+i == len(x.buf) {
			if i > xmlTagLimit {
				return nil, malformed("tag over %d bytes", xmlTagLimit)
			}
			if !x.fill() {
				return nil, x.ended("inside a tag")
			}
		}
		switch b := x.buf[x.pos+i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			} else if b == '<' {
				return nil, malformed("< in an attribute")
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '<':
			return nil, malformed("< in a tag")
		case b == '>':
			part := x.buf[x.pos : x.pos+i]
			x.pos += i + 1
			return part, nil
		}
	}
}

// next reads the next token.
func (x *xmlReader) next() (xmlToken, error) {
	if x.empty {
		x.empty = false
		x.stack = x.stack[:len(x.stack)-1]
		return xmlClose, nil
	}
	for {
		if x.pos == len(x.buf) && !x.fill() {
			if x.err != io.EOF || len(x.stack) > 0 || !x.begun {
				return xmlEnd, x.ended("before its root is closed")
			}
			return xmlEnd, nil
		}
		if x.buf[x.pos] != '<' {
			text, err := x.characters()
			if err != nil {
				return xmlEnd, err
			}
			if len(x.stack) == 0 {
				if len(bytes.TrimLeft(text, " \t\r\n")) > 0 {
					return xmlEnd, malformed("text outside the root")
				}
				continue
			}
			x.text = text
			return xmlText, nil
		}
		x.pos++
		if x.pos == len(x.buf) && !x.fill() {
			return xmlEnd, x.ended("after <")
		}
		switch x.buf[x.pos] {
		case '?':
			if _, err := x.until("?>"); err != nil {
				return xmlEnd, err
			}
		case '!':
			text, err := x.declaration()
			if err != nil {
				return xmlEnd, err
			}
			if text != nil {
				x.text = text
				return xmlText, nil
			}
		case '/':
			return xmlClose, x.closeTag()
		default:
			return xmlOpen, x.openTag()
		}
	}
}

// declaration skips a comment, or returns the text of a CDATA section.
func (x *xmlReader) declaration() ([]byte, error) {
	for len(x.buf)-x.pos < len("![CDATA[") && x.fill() {
	}
	rest := x.buf[x.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("!--")):
		x.pos += 3
		body, err := x.until("-->")
		if err == nil && bytes.Contains(body, []byte("--")) {
			err = malformed("-- in a comment")
		}
		return nil, err
	case bytes.HasPrefix(rest, []byte("![CDATA[")) && len(x.stack) > 0:
		x.pos += len("![CDATA[")
		text, err := x.until("]]>")
		if err == nil {
			err = legal(text)
		}
		return text, err
	}
	return nil, malformed("a document type or unknown declaration")
}

func (x *xmlReader) closeTag() error {
	tag, err := x.tag()
	if err != nil {
		return err
	}
	raw := bytes.TrimRight(tag[1:], " \t\r\n")
	if len(x.stack) == 0 || x.stack[len(x.stack)-1] != string(raw) {
		return malformed("</%s> closes nothing that is open", raw)
	}
	name := x.stack[len(x.stack)-1]
	x.stack = x.stack[:len(x.stack)-1]
	x.name = local(name)
	return nil
}

func (x *xmlReader) openTag() error {
	tag, err := x.tag()
	if err != nil {
		return err
	}
	if len(x.stack) == 0 && x.begun {
		return malformed("a second root")
	}
	if len(x.stack) >= xmlDepthLimit {
		return malformed("more than %d elements inside each other", xmlDepthLimit)
	}
	x.begun = true
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		x.empty, tag = true, tag[:n-1]
	}
	end := 0
	for end < len(tag) && !isXMLSpace(tag[end]) {
		end++
	}
	name, err := x.nameOf(tag[:end])
	if err != nil {
		return err
	}
	x.stack = append(x.stack, name)
	x.name = local(name)
	return x.attributes(tag[end:])
}

// nameOf checks a name and stores one copy of it.
func (x *xmlReader) nameOf(raw []byte) (string, error) {
	if name, ok := x.names[string(raw)]; ok {
		return name, nil
	}
	if len(raw) == 0 || len(x.names) > 4096 || bytes.ContainsAny(raw, "\"'<>&=/!?;") || raw[0] == '-' || raw[0] == '.' ||
		raw[0] >= '0' && raw[0] <= '9' || legal(raw) != nil {
		return "", malformed("bad name %.40q", raw)
	}
	name := string(raw)
	x.names[name] = name
	return name, nil
}

func (x *xmlReader) attributes(rest []byte) error {
	x.attrs = x.attrs[:0]
	for {
		trimmed := trimSpaceLeft(rest)
		if len(trimmed) == 0 {
			return nil
		}
		if len(trimmed) == len(rest) {
			return malformed("attributes without a space between them")
		}
		equals := bytes.IndexByte(trimmed, '=')
		if equals < 0 {
			return malformed("attribute without a value")
		}
		end := equals
		for end > 0 && isXMLSpace(trimmed[end-1]) {
			end--
		}
		name, err := x.nameOf(trimmed[:end])
		if err != nil {
			return err
		}
		value := trimSpaceLeft(trimmed[equals+1:])
		if len(value) == 0 || value[0] != '"' && value[0] != '\'' {
			return malformed("attribute %s without quotes", name)
		}
		end = bytes.IndexByte(value[1:], value[0])
		if end < 0 {
			return malformed("attribute %s without its closing quote", name)
		}
		for _, a := range x.attrs {
			if a.name == name {
				return malformed("attribute %s twice", name)
			}
		}
		decoded, err := unescape(value[1:1+end], nil)
		if err != nil {
			return err
		}
		x.attrs = append(x.attrs, xmlAttr{name, x.values.of(decoded)})
		rest = value[end+2:]
	}
}

func isXMLSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

func trimSpaceLeft(b []byte) []byte {
	for len(b) > 0 && isXMLSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// attr returns an attribute of the last start tag by its local name.
func (x *xmlReader) attr(name string) (string, bool) {
	for _, a := range x.attrs {
		if a.name == name {
			return a.value, true
		}
	}
	for _, a := range x.attrs {
		if local(a.name) == name && !strings.HasPrefix(a.name, "xmlns") {
			return a.value, true
		}
	}
	return "", false
}

// skip skips the rest of the element whose start tag was just read.
func (x *xmlReader) skip() error {
	for depth := 1; depth > 0; {
		token, err := x.next()
		switch {
		case err != nil:
			return err
		case token == xmlOpen:
			depth++
		case token == xmlClose:
			depth--
		}
	}
	return nil
}

func local(name string) string {
	if _, after, ok := strings.Cut(name, ":"); ok {
		return after
	}
	return name
}
