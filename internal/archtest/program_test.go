package archtest

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program holds the type-checked packages of the module without their tests.
type program struct {
	fset     *token.FileSet
	exports  map[string]string // files of export data of all other packages, by import path
	others   types.Importer
	packages []*checked // dependencies first
	byPath   map[string]*types.Package
}

// checked is a type-checked package.
type checked struct {
	path  string // below the module
	types *types.Package
	info  *types.Info
	files []*ast.File
}

// loadProgram type-checks every package of the module. Other modules are read from the export data in the build cache.
func loadProgram(t *testing.T) *program {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-export", "-f",
		"{{.ImportPath}}\t{{.Export}}\t{{.Dir}}\t{{range .GoFiles}}{{.}} {{end}}", module+"...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	p := newProgram()
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		path, export, dir, names := fields[0], fields[1], fields[2], strings.Fields(fields[3])
		name, own := strings.CutPrefix(path, module)
		if !own {
			p.exports[path] = export
			continue
		}
		var files []*ast.File
		for _, file := range names {
			parsed, err := parser.ParseFile(p.fset, filepath.Join(dir, file), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, parsed)
		}
		p.check(t, name, files)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

func newProgram() *program {
	p := &program{fset: token.NewFileSet(), exports: map[string]string{}, byPath: map[string]*types.Package{}}
	p.others = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(p.exports[path])
	})
	return p
}

func (p *program) check(t *testing.T, path string, files []*ast.File) {
	t.Helper()
	info := &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{},
	}
	pkg, err := (&types.Config{Importer: p}).Check(module+path, p.fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	p.packages = append(p.packages, &checked{path, pkg, info, files})
	p.byPath[module+path] = pkg
}

// Import implements types.Importer.
func (p *program) Import(path string) (*types.Package, error) {
	if pkg := p.byPath[path]; pkg != nil {
		return pkg, nil
	}
	return p.others.Import(path)
}
