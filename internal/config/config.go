// Package config reads the configuration: environment variables, which flags override.
package config

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"

	"duban/models"
)

// Config is the configuration of duban serve, web and worker.
type Config struct {
	// Data is the directory of everything that is stored on this machine.
	Data string `env:"DUBAN_DATA" envDefault:"data"`
	// Listen is the host:port of the pages and the API; port 0 takes a free one.
	Listen string `env:"DUBAN_LISTEN" envDefault:"127.0.0.1:8080"`
	// Database is a postgres:// address; "" is a SQLite file in Data.
	Database string `env:"DUBAN_DATABASE"`
	// Temporal is the host:port of an external server; "" is the embedded server, with its file in Data.
	Temporal          string `env:"DUBAN_TEMPORAL"`
	TemporalNamespace string `env:"DUBAN_TEMPORAL_NAMESPACE" envDefault:"duban"` // of the external or the embedded server
	TemporalAccess    TemporalAccess
	TemporalUI        string `env:"DUBAN_TEMPORAL_UI"` // host:port of Temporal's own pages; "": off
	TLSCert           string `env:"DUBAN_TLS_CERT"`    // file of the certificate chain; "": plain HTTP
	TLSKey            string `env:"DUBAN_TLS_KEY"`     // file of the certificate's key
	Metrics           string `env:"DUBAN_METRICS"`     // host:port of the Prometheus metrics; "": off
	// Evidence is the folder of the evidence, which several machines can share; "" is evidence in Data.
	Evidence  string `env:"DUBAN_EVIDENCE"`
	OIDC      OIDC
	LogLevel  string `env:"DUBAN_LOG_LEVEL"`  // debug, info, warn or error; "" is info
	LogFormat string `env:"DUBAN_LOG_FORMAT"` // text or json; "" is text
	Network
	Backups
	Audit
	Guards
	Secrets
	// Accounts are the office's rules for passwords, sessions and tokens: DUBAN_PASSWORD_LEAST and so on.
	Accounts models.AccountPolicy `envPrefix:"DUBAN_"`
	// PasswordList is a file of passwords that are refused because they leaked or are common; "": none.
	PasswordList string `env:"DUBAN_PASSWORD_LIST"`

	Version string `env:"-"` // version of the program; not from the environment
	// Part is models.PartWeb or PartWorker for one half of the program; "" or PartServe is both.
	Part string `env:"-"`
}

// elsewhere lists variables of other commands than serve: how they find the server, and their token.
var elsewhere = []string{"DUBAN_SERVER", "DUBAN_TOKEN"}

// FromEnv reads the environment. An unknown DUBAN_ variable is refused, because a mistyped name would otherwise
// silently mean the default; DUBAN_TEST_ belongs to the tests. The error is KindInvalid with code "bad_config".
func FromEnv() (Config, error) { return from(env.ToMap(os.Environ())) }

func from(environment map[string]string) (Config, error) {
	options := env.Options{Environment: environment}
	c := Config{Accounts: models.DefaultAccountPolicy}
	fields, err := env.GetFieldParamsWithOptions(&c, options)
	if err != nil {
		return Config{}, err
	}
	known := slices.Clone(elsewhere)
	for _, f := range fields {
		known = append(known, f.Key)
		if value, set := environment[f.Key]; set && value == "" {
			delete(environment, f.Key) // an empty value means unset
		}
	}
	slices.Sort(known)
	for name := range environment {
		if strings.HasPrefix(name, "DUBAN_") && !strings.HasPrefix(name, "DUBAN_TEST_") && !slices.Contains(known, name) {
			return Config{}, wrong("不认识的环境变量 %s，应为 %s 之一", name, strings.Join(known, "、"))
		}
	}
	if err := env.ParseWithOptions(&c, options); err != nil {
		return Config{}, unreadable(err, environment, fields)
	}
	return c, nil
}

