package cli

import (
	"github.com/spf13/cobra"

	"duban/internal/config"
	"duban/models"
)

func (p *program) serveCommand() *cobra.Command {
	var flags config.Config
	c := &cobra.Command{
		Use: "serve", Short: "启动督办：接口、流程和数据都在一个进程里",
		Long: "启动督办：接口、流程和数据都在一个进程里，Ctrl-C 停止。\n" +
			"不给 --database 用数据目录里的 SQLite；不给 --temporal 用内置的流程服务，文件也在数据目录里。",
		Example: "  duban serve --data data\n  duban serve --data data --listen 127.0.0.1:9000",
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.start(c, flags, models.PartServe) },
	}
	sharedFlags(c, &flags)
	pagesFlags(c, &flags)
	networkFlags(c, &flags.Network)
	backupFlags(c, &flags.Backups)
	signOnFlags(c, &flags.OIDC)
	temporalUIFlag(c, &flags)
	return c
}

// networkFlags adds the flags of reverse proxies and connections.
func networkFlags(c *cobra.Command, n *config.Network) {
	f := c.Flags()
	f.StringArrayVar(&n.TrustedProxies, "trusted-proxy", nil,
		"反向代理的地址或网段，可多个：只采信从那里来的 X-Forwarded-For 和 X-Forwarded-Proto（环境变量 DUBAN_TRUSTED_PROXY）")
	f.BoolVar(&n.BehindProxy, "behind-proxy", false,
		"反向代理在本机，等于 --trusted-proxy 127.0.0.0/8 加 ::1（环境变量 DUBAN_BEHIND_PROXY）")
	f.IntVar(&n.Connections, "max-connections", 0, "同时打开的连接数上限（默认 4000，环境变量 DUBAN_MAX_CONNECTIONS）")
	f.IntVar(&n.PerAddress, "max-connections-per-address", 0,
		"其中每个地址的上限，反向代理除外（默认 500，环境变量 DUBAN_MAX_CONNECTIONS_PER_ADDRESS）")
}

// backupFlags adds the flags of the daily backup.
func backupFlags(c *cobra.Command, b *config.Backups) {
	f := c.Flags()
	f.StringVar(&b.BackupDir, "backup", "", "每天备份到该目录，应在另一块磁盘上（默认不备份，环境变量 DUBAN_BACKUP）")
	f.StringVar(&b.BackupAt, "backup-at", "", "每天备份的时刻（默认 02:30，环境变量 DUBAN_BACKUP_AT）")
	f.IntVar(&b.BackupKeep, "backup-keep", 0, "保留最近若干天的备份，另保留最近 12 个月每月最后一份（默认 14，环境变量 DUBAN_BACKUP_KEEP）")
	f.StringArrayVar(&b.BackupRecipients, "backup-recipient", nil,
		"备份加密公钥，可多个（由 duban backup key 给出，环境变量 DUBAN_BACKUP_RECIPIENT）")
}

// auditFlags adds the flags that say where the head of the audit chain is kept besides the data directory.
func auditFlags(c *cobra.Command, a *config.Audit) {
	f := c.Flags()
	f.StringVar(&a.AuditHead, "audit-head", "", "操作记录的封存值另存到该文件，应在另一块磁盘上（默认只在数据目录里，环境变量 DUBAN_AUDIT_HEAD）")
	f.StringVar(&a.AuditSyslog, "audit-syslog", "",
		"操作记录的封存值同时发往 syslog，如 udp://主机:514 或 unixgram:///dev/log（环境变量 DUBAN_AUDIT_SYSLOG）")
}

// guardFlags adds the flags of the limits at which the program stops by itself.
func guardFlags(c *cobra.Command, g *config.Guards) {
	f := c.Flags()
	f.StringVar(&g.DiskFloor, "disk-floor", "", "可用空间低于该值时不再保存（默认 200MB，0 不检查，环境变量 DUBAN_DISK_FLOOR）")
	f.StringVar(&g.ClockJump, "clock-jump", "", "系统时间与上次记录相差超过该值时暂不督办，待人确认（默认 48h，0 不检查，环境变量 DUBAN_CLOCK_JUMP）")
}

// signOnFlags adds the flags of the single sign-on.
func signOnFlags(c *cobra.Command, o *config.OIDC) {
	f := c.Flags()
	f.StringVar(&o.Issuer, "oidc-issuer", "", "统一认证（OpenID Connect）的地址；不给则只用密码登录（环境变量 DUBAN_OIDC_ISSUER）")
	f.StringVar(&o.ClientID, "oidc-client-id", "", "在统一认证登记的客户端编号（环境变量 DUBAN_OIDC_CLIENT_ID）")
	f.StringVar(&o.ClientSecretFile, "oidc-client-secret-file", "", "客户端密钥所在文件（环境变量 DUBAN_OIDC_CLIENT_SECRET_FILE）")
	f.StringVar(&o.Redirect, "oidc-redirect", "", "返回地址：本系统对外地址加 "+config.ReturnPath+"（环境变量 DUBAN_OIDC_REDIRECT）")
	f.StringVar(&o.LoginClaim, "oidc-login-claim", "",
		"首次登录时按该声明与本系统账号同名关联，如 preferred_username；不给则由管理员关联（环境变量 DUBAN_OIDC_LOGIN_CLAIM）")
	f.StringVar(&o.Strength, "oidc-strength", "",
		"要求的登录强度：统一认证答复中 acr 或 amr 须为其中之一，多个用空格隔开，如 mfa；不给则不要求（环境变量 DUBAN_OIDC_STRENGTH）")
}

