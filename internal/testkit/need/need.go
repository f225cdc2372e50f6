// Package need checks what a test needs on the machine. If it is missing, the test is skipped with one line that says
// how to install it; with DUBAN_TEST_NO_SKIP=1, as in CI, it fails instead.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// NoSkip names the environment variable that turns every skip into a failure if it is "1".
const NoSkip = "DUBAN_TEST_NO_SKIP"

// Postgres names the environment variable that may hold the address of a PostgreSQL server to test with; without it the
// tests start a server.
const Postgres = "DUBAN_TEST_POSTGRES"

// folders are where packages install programs outside PATH.
var folders = []string{"/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin",
	"/usr/sbin", "/sbin"}

// Tool returns the path of a program, or skips the test and says how to install it.
func Tool(t testing.TB, name, install string) string {
	t.Helper()
	path, ok := Find(name)
	if !ok {
		Skip(t, "needs "+name+": "+install)
	}
	return path
}

// Find returns the path of a program and whether it exists. Of several versions it returns the newest.
func Find(name string) (string, bool) {
	if path, err := exec.LookPath(name); err == nil {
		return path, true
	}
	for _, folder := range folders {
		found, _ := filepath.Glob(filepath.Join(folder, name)) // the patterns are valid
		slices.Sort(found)
		if len(found) > 0 {
			return found[len(found)-1], true
		}
	}
	return "", false
}

// Skip skips the test for a reason, or fails it if NoSkip is set.
func Skip(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv(NoSkip) == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
