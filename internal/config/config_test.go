package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestFromEnvironment(t *testing.T) {
	daily := Backups{BackupAt: "02:30", BackupKeep: 14}
	guards := Guards{DiskFloor: "200MB", ClockJump: "48h"}
	defaults := Config{Data: "data", Listen: "127.0.0.1:8080", TemporalNamespace: "duban", Backups: daily, Guards: guards,
		Accounts: models.DefaultAccountPolicy}
	strict := models.DefaultAccountPolicy
	strict.PasswordLeast, strict.PasswordPhrase, strict.Sessions = 12, 0, 1
	tests := []struct {
		name        string
		environment map[string]string
		want        Config
		refused     string
	}{
		{name: "nothing set", environment: map[string]string{"PATH": "/bin"}, want: defaults},
		{name: "set to nothing", environment: map[string]string{"DUBAN_DATA": "", "DUBAN_LISTEN": ""}, want: defaults},
		{name: "all", environment: map[string]string{
			"DUBAN_DATA": "/srv/duban", "DUBAN_LISTEN": "[::1]:9000", "DUBAN_DATABASE": "postgres://u:p@db/duban",
			"DUBAN_TEMPORAL": "temporal:7233", "DUBAN_TEMPORAL_NAMESPACE": "district",
			"DUBAN_TEMPORAL_TLS_CA": "ca", "DUBAN_TEMPORAL_TLS_CERT": "tc", "DUBAN_TEMPORAL_TLS_KEY": "tk",
			"DUBAN_TEMPORAL_TLS_SERVER_NAME": "t.district", "DUBAN_TEMPORAL_API_KEY_FILE": "api",
			"DUBAN_TEMPORAL_UI": "localhost:8233", "DUBAN_TLS_CERT": "c", "DUBAN_TLS_KEY": "k", "DUBAN_BEHIND_PROXY": "true",
			"DUBAN_TRUSTED_PROXY": "10.0.0.1,fd00::/64", "DUBAN_MAX_CONNECTIONS": "90", "DUBAN_MAX_CONNECTIONS_PER_ADDRESS": "9",
			"DUBAN_EVIDENCE": "/share", "DUBAN_BACKUP": "/mnt", "DUBAN_BACKUP_AT": "23:05", "DUBAN_BACKUP_KEEP": "3",
			"DUBAN_BACKUP_RECIPIENT": "age1a,age1b", "DUBAN_DISK_FLOOR": "1GB", "DUBAN_CLOCK_JUMP": "24h",
			"DUBAN_PASSWORD_LEAST": "12", "DUBAN_PASSWORD_PHRASE": "0", "DUBAN_SESSIONS": "1",
			"DUBAN_PASSWORD_LIST": "leaked.txt", "DUBAN_SECRETS_KEY": "secrets.key",
		}, want: Config{Data: "/srv/duban", Listen: "[::1]:9000", Database: "postgres://u:p@db/duban",
			Temporal: "temporal:7233", TemporalNamespace: "district",
			TemporalAccess: TemporalAccess{CA: "ca", Cert: "tc", Key: "tk", ServerName: "t.district", APIKeyFile: "api"},
			TemporalUI:     "localhost:8233", TLSCert: "c", TLSKey: "k", Network: Network{BehindProxy: true,
				TrustedProxies: []string{"10.0.0.1", "fd00::/64"}, Connections: 90, PerAddress: 9},
			Evidence: "/share", Backups: Backups{BackupDir: "/mnt", BackupAt: "23:05", BackupKeep: 3,
				BackupRecipients: []string{"age1a", "age1b"}}, Guards: Guards{DiskFloor: "1GB", ClockJump: "24h"},
			Accounts: strict, PasswordList: "leaked.txt", Secrets: Secrets{SecretsKey: "secrets.key"}}},
		{name: "of the commands and the tests", environment: map[string]string{"DUBAN_SERVER": "http://x", "DUBAN_TOKEN": "t",
			"DUBAN_TEST_NO_SKIP": "1"}, want: defaults},
		{name: "mistyped", environment: map[string]string{"DUBAN_LISTN": "127.0.0.1:1"},
			refused: "不认识的环境变量 DUBAN_LISTN，应为 DUBAN_ADMINISTRATOR_NETWORKS、DUBAN_AUDIT_HEAD、DUBAN_AUDIT_SYSLOG、DUBAN_BACKUP、"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := from(tt.environment)
			if tt.refused != "" {
				refused(t, err, tt.refused)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if err := got.Validate(); err != nil {
				t.Errorf("not valid: %v", err)
			}
		})
	}
}

