package archtest

import (
	"fmt"
	"slices"
	"strings"
)

const (
	module = "duban/"
	table  = "internal/archtest/table_test.go"

	maxLines     = 400 // of a product file
	maxTestLines = 500
)

// maxLines returns how many lines the file may have.
func (s source) maxLines() int {
	if s.test {
		return maxTestLines
	}
	return maxLines
}

// within reports whether a path equals another or is below it.
func within(p, top string) bool { return p == top || strings.HasPrefix(p, top+"/") }

// ruleOf returns the row that applies to a directory: the one with the longest matching path.
func ruleOf(dir string) (best packageRule, ok bool) {
	for _, r := range packageRules {
		if within(dir, r.path) && len(r.path) >= len(best.path) {
			best, ok = r, true
		}
	}
	return best, ok
}

func libraryOf(imported string) (best library, ok bool) {
	for _, l := range libraries {
		if within(imported, l.path) && len(l.path) > len(best.path) {
			best, ok = l, true
		}
	}
	return best, ok
}

// violations describes where a file breaks the rules, each with its place and what to do.
func violations(s source) (all []string) {
	report := func(line int, format string, args ...any) {
		all = append(all, fmt.Sprintf("%s:%d: ", s.path, line)+fmt.Sprintf(format, args...))
	}
	rule, ok := ruleOf(s.dir())
	if !ok {
		report(1, "%s has no row: move the file into a package that has one, or add a row to %s and to docs/architecture.md",
			s.dir(), table)
		return all
	}
	for _, i := range s.imports {
		switch first, _, _ := strings.Cut(i.name, "/"); {
		case i.name == "C":
			report(i.line, "the program is built without cgo: use a library written in Go")
		case strings.HasPrefix(i.name, module):
			if why := packageRefused(rule, s.test, strings.TrimPrefix(i.name, module)); why != "" {
				report(i.line, "%s", why)
			}
		case !strings.Contains(first, "."):
			if !s.test && slices.Contains(rule.never, i.name) {
				report(i.line, "%s must not import %s: take the value as an argument, or do this in a package that may",
					rule.path, i.name)
			}
		default:
			if why := libraryRefused(rule, s.test, i.name); why != "" {
				report(i.line, "%s", why)
			}
		}
	}
	for _, u := range s.uses {
		if !s.test && rule.noClock && slices.Contains(clock, u.name) {
			report(u.line, "%s must not use %s: take the time as a models.Instant argument (in a workflow: workflow.Now)",
				rule.path, strings.TrimPrefix(u.name, "."))
		}
		if !s.test && strings.HasSuffix(u.name, ".AutoMigrate") {
			report(u.line, "the product never calls AutoMigrate: add the next numbered SQL file for both dialects under store/")
		}
	}
	if s.lines > s.maxLines() && longFiles[s.path] == "" {
		report(s.lines, "%d lines: split the file by what its parts do, or give the reason in longFiles in %s", s.lines,
			table)
	}
	return all
}

// clock lists everything in package time that reads the machine's clock, waits on it, or uses its time zone.
var clock = []string{
	"time.Now", "time.Since", "time.Until", "time.After", "time.AfterFunc", "time.Sleep", "time.Tick", "time.NewTimer",
	"time.NewTicker", "time.Local",
}

// packageRefused says why a package under rule may not import another package of the module, or returns "".
func packageRefused(rule packageRule, test bool, imported string) string {
	other, ok := ruleOf(imported)
	switch {
	case !ok:
		return fmt.Sprintf("%s has no row: add one to %s", imported, table)
	case other.path == rule.path, slices.Contains(rule.may, other.path):
		return ""
	case other.forTests && (test || rule.forTests):
		return ""
	case other.forTests:
		return fmt.Sprintf("%s is for tests: product code must not import it", imported)
	case test && slices.Contains(rule.tests, other.path):
		return ""
	}
	return fmt.Sprintf("%s may not import %s (it may: %s): pass the value as an argument, take a function or an "+
		"interface, or move the code to a lower layer; a change of the rules goes into %s",
		rule.path, other.path, strings.Join(rule.may, ", "), table)
}

// libraryRefused says why a package under rule may not import a third-party package, or returns "".
func libraryRefused(rule packageRule, test bool, imported string) string {
	l, ok := libraryOf(imported)
	switch {
	case !ok:
		return fmt.Sprintf("%s has no owner: do without it, or give it an owner in %s", imported, table)
	case slices.Contains(l.owners, rule.path):
		return ""
	case (test || rule.forTests) && (slices.Contains(l.tests, rule.path) || slices.Contains(l.tests, "*")):
		return ""
	case len(l.owners) == 0:
		return fmt.Sprintf("%s is not for product code", imported)
	}
	return fmt.Sprintf("%s may not import %s, which %s owns: use what that package exports",
		rule.path, imported, strings.Join(l.owners, ", "))
}
