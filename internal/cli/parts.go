package cli

import (
	"github.com/spf13/cobra"

	"duban/internal/config"
	"duban/models"
)

// shared is the help on what both halves of the program need.
const shared = "\n可在几台机器上各开几个，都连同一个 PostgreSQL（--database）、同一个外部 Temporal（--temporal）和同一个共享附件目录" +
	"（--evidence）；\n数据目录（--data）各用各的。只有一台机器的，请用 duban serve。"

func (p *program) webCommand() *cobra.Command {
	var flags config.Config
	c := &cobra.Command{
		Use: "web", Short: "多台机器之一：只提供页面和接口",
		Long: "多台机器之一：只提供页面和接口，流程由 duban worker 办理。" + shared,
		Example: "  duban web --data /srv/duban-web --listen 127.0.0.1:8080 --database postgres://… --temporal " +
			"temporal.internal:7233 --evidence /mnt/evidence",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.start(c, flags, models.PartWeb) },
	}
	sharedFlags(c, &flags)
	pagesFlags(c, &flags)
	networkFlags(c, &flags.Network)
	signOnFlags(c, &flags.OIDC)
	return c
}

func (p *program) workerCommand() *cobra.Command {
	var flags config.Config
	c := &cobra.Command{
		Use: "worker", Short: "多台机器之一：只办理流程，不提供页面",
		Long: "多台机器之一：办理流程（提醒、督办、导入、发送），不提供页面；其中一个轮值，负责核对流程、月份、清理等只需一个进程做的事。" +
			shared,
		Example: "  duban worker --data /srv/duban-worker --database postgres://… --temporal temporal.internal:7233 " +
			"--evidence /mnt/evidence --backup /mnt/backup",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.start(c, flags, models.PartWorker) },
	}
	sharedFlags(c, &flags)
	backupFlags(c, &flags.Backups)
	return c
}

// sharedFlags adds the flags of every process of the server.
func sharedFlags(c *cobra.Command, flags *config.Config) {
	f := c.Flags()
	f.StringVar(&flags.Data, "data", "", "数据目录（默认 data，环境变量 DUBAN_DATA）")
	f.StringVar(&flags.Database, "database", "", "PostgreSQL 地址（环境变量 DUBAN_DATABASE）")
	f.StringVar(&flags.Temporal, "temporal", "", "外部 Temporal 的 主机:端口（环境变量 DUBAN_TEMPORAL）")
	f.StringVar(&flags.Metrics, "metrics", "", "同时在本机提供 Prometheus 指标，如 127.0.0.1:9464（默认不提供，环境变量 DUBAN_METRICS）")
	f.StringVar(&flags.Evidence, "evidence", "", "附件目录（默认在数据目录里，环境变量 DUBAN_EVIDENCE）；多台机器共用一个数据库时须为同一个共享目录")
	f.StringVar(&flags.LogLevel, "log-level", "", "日志级别：debug、info、warn、error（默认 info，环境变量 DUBAN_LOG_LEVEL）")
	f.StringVar(&flags.LogFormat, "log-format", "", "日志格式：text、json（默认 text，环境变量 DUBAN_LOG_FORMAT）")
	f.StringVar(&flags.SecretsKey, "secrets-key", "",
		"密钥文件：数据库中的动态口令和发送渠道密钥用它加密保存（默认不加密，环境变量 DUBAN_SECRETS_KEY）；几个进程须用同一文件")
	f.BoolVar(&flags.DropLost, "drop-lost-secrets", false, "密钥文件确已丢失的，启动时清除无法解密的动态口令和发送渠道")
	auditFlags(c, &flags.Audit)
	guardFlags(c, &flags.Guards)
	temporalFlags(c, flags)
}

// pagesFlags adds the flags of the address of the pages and the API.
func pagesFlags(c *cobra.Command, flags *config.Config) {
	f := c.Flags()
	f.StringVar(&flags.Listen, "listen", "", "监听地址（默认 127.0.0.1:8080，环境变量 DUBAN_LISTEN）")
	f.StringVar(&flags.TLSCert, "tls-cert", "", "HTTPS 证书文件（PEM，环境变量 DUBAN_TLS_CERT）；有证书才可监听本机以外的地址")
	f.StringVar(&flags.TLSKey, "tls-key", "", "HTTPS 私钥文件（PEM，环境变量 DUBAN_TLS_KEY）")
	f.StringVar(&flags.PasswordList, "password-list", "",
		"泄露密码库文件，新密码在其中的不能用：每行一个密码，或按散列值排序的 SHA-1（默认不查，环境变量 DUBAN_PASSWORD_LIST）")
}

// start runs the server, or one half of it, with the flags over the environment.
func (p *program) start(c *cobra.Command, flags config.Config, part string) error {
	settings, err := config.FromEnv()
	if err == nil {
		override(c, &settings, flags)
		settings.Version, settings.Part = p.version, part
		err = settings.Validate()
	}
	if err != nil {
		return misconfigured{err}
	}
	return configurational(p.serve(c.Context(), settings, p.stdout))
}
