package powerloss

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Disk is what happened to the files below a directory that was empty at first.
type Disk struct {
	root    string
	top     *node
	names   map[string]*node // as the running program saw them
	offsets map[string]int64 // of descriptors
}

// node is a file or a folder.
type node struct {
	folder bool
	size   int64 // as the running program saw it
	does   []act
	syncs  []Event
}

// act is a write, a change of the size, or of names in a folder.
type act struct {
	begin, end int
	at         int64
	data       []byte
	cut        bool             // the size becomes at
	names      map[string]*node // nil removes
}

// Replay returns the disk after the events, as far as they are below root.
func Replay(root string, events []Event) (*Disk, error) {
	top := &node{folder: true}
	d := &Disk{root: root, top: top, names: map[string]*node{root: top}, offsets: map[string]int64{}}
	for _, e := range events {
		if err := d.replay(e); err != nil {
			return nil, fmt.Errorf("line %d, %s: %w", e.Begin, e.Call, err)
		}
	}
	return d, nil
}

func (d *Disk) inside(path string) bool { return path == d.root || strings.HasPrefix(path, d.root+"/") }

func (d *Disk) replay(e Event) error {
	switch e.Call {
	case "openat", "open", "creat":
		return d.open(e)
	case "mkdir":
		return d.makeFolder(e, e.named(0))
	case "mkdirat":
		return d.makeFolder(e, e.named(1))
	case "unlink", "rmdir":
		return d.remove(e, e.named(0))
	case "unlinkat":
		return d.remove(e, e.named(1))
	case "rename":
		return d.rename(e, e.named(0), e.named(1))
	case "renameat", "renameat2":
		return d.rename(e, e.named(1), e.named(3))
	case "link":
		return d.link(e, e.named(0), e.named(1))
	case "linkat":
		return d.link(e, e.named(1), e.named(3))
	case "write", "pwrite64", "lseek", "fsync", "fdatasync", "ftruncate":
		path := e.path(e.args[0])
		if !d.inside(path) {
			return nil
		}
		n := d.names[path]
		if n == nil {
			return fmt.Errorf("%s was never created", path)
		}
		return d.change(e, n)
	}
	for i, arg := range e.args {
		if strings.Contains(arg, "<") && d.inside(e.path(arg)) || strings.HasPrefix(arg, `"`) && d.inside(e.named(i)) {
			return fmt.Errorf("this call is not understood: %v", e.args)
		}
	}
	return nil
}

func (d *Disk) change(e Event, n *node) error {
	descriptor, _, _ := strings.Cut(e.args[0], "<")
	switch e.Call {
	case "fsync", "fdatasync":
		n.syncs = append(n.syncs, e)
		return nil
	case "lseek":
		at, err := e.number(e.result)
		d.offsets[descriptor] = at
		return err
	case "ftruncate":
		size, err := e.number(e.args[1])
		n.size = size
		n.does = append(n.does, act{begin: e.Begin, end: e.End, cut: true, at: size})
		return err
	}
	data, err := e.data()
	if err != nil {
		return err
	}
	at := d.offsets[descriptor]
	if e.Call == "pwrite64" {
		if at, err = e.number(e.args[3]); err != nil {
			return err
		}
	} else {
		d.offsets[descriptor] += int64(len(data))
	}
	n.size = max(n.size, at+int64(len(data)))
	n.does = append(n.does, act{begin: e.Begin, end: e.End, at: at, data: data})
	return nil
}

func (d *Disk) open(e Event) error {
	path := e.path(e.result)
	if !d.inside(path) {
		return nil
	}
	flags := strings.Join(e.args, ",")
	if d.names[path] == nil {
		if !strings.Contains(flags, "O_CREAT") {
			return fmt.Errorf("%s was there before", path)
		}
		if err := d.set(e, map[string]*node{path: {}}); err != nil {
			return err
		}
	}
	n := d.names[path]
	if strings.Contains(flags, "O_TRUNC") {
		n.size = 0
		n.does = append(n.does, act{begin: e.Begin, end: e.End, cut: true})
	}
	descriptor, _, _ := strings.Cut(e.result, "<")
	d.offsets[descriptor] = 0
	if strings.Contains(flags, "O_APPEND") {
		d.offsets[descriptor] = n.size
	}
	return nil
}

func (d *Disk) makeFolder(e Event, path string) error {
	if !d.inside(path) || path == d.root {
		return nil
	}
	return d.set(e, map[string]*node{path: {folder: true}})
}

func (d *Disk) remove(e Event, path string) error {
	if !d.inside(path) {
		return nil
	}
	return d.set(e, map[string]*node{path: nil})
}

