package archtest

import (
	"strings"
	"testing"
)

// TestPlantedViolationsAreFound checks files with planted violations, so that a passing run means something.
func TestPlantedViolationsAreFound(t *testing.T) {
	tests := []struct {
		name, file, code string
		want             string // part of the message; "" if the file follows the rules
	}{
		{"import from a lower layer", "tracking/x.go", `import "duban/models"`, ""},
		{"import from a higher layer", "models/x.go", `import "duban/store"`, "models may not import store"},
		{"import from a higher layer under an alias", "store/x.go",
			`import s "duban/tracking"`, "store may not import tracking"},
		{"a row below another has its own rule", "workflows/contract/x.go", `import "duban/workflows"`,
			"workflows/contract may not import workflows"},
		{"a workflow and the store", "workflows/x.go", `import "duban/store"`, "workflows may not import store"},
		{"a workflow's test and the store", "workflows/x_test.go", `import "duban/store"`, ""},
		{"the command line and the use cases", "internal/cli/x.go", `import "duban/tracking"`,
			"internal/cli may not import tracking"},
		{"a new package", "helpers/x.go", ``, "helpers has no row"},
		{"an import of a package without a row", "store/x.go", `import "duban/helpers"`, ": helpers has no row"},
		{"a package for tests in product code", "api/x.go", `import "duban/internal/testkit/need"`, "is for tests"},
		{"a package for tests in a test", "api/x_test.go", `import "duban/internal/testkit/need"`, ""},
		{"gorm in its owner", "store/x.go", `import "gorm.io/gorm"`, ""},
		{"gorm elsewhere", "tracking/x.go", `import "gorm.io/gorm/clause"`, "which store owns"},
		{"gorm in another's test", "api/x_test.go", `import "gorm.io/gorm"`, "which store owns"},
		{"excelize elsewhere", "internal/cli/x.go", `import "github.com/xuri/excelize/v2"`, "which importer/workbook owns"},
		{"the server elsewhere", "internal/app/x.go", `import "go.temporal.io/server/temporal"`,
			"which internal/engine owns"},
		{"an activity's package in a workflow", "workflows/x.go", `import "go.temporal.io/sdk/activity"`,
			"which activities"},
		{"a package of the SDK without an owner", "workflows/x.go", `import "go.temporal.io/sdk/contrib/x"`,
			"not for product code"},
		{"the SDK's test framework in the product", "internal/simulate/x.go", `import "go.temporal.io/sdk/testsuite"`,
			"not for product code"},
		{"the SDK's test framework in a test", "internal/simulate/x_test.go", `import "go.temporal.io/sdk/testsuite"`, ""},
		{"a test library in a test", "api/x_test.go", `import "github.com/google/go-cmp/cmp"`, ""},
		{"a test library in the product", "api/x.go", `import "github.com/google/go-cmp/cmp"`, "not for product code"},
		{"an unknown library", "api/x.go", `import "github.com/example/thing"`, "github.com/example/thing has no owner"},
		{"a library whose name only begins alike", "store/x.go", `import "gorm.iox/gorm"`, "has no owner"},
		{"cgo", "models/x.go", `import "C"`, "without cgo"},
		{"the network in models", "models/x.go", `import "net/http"`, "models must not import net/http"},
		{"a driver's types in models", "models/x.go", `import "database/sql/driver"`, ""},
		{"files in a workflow", "workflows/x.go", `import "os"`, "workflows must not import os"},
		{"html in the use cases", "tracking/x.go", `import "html/template"`, "tracking must not import"},
		{"the clock in models", "models/x.go", `import "time"; var now = time.Now()`, "models must not use time.Now"},
		{"the clock by another name", "importer/x.go", `import clk "time"; var now = clk.Now`,
			"importer must not use time.Now"},
		{"the clock in a test", "models/x_test.go", `import "time"; var now = time.Now()`, ""},
		{"a function Now of another package", "models/x.go", `import "duban/models"; var now = models.Now()`, ""},
		{"a workflow's clock", "workflows/x.go", `import "go.temporal.io/sdk/workflow"; var now = workflow.Now`, ""},
		{"waiting in a workflow", "workflows/x.go", `import "time"; func f() { time.Sleep(1) }`,
			"workflows must not use time.Sleep"},
		{"the clock in a package that may use it", "internal/app/x.go", `import "time"; var now = time.Now()`, ""},
		{"AutoMigrate", "store/x.go", `func f(db DB) { db.Session().AutoMigrate(1) }`, "never calls AutoMigrate"},
		{"AutoMigrate in a test", "store/x_test.go", `func f(db DB) { db.AutoMigrate(1) }`, ""},
		{"a long file", "store/x.go", strings.Repeat("\n", 501), "502 lines"},
		{"a file of 400 lines", "store/x.go", strings.Repeat("\n", 399), ""},
		{"a file of 401 lines", "store/x.go", strings.Repeat("\n", 400), "401 lines"},
		{"a test of 500 lines", "store/x_test.go", strings.Repeat("\n", 499), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := parse(tt.file, []byte("package x\n"+tt.code))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(violations(s), "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got != "" && !strings.HasPrefix(got, tt.file+":") {
				t.Errorf("%q does not begin with the file and line", got)
			}
		})
	}
}

func TestPlantedServerIsFound(t *testing.T) {
	server := []string{"fmt", "go.temporal.io/server/temporal"}
	got := serverViolations([]linked{
		{"duban/internal/engine", server},
		{"duban/internal/app.test", server},
		{"duban/e2e [duban/e2e.test]", server},
		{"duban/store", []string{"go.temporal.io/sdk/client", "go.temporal.io/serverless"}},
		{"duban/tracking_test [duban/tracking.test]", server},
		{"duban/internal/engineering", server},
	})
	if len(got) != 2 || !strings.HasPrefix(got[0], "duban/tracking_test") ||
		!strings.HasPrefix(got[1], "duban/internal/engineering") {
		t.Errorf("got %q", got)
	}
}

func TestPlantedTestFrameworkIsFound(t *testing.T) {
	suite := []string{"fmt", "go.temporal.io/sdk/testsuite"}
	got := testsuiteViolations([]linked{
		{"duban/internal/simulate.test", suite},
		{"duban/internal/simulate [duban/internal/simulate.test]", suite},
		{"duban/cmd/duban", suite},
		{"duban/workflows", []string{"go.temporal.io/sdk/workflow"}},
	})
	if len(got) != 1 || !strings.HasPrefix(got[0], "duban/cmd/duban") {
		t.Errorf("got %q", got)
	}
}

func TestTheTableIsConsistent(t *testing.T) {
	known := map[string]bool{"*": true}
	for _, r := range packageRules {
		if known[r.path] {
			t.Errorf("two rows for %s", r.path)
		}
		known[r.path] = true
	}
	seen := map[string]bool{}
	for _, l := range libraries {
		if seen[l.path] {
			t.Errorf("two rows for %s", l.path)
		}
		seen[l.path] = true
		for _, name := range append(l.owners, l.tests...) {
			if !known[name] {
				t.Errorf("%s: %s has no row", l.path, name)
			}
		}
	}
	below := map[string]bool{} // rows further down than the current one
	for i := len(packageRules) - 1; i >= 0; i-- {
		r := packageRules[i]
		for _, name := range r.may {
			if !known[name] {
				t.Errorf("%s: %s has no row", r.path, name)
			}
			if !r.forTests && !below[name] {
				t.Errorf("%s may import %s, whose row is further up", r.path, name)
			}
		}
		below[r.path] = true
	}
}
