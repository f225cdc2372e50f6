package httpguard

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func prefix(text string) netip.Prefix { return netip.MustParsePrefix(text) }

// Only a trusted proxy is believed, and only what it or another trusted proxy has seen itself.
func TestWhoAsksIsToldByTrustedProxiesAlone(t *testing.T) {
	trusted := Trusted{prefix("10.0.0.0/24"), prefix("fd00::/64"), prefix("127.0.0.1/32")}
	for _, c := range []struct {
		name           string
		peer           string
		forwarded      []string
		proto          []string
		address        string
		encrypted, tls bool
	}{
		{"no headers", "203.0.113.9:5", nil, nil, "203.0.113.9", false, false},
		{"an untrusted peer", "203.0.113.9:5", []string{"198.51.100.1"}, []string{"https"}, "203.0.113.9", false, false},
		{"an untrusted private peer", "192.168.1.9:5", []string{"198.51.100.1"}, []string{"https"}, "192.168.1.9",
			false, false},
		{"a neighbour of the proxy", "10.0.1.1:5", []string{"198.51.100.1"}, []string{"https"}, "10.0.1.1", false, false},
		{"the proxy", "10.0.0.1:5", []string{"198.51.100.1"}, []string{"https"}, "198.51.100.1", true, false},
		{"the proxy, after what the client wrote", "10.0.0.1:5", []string{"1.1.1.1, 2.2.2.2, 198.51.100.1"},
			[]string{"https"}, "198.51.100.1", true, false},
		{"in a header line of its own", "10.0.0.1:5", []string{"1.1.1.1", "198.51.100.1"}, []string{"https"}, "198.51.100.1",
			true, false},
		{"two proxies", "10.0.0.1:5", []string{"1.1.1.1, 198.51.100.1, 10.0.0.7"}, []string{"https"}, "198.51.100.1", true,
			false},
		{"two proxies, each with its protocol", "10.0.0.1:5", []string{"198.51.100.1, 10.0.0.7"}, []string{"https, http"},
			"198.51.100.1", true, false},
		{"a protocol the client wrote", "10.0.0.1:5", []string{"1.1.1.1, 198.51.100.1"}, []string{"https, http"},
			"198.51.100.1", false, false},
		{"a protocol line the client wrote", "10.0.0.1:5", []string{"198.51.100.1"}, []string{"https", "http"},
			"198.51.100.1", false, false},
		{"with ports", "10.0.0.1:5", []string{"198.51.100.1:4711"}, nil, "198.51.100.1", false, false},
		{"IPv6", "[fd00::1]:5", []string{"2001:db8::7"}, []string{"HTTPS"}, "2001:db8::7", true, false},
		{"IPv6 with a port", "[fd00::1]:5", []string{"[2001:db8::7]:99"}, nil, "2001:db8::7", false, false},
		{"IPv6 in brackets", "[fd00::1]:5", []string{"[2001:db8::7]"}, nil, "2001:db8::7", false, false},
		{"IPv4 written as IPv6", "[::ffff:10.0.0.1]:5", []string{"::ffff:198.51.100.1"}, nil, "198.51.100.1", false, false},
		{"garbage", "10.0.0.1:5", []string{"198.51.100.1, <script>"}, []string{"javascript"}, "10.0.0.1", false, false},
		{"garbage before a hop", "10.0.0.1:5", []string{"unknown, 10.0.0.7"}, nil, "10.0.0.7", false, false},
		{"empty items", "10.0.0.1:5", []string{",,"}, []string{""}, "10.0.0.1", false, false},
		{"only proxies", "10.0.0.1:5", []string{"10.0.0.3"}, []string{"https"}, "10.0.0.3", true, false},
		{"TLS up to us", "203.0.113.9:5", nil, []string{"http"}, "203.0.113.9", true, true},
		{"TLS from the proxy, which got plain http", "10.0.0.1:5", []string{"198.51.100.1"}, []string{"http"}, "198.51.100.1",
			false, true},
		{"a socket", "@", []string{"198.51.100.1"}, []string{"https"}, "@", false, false},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://x/", nil)
		if c.tls {
			r = httptest.NewRequest(http.MethodGet, "https://x/", nil)
		}
		r.RemoteAddr = c.peer
		for _, line := range c.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		for _, line := range c.proto {
			r.Header.Add("X-Forwarded-Proto", line)
		}
		var got Client
		Identify(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = ClientOf(r) }), trusted).
			ServeHTTP(httptest.NewRecorder(), r)
		if want := (Client{c.address, c.encrypted}); got != want {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
		if alone := ClientOf(r); alone.Encrypted != c.tls || alone.Address == "198.51.100.1" {
			t.Errorf("%s: without trusted proxies %+v", c.name, alone)
		}
	}
}
