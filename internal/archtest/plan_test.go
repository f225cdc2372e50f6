package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestEveryFileKeepsToThePlan(t *testing.T) {
	files := tree(t)
	if len(files) < 100 {
		t.Fatalf("only %d files found: the walk is broken", len(files))
	}
	for _, s := range files {
		for _, b := range breaches(s) {
			t.Error(b)
		}
	}
}

func TestLongFilesAreStillLong(t *testing.T) {
	lines := map[string]int{}
	for _, s := range tree(t) {
		lines[s.path] = s.lines
	}
	for path, reason := range longFiles {
		if lines[path] <= 500 || reason == "" {
			t.Errorf("%s has %d lines and the reason %q: take it out of longFiles in %s, or give the reason", path, lines[path],
				reason, plan)
		}
	}
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
		return p.ImportPath == module+"internal/engine" &&
			len(p.Deps) > 0
	})
	if !engine {
		t.Fatal("go list does not know internal/engine: the test sees nothing")
	}
	for _, b := range serverBreaches(all) {
		t.Error(b)
	}
}

func serverBreaches(all []linked) (found []string) {
	for _, p := range all {
		name, _, _ := strings.Cut(strings.TrimPrefix(p.ImportPath, module), " ")
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".test"), "_test")
		server := func(dep string) bool { return within(dep, "go.temporal.io/server") }
		if !slices.Contains(linksServer, name) && slices.ContainsFunc(p.Deps, server) {
			found = append(found, p.ImportPath+
				" links the Temporal server, which takes minutes to build: find who brings it in with\n"+
				"\tgo list -test -deps "+module+name+" | grep "+module+"\nand take the function or interface instead; only "+
				strings.Join(linksServer, ", ")+" may")
		}
	}
	return found
}
