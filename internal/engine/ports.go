//go:build !noembed && unix

package engine

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
)

const (
	loopback = "127.0.0.1"
	// Ports are taken from here up to where the kernel hands out ports for outgoing connections: one of those could be
	// taken by any connection between choosing it and listening on it.
	firstPort     = 20000
	firstOutgoing = 32768 // Linux's default, where the kernel does not say
	portTries     = 200
)

// freePorts returns n different loopback ports that are not in use. All are held until the last is found. Another
// process may still take one before the server does, so the caller tries again with others.
func freePorts(n int) ([]int, error) {
	span := outgoingFrom() - firstPort
	ports := make([]int, 0, n)
	for try := 0; len(ports) < n; try++ {
		if try == portTries {
			return nil, fmt.Errorf("no free loopback port in %d tries", portTries)
		}
		port := 0 // the kernel chooses, where it hands out nearly everything to outgoing connections
		if span >= portTries {
			port = firstPort + rand.IntN(span)
		}
		listener, err := net.Listen("tcp4", net.JoinHostPort(loopback, strconv.Itoa(port)))
		if err != nil {
			continue
		}
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// outgoingFrom returns the first port the kernel gives to outgoing connections.
func outgoingFrom() int {
	low := 0
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return firstOutgoing
	}
	if _, err := fmt.Sscan(string(text), &low); err != nil {
		return firstOutgoing
	}
	return min(low, firstOutgoing)
}
