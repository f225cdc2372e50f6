package wordform

import (
	"maps"
	"slices"
	"strings"
)

// Known is the placeholders that a kind of document may have.
type Known struct {
	Fields []string            // 月份
	Lists  map[string][]string // 滞后项目: 序号, 名称, …
}

// Values are what the placeholders of one document stand for.
type Values struct {
	Fields map[string]string // a line break begins a paragraph where the placeholder stands alone, else a line
	Lists  map[string][]map[string]string
}

// separator stands between a list and its field.
const separator = "."

// has reports whether a name is known, and of which list it is; "" for none.
func (k Known) has(name string) (list string, known bool) {
	list, field, of := strings.Cut(name, separator)
	if !of {
		return "", slices.Contains(k.Fields, name)
	}
	return list, slices.Contains(k.Lists[list], field)
}

// names lists every placeholder, in order.
func (k Known) names() []string {
	all := slices.Clone(k.Fields)
	for _, list := range slices.Sorted(maps.Keys(k.Lists)) {
		for _, field := range k.Lists[list] {
			all = append(all, list+separator+field)
		}
	}
	return all
}

// nearest returns the known name that is closest to a name; "" if none is like it.
func (k Known) nearest(name string) string {
	best, least := "", len([]rune(name))/2+1
	for _, known := range k.names() {
		_, field, _ := strings.Cut(known, separator)
		for _, other := range []string{known, field} {
			if d := distance([]rune(name), []rune(other)); other != "" && d < least {
				best, least = known, d
			}
		}
	}
	return best
}

// distance is how many characters must be added, left out or exchanged to get one name from another.
func distance(a, b []rune) int {
	line := make([]int, len(b)+1)
	for j := range line {
		line[j] = j
	}
	for i := range a {
		diagonal := line[0]
		line[0]++
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = line[j+1]
			line[j+1] = min(change, line[j]+1, line[j+1]+1)
		}
	}
	return line[len(b)]
}
