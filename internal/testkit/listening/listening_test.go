package listening

import (
	"net"
	"net/netip"
	"os"
	"slices"
	"testing"
)

func TestPortsAreThoseTheProcessListensOn(t *testing.T) {
	for _, at := range []string{"127.0.0.1:0", "[::1]:0", "0.0.0.0:0"} {
		l, err := net.Listen("tcp", at)
		if err != nil {
			t.Logf("%s: %v", at, err) // a machine may have only one version of IP
			continue
		}
		want := netip.MustParseAddrPort(l.Addr().String())
		if got := Ports(t, os.Getpid()); !slices.ContainsFunc(got, func(a netip.AddrPort) bool {
			return a.Port() == want.Port() && a.Addr().Unmap().IsUnspecified() == want.Addr().IsUnspecified()
		}) {
			t.Errorf("%s listens, and the ports found are %v", want, got)
		}
		l.Close()
		if got := Ports(t, os.Getpid()); slices.ContainsFunc(got,
			func(a netip.AddrPort) bool { return a.Port() == want.Port() }) {
			t.Errorf("%s is closed, and the ports found are %v", want, got)
		}
	}
}
