package httpguard

import (
	"net"
	"net/netip"
	"sync"

	"golang.org/x/net/netutil"
)

// Listen bounds the connections a listener accepts: in all, further ones waiting to be accepted, and from each address,
// further ones being closed at once. Addresses that are trusted to speak for many others have no bound of their own.
func Listen(l net.Listener, all, perAddress int, trusted Trusted) net.Listener {
	return netutil.LimitListener(&addressListener{Listener: l, most: perAddress, trusted: trusted,
		open: map[netip.Addr]int{}}, all)
}

type addressListener struct {
	net.Listener
	most    int
	trusted Trusted

	mu   sync.Mutex
	open map[netip.Addr]int
}

func (l *addressListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := addressOf(c.RemoteAddr().String())
		if !from.IsValid() || l.trusted.has(from) {
			return c, nil
		}
		if l.take(group(from)) {
			return &addressConn{Conn: c, done: sync.OnceFunc(func() { l.give(group(from)) })}, nil
		}
		_ = c.Close()
	}
}

// group is what counts as one address: of IPv6 the network that one customer is given.
func group(a netip.Addr) netip.Addr {
	if a.Is4() {
		return a
	}
	network, err := a.Prefix(64)
	if err != nil {
		return a
	}
	return network.Addr()
}

func (l *addressListener) take(from netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[from] >= l.most {
		return false
	}
	l.open[from]++
	return true
}

func (l *addressListener) give(from netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[from]--; l.open[from] == 0 {
		delete(l.open, from)
	}
}

type addressConn struct {
	net.Conn
	done func()
}

func (c *addressConn) Close() error {
	defer c.done()
	return c.Conn.Close()
}
