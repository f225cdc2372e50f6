package config

import (
	"cmp"
	"net/netip"
	"strings"
)

// Network configures which proxies are trusted and how many connections may be open.
type Network struct {
	BehindProxy    bool     `env:"DUBAN_BEHIND_PROXY"`                   // a reverse proxy on this machine
	TrustedProxies []string `env:"DUBAN_TRUSTED_PROXY" envSeparator:","` // networks of reverse proxies on other machines
	Connections    int      `env:"DUBAN_MAX_CONNECTIONS"`                // open connections; 0: 4,000
	PerAddress     int      `env:"DUBAN_MAX_CONNECTIONS_PER_ADDRESS"`    // open connections from one address; 0: 500
}

// loopback are the addresses of this machine.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// widest4 and widest6 are the shortest prefixes that may be trusted: no network of proxies is larger.
const widest4, widest6 = 8, 16

// Proxies returns the networks of the trusted reverse proxies.
func (n Network) Proxies() (trusted []netip.Prefix, err error) {
	for _, text := range n.TrustedProxies {
		p, err := parseNetwork(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		trusted = append(trusted, p)
	}
	if n.BehindProxy {
		trusted = append(trusted, loopback...)
	}
	return trusted, nil
}

// parseNetwork parses a network ("10.0.0.0/24") or one address.
func parseNetwork(text string) (netip.Prefix, error) {
	bad := wrong("反向代理（--trusted-proxy）“%s”应为代理的地址或网段，如 10.1.2.3 或 10.1.2.0/24", text)
	p, err := netip.ParsePrefix(text)
	if err != nil {
		a, err := netip.ParseAddr(text)
		if err != nil || a.Zone() != "" {
			return p, bad
		}
		p = netip.PrefixFrom(a, a.BitLen())
	}
	if p.Addr().Is4In6() { // IPv4 written as IPv6
		if p.Bits() < 96 {
			return p, bad
		}
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	if p.Addr().Is4() && p.Bits() < widest4 || p.Addr().Is6() && p.Bits() < widest6 {
		return p, wrong("反向代理（--trusted-proxy）“%s”过大，等于任何人都可以冒充代理，应为代理所在的地址或网段，如 10.1.2.3", text)
	}
	return p.Masked(), nil
}

// Most returns how many connections may be open, in all and from one address.
func (n Network) Most() (all, perAddress int) {
	all = cmp.Or(n.Connections, 4000)
	return all, cmp.Or(n.PerAddress, min(500, all))
}

func (n Network) validate() error {
	if _, err := n.Proxies(); err != nil {
		return err
	}
	if all, each := n.Most(); all < 10 || each < 1 || each > all {
		return wrong("连接数上限（--max-connections）“%d”应为 10 或更大，每个地址的上限（--max-connections-per-address）“%d”应在 1 与它之间",
			all, each)
	}
	return nil
}

// validateListening accepts an address that other machines reach only if they connect encrypted: with the program's own
// certificate, or through a configured proxy. A proxy on this machine reaches the program on a loopback address.
func (c Config) validateListening() error {
	err := validateListen("监听地址（--listen）", c.Listen, "127.0.0.1:8080")
	_, ok := hostPort(c.Listen)
	switch {
	case err == nil || !ok:
		return err
	case c.TLSCert != "" || len(c.TrustedProxies) > 0:
		return nil
	case c.BehindProxy:
		return wrong("--behind-proxy 只采信本机上的反向代理，此时监听地址（--listen）应为本机地址，如 127.0.0.1:8080；反向代理在其他机器上时，" +
			"请改用 --trusted-proxy 写明其地址或网段，如 --trusted-proxy 10.1.2.3")
	}
	return err
}
