package httpguard

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
)

// Trusted lists the networks of reverse proxies whose headers about the client are believed.
type Trusted []netip.Prefix

func (t Trusted) has(a netip.Addr) bool {
	for _, p := range t {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// Client is where a request comes from.
type Client struct {
	Address   string // the client's IP address without a port, or the direct peer's if nothing better is known
	Encrypted bool   // HTTPS between that address and the server or a trusted proxy
}

type clientKey struct{}

// Identify puts the Client of each request into its context. Proxy headers count only if the direct peer is trusted. Of
// the addresses in X-Forwarded-For the right-most untrusted one counts: the client itself may have written those
// further left.
func Identify(next http.Handler, trusted Trusted) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, trusted.client(r))))
	})
}

// ClientOf returns where a request comes from. Without Identify no proxy is trusted.
func ClientOf(r *http.Request) Client {
	if c, ok := r.Context().Value(clientKey{}).(Client); ok {
		return c
	}
	return Trusted(nil).client(r)
}

func (t Trusted) client(r *http.Request) Client {
	peer := addressOf(r.RemoteAddr)
	if !peer.IsValid() {
		return Client{Address: r.RemoteAddr, Encrypted: r.TLS != nil} // a unix socket
	}
	c := Client{Address: peer.String(), Encrypted: r.TLS != nil}
	if !t.has(peer) {
		return c
	}
	hops := listed(r.Header.Values("X-Forwarded-For"))
	at := len(hops) - 1
	for ; at >= 0; at-- {
		hop := addressOf(hops[at])
		if !hop.IsValid() {
			break // nothing further left can be trusted
		}
		c.Address = hop.String()
		if !t.has(hop) {
			break
		}
	}
	// The protocol that the same proxy saw: if each hop adds its own, it is as many from the right as the address.
	if schemes := listed(r.Header.Values("X-Forwarded-Proto")); len(schemes) > 0 {
		i := len(schemes) - 1
		if len(schemes) == len(hops) && at >= 0 {
			i = at
		}
		c.Encrypted = strings.EqualFold(schemes[i], "https")
	}
	return c
}

// listed splits header lines at their commas.
func listed(lines []string) (items []string) {
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			items = append(items, strings.TrimSpace(item))
		}
	}
	return items
}

// addressOf parses an address with or without a port; the result is invalid if it is not one.
func addressOf(text string) netip.Addr {
	if p, err := netip.ParseAddrPort(text); err == nil {
		return p.Addr().Unmap().WithZone("")
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}