func TestFromEnvReadsTheProcess(t *testing.T) {
	t.Setenv("DUBAN_DATA", "elsewhere")
	c, err := FromEnv()
	if err != nil || c.Data != "elsewhere" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestValidate(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*Config)
		refused string // part of the error; "": accepted
	}{
		{"as it comes", func(*Config) {}, ""},
		{"passwords of four characters", func(c *Config) { c.Accounts.PasswordLeast = 4 }, "密码最少字符数"},
		{"no data directory", func(c *Config) { c.Data = " " }, "数据目录"},
		{"this machine by name", func(c *Config) { c.Listen = "localhost:80" }, ""},
		{"another loopback address", func(c *Config) { c.Listen = "127.8.0.1:80" }, ""},
		{"loopback, version 6", func(c *Config) { c.Listen = "[::1]:0" }, ""},
		{"loopback, version 4 in 6", func(c *Config) { c.Listen = "[::ffff:127.0.0.1]:80" }, ""},
		{"every address", func(c *Config) { c.Listen = ":8080" }, "对外开放"},
		{"every address, spelt", func(c *Config) { c.Listen = "0.0.0.0:8080" }, "应为本机地址"},
		{"every address, version 6", func(c *Config) { c.Listen = "[::]:8080" }, "对外开放"},
		{"a private address", func(c *Config) { c.Listen = "192.168.1.2:8080" }, "对外开放"},
		{"a name that says localhost", func(c *Config) { c.Listen = "localhost.example.com:8080" }, "对外开放"},
		{"every address, by our own certificate", func(c *Config) {
			c.Listen, c.TLSCert, c.TLSKey = ":8443", "cert.pem",
				"key.pem"
		}, ""},
		{"every address, behind a proxy on this machine", func(c *Config) { c.Listen, c.BehindProxy = "0.0.0.0:8080", true },
			"--trusted-proxy 10.1.2.3"},
		{"this machine, behind a proxy on it", func(c *Config) { c.BehindProxy = true }, ""},
		{"every address, behind a named proxy", func(c *Config) {
			c.Listen, c.TrustedProxies = "0.0.0.0:8080",
				[]string{"10.1.2.3"}
		}, ""},
		{"a proxy that is no address", func(c *Config) { c.TrustedProxies = []string{"proxy.local"} }, "--trusted-proxy"},
		{"every address as a proxy", func(c *Config) { c.TrustedProxies = []string{"0.0.0.0/0"} }, "冒充代理"},
		{"every address as a proxy, written as IPv6", func(c *Config) { c.TrustedProxies = []string{"::ffff:0.0.0.0/96"} },
			"冒充代理"},
		{"fewer connections than one address may have", func(c *Config) { c.Connections, c.PerAddress = 20, 30 },
			"--max-connections"},
		{"behind a proxy, without a port", func(c *Config) { c.Listen, c.BehindProxy = "0.0.0.0", true }, "应为 主机:端口"},
		{"a certificate without its key", func(c *Config) { c.TLSCert = "cert.pem" }, "--tls-key"},
		{"Temporal's pages on all addresses, behind a proxy", func(c *Config) {
			c.TemporalUI, c.BehindProxy = "0.0.0.0:8233",
				true
		}, "--temporal-ui"},
		{"Temporal's pages here", func(c *Config) { c.TemporalUI = "127.0.0.1:8233" }, ""},
		{"Temporal's pages on all addresses", func(c *Config) { c.TemporalUI = "0.0.0.0:8233" }, "--temporal-ui"},
		{"Temporal's pages without a port", func(c *Config) { c.TemporalUI = "127.0.0.1" }, "如 127.0.0.1:8233"},
		{"no port", func(c *Config) { c.Listen = "127.0.0.1" }, "应为 主机:端口"},
		{"port out of range", func(c *Config) { c.Listen = "127.0.0.1:70000" }, "应为 主机:端口"},
		{"PostgreSQL", func(c *Config) { c.Database = "postgresql://u:p@db:5432/duban?sslmode=disable" }, ""},
		{"PostgreSQL on a socket", func(c *Config) { c.Database = "postgres:///duban?host=/run/postgresql" }, ""},
		{"PostgreSQL without a database", func(c *Config) { c.Database = "postgres://u:p@db:5432/" }, "数据库地址"},
		{"memory", func(c *Config) { c.Database = ":memory:" }, "数据库地址"},
		{"another database", func(c *Config) { c.Database = "mysql://u:p@db/duban" }, "数据库地址"},
		{"Temporal", func(c *Config) { c.Temporal = "temporal.internal:7233" }, ""},
		{"Temporal in memory", func(c *Config) { c.Temporal = "memory" }, "Temporal 地址"},
		{"Temporal without a host", func(c *Config) { c.Temporal = ":7233" }, "Temporal 地址"},
		{"Temporal as an address of a page", func(c *Config) { c.Temporal = "http://temporal:7233" }, "Temporal 地址"},
		{"Temporal over TLS", func(c *Config) {
			c.Temporal, c.TemporalAccess = "t:7233", TemporalAccess{CA: "ca", Cert: "c", Key: "k", ServerName: "t"}
		}, ""},
		{"Temporal over TLS, with a key for calls", func(c *Config) {
			c.Temporal, c.TemporalAccess = "t:7233",
				TemporalAccess{APIKeyFile: "f"}
		}, ""},
		{"a certificate for Temporal without its key", func(c *Config) {
			c.Temporal, c.TemporalAccess = "t:7233",
				TemporalAccess{Cert: "c"}
		}, "--temporal-tls-key"},
		{"a key for Temporal without its certificate", func(c *Config) {
			c.Temporal, c.TemporalAccess = "t:7233",
				TemporalAccess{Key: "k"}
		}, "--temporal-tls-cert"},
		{"TLS for the embedded server", func(c *Config) { c.TemporalAccess = TemporalAccess{CA: "ca"} }, "--temporal 主机:端口"},
		{"namespace with a space", func(c *Config) { c.TemporalNamespace = "two words" }, "命名空间"},
		{"a daily backup", func(c *Config) { c.BackupDir, c.BackupAt, c.BackupKeep = "/mnt", "23:59", 1 }, ""},
		{"a backup at no time", func(c *Config) { c.BackupDir, c.BackupAt = "/mnt", "25:00" }, "--backup-at"},
		{"a backup kept for no day", func(c *Config) { c.BackupDir, c.BackupKeep = "/mnt", 0 }, "--backup-keep"},
		{"a backup for a secret key", func(c *Config) {
			c.BackupDir, c.BackupRecipients = "/mnt",
				[]string{"AGE-SECRET-KEY-1X"}
		}, "--backup-recipient"},
		{"no namespace", func(c *Config) { c.TemporalNamespace = "" }, "命名空间"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := from(map[string]string{})
			if err != nil {
				t.Fatal(err)
			}
			tt.change(&c)
			err = c.Validate()
			if tt.refused != "" {
				refused(t, err, tt.refused)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPasswordIsNotRepeated(t *testing.T) {
	c, err := from(map[string]string{"DUBAN_DATABASE": "mysql://duban:s3cret@db/duban"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}

func refused(t *testing.T, err error, text string) {
	t.Helper()
	e := models.AsError(err)
	if e == nil || e.Kind != models.KindInvalid || e.Code != "bad_config" {
		t.Fatalf("got %v, want a bad_config", err)
	}
	for _, part := range []string{"配置错误：", "应为", text} {
		if !strings.Contains(e.Message.Text, part) {
			t.Errorf("“%s” does not say “%s”", e.Message, part)
		}
	}
}