// temporalFlags adds the flags of an external Temporal server, besides its address.
func temporalFlags(c *cobra.Command, flags *config.Config) {
	f, a := c.Flags(), &flags.TemporalAccess
	f.StringVar(&flags.TemporalNamespace, "temporal-namespace", "",
		"Temporal 命名空间（默认 duban，环境变量 DUBAN_TEMPORAL_NAMESPACE）")
	f.StringVar(&a.CA, "temporal-tls-ca", "", "签发外部 Temporal 证书的 CA 文件（PEM，环境变量 DUBAN_TEMPORAL_TLS_CA）；不给则用系统的")
	f.StringVar(&a.Cert, "temporal-tls-cert", "", "连接外部 Temporal 的客户端证书文件（PEM，环境变量 DUBAN_TEMPORAL_TLS_CERT）")
	f.StringVar(&a.Key, "temporal-tls-key", "", "其私钥文件（PEM，环境变量 DUBAN_TEMPORAL_TLS_KEY）")
	f.StringVar(&a.ServerName, "temporal-tls-server-name", "",
		"外部 Temporal 证书上的名称（默认取地址中的主机，环境变量 DUBAN_TEMPORAL_TLS_SERVER_NAME）")
	f.StringVar(&a.APIKeyFile, "temporal-api-key-file", "",
		"访问外部 Temporal 的 API 密钥所在文件，只经 TLS 发送（环境变量 DUBAN_TEMPORAL_API_KEY_FILE）")
}

// temporalUIFlag adds the flag of Temporal's own pages to the commands that start a server. The pages are off by
// default.
func temporalUIFlag(c *cobra.Command, flags *config.Config) {
	c.Flags().StringVar(&flags.TemporalUI, "temporal-ui", "",
		"同时启动 Temporal 界面，只读，如 127.0.0.1:8233（默认不启动，环境变量 DUBAN_TEMPORAL_UI）")
}

// override copies the flags that were given over the values of the environment.
func override(c *cobra.Command, settings *config.Config, flags config.Config) {
	for name, field := range map[string]struct{ to, from *string }{
		"data":        {&settings.Data, &flags.Data},
		"listen":      {&settings.Listen, &flags.Listen},
		"database":    {&settings.Database, &flags.Database},
		"temporal":    {&settings.Temporal, &flags.Temporal},
		"temporal-ui": {&settings.TemporalUI, &flags.TemporalUI},
		"metrics":     {&settings.Metrics, &flags.Metrics},
		"tls-cert":    {&settings.TLSCert, &flags.TLSCert},
		"tls-key":     {&settings.TLSKey, &flags.TLSKey},

		"secrets-key":   {&settings.SecretsKey, &flags.SecretsKey},
		"password-list": {&settings.PasswordList, &flags.PasswordList},

		"temporal-namespace":       {&settings.TemporalNamespace, &flags.TemporalNamespace},
		"temporal-tls-ca":          {&settings.TemporalAccess.CA, &flags.TemporalAccess.CA},
		"temporal-tls-cert":        {&settings.TemporalAccess.Cert, &flags.TemporalAccess.Cert},
		"temporal-tls-key":         {&settings.TemporalAccess.Key, &flags.TemporalAccess.Key},
		"temporal-tls-server-name": {&settings.TemporalAccess.ServerName, &flags.TemporalAccess.ServerName},
		"temporal-api-key-file":    {&settings.TemporalAccess.APIKeyFile, &flags.TemporalAccess.APIKeyFile},

		"disk-floor": {&settings.DiskFloor, &flags.DiskFloor},
		"clock-jump": {&settings.ClockJump, &flags.ClockJump},

		"evidence":  {&settings.Evidence, &flags.Evidence},
		"backup":    {&settings.BackupDir, &flags.BackupDir},
		"backup-at": {&settings.BackupAt, &flags.BackupAt},

		"audit-head":   {&settings.AuditHead, &flags.AuditHead},
		"audit-syslog": {&settings.AuditSyslog, &flags.AuditSyslog},

		"log-level":  {&settings.LogLevel, &flags.LogLevel},
		"log-format": {&settings.LogFormat, &flags.LogFormat},

		"oidc-issuer":             {&settings.OIDC.Issuer, &flags.OIDC.Issuer},
		"oidc-client-id":          {&settings.OIDC.ClientID, &flags.OIDC.ClientID},
		"oidc-client-secret-file": {&settings.OIDC.ClientSecretFile, &flags.OIDC.ClientSecretFile},
		"oidc-redirect":           {&settings.OIDC.Redirect, &flags.OIDC.Redirect},
		"oidc-login-claim":        {&settings.OIDC.LoginClaim, &flags.OIDC.LoginClaim},
		"oidc-strength":           {&settings.OIDC.Strength, &flags.OIDC.Strength},
	} {
		if c.Flags().Changed(name) {
			*field.to = *field.from
		}
	}
	settings.DropLost = flags.DropLost
	if c.Flags().Changed("behind-proxy") {
		settings.BehindProxy = flags.BehindProxy
	}
	if c.Flags().Changed("trusted-proxy") {
		settings.TrustedProxies = flags.TrustedProxies
	}
	if c.Flags().Changed("max-connections") {
		settings.Connections = flags.Connections
	}
	if c.Flags().Changed("max-connections-per-address") {
		settings.PerAddress = flags.PerAddress
	}
	if c.Flags().Changed("backup-keep") {
		settings.BackupKeep = flags.BackupKeep
	}
	if c.Flags().Changed("backup-recipient") {
		settings.BackupRecipients = flags.BackupRecipients
	}
}

// configurational marks an error that keeps the program from starting as an error of its configuration, such as a wrong
// directory or an address in use.
func configurational(err error) error {
	switch models.KindOf(err) {
	case models.KindInvalid, models.KindConflict:
		return misconfigured{err}
	}
	return err
}
