package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documents are the pages whose paths and identifiers must exist.
var documents = []string{"CONTRIBUTING.md", "README.md", "README.zh-CN.md", "docs/*.md", "docs/adr/*.md"}

var (
	codeSpan    = regexp.MustCompile("`([^`\n]+)`")
	link        = regexp.MustCompile(`\]\(([^)#:\s]+)\)`)
	sourcePath  = regexp.MustCompile(`^\.?[\w.*-]+(/[\w.*-]+)+/?$|^[\w-]+\.(go|md|yml|json)$`)
	testName    = regexp.MustCompile(`^(Test|Fuzz|Benchmark)[A-Z]\w*$`)
	identifier  = regexp.MustCompile(`^([a-z]\w*)((?:\.[A-Z]\w*)+)$`)
	fencedBlock = regexp.MustCompile("(?ms)^ *```.*?^ *```")
)

// runTimeFiles are names in documents that exist only in a data directory or on a server.
var runTimeFiles = []string{"audit-head.json", "evidence-turn.json", "backup-state.json"}

// TestDocumentsNameWhatExists checks that every path, link, test and identifier named in the documents exists.
func TestDocumentsNameWhatExists(t *testing.T) {
	root := filepath.Join("..", "..")
	declared := declarations(t, root)
	for _, pattern := range documents {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no documents (%v)", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range missing(root, filepath.Dir(file), string(text), declared) {
				t.Errorf("%s names %s, which does not exist", filepath.Base(file), name)
			}
		}
	}
}

func TestMissingNamesAreFound(t *testing.T) {
	declared := map[string]bool{"models.Money": true, "models.Money.In": true, "TestReal": true}
	text := "`models.Money.In`, `models.Gone`, `models.Money.Gone`, `TestReal`, `TestGone`, `models/money.go`, " +
		"`models/gone.go`, `gone.go`, [a](gone.md), [b](../../go.mod), `POST /tasks`, `fmt.Println`, `audit-head.json`"
	got := missing(filepath.Join("..", ".."), ".", text, declared)
	want := []string{"gone.md", "models.Gone", "models.Money.Gone", "TestGone", "models/gone.go", "gone.go"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// missing returns the names in a document of a directory that do not exist.
func missing(root, dir, text string, declared map[string]bool) (names []string) {
	text = fencedBlock.ReplaceAllString(text, "")
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(dir, m[1])); err != nil {
			names = append(names, m[1])
		}
	}
	for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
		if name := m[1]; !exists(root, name, declared) {
			names = append(names, name)
		}
	}
	return names
}

// exists reports whether a name exists; it is true for text that is neither a path nor a name of this module.
func exists(root, name string, declared map[string]bool) bool {
	switch id := identifier.FindStringSubmatch(name); {
	case testName.MatchString(name):
		return declared[name]
	case id != nil:
		return declared[name] || !inModule(declared, id[1])
	case slices.Contains(runTimeFiles, name) || !sourcePath.MatchString(name):
		return true
	}
	if first, _, deep := strings.Cut(name, "/"); deep {
		if first == "bin" || first == "release" {
			return true // built, not kept
		}
		if _, err := os.Stat(filepath.Join(root, first)); err != nil {
			return true // not a path of this repository
		}
	}
	found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(name)))
	return err == nil && len(found) > 0
}

// inModule reports whether a package of that name declares anything.
func inModule(declared map[string]bool, name string) bool {
	for d := range declared {
		if strings.HasPrefix(d, name+".") {
			return true
		}
	}
	return false
}

// declarations returns the names that the module declares: "package.Name", "package.Type.Method", "package.Type.Field",
// and tests by their bare name.
func declarations(t *testing.T, root string) map[string]bool {
	t.Helper()
	declared := map[string]bool{}
	for _, s := range tree(t) {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, s.path), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Base(s.dir())
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				declared[name+"."+receiver(d)+d.Name.Name] = true
				if s.test {
					declared[d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					declare(declared, name, spec)
				}
			}
		}
	}
	return declared
}

// receiver returns "Type." for a method, "" for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	e := d.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if generic, ok := e.(*ast.IndexExpr); ok {
		e = generic.X
	}
	if name, ok := e.(*ast.Ident); ok {
		return name.Name + "."
	}
	return ""
}

// declare adds the names of a specification, and the fields of a struct.
func declare(declared map[string]bool, pkg string, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, n := range s.Names {
			declared[pkg+"."+n.Name] = true
		}
	case *ast.TypeSpec:
		declared[pkg+"."+s.Name.Name] = true
		if fields, ok := s.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				for _, n := range f.Names {
					declared[pkg+"."+s.Name.Name+"."+n.Name] = true
				}
			}
		}
	}
}
