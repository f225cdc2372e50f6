package cli

import (
	"context"
	"encoding/json"
	"net/url"

	"github.com/spf13/cobra"

	"duban/internal/offline"
)

// offlineFlags holds the flags of commands that can examine a data directory without a server.
type offlineFlags struct {
	offline  bool
	database string
	evidence string
}

// add adds the flags of a command that asks a server or, with --offline, examines the data directory itself.
func (o *offlineFlags) add(p *program, c *cobra.Command) *cobra.Command {
	p.asks(c)
	f := c.Flags()
	f.BoolVar(&o.offline, "offline", false, "不经服务，直接检查数据目录，只读")
	f.StringVar(&o.database, "database", "", "与 --offline 同用：PostgreSQL 地址（环境变量 DUBAN_DATABASE）；不给则为数据目录里的 SQLite")
	f.StringVar(&o.evidence, "evidence", "", "与 --offline 同用：附件目录（环境变量 DUBAN_EVIDENCE）；不给则为数据目录里的 evidence")
	return c
}

// place returns where the data is.
func (o *offlineFlags) place(p *program, c *cobra.Command) (offline.Place, error) {
	from := source{data: p.at.data, database: o.database, evidence: o.evidence}
	settings, err := from.settings(c)
	return offline.Place{Data: settings.Data, Database: settings.Database, Evidence: settings.Evidence,
		AuditHead: settings.AuditHead, External: settings.Temporal != ""}, err
}

// ask returns the server's response or, with --offline, the result of examining the data directory.
func ask[T any](
	c *cobra.Command, p *program, o *offlineFlags, path string, query url.Values, without func(context.Context,
		offline.Place) (T, error),
) (T, error) {
	var none T
	if o.offline {
		at, err := o.place(p, c)
		if err != nil {
			return none, err
		}
		return without(c.Context(), at)
	}
	if o.database != "" || o.evidence != "" {
		return none, usage("--database 和 --evidence 只与 --offline 同用")
	}
	client, err := p.client()
	if err != nil {
		return none, err
	}
	body, err := client.get(c.Context(), path, query)
	if err != nil {
		return none, err
	}
	return decoded[T](body)
}

// converted converts a value to a type with the same JSON.
func converted[T any](from any, err error) (T, error) {
	var to T
	if err != nil {
		return to, err
	}
	text, err := json.Marshal(from)
	if err != nil {
		return to, err
	}
	return to, json.Unmarshal(text, &to)
}
