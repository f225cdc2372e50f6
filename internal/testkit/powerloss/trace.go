// Package powerloss rebuilds a directory as it would be after a cut of power. strace records every write, sync and
// change of a name; what was synced before the cut is kept, of everything later each sector is kept or lost at random.
// Only tests use it; `make powerloss` runs those that take long.
package powerloss

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Recorded are the options of strace that Read needs, before "-o FILE PROGRAM…". The program must name files in the
// recorded directory by absolute paths.
var Recorded = []string{"-f", "-y", "-xx", "-ttt", "--seccomp-bpf", "-s", "4000000", "-e", "signal=none", "-e",
	"trace=" +
		strings.Join(slices.Concat(modelled, refused), ",")}

var (
	modelled = []string{"openat", "open", "creat", "mkdir", "mkdirat", "pwrite64", "write", "lseek", "fsync", "fdatasync",
		"ftruncate", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat"}
	// refused also change files. A trace that has one in the directory is not understood.
	refused = []string{"writev", "pwritev", "pwritev2", "truncate", "fallocate", "symlink", "symlinkat",
		"copy_file_range", "sendfile", "splice"}
)

// Event is a finished system call. Begin and End are lines of the trace: a call counts as done only after End.
type Event struct {
	Call       string
	Begin, End int
	At         float64 // seconds since 1970, of Begin
	args       []string
	result     string
}

var (
	line    = regexp.MustCompile(`^(\d+) +(\d+\.\d+) (.*)$`)
	resumed = regexp.MustCompile(`^<\.\.\. \w+ resumed>(.*)$`)
	call    = regexp.MustCompile(`(?s)^(\w+)\((.*)\) += (.*)$`)
)

// Read reads what strace wrote with the options Recorded. Calls that did not finish or failed are left out, except
// those that were running at the end.
func Read(trace io.Reader) ([]Event, error) {
	type begun struct {
		text  string
		at    float64
		begin int
	}
	running, events := map[string]begun{}, []Event(nil)
	lines := bufio.NewReaderSize(trace, 1<<20)
	for n := 0; ; n++ {
		text, err := lines.ReadString('\n')
		if err == io.EOF {
			return events, nil
		}
		if err != nil {
			return nil, err
		}
		parts := line.FindStringSubmatch(strings.TrimSuffix(text, "\n"))
		if parts == nil {
			return nil, fmt.Errorf("line %d: not of strace: %.80s", n, text)
		}
		at, _ := strconv.ParseFloat(parts[2], 64) // digits
		one := begun{parts[3], at, n}
		if rest := resumed.FindStringSubmatch(one.text); rest != nil {
			first, ok := running[parts[1]]
			if !ok {
				return nil, fmt.Errorf("line %d: resumes nothing", n)
			}
			delete(running, parts[1])
			first.text += rest[1]
			one = first
		}
		if head, ok := strings.CutSuffix(one.text, "<unfinished ...>"); ok {
			running[parts[1]] = begun{strings.TrimSuffix(head, " "), one.at, one.begin}
			continue
		}
		m := call.FindStringSubmatch(one.text)
		if m == nil || strings.HasPrefix(m[3], "-1 ") || strings.HasPrefix(m[3], "?") {
			continue // an exit, a failed call, or one that a kill ended
		}
		events = append(events, Event{Call: m[1], Begin: one.begin, End: n, At: one.at, args: split(m[2]), result: m[3]})
	}
}

// split separates arguments at commas outside quotes, brackets and braces.
func split(text string) (args []string) {
	depth, quoted, from := 0, false, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '<' || c == '{' || c == '[':
			depth++
		case c == '>' || c == '}' || c == ']':
			depth--
		case c == ',' && depth == 0:
			args, from = append(args, strings.TrimSpace(text[from:i])), i+1
		}
	}
	return append(args, strings.TrimSpace(text[from:]))
}

// Written returns the bytes that a write to a file descriptor wrote, and whether the event is one.
func (e Event) Written(descriptor int) ([]byte, bool) {
	if e.Call != "write" || !strings.HasPrefix(e.args[0], strconv.Itoa(descriptor)+"<") {
		return nil, false
	}
	data, err := e.data()
	return data, err == nil
}

// data returns the bytes of a write, as many as were written.
func (e Event) data() ([]byte, error) {
	data, err := unquote(e.args[1])
	if err != nil {
		return nil, err
	}
	n, err := e.number(e.result)
	if err != nil || n > int64(len(data)) {
		return nil, fmt.Errorf("%s at line %d wrote %s of %d recorded bytes", e.Call, e.Begin, e.result, len(data))
	}
	return data[:n], nil
}

func (e Event) number(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) }

// path is the file of a descriptor such as 5</a/b>; "" if it has no name any more.
func (e Event) path(descriptor string) string {
	_, rest, _ := strings.Cut(descriptor, "<")
	data, err := unhex(strings.TrimSuffix(strings.TrimSuffix(rest, "(deleted)"), ">"))
	if err != nil || strings.HasSuffix(rest, "(deleted)") {
		return ""
	}
	return string(data)
}

// named is the path of a call's argument, for those with a folder's descriptor before it, too.
func (e Event) named(arg int) string {
	name, err := unquote(e.args[arg])
	if err != nil {
		return ""
	}
	if path := string(name); filepath.IsAbs(path) || arg == 0 {
		return filepath.Clean(path)
	}
	if !strings.Contains(e.args[arg-1], "<") {
		return ""
	}
	return filepath.Join(e.path(e.args[arg-1]), string(name))
}

func unquote(text string) ([]byte, error) {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return nil, fmt.Errorf("not a whole string: %.40s", text)
	}
	return unhex(text[1 : len(text)-1])
}

func unhex(text string) ([]byte, error) { return hex.DecodeString(strings.ReplaceAll(text, `\x`, "")) }
