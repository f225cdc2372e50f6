package cli

import (
	"crypto/rand"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// place is where the server is, according to the flags.
type place struct{ data, server string }

// asks adds the flags of a command that sends requests to a server.
func (p *program) asks(c *cobra.Command) *cobra.Command {
	f := c.Flags()
	f.StringVar(&p.at.data, "data", "", "数据目录，经其中的套接字以运维员身份操作（默认 data，环境变量 DUBAN_DATA）")
	f.StringVar(&p.at.server, "server", "", "服务地址，如 https://duban.example，须有 DUBAN_TOKEN（环境变量 DUBAN_SERVER）")
	f.BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	return c
}

// client returns a client of the server: a flag takes precedence over the environment, and the default is the directory
// "data". With a token it acts as the token's person, on the socket too.
func (p *program) client() (*client, error) {
	token := os.Getenv("DUBAN_TOKEN")
	server := p.at.server
	if server == "" && p.at.data == "" {
		server = os.Getenv("DUBAN_SERVER")
	}
	if server != "" {
		u, err := url.Parse(server)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, misconfigured{models.Errorf(models.KindInvalid, "bad_server",
				"配置错误：服务地址“%s”应为 http://主机:端口 或 https://主机", server)}
		}
		if token == "" {
			return nil, misconfigured{models.Errorf(models.KindInvalid, "token_missing",
				"配置错误：用 --server 时应设置环境变量 DUBAN_TOKEN（由 duban user add 给出）")}
		}
		return newClient(strings.TrimSuffix(server, "/"), "", token), nil
	}
	data := p.at.data
	if data == "" {
		data = os.Getenv("DUBAN_DATA")
	}
	if data == "" {
		data = "data"
	}
	return newClient("http://duban", filepath.Join(data, "duban.sock"), token), nil
}

// get sends a GET for a command.
func (p *program) get(c *cobra.Command, path string, query url.Values) (json.RawMessage, error) {
	client, err := p.client()
	if err != nil {
		return nil, err
	}
	return client.get(c.Context(), path, query)
}

// post sends a change for a command, with a random idempotency key.
func (p *program) post(c *cobra.Command, path string, body any) (response, error) {
	client, err := p.client()
	if err != nil {
		return response{}, err
	}
	return client.post(c.Context(), path, randomKey(), body)
}

// key returns the idempotency key: the given one, or a random one that is printed, so that the command can be sent
// again.
func (p *program) key(asked string) string {
	if asked != "" {
		return asked
	}
	key := randomKey()
	p.note("请求编号：%s（重发同一操作请加 --key %s）", key, key)
	return key
}

func randomKey() string { return strings.ToLower(rand.Text()) }
