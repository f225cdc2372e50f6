package httpguard

import (
	"net"
	"net/netip"
	"sync"

	"golang.org/x/net/netutil"
)

// Listen limits the connections of a listener. Connections above the total wait to be accepted; those above the limit
// of one address are closed at once. Trusted addresses have no limit of their own, because they forward for many
// clients.
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
			return &addressConn{Conn: c, done: sync.OnceFunc(func() { l.release(group(from)) })}, nil
		}
		_ = c.Close()
	}
}

// group returns what counts as one address: for IPv6 the /64 that one customer gets.
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

func (l *addressListener) release(from netip.Addr) {
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
