package config

import (
	"net/netip"
	"net/url"
	"os"
	"strings"
)

// OIDC configures the single sign-on that people may use besides their passwords; the zero value is none.
type OIDC struct {
	Issuer           string `env:"DUBAN_OIDC_ISSUER"`             // issuer URL of the provider
	ClientID         string `env:"DUBAN_OIDC_CLIENT_ID"`          // ID of this program at the provider
	ClientSecretFile string `env:"DUBAN_OIDC_CLIENT_SECRET_FILE"` // file of the client secret; "": a public client
	Redirect         string `env:"DUBAN_OIDC_REDIRECT"`           // URL of ReturnPath as browsers reach it
	// LoginClaim is the claim with the login name, used at a person's first log-in; "" for none.
	LoginClaim string `env:"DUBAN_OIDC_LOGIN_CLAIM"`
	// Strength are the values of acr or amr of which a log-in must have one, with spaces between them; "": any log-in.
	Strength string `env:"DUBAN_OIDC_STRENGTH"`
}

// ReturnPath is the path to which the provider sends people back.
const ReturnPath = "/signon/return"

// Secret reads the client secret. The error is KindInvalid with code "bad_config".
func (o OIDC) Secret() (string, error) {
	if o.ClientSecretFile == "" {
		return "", nil
	}
	content, err := os.ReadFile(o.ClientSecretFile)
	if err != nil {
		return "", wrong("统一认证的密钥文件（--oidc-client-secret-file）%s 无法读取，请检查路径和权限", o.ClientSecretFile).Because(err)
	}
	return strings.TrimSpace(string(content)), nil
}

func (o OIDC) validate() error {
	if o == (OIDC{}) {
		return nil
	}
	if !guarded(o.Issuer) {
		return wrong("统一认证地址（--oidc-issuer）“%s”应为 https 地址，如 https://id.example.gov.cn", o.Issuer)
	}
	if o.ClientID == "" {
		return wrong("启用统一认证须给出客户端编号（--oidc-client-id），由统一认证的管理员提供")
	}
	if u, err := url.Parse(o.Redirect); !guarded(o.Redirect) || err != nil || u.Path != ReturnPath || u.RawQuery != "" {
		return wrong("统一认证的返回地址（--oidc-redirect）“%s”应为本系统的 https 地址加 %s，如 https://duban.example.gov.cn%s", o.Redirect,
			ReturnPath, ReturnPath)
	}
	if o.Strength != "" && strings.TrimSpace(o.Strength) == "" {
		return wrong("要求的登录强度（--oidc-strength）为空，应为统一认证的 acr 或 amr 值，如 mfa，不要求的请去掉")
	}
	return nil
}

// guarded reports whether an address is encrypted or does not leave this machine.
func guarded(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	if u.Scheme == "https" {
		return true
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && ip.IsLoopback())
}
