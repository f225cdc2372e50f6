package models

import (
	"net/netip"
	"strings"
)

// Admits reports whether a person is let in from an address (等保: 对管理终端的网络地址范围进行限制). Only administrators are
// limited; "" is the server's own machine.
func (p AccountPolicy) Admits(a Actor, address string) bool {
	if p.AdminNetworks == "" || address == "" || !a.Is(Administrators...) {
		return true
	}
	from, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	networks, err := p.adminNetworks()
	for _, n := range networks {
		if n.Contains(from.Unmap().WithZone("")) {
			return err == nil
		}
	}
	return false
}

// adminNetworks reads AdminNetworks: networks ("10.1.2.0/24") and single addresses. Errors: KindInvalid "bad_policy".
func (p AccountPolicy) adminNetworks() (networks []netip.Prefix, err error) {
	for _, text := range strings.Fields(p.AdminNetworks) {
		n, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil || a.Zone() != "" {
				return nil, Errorf(KindInvalid, "bad_policy", "管理员登录的网络地址“%s”应为网段或地址，如 10.1.2.0/24、10.1.2.3，以空格分隔", text)
			}
			n = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen())
		}
		networks = append(networks, n.Masked())
	}
	return networks, nil
}
