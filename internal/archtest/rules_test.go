package archtest

import (
	"fmt"
	"slices"
	"strings"
)

const (
	module = "duban/"
	plan   = "internal/archtest/table_test.go"
)

// within reports whether a path is another or below it.
func within(p, top string) bool { return p == top || strings.HasPrefix(p, top+"/") }

// roomOf gives the row a directory belongs to.
func roomOf(dir string) (best room, ok bool) {
	for _, r := range rooms {
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

// breaches are the ways in which a file departs from the plan, each with what to do.
func breaches(s source) (all []string) {
	say := func(line int, format string, args ...any) {
		all = append(all, fmt.Sprintf("%s:%d: ", s.path, line)+fmt.Sprintf(format, args...))
	}
	here, ok := roomOf(s.dir())
	if !ok {
		say(1,
			"%s is in no room of the house: put the file into a room, or give the new room a row in %s and in "+
				"docs/architecture.md", s.dir(), plan)
		return all
	}
	for _, i := range s.imports {
		switch first, _, _ := strings.Cut(i.name, "/"); {
		case i.name == "C":
			say(i.line, "the program is built without cgo: find a library in Go")
		case strings.HasPrefix(i.name, module):
			if why := roomRefused(here, s.test, strings.TrimPrefix(i.name, module)); why != "" {
				say(i.line, "%s", why)
			}
		case !strings.Contains(first, "."):
			if !s.test && slices.Contains(here.never, i.name) {
				say(i.line, "%s stays clear of %s: be handed the value, or do this in the room whose means it is", here.path,
					i.name)
			}
		default:
			if why := libraryRefused(here, s.test, i.name); why != "" {
				say(i.line, "%s", why)
			}
		}
	}
	for _, u := range s.uses {
		if !s.test && here.noClock && slices.Contains(clock, u.name) {
			say(u.line, "%s has no clock, so no %s: take the moment as a models.Instant argument (in a workflow: workflow.Now)",
				here.path, strings.TrimPrefix(u.name, "."))
		}
		if !s.test && strings.HasSuffix(u.name, ".AutoMigrate") {
			say(u.line, "the product never calls AutoMigrate: write the next numbered SQL file for both dialects under store/")
		}
	}
	if s.lines > 500 && longFiles[s.path] == "" {
		say(s.lines, "%d lines: split the file by what its parts do, or give the reason in longFiles in %s", s.lines, plan)
	}
	return all
}

// clock is everything of package time that reads or waits on the machine's clock.
var clock = []string{
	"time.Now", "time.Since", "time.Until", "time.After", "time.AfterFunc", "time.Sleep", "time.Tick", "time.NewTimer",
	"time.NewTicker", "time.Local",
}

func roomRefused(here room, test bool, imported string) string {
	there, ok := roomOf(imported)
	switch {
	case !ok:
		return fmt.Sprintf("%s is in no room of the house: give it a row in %s", imported, plan)
	case there.path == here.path, slices.Contains(here.may, there.path):
		return ""
	case there.forTests && (test || here.forTests):
		return ""
	case there.forTests:
		return fmt.Sprintf("%s is for tests: product code cannot use it", imported)
	case test && slices.Contains(here.tests, there.path):
		return ""
	}
	return fmt.Sprintf(
		"%s may not import %s (it may: %s): send the value down as an argument, take a function or an interface, or move "+
			"the code down the stairs; a change of plan goes into %s",
		here.path, there.path, strings.Join(here.may, ", "), plan)
}

func libraryRefused(here room, test bool, imported string) string {
	l, ok := libraryOf(imported)
	switch {
	case !ok:
		return fmt.Sprintf("nobody owns %s: do without, or give it an owner in %s", imported, plan)
	case slices.Contains(l.owners, here.path):
		return ""
	case (test || here.forTests) && (slices.Contains(l.tests, here.path) || slices.Contains(l.tests, "*")):
		return ""
	case len(l.owners) == 0:
		return fmt.Sprintf("%s is not for product code", imported)
	}
	return fmt.Sprintf("%s may not import %s, its owner is %s: ask that room for what is needed", here.path, imported,
		strings.Join(l.owners, ", "))
}
