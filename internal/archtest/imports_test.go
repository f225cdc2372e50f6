package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

func TestEveryFileFollowsTheRules(t *testing.T) {
	files := tree(t)
	if len(files) < 100 {
		t.Fatalf("only %d files found: the walk is broken", len(files))
	}
	for _, s := range files {
		for _, v := range violations(s) {
			t.Error(v)
		}
	}
}

func TestLongFilesAreStillLong(t *testing.T) {
	files := map[string]source{}
	for _, s := range tree(t) {
		files[s.path] = s
	}
	for name, reason := range longFiles {
		if s := files[name]; s.lines <= s.maxLines() || reason == "" {
			t.Errorf("%s has %d lines and the reason %q: remove it from longFiles in %s, or give the reason",
				name, s.lines, reason, table)
		}
	}
}

// TestEveryRowExists finds rows that a removed or renamed package left behind.
func TestEveryRowExists(t *testing.T) {
	dirs := map[string]bool{}
	for _, s := range tree(t) {
		for dir := s.dir(); dir != "."; dir = path.Dir(dir) {
			dirs[dir] = true
		}
	}
	for _, r := range packageRules {
		if !dirs[r.path] {
			t.Errorf("%s has a row in %s and no Go file: remove the row", r.path, table)
		}
	}
	for _, name := range linksServer {
		if !dirs[name] {
			t.Errorf("linksServer in %s names %s, which has no Go file: remove it", table, name)
		}
	}
	required := requiredModules(t)
	for _, l := range libraries {
		used := func(mod string) bool { return within(l.path, mod) || within(mod, l.path) }
		if !slices.ContainsFunc(required, used) {
			t.Errorf("%s has a row in %s and go.mod does not require it: remove the row", l.path, table)
		}
	}
}

// requiredModules returns the paths of the modules that go.mod requires.
func requiredModules(t *testing.T) (paths []string) {
	t.Helper()
	text, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) >= 2 && strings.Contains(fields[0], ".") {
			paths = append(paths, fields[0])
		}
	}
	return paths
}

// linked is a package, or its test, and everything it links.
type linked struct {
	ImportPath string
	Deps       []string
}

func TestFewPackagesLinkTheTemporalServer(t *testing.T) {
	var stderr bytes.Buffer
	list := exec.Command("go", "list", "-e", "-test", "-json=ImportPath,Deps", module+"...")
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []linked
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p linked
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	engine := slices.ContainsFunc(all, func(p linked) bool {
		return p.ImportPath == module+"internal/engine" && len(p.Deps) > 0
	})
	if !engine {
		t.Fatal("go list does not list internal/engine: the test checks nothing")
	}
	for _, v := range slices.Concat(serverViolations(all), testsuiteViolations(all)) {
		t.Error(v)
	}
}

// testsuiteViolations describes the packages, without their tests, that link the test framework of Temporal's SDK.
func testsuiteViolations(all []linked) (found []string) {
	for _, p := range all {
		test := strings.Contains(p.ImportPath, " ") || strings.HasSuffix(p.ImportPath, ".test")
		if !test && slices.Contains(p.Deps, "go.temporal.io/sdk/testsuite") {
			found = append(found, p.ImportPath+" links go.temporal.io/sdk/testsuite, which is for tests: find what imports it"+
				" with\n\tgo list -deps "+p.ImportPath+" | grep "+module)
		}
	}
	return found
}

// serverViolations describes the packages that link the Temporal server and are not in linksServer.
func serverViolations(all []linked) (found []string) {
	for _, p := range all {
		name, _, _ := strings.Cut(strings.TrimPrefix(p.ImportPath, module), " ")
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".test"), "_test")
		server := func(dep string) bool { return within(dep, "go.temporal.io/server") }
		if !slices.Contains(linksServer, name) && slices.ContainsFunc(p.Deps, server) {
			found = append(found, p.ImportPath+
				" links the Temporal server, which takes minutes to build: find what imports it with\n"+
				"\tgo list -test -deps "+module+name+" | grep "+module+"\nand take the function or interface instead; only "+
				strings.Join(linksServer, ", ")+" may")
		}
	}
	return found
}
