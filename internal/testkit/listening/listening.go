// Package listening reads from the operating system on which TCP ports a process listens.
package listening

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/internal/testkit/need"
)

// stateListen is the code of LISTEN in /proc/net/tcp.
const stateListen = "0A"

// Ports returns every TCP address, IPv4 and IPv6, on which a process listens.
func Ports(t testing.TB, pid int) []netip.AddrPort {
	t.Helper()
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	sockets := socketsOf(t, proc)
	var ports []netip.AddrPort
	for _, table := range []string{"tcp", "tcp6"} {
		text, err := os.ReadFile(filepath.Join(proc, "net", table))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			if len(f) < 10 || f[3] != stateListen || !sockets[f[9]] {
				continue
			}
			address, err := parse(f[1])
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			ports = append(ports, address)
		}
	}
	slices.SortFunc(ports, netip.AddrPort.Compare)
	return ports
}

// socketsOf returns the inodes of a process's sockets.
func socketsOf(t testing.TB, proc string) map[string]bool {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(proc, "fd"))
	if err != nil {
		need.Skip(t, "needs Linux: the ports of a process are read from /proc")
	}
	inodes := map[string]bool{}
	for _, f := range files {
		target, err := os.Readlink(filepath.Join(proc, "fd", f.Name()))
		if err != nil {
			continue // closed in the meantime
		}
		if inode, ok := strings.CutPrefix(target, "socket:["); ok {
			inodes[strings.TrimSuffix(inode, "]")] = true
		}
	}
	return inodes
}

// parse parses an address as the kernel prints it: words of four bytes, each in the machine's byte order (little-endian
// on all machines that run the tests), then the port.
func parse(text string) (netip.AddrPort, error) {
	ip, port, _ := strings.Cut(text, ":")
	words, err := hex.DecodeString(ip)
	if err != nil {
		return netip.AddrPort{}, err
	}
	for word := range slices.Chunk(words, 4) {
		slices.Reverse(word)
	}
	address, ok := netip.AddrFromSlice(bytes.Clone(words))
	if !ok {
		return netip.AddrPort{}, fmt.Errorf("an address of %d bytes", len(words))
	}
	number, err := strconv.ParseUint(port, 16, 16)
	return netip.AddrPortFrom(address.Unmap(), uint16(number)), err
}
