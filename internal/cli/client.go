package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"duban/models"
)

// client sends requests to the server. Nothing else in the package does.
type client struct {
	http   *http.Client
	base   string // "http://duban" for a socket
	socket string // "" for an address
	token  string // "": acts as the operator, only on a socket
	match  string // If-Match of what it sends; "": none
}

func newClient(base, socket, token string) *client {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, ResponseHeaderTimeout: 0}
	if socket != "" {
		transport.Proxy = nil
		transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "unix", socket)
		}
	}
	return &client{
		base: base, socket: socket, token: token,
		// A redirect would send the token to another address.
		http: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}},
	}
}

// get sends a GET.
func (c *client) get(ctx context.Context, path string, query url.Values) (json.RawMessage, error) {
	r, err := c.send(ctx, http.MethodGet, path, query, "", "", nil)
	return r.body, err
}

// post sends a command as JSON; a nil command has no body.
func (c *client) post(ctx context.Context, path, key string, command any) (response, error) {
	if command == nil {
		return c.send(ctx, http.MethodPost, path, nil, key, "", nil)
	}
	body, err := json.Marshal(command)
	if err != nil {
		return response{}, err
	}
	return c.send(ctx, http.MethodPost, path, nil, key, "application/json", body)
}

// upload sends the content of a file.
func (c *client) upload(ctx context.Context, path string, query url.Values, key string,
	content []byte) (json.RawMessage, error) {
	r, err := c.send(ctx, http.MethodPost, path, query, key, "application/octet-stream", content)
	return r.body, err
}

// response is a successful response.
type response struct {
	status   int
	body     json.RawMessage
	fileName string // of a download
	left     string // what a form was not filled with, URL-encoded
}

func (c *client) send(ctx context.Context, method, path string, query url.Values, key, mediaType string,
	content []byte) (response, error) {
	address := c.base + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(content))
	if err != nil {
		return response{}, err
	}
	for name, value := range map[string]string{"Idempotency-Key": key, "Content-Type": mediaType, "If-Match": c.match} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return response{}, c.unreachable(err)
	}
	defer func() { _ = answer.Body.Close() }() // it was read; a failing Close loses nothing
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return response{}, c.unreachable(err)
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		return response{}, refusal(answer.StatusCode, body)
	}
	return response{answer.StatusCode, body, fileName(answer.Header.Get("Content-Disposition")),
		answer.Header.Get("Duban-Left")}, nil
}

// unreachable returns the error for a server that does not answer, with what to do.
func (c *client) unreachable(cause error) error {
	if errors.Is(cause, context.Canceled) {
		return models.Errorf(models.KindUnavailable, codeCancelled, "已中断；命令可能已受理，请用同一 --key 重发查询结果").Because(cause)
	}
	var dial *net.OpError
	sent := !errors.As(cause, &dial) || dial.Op != "dial"
	switch {
	case sent:
		return models.Errorf(models.KindUnavailable, "connection_lost", "与服务的连接中断，不知是否已受理；请用同一 --key 重发查询结果").Because(cause)
	case c.socket != "":
		data := strings.TrimSuffix(c.socket, "/duban.sock")
		return models.Errorf(models.KindUnavailable, "unreachable", "连接不到服务（%s），请先运行 duban serve --data %s，或用 --data 指明数据目录",
			c.socket, data).Because(cause)
	}
	return models.Errorf(models.KindUnavailable, "unreachable", "连接不到服务 %s，请核对地址并确认服务已启动（duban serve）", c.base).
		Because(cause)
}

// kindOfStatus reverses the API's mapping from kinds to status codes.
var kindOfStatus = map[int]models.Kind{
	http.StatusUnauthorized:        models.KindForbidden,
	http.StatusForbidden:           models.KindForbidden,
	http.StatusNotFound:            models.KindNotFound,
	http.StatusConflict:            models.KindConflict,
	http.StatusPreconditionFailed:  models.KindConflict,
	http.StatusServiceUnavailable:  models.KindUnavailable,
	http.StatusInsufficientStorage: models.KindUnavailable,
}

// refusal parses a problem. Anything else did not come from a Duban server.
func refusal(status int, body []byte) error {
	var p struct{ Code, Detail, Cell string }
	if err := json.Unmarshal(body, &p); err != nil || p.Code == "" || p.Detail == "" {
		return models.Errorf(models.KindUnavailable, "not_duban", "服务的回答无法识别（HTTP %d），请核对 --server 是否为督办服务的地址", status)
	}
	kind, ok := kindOfStatus[status]
	switch {
	case !ok && status >= http.StatusInternalServerError:
		kind = models.KindInternal
	case !ok:
		kind = models.KindInvalid
	}
	return models.Errorf(kind, p.Code, "%s", p.Detail).At(p.Cell)
}

func fileName(disposition string) string {
	_, params, err := mime.ParseMediaType(disposition)
	if err != nil {
		return ""
	}
	return params["filename"]
}
