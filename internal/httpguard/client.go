package httpguard

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
)

// Trusted are the networks of the reverse proxies whose word counts about who asks and whether by https.
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
	Address   string // of the machine that asks, without a port; the direct peer's where nothing better is known
	Encrypted bool   // by https on the way from there, as far as is known
}

type clientKey struct{}

// Identify puts the Client of each request into its context. The headers of a proxy count only when the direct peer is
// trusted, and of the addresses in X-Forwarded-For the right-most that is not itself trusted: what stands further left
// was written by whoever asked.
func Identify(next http.Handler, trusted Trusted) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, trusted.client(r))))
	})
}

// ClientOf is where a request comes from. Without Identify before it no proxy is believed.
func ClientOf(r *http.Request) Client {
	if c, ok := r.Context().Value(clientKey{}).(Client); ok {
		return c
	}
	return Trusted(nil).client(r)
}

func (t Trusted) client(r *http.Request) Client {
	peer := addressOf(r.RemoteAddr)
	if !peer.IsValid() {
		return Client{Address: r.RemoteAddr, Encrypted: r.TLS != nil} // a Unix socket
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
			break // what is further left cannot be believed either
		}
		c.Address = hop.String()
		if !t.has(hop) {
			break
		}
	}
	// The protocol that the same proxy saw: where each hop adds its own, as many from the right as there are hops.
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

// addressOf reads an address with or without a port; one that is none is invalid.
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
