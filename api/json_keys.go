package api

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"

	"duban/models"
)

// maxDepth limits the nesting of objects and lists in a body; the deepest real one has three levels.
const maxDepth = 32

// checkKeys refuses a document in which an object contains a key twice, at any depth: different programs would read
// different values from it. Keys that differ only in case are the same, as in encoding/json. Invalid JSON is left to
// the decoder.
func checkKeys(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var open []*level
	for {
		token, err := d.Token()
		if err != nil {
			return nil //nolint:nilerr // the end, or something that the decoder reports
		}
		if delimiter, ok := token.(json.Delim); ok {
			switch delimiter {
			case '{', '[':
				if len(open) == maxDepth {
					return models.Errorf(models.KindInvalid, "bad_json", "请求内容的层次超过 %d 层，请核对格式（见 /openapi.json）", maxDepth)
				}
				open = append(open, &level{object: delimiter == '{', seen: map[string]bool{}, key: true})
				continue
			}
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			continue
		}
		if err := open[len(open)-1].take(token); err != nil {
			return err
		}
	}
}

// level is an object or a list that is open.
type level struct {
	object bool
	key    bool // in an object: a key comes next
	seen   map[string]bool
}

// take records a key, or that a value was read.
func (l *level) take(token json.Token) error {
	if !l.object {
		return nil
	}
	if !l.key {
		l.key = true
		return nil
	}
	l.key = false
	name, _ := token.(string)
	folded := foldKey(name)
	if l.seen[folded] {
		return models.Errorf(models.KindInvalid, "duplicate_key", "请求内容中的字段“%s”出现了不止一次（大小写不同也算），请只保留一个", name)
	}
	l.seen[folded] = true
	return nil
}

// foldKey maps keys that encoding/json takes for the same field to the same text.
func foldKey(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, name)
}
