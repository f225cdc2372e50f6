package models

import (
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// ChannelEntry is a channel as a person enters it. Address and secret are not printed.
type ChannelEntry struct {
	Kind      ChannelKind `json:"kind"`
	Name      string      `json:"name,omitempty"`
	Address   Secret      `json:"address"`            // with the robot's key
	Secret    Secret      `json:"secret,omitempty"`   // of the signature, or the password of mail
	User      string      `json:"user,omitempty"`     // of mail
	Sender    string      `json:"from,omitempty"`     // of mail
	Security  string      `json:"security,omitempty"` // of mail: tls, starttls, none
	Allowed   []string    `json:"allow_hosts,omitempty"`
	Authority string      `json:"authority,omitempty"` // certificates as PEM
	Site      string      `json:"site,omitempty"`
	Serves    string      `json:"serves,omitempty"` // unit or post by name; "": everyone
	Titles    bool        `json:"titles,omitempty"`
}

// Public returns the entry without what is secret, for the record.
func (e ChannelEntry) Public() ChannelEntry {
	e.Address, e.Secret, e.User, e.Authority = "", "", "", ""
	return e
}

// Make checks an entry and returns its channel, with nonce in what is sealed; ID, party and times are the caller's.
func (e ChannelEntry) Make(nonce string) (Channel, error) {
	bad := func(code, format string, args ...any) (Channel, error) {
		return Channel{}, Errorf(KindInvalid, code, format, args...)
	}
	if !slices.Contains(ChannelKinds, e.Kind) {
		return bad("bad_channel", "没有“%s”这种发送渠道，应为 mail、webhook、wecom、dingtalk 或 feishu", string(e.Kind))
	}
	for i, h := range e.Allowed {
		e.Allowed[i] = strings.ToLower(strings.TrimSpace(h))
		if strings.ContainsAny(e.Allowed[i], "/ :@*") && !isAddress(e.Allowed[i]) || e.Allowed[i] == "" {
			return bad("bad_host", "允许的主机“%s”无效，应只写主机名或地址，如 10.1.2.3", h)
		}
	}
	address, err := CheckChannelAddress(e.Kind, string(e.Address), e.Allowed)
	if err != nil {
		return Channel{}, err
	}
	host := address.Hostname()
	if leadsInward(host) && !slices.Contains(e.Allowed, host) {
		return bad("host_not_allowed", "“%s”是内网或本机地址，请先列入允许的主机%s", host, CommandHint("（--allow-host）"))
	}
	c := Channel{Kind: e.Kind, Name: ShortTitle(e.Name), Host: address.Host, Allowed: strings.Join(e.Allowed, " "),
		Authority: e.Authority, Site: strings.TrimRight(strings.TrimSpace(e.Site), "/"), Titles: e.Titles}
	if c.Name == "" {
		c.Name = e.Kind.Chinese()
	}
	if site, err := url.Parse(c.Site); c.Site != "" && (err != nil || site.Host == "" || site.Scheme != "https" &&
		site.Scheme != "http") {
		return bad("bad_site", "督办系统的网址“%s”无效，应如 https://duban.example.gov.cn", c.Site)
	}
	switch {
	case e.Kind == ChannelMail:
		if c.Sender, c.Security, err = e.mailSettings(address); err != nil {
			return Channel{}, err
		}
	case e.Kind == ChannelWebhook && e.Secret == "":
		return bad("secret_missing", "消息接口须有签名密钥%s", CommandHint("（--secret-file）"))
	}
	c.Sealed, err = SealedChannel{Nonce: nonce, Address: address.String(), User: e.User,
		Password: strings.TrimSpace(string(e.Secret))}.Seal()
	return c, err
}

// mailSettings returns the sender and the encryption: without it only on this machine.
func (e ChannelEntry) mailSettings(address *url.URL) (sender, security string, err error) {
	from, err := mail.ParseAddress(strings.TrimSpace(e.Sender))
	if err != nil {
		return "", "", Errorf(KindInvalid, "bad_sender", "发件人地址“%s”无效%s，应如 duban@example.gov.cn", e.Sender,
			CommandHint("（--from）"))
	}
	local := isLoopback(address.Hostname())
	switch security = e.Security; {
	case security == "" && (address.Scheme == "smtps" || address.Port() == "465"):
		security = "tls"
	case security == "" && local && e.User == "" && e.Authority == "":
		security = "none"
	case security == "":
		security = "starttls"
	}
	switch {
	case security != "tls" && security != "starttls" && security != "none":
		return "", "", Errorf(KindInvalid, "bad_security", "加密方式“%s”无效，应为 tls、starttls 或 none", security)
	case security == "none" && (!local || e.User != ""):
		return "", "", Errorf(KindInvalid, "not_encrypted", "不加密只用于本机的邮件服务器，且不能带账号，请改用 starttls 或 tls")
	}
	return from.Address, security, nil
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// leadsInward reports whether a host is an address of a private network, or this machine by name. Other names are
// checked when they are connected to.
func leadsInward(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && (a.Unmap().IsPrivate() || a.Unmap().IsLinkLocalUnicast()) || isLoopback(host)
}

func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// SameAddress reports whether two addresses of robots or webhooks lead to the same place: the scheme and the host are
// compared without case, and a slash at the end makes no difference.
func SameAddress(a, b string) bool {
	plain := func(text string) string {
		u, err := url.Parse(strings.TrimSpace(text))
		if err != nil {
			return text
		}
		u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
		u.Path = strings.TrimRight(u.Path, "/")
		return u.String()
	}
	return plain(a) == plain(b)
}
