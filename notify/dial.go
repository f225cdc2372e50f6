package notify

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"
)

// Resolver finds the addresses of a host. *net.Resolver implements it.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// errInward is returned for a host that leads into a private network without being allowed to.
var errInward = errors.New("the host is in a private network and not allowed")

// errOther is returned for a host that is not the channel's.
var errOther = errors.New("the host is not that of the channel")

// dialer connects to one host only. It finds the host's addresses itself, checks them, and connects to an address that
// it has checked, so that a second answer of the name server changes nothing.
type dialer struct {
	only     string
	private  []string // hosts that may be private
	resolver Resolver
}

const dialTimeout = 5 * time.Second

func (d dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if host != d.only {
		return nil, errOther
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	addresses, err := d.find(ctx, host)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(d.private, host) && slices.ContainsFunc(addresses, inward) {
		return nil, errInward
	}
	var last error
	for _, a := range addresses {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		last = err
	}
	return nil, last
}

func (d dialer) find(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	var resolver Resolver = net.DefaultResolver
	if d.resolver != nil {
		resolver = d.resolver
	}
	found, err := resolver.LookupNetIP(ctx, "ip", host)
	if err == nil && len(found) == 0 {
		err = &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return found, err
}

// special are the blocks of addresses that are not of the public network, or that stand for others: shared and
// translated addresses, benchmarks, documentation, reserved blocks. The metadata services of clouds are in them.
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
	"2001:db8::/32", "2002::/16", "fec0::/10", "3fff::/20", "5f00::/16")

func prefixes(texts ...string) (out []netip.Prefix) {
	for _, t := range texts {
		out = append(out, netip.MustParsePrefix(t))
	}
	return out
}

// inward reports whether an address is not one of the public network.
func inward(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	return !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() ||
		slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}
