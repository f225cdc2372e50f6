package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// onlyTests lists what the product declares although only tests use it, by package and name, with the reason.
var onlyTests = map[string]string{
	"internal/files.Store.Put":         "tests store a file in one step; uploads are received first and kept later",
	"internal/mtls.FilesIn":            "tests connect to the embedded server with its own certificates",
	"internal/language.Catalogue.Keys": "the tests of web look for phrases that no page has",
	"store.Store.Backup":               "tests read a copy of a store that is open",
	"store.Tx.AuditAfter":              "tests compare the whole record",
	"store.Tx.CommandsCount":           "tests compare all rows",
	"store.Tx.Indicators":              "tests compare all rows; figures read the decisions",
	"store.Tx.OutboxOf":                "tests compare all messages of a project",
}

// TestNothingIsUnused finds functions, methods, types, constants, variables and struct fields that no package of the
// product uses. What only tests use is unused too. deadcode (make check) finds what is used and cannot be reached.
func TestNothingIsUnused(t *testing.T) {
	p := loadProgram(t)
	if len(p.packages) < 30 {
		t.Fatalf("only %d packages found: go list is broken", len(p.packages))
	}
	found := p.unused(templateNames(t))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if onlyTests[name] == "" {
			t.Errorf("%s: %s is used by no package but tests: remove it, or name it in onlyTests with the reason",
				found[name], name)
		}
	}
	for name := range onlyTests {
		if found[name] == "" {
			t.Errorf("onlyTests names %s, which is used or gone: remove it", name)
		}
	}
}