func (d *Disk) rename(e Event, from, to string) error {
	if !d.inside(from) && !d.inside(to) {
		return nil
	}
	n := d.names[from]
	if n == nil || n.folder || !d.inside(to) {
		return fmt.Errorf("only files of the directory may be renamed: %s to %s", from, to)
	}
	if filepath.Dir(from) == filepath.Dir(to) {
		return d.set(e, map[string]*node{from: nil, to: n})
	}
	// The folders are synced one by one: after a cut the file may have both names, or none.
	if err := d.set(e, map[string]*node{to: n}); err != nil {
		return err
	}
	return d.set(e, map[string]*node{from: nil})
}

func (d *Disk) link(e Event, from, to string) error {
	if !d.inside(from) && !d.inside(to) {
		return nil
	}
	n := d.names[from]
	if n == nil || !d.inside(to) {
		return fmt.Errorf("only files of the directory may be linked: %s to %s", from, to)
	}
	return d.set(e, map[string]*node{to: n})
}

// set changes names of one folder.
func (d *Disk) set(e Event, names map[string]*node) error {
	a := act{begin: e.Begin, end: e.End, names: map[string]*node{}}
	var folder *node
	for path, n := range names {
		folder = d.names[filepath.Dir(path)]
		if folder == nil || !folder.folder {
			return fmt.Errorf("the folder of %s was never created", path)
		}
		a.names[filepath.Base(path)] = n
		if n == nil {
			delete(d.names, path)
			continue
		}
		d.names[path] = n
	}
	folder.does = append(folder.does, a)
	return nil
}

// Cut is a moment, and what becomes of what was not synced before it.
type Cut struct {
	Line   int     // of the trace: what ended before it is done, what began before it may be
	Keeps  float64 // probability that a sector, a size or a name that was not synced is kept
	Sector int64
}

// After writes the directory as it would be after a cut.
func (d *Disk) After(cut Cut, rng *rand.Rand, into string) error {
	return d.write(d.top, cut, rng, into)
}

func (d *Disk) write(n *node, cut Cut, rng *rand.Rand, path string) error {
	safe, later := n.split(cut.Line)
	if !n.folder {
		return os.WriteFile(path, content(safe, later, cut, rng), 0o600)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	// A journal keeps changes of names in their order.
	kept := 0
	for kept < len(later) && rng.Float64() < cut.Keeps {
		kept++
	}
	names := map[string]*node{}
	for _, a := range append(slices.Clone(safe), later[:kept]...) {
		for name, n := range a.names {
			names[name] = n
			if n == nil {
				delete(names, name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if err := d.write(names[name], cut, rng, filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

// split returns what the last sync before the cut made safe, and what else had begun.
func (n *node) split(cut int) (safe, later []act) {
	synced := -1
	for _, s := range n.syncs {
		if s.End < cut {
			synced = max(synced, s.Begin)
		}
	}
	for _, a := range n.does {
		switch {
		case a.end < synced:
			safe = append(safe, a)
		case a.begin < cut:
			later = append(later, a)
		}
	}
	return safe, later
}

// content is what a file holds. A sector that was not synced has the bytes of a moment between its sync and the cut.
func content(safe, later []act, cut Cut, rng *rand.Rand) []byte {
	var data []byte
	for _, a := range safe {
		data = a.apply(data, a.at, a.at+int64(len(a.data)))
	}
	writes := map[int64]int{} // of each sector
	for _, a := range later {
		a.sectors(cut.Sector, func(s, _, _ int64) { writes[s]++ })
	}
	kept := map[int64]int{}
	for _, s := range slices.Sorted(maps.Keys(writes)) {
		if rng.Float64() < cut.Keeps {
			kept[s] = 1 + rng.IntN(writes[s])
		}
	}
	for _, a := range later {
		if a.cut && rng.Float64() < cut.Keeps {
			data = a.apply(data, 0, 0)
		}
		a.sectors(cut.Sector, func(s, from, to int64) {
			if kept[s] > 0 {
				kept[s]--
				data = a.apply(data, from, to)
			}
		})
	}
	return data
}

// sectors calls each for the sectors that a write touches, with the bytes of the file in it.
func (a act) sectors(size int64, each func(sector, from, to int64)) {
	for from := a.at; !a.cut && from < a.at+int64(len(a.data)); {
		to := min((from/size+1)*size, a.at+int64(len(a.data)))
		each(from/size, from, to)
		from = to
	}
}

// apply changes the size, or writes the bytes of the file between from and to.
func (a act) apply(data []byte, from, to int64) []byte {
	size := max(int64(len(data)), to)
	if a.cut {
		size = a.at
	}
	if size > int64(len(data)) {
		data = append(data, make([]byte, size-int64(len(data)))...)
	}
	data = data[:size]
	if !a.cut {
		copy(data[from:to], a.data[from-a.at:])
	}
	return data
}
