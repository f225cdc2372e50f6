package language

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notOnPages are packages and files whose errors no page shows, and why.
var notOnPages = map[string]string{
	"api":                          "answers in Chinese JSON",
	"internal/app":                 "refuses to start: the command line",
	"internal/audithead":           "refuses to start: the command line",
	"internal/backup":              "backups are made and read at the command line",
	"internal/calendar":            "a holiday table is set at the command line and the API",
	"internal/cli":                 "the command line",
	"internal/config":              "refuses to start: the command line",
	"internal/demo":                "refuses to start: the command line",
	"internal/engine":              "refuses to start: the command line",
	"internal/mtls":                "refuses to start: the command line",
	"internal/offline":             "the doctor without a server: the command line",
	"internal/simulate":            "the command line",
	"internal/temporalui":          "refuses to start: the command line",
	"internal/process/client.go":   "refuses to start: the command line",
	"store/copy.go":                "backups: the command line",
	"store/copy_before.go":         "refuses to start: the command line",
	"store/copy_postgres.go":       "backups: the command line",
	"store/migrate.go":             "refuses to start: the command line",
	"store/postgres.go":            "refuses to start: the command line",
	"store/readonly.go":            "the doctor without a server: the command line",
	"store/sqlite.go":              "refuses to start: the command line",
	"store/store.go":               "the end of the program: the log",
	"activities/start_projects.go": "a fault within the program: the log",
}

// format is a format of a message in the code.
type format struct {
	at    string // file:line
	text  string
	hints []int // the arguments, from 1, that are CommandHints
}

// TestEveryMessageHasItsEnglish reads the code for the formats of messages and compares them with the catalogue.
func TestEveryMessageHasItsEnglish(t *testing.T) {
	formats := formatsOf(t, os.DirFS("../.."))
	if len(formats) < 300 {
		t.Fatalf("found only %d formats: the walk is broken", len(formats))
	}
	for _, f := range formats {
		if _, known := English.texts[f.text]; !known {
			t.Errorf("%s: no English for %q in internal/language/english", f.at, f.text)
			continue
		}
		if fault := compare(f, English.texts[f.text]); fault != "" {
			t.Errorf("%s: %q: %s", f.at, f.text, fault)
		}
	}
	// What is to be written into a workbook is quoted as it stands there: 是, 万元, 2021年6月.
	han, latin := regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`[A-Za-z]`)
	for key, found := range English.texts {
		chinese := len(han.FindAllString(found.source, -1))
		if chinese*5 > len(latin.FindAllString(found.source, -1)) {
			t.Errorf("%q is not English: %q", key, found.source)
		}
	}
}

// compare says what is wrong with a translation: it must use every argument but hints, and none that is not there.
func compare(f format, english translation) string {
	count := verbsOf(f.text)
	used := english.uses()
	for n := 1; n <= count; n++ {
		if !used[n] && !slices.Contains(f.hints, n) {
			return fmt.Sprintf("the English does not use argument %d: %q", n, english.source)
		}
	}
	for n := range used {
		if n > count {
			return fmt.Sprintf("the English uses argument %d of %d: %q", n, count, english.source)
		}
	}
	if count > 1 && strings.Count(english.source, "%[") != strings.Count(strings.ReplaceAll(english.source, "%%", ""),
		"%") {
		return fmt.Sprintf("the English must name its arguments by number: %q", english.source)
	}
	return ""
}

// verbsOf counts the arguments of a format.
func verbsOf(text string) int {
	return strings.Count(strings.ReplaceAll(text, "%%", ""), "%")
}

