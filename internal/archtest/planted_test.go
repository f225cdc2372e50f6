package archtest

import (
	"strings"
	"testing"
)

// The checker is tried with faults planted, so that a green run means something.
func TestPlantedBreachesAreFound(t *testing.T) {
	tests := []struct {
		name, file, code string
		want             string // "" is in order
	}{
		{"down the stairs", "tracking/x.go", `import "duban/models"`, ""},
		{"up the stairs", "models/x.go", `import "duban/store"`, "models may not import store"},
		{"up the stairs by alias", "store/x.go", `import s "duban/tracking"`, "store may not import tracking"},
		{"a room within another is another", "workflows/contract/x.go", `import "duban/workflows"`,
			"workflows/contract may not import workflows"},
		{"a workflow and the store", "workflows/x.go", `import "duban/store"`, "workflows may not import store"},
		{"a workflow's test and the store", "workflows/x_test.go", `import "duban/store"`, ""},
		{"the command line and the use cases", "internal/cli/x.go", `import "duban/tracking"`,
			"internal/cli may not import tracking"},
		{"a new room", "helpers/x.go", ``, "helpers is in no room"},
		{"an import of no room", "store/x.go", `import "duban/helpers"`, "duban/helpers is in no room"[len("duban/"):]},
		{"a test room in product code", "api/x.go", `import "duban/internal/testkit/need"`, "is for tests"},
		{"a test room in a test", "api/x_test.go", `import "duban/internal/testkit/need"`, ""},
		{"gorm in its room", "store/x.go", `import "gorm.io/gorm"`, ""},
		{"gorm elsewhere", "tracking/x.go", `import "gorm.io/gorm/clause"`, "its owner is store"},
		{"gorm in another's test", "api/x_test.go", `import "gorm.io/gorm"`, "its owner is store"},
		{"excelize elsewhere", "internal/cli/x.go", `import "github.com/xuri/excelize/v2"`, "its owner is importer"},
		{"the server elsewhere", "internal/app/x.go", `import "go.temporal.io/server/temporal"`,
			"its owner is internal/engine"},
		{"an activity's package in a workflow", "workflows/x.go", `import "go.temporal.io/sdk/activity"`,
			"its owner is activities"},
		{"a part of the SDK nobody owns", "workflows/x.go", `import "go.temporal.io/sdk/contrib/x"`, "not for product code"},
		{"a test library in a test", "api/x_test.go", `import "github.com/google/go-cmp/cmp"`, ""},
		{"a test library in the product", "api/x.go", `import "github.com/google/go-cmp/cmp"`, "not for product code"},
		{"an unknown library", "api/x.go", `import "github.com/example/thing"`, "nobody owns github.com/example/thing"},
		{"a library whose name only begins alike", "store/x.go", `import "gorm.iox/gorm"`, "nobody owns"},
		{"cgo", "models/x.go", `import "C"`, "without cgo"},
		{"the network in models", "models/x.go", `import "net/http"`, "models stays clear of net/http"},
		{"a driver's types in models", "models/x.go", `import "database/sql/driver"`, ""},
		{"files in a workflow", "workflows/x.go", `import "os"`, "workflows stays clear of os"},
		{"html in the use cases", "tracking/x.go", `import "html/template"`, "tracking stays clear"},
		{"the clock in models", "models/x.go", `import "time"; var now = time.Now()`, "models has no clock"},
		{"the clock by another name", "importer/x.go", `import clk "time"; var now = clk.Now`, "importer has no clock"},
		{"the clock in a test", "models/x_test.go", `import "time"; var now = time.Now()`, ""},
		{"another's Now", "models/x.go", `import "duban/models"; var now = models.Now()`, ""},
		{"a workflow's clock", "workflows/x.go", `import "go.temporal.io/sdk/workflow"; var now = workflow.Now`, ""},
		{"waiting in a workflow", "workflows/x.go", `import "time"; func f() { time.Sleep(1) }`, "no time.Sleep"},
		{"the clock where there is one", "internal/app/x.go", `import "time"; var now = time.Now()`, ""},
		{"AutoMigrate", "store/x.go", `func f(db DB) { db.Session().AutoMigrate(1) }`, "never calls AutoMigrate"},
		{"AutoMigrate in a test", "store/x_test.go", `func f(db DB) { db.AutoMigrate(1) }`, ""},
		{"a long file", "store/x.go", strings.Repeat("\n", 501), "502 lines"},
		{"a file of 500 lines", "store/x.go", strings.Repeat("\n", 499), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := parse(tt.file, []byte("package x\n"+tt.code))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(breaches(s), "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got != "" && !strings.HasPrefix(got, tt.file+":") {
				t.Errorf("%q does not begin with the place", got)
			}
		})
	}
}

func TestPlantedServerIsFound(t *testing.T) {
	server := []string{"fmt", "go.temporal.io/server/temporal"}
	got := serverBreaches([]linked{
		{"duban/internal/engine", server},
		{"duban/internal/app.test", server},
		{"duban/e2e [duban/e2e.test]", server},
		{"duban/store", []string{"go.temporal.io/sdk/client", "go.temporal.io/serverless"}},
		{"duban/tracking_test [duban/tracking.test]", server},
		{"duban/internal/engineering", server},
	})
	if len(got) != 2 || !strings.HasPrefix(got[0], "duban/tracking_test") || !strings.HasPrefix(got[1],
		"duban/internal/engineering") {
		t.Errorf("got %q", got)
	}
}

func TestThePlanIsInOrder(t *testing.T) {
	known := map[string]bool{"*": true}
	for _, r := range rooms {
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
				t.Errorf("%s: %s is no room", l.path, name)
			}
		}
	}
	below := map[string]bool{} // rows further up may import rows further down, never the other way
	for i := len(rooms) - 1; i >= 0; i-- {
		r := rooms[i]
		for _, name := range r.may {
			if !known[name] {
				t.Errorf("%s: %s is no room", r.path, name)
			}
			if !r.forTests && !below[name] {
				t.Errorf("%s may import %s, which stands above it", r.path, name)
			}
		}
		below[r.path] = true
	}
}
