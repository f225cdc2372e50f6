package config

import (
	"strings"
	"testing"

	"duban/internal/testkit/refusal"
)

// FuzzSetting sets one variable of the environment: it is refused in Chinese, or valid and read the same again.
func FuzzSetting(f *testing.F) {
	for _, name := range []string{"DUBAN_DATA", "DUBAN_LISTEN", "DUBAN_DATABASE", "DUBAN_TEMPORAL", "DUBAN_TRUSTED_PROXY",
		"DUBAN_MAX_CONNECTIONS", "DUBAN_BACKUP_AT", "DUBAN_BACKUP_KEEP", "DUBAN_DISK_FLOOR", "DUBAN_CLOCK_JUMP",
		"DUBAN_PASSWORD_LEAST", "DUBAN_BEHIND_PROXY", "DUBAN_METRICS", "DUBAN_AUDIT_SYSLOG", "DUBAN_OIDC_ISSUER",
		"DUBAN_LOG_LEVEL", "DUBAN_EVIDENCE", "DUBAN_UNKNOWN", "PATH"} {
		for _, value := range []string{"", " ", "1", "-1", "99999999999999999999", "127.0.0.1:8080", "0.0.0.0:80",
			"[::1]:65536", "25:61", "1e9GB",
			"9999999h", "postgres://u:geheim@h:x/db", "udp://a:b", "https://u:geheim@a\x00", "甲", "10.0.0.0/33", "true"} {
			f.Add(name, value)
		}
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		if name == "" || strings.ContainsAny(name+value, "=\x00") {
			return // no environment has such a variable
		}
		c, err := from(map[string]string{name: value})
		if err == nil {
			err = c.Validate()
		}
		refusal.Check(t, err, name+value)
	})
}