// formatsOf finds every call of Errorf and Messagef in product code with the format it is given.
func formatsOf(t *testing.T, root fs.FS) (all []format) {
	t.Helper()
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && (name == "node_modules" || name == "testdata" || name == "testkit" || name == "e2e" ||
			len(name) > 1 && name[0] == '.'):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"),
			notOnPages[path] != "", notOnPages[filepath.Dir(path)] != "":
			return nil
		}
		content, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		found, faults := formatsIn(path, content)
		for _, fault := range faults {
			t.Error(fault)
		}
		all = append(all, found...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// formatsIn finds the formats of one file. A format that is no constant text cannot be checked and is a fault, except
// where Errorf and the functions in passesOn pass on their own.
func formatsIn(path string, content []byte) (found []format, faults []string) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, content, 0)
	if err != nil {
		return nil, []string{err.Error()}
	}
	constants := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
			for i, name := range spec.Names {
				if text, ok := literal(spec.Values[i], nil); ok {
					constants[name.Name] = text
				}
			}
		}
		return true
	})
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		at, called := formatArgument(file, call)
		if !called || len(call.Args) <= at {
			return true
		}
		where := fmt.Sprintf("%s:%d", path, set.Position(call.Pos()).Line)
		text, ok := literal(call.Args[at], constants)
		if !ok {
			if call.Ellipsis == token.NoPos { // passes on the format it was given
				faults = append(faults, where+": the format is no constant text, its English cannot be checked")
			}
			return true
		}
		f := format{at: where, text: text}
		for i, arg := range call.Args[at+1:] {
			if hint, ok := arg.(*ast.CallExpr); ok && strings.HasSuffix(fmt.Sprint(selected(hint.Fun)), "CommandHint") {
				f.hints = append(f.hints, i+1)
			}
		}
		if f.text != "%s" { // a message within a message
			found = append(found, f)
		}
		return true
	})
	return found, faults
}

// formatArgument is which argument of a call is the format of a message.
func formatArgument(file *ast.File, call *ast.CallExpr) (at int, called bool) {
	name := selected(call.Fun)
	if file.Name.Name != "models" {
		var of bool
		if name, of = strings.CutPrefix(name, "models."); !of {
			return 0, false
		}
	}
	switch name {
	case "Messagef":
		return 0, true
	case "Errorf":
		return 2, true
	}
	return 0, false
}

// selected is a name as it stands in the code: "Errorf", "models.Errorf".
func selected(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return selected(e.X) + "." + e.Sel.Name
	}
	return ""
}

// literal is a constant text: a string literal, a sum of such, or a constant of the file.
func literal(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, ok := literal(e.X, constants)
		right, both := literal(e.Y, constants)
		return left + right, ok && both && e.Op == token.ADD
	case *ast.Ident:
		text, ok := constants[e.Name]
		return text, ok
	}
	return "", false
}

// TestFaultsOfTranslationsAreFound plants one of each kind.
func TestFaultsOfTranslationsAreFound(t *testing.T) {
	for _, tt := range []struct {
		text, english string
		hints         []int
		want          string
	}{
		{"甲 %s 乙 %s", "%[2]s %[1]s", nil, ""},
		{"甲 %s%s", "a %[1]s", []int{2}, ""},
		{"甲 %s 乙 %s", "a %[2]s", nil, "does not use argument 1"},
		{"甲 %s", "a %[1]s %[2]s", nil, "uses argument 2 of 1"},
		{"甲 %s 乙 %s", "a %s %s", nil, "by number"},
		{"甲 %s%%", "a %s%%", nil, ""},
	} {
		parsed, err := parseTranslation(tt.english)
		if err != nil {
			t.Fatal(err)
		}
		if got := compare(format{text: tt.text, hints: tt.hints}, parsed); (tt.want == "") != (got == "") ||
			!strings.Contains(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.english, got, tt.want)
		}
	}
	found, faults := formatsIn("x.go", []byte(`package x
const text = "甲" + "乙"
var a = models.Errorf(k, "c", text)
var b = models.Messagef("丙%s", models.CommandHint("（--x）"))
var c = models.Messagef(text + other())
var d = models.Errorf(k, "c", format, args...)
`))
	if len(found) != 2 || found[0].text != "甲乙" || !slices.Equal(found[1].hints, []int{1}) || len(faults) != 1 ||
		!strings.HasPrefix(faults[0], "x.go:5") {
		t.Errorf("%+v %v", found, faults)
	}
}

// uses reports which arguments the text prints.
func (t translation) uses() map[int]bool {
	used := map[int]bool{}
	for _, p := range t.parts {
		if p.kind == argument {
			used[p.argument] = true
		}
	}
	return used
}
