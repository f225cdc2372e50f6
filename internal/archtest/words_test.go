package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// privateWords matches words that only this project's first authors understood. Comments, names and documents use the
// field's terms instead.
var privateWords = regexp.MustCompile(`(?i)\b(?:the house|this house|house's|front doors?|mend(?:s|ed|ing)?|` +
	`reckon(?:s|ed|ing)?|somebody|nobody|anybody|everybody|staircase|a means is|rooms?)\b`)

// privateNames matches identifiers of that kind.
var privateNames = regexp.MustCompile(`^(?:house|newHouse|mend\w*|reckon\w*|strangers?|rooms?)$`)

// wordPlaces are the files in which the words are meant literally, each with the reason.
var wordPlaces = map[string]string{
	"internal/engine/every_port_test.go": "nobody is a user of the operating system",
}

func TestNoPrivateWords(t *testing.T) {
	seen := map[string]bool{}
	report := func(file string, line int, word string) {
		seen[file] = true
		if wordPlaces[file] == "" {
			t.Errorf("%s:%d: %q: use a plain word", file, line, word)
		}
	}
	for _, s := range tree(t) {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Join("..", "..", s.path), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range file.Comments {
			for _, c := range group.List {
				if word := privateWords.FindString(c.Text); word != "" {
					report(s.path, set.Position(c.Pos()).Line, word)
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && privateNames.MatchString(id.Name) {
				report(s.path, set.Position(id.Pos()).Line, id.Name)
			}
			return true
		})
	}
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/adr/*.md"} {
		files, err := filepath.Glob(filepath.Join("..", "..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if filepath.Base(name) == "CHANGELOG.md" { // what was written then stays
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				if word := privateWords.FindString(line); word != "" {
					report(strings.TrimPrefix(filepath.ToSlash(name), "../../"), i+1, word)
				}
			}
		}
	}
	for file := range wordPlaces {
		if !seen[file] {
			t.Errorf("%s has none of the words any more: remove it from wordPlaces", file)
		}
	}
}