func TestUnusedIsNamed(t *testing.T) {
	p := newProgram()
	parsed, err := parser.ParseFile(p.fset, "planted.go", `package planted

type T struct {
	read, set, unread int
	never             string
}

type I interface{ Called() }

func (T) Called()    {}
func (T) NotCalled() {}
func (T) Shown()     {}

const used, forgotten = 1, 2

func F(t T) int { return t.read + used }

func init() { var i I = T{set: F(T{})}; i.Called(); t := T{}; t.unread = 1 }
`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	p.check(t, "planted", []*ast.File{parsed})
	got := slices.Sorted(maps.Keys(p.unused(map[string]bool{"Shown": true})))
	want := []string{"planted.T.NotCalled", "planted.T.never", "planted.forgotten"}
	if !slices.Equal(got, want) {
		t.Errorf("unused: %q, want %q", got, want)
	}
}

// forTests reports whether a package only serves tests: neither what it declares nor what it uses counts.
func forTests(path string) bool {
	return strings.HasPrefix(path, "internal/testkit") || strings.HasSuffix(path, "test") ||
		path == "internal/ladderoracle"
}

// unused returns the position of everything that is declared and not used, by package and name. shown are the names
// that templates use.
func (p *program) unused(shown map[string]bool) map[string]string {
	used, interfaces := p.used(), p.interfaces()
	found := map[string]string{}
	for _, c := range p.packages {
		if forTests(c.path) {
			continue
		}
		exempt := c.exempt()
		shown := shown
		if !slices.Contains([]string{"web", "tracking", "models", "planted"}, c.path) { // templates see no others
			shown = nil
		}
		for ident, o := range c.info.Defs {
			if o == nil || used[o] || exempt[ident] || o.Name() == "_" || o.Name() == "main" || o.Name() == "init" {
				continue
			}
			name := ""
			switch o := o.(type) {
			case *types.Func:
				recv := o.Signature().Recv()
				if recv != nil && (shown[o.Name()] || c.path == "activities" || byInterface(recv.Type(), o.Name(), interfaces)) {
					continue
				}
				name = o.Name()
				if recv != nil {
					name = typeName(recv.Type()) + "." + name
				}
			case *types.Var:
				if o.Embedded() || o.IsField() && shown[o.Name()] || !o.IsField() && o.Parent() != c.types.Scope() {
					continue
				}
				name = c.fieldOwner(o) + o.Name()
			case *types.Const, *types.TypeName:
				if o.Parent() != c.types.Scope() {
					continue
				}
				name = o.Name()
			default:
				continue
			}
			found[c.path+"."+name] = p.fset.Position(ident.Pos()).String()
		}
	}
	return found
}

// used returns every object that a package of the product names, and the fields of literals without keys.
func (p *program) used() map[types.Object]bool {
	used := map[types.Object]bool{}
	for _, c := range p.packages {
		if forTests(c.path) {
			continue
		}
		for _, o := range c.info.Uses {
			switch generic := o.(type) {
			case *types.Func:
				o = generic.Origin()
			case *types.Var:
				o = generic.Origin()
			}
			used[o] = true
		}
		for expr, tv := range c.info.Types {
			literal, ok := expr.(*ast.CompositeLit)
			if !ok || len(literal.Elts) == 0 {
				continue
			}
			if s, ok := tv.Type.Underlying().(*types.Struct); ok {
				if _, keyed := literal.Elts[0].(*ast.KeyValueExpr); !keyed {
					for field := range s.Fields() {
						used[field.Origin()] = true
					}
				}
			}
		}
	}
	return used
}

// interfaces returns the interfaces that a type of ours may have to implement, by the names of their methods.
func (p *program) interfaces() map[string][]*types.Interface {
	builtin := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	byMethod := map[string][]*types.Interface{"Error": {builtin}}
	seen := map[*types.Package]bool{}
	var visit func(*types.Package)
	visit = func(pkg *types.Package) {
		if seen[pkg] {
			return
		}
		seen[pkg] = true
		for _, name := range pkg.Scope().Names() {
			if declared, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok {
				if i, ok := declared.Type().Underlying().(*types.Interface); ok {
					for m := range i.Methods() {
						byMethod[m.Name()] = append(byMethod[m.Name()], i)
					}
				}
			}
		}
		for _, imported := range pkg.Imports() {
			visit(imported)
		}
	}
	for _, c := range p.packages {
		visit(c.types)
	}
	return byMethod
}

func byInterface(receiver types.Type, method string, byMethod map[string][]*types.Interface) bool {
	if types.IsInterface(receiver) || method == "Unwrap" || method == "Is" { // package errors has no name for these
		return true
	}
	return slices.ContainsFunc(byMethod[method], func(i *types.Interface) bool {
		return types.Implements(receiver, i) || types.Implements(types.NewPointer(receiver), i)
	})
}

func typeName(t types.Type) string {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return t.String()
}

// fieldOwner returns the name of the package-level struct type that has a field, with a dot, or "".
func (c *checked) fieldOwner(field *types.Var) string {
	for _, name := range c.types.Scope().Names() {
		if declared, ok := c.types.Scope().Lookup(name).(*types.TypeName); ok {
			if s, ok := declared.Type().Underlying().(*types.Struct); ok {
				for f := range s.Fields() {
					if f == field {
						return name + "."
					}
				}
			}
		}
	}
	return ""
}

// exempt returns the declarations that need no use: fields with a tag, which are read by reflection, the columns of
// models, and constants that count with iota, of which each holds its place.
func (c *checked) exempt() map[*ast.Ident]bool {
	exempt := map[*ast.Ident]bool{}
	for _, file := range c.files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.StructType:
				for _, field := range n.Fields.List {
					for _, name := range field.Names {
						exempt[name] = field.Tag != nil || c.path == "models" && name.IsExported()
					}
				}
			case *ast.GenDecl:
				if counts(n) {
					for _, spec := range n.Specs {
						for _, name := range spec.(*ast.ValueSpec).Names {
							exempt[name] = true
						}
					}
				}
			}
			return true
		})
	}
	return exempt
}

// counts reports whether a declaration of constants uses iota.
func counts(d *ast.GenDecl) (yes bool) {
	if d.Tok.String() != "const" {
		return false
	}
	ast.Inspect(d, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && ident.Name == "iota" {
			yes = true
		}
		return true
	})
	return yes
}

// templateNames returns the names of fields and methods that the templates of the pages use.
func templateNames(t *testing.T) map[string]bool {
	t.Helper()
	field := regexp.MustCompile(`\.([A-Z]\w*)`)
	names := map[string]bool{}
	err := filepath.WalkDir("../../web/pages", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".tmpl" {
			return err
		}
		content, err := os.ReadFile(path)
		for _, found := range field.FindAllSubmatch(content, -1) {
			names[string(found[1])] = true
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatal(fmt.Errorf("no names in templates: %w", err))
	}
	return names
}
