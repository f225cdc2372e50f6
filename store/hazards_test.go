package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// GORM methods that are forbidden in this package: Save recreates a deleted row, First and Take treat a string as SQL,
// Updates with a struct skips zero values, FirstOrCreate races, and AutoMigrate changes tables.
func TestForbiddenGORMMethods(t *testing.T) {
	refused := []string{"Save", "First", "Take", "Last", "FirstOrCreate", "FirstOrInit", "Assign", "Attrs", "AutoMigrate",
		"UpdateColumns", "UpdateColumn", "Update", "Not", "Unscoped"}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			where := set.Position(call.Pos())
			switch {
			case method.Sel.Name == "Update" && len(call.Args) == 0: // the callbacks of updates, not an update
			case slices.Contains(refused, method.Sel.Name):
				t.Errorf("%s: %s is refused here", where, method.Sel.Name)
			case method.Sel.Name == "Find" && len(call.Args) != 1:
				t.Errorf("%s: a condition in Find may be SQL from outside", where)
			case method.Sel.Name == "Where" && !isText(call.Args[0]) && !isMap(call.Args[0]): // GORM quotes a map's columns
				t.Errorf("%s: a condition is text written here, not %T", where, call.Args[0])
			case method.Sel.Name == "Updates" && !isMap(call.Args[0]):
				t.Errorf("%s: Updates takes a map", where)
			}
			return true
		})
	}
}

// isText accepts literals, sums with a literal, and the variables that hold them in this package.
func isText(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return isText(e.X) && isText(e.Y)
	case *ast.Ident:
		return slices.Contains([]string{"condition", "which", "unused", "listed", "inReview", "isNamed", "shownInbox"},
			e.Name)
	case *ast.SelectorExpr:
		return slices.Contains([]string{"where", "column"}, e.Sel.Name)
	}
	return false
}

func isMap(e ast.Expr) bool {
	literal, ok := e.(*ast.CompositeLit)
	if ok {
		_, ok = literal.Type.(*ast.MapType)
		return ok
	}
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "values"
}
