package archtest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is a Go file of the module.
type source struct {
	path    string // relative to the module's root, with slashes
	test    bool
	lines   int
	imports []found
	uses    []found // every selector: path.Name for an imported package, .Name for anything else
}

// found is a name in a file and its line.
type found struct {
	name string
	line int
}

func (s source) dir() string { return path.Dir(s.path) }

// tree reads every Go file of the module, whatever its build tags.
func tree(t *testing.T) []source {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []source
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if file != root && (name[0] == '.' || name[0] == '_' || name == "testdata" || name == "node_modules" ||
				name == "tools") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		s, err := parse(filepath.ToSlash(rel), text)
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func parse(name string, text []byte) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	s := source{path: name, test: strings.HasSuffix(name, "_test.go"), lines: bytes.Count(text, []byte("\n"))}
	names := map[string]string{} // the name by which the file refers to an import, to the import path
	for _, i := range file.Imports {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return source{}, err
		}
		s.imports = append(s.imports, found{imported, set.Position(i.Pos()).Line})
		if i.Name != nil {
			names[i.Name.Name] = imported
		} else {
			names[path.Base(imported)] = imported
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			of := ""
			if x, ok := sel.X.(*ast.Ident); ok {
				of = names[x.Name]
			}
			s.uses = append(s.uses, found{of + "." + sel.Sel.Name, set.Position(sel.Sel.Pos()).Line})
		}
		return true
	})
	return s, nil
}