// unreadable names the variable that is no number or no truth value, as each of them read alone shows.
func unreadable(cause error, environment map[string]string, fields []env.FieldParams) error {
	for _, f := range fields {
		value, set := environment[f.Key]
		if !set {
			continue
		}
		var alone Config
		var wrongType env.ParseError
		err := env.ParseWithOptions(&alone, env.Options{Environment: map[string]string{f.Key: value}})
		if !errors.As(err, &wrongType) {
			continue
		}
		should := "整数"
		if wrongType.Type.Kind() == reflect.Bool {
			should = "true 或 false"
		}
		return wrong("环境变量 %s 的值“%s”无效，应为%s", f.Key, value, should).Because(err)
	}
	return cause
}

// The accepted levels and formats of the log.
var logLevels, logFormats = []string{"debug", "info", "warn", "error"}, []string{"text", "json"}

var namespaceName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$`)

// Validate checks every value by itself; whether directories and servers exist is seen at the start. The error is
// KindInvalid with code "bad_config" and says what is wrong and what is expected.
func (c Config) Validate() error {
	if strings.TrimSpace(c.Data) == "" {
		return wrong("数据目录（--data）为空，应为一个目录，如 data")
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return wrong("证书（--tls-cert）和私钥（--tls-key）应为一对文件，缺一不可")
	}
	if err := c.validatePart(); err != nil {
		return err
	}
	if c.HasPages() {
		if err := c.validateListening(); err != nil {
			return err
		}
	}
	if c.LogLevel != "" && !slices.Contains(logLevels, c.LogLevel) {
		return wrong("日志级别（--log-level）“%s”无效，应为 %s 之一", c.LogLevel, strings.Join(logLevels, "、"))
	}
	if c.LogFormat != "" && !slices.Contains(logFormats, c.LogFormat) {
		return wrong("日志格式（--log-format）“%s”无效，应为 %s 之一", c.LogFormat, strings.Join(logFormats, "、"))
	}
	if err := c.Network.validate(); err != nil {
		return err
	}
	if c.TemporalUI != "" {
		if err := validateListen("Temporal 界面地址（--temporal-ui）", c.TemporalUI, "127.0.0.1:8233"); err != nil {
			return err
		}
	}
	if c.Metrics != "" {
		if err := validateListen("指标地址（--metrics）", c.Metrics, "127.0.0.1:9464"); err != nil {
			return err
		}
	}
	if err := c.Backups.validate(); err != nil {
		return err
	}
	if err := c.Audit.validate(c.Data); err != nil {
		return err
	}
	if err := c.Accounts.Check(); err != nil && c.Accounts != (models.AccountPolicy{}) {
		return wrong("%s", models.AsError(err).Message)
	}
	if err := c.OIDC.validate(); err != nil {
		return err
	}
	if err := c.Guards.validate(); err != nil {
		return err
	}
	if err := c.Secrets.validate(); err != nil {
		return err
	}
	if err := validateDatabase(c.Database); err != nil {
		return err
	}
	return c.validateTemporal()
}

// validateListen accepts only addresses of this machine: others could read plain HTTP on the way.
func validateListen(what, listen, example string) error {
	host, ok := hostPort(listen)
	if !ok {
		return wrong("%s“%s”应为 主机:端口，如 %s", what, listen, example)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.Unmap().IsLoopback()) {
		return wrong("%s“%s”对外开放而没有 TLS，应为本机地址，如 %s；对外服务请给出证书（--tls-cert、--tls-key），或在反向代理上启用 HTTPS 并用 --trusted-proxy 写明其地址",
			what, listen, example)
	}
	return nil
}

// validateDatabase never repeats the address: it may contain a password.
func validateDatabase(dsn string) error {
	if dsn == "" {
		return nil
	}
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || u.Host == "" && !u.Query().Has("host") ||
		len(strings.Trim(u.Path, "/")) == 0 {
		return wrong("数据库地址（--database）应为 postgres://用户:密码@主机:5432/库名；不设则用数据目录里的 SQLite")
	}
	return nil
}

func hostPort(address string) (host string, ok bool) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return "", false
	}
	_, err = strconv.ParseUint(text, 10, 16)
	return host, err == nil
}

func wrong(format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, "bad_config", "配置错误："+format, args...)
}
