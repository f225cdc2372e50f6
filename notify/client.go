package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"duban/models"
)

// Limits of what a receiver answers.
const (
	maxAnswer = 64 << 10
	maxHeader = 16 << 10
)

// newClient makes the only kind of HTTP client that reaches other machines: no proxy from the environment, no redirect,
// TLS 1.2 or newer, and the dialer's checks.
func newClient(d dialer, roots *x509.CertPool, timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: d.dial, DisableKeepAlives: true, DisableCompression: true,
			MaxResponseHeaderBytes: maxHeader, TLSHandshakeTimeout: dialTimeout,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		},
	}
}

// rootsWith returns the system's certificates and those in a text; nil for the system's only.
func rootsWith(text string) (*x509.CertPool, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // it is how crypto/tls says: those of the system
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM([]byte(text)) {
		return nil, models.Errorf(models.KindInvalid, "bad_authority", "证书文件里没有可用的证书，应为 PEM 格式（-----BEGIN CERTIFICATE-----）")
	}
	return roots, nil
}

// poster sends one JSON body and judges the transport; what the answer says is judged by its caller.
type poster struct {
	client *http.Client
	kind   models.ChannelKind
}

// post returns the answer's body, or the outcome when there is no answer to be read.
func (p poster) post(ctx context.Context, address *url.URL, header http.Header, body []byte) ([]byte, *Outcome) {
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, &Outcome{Result: Later, Why: "渠道地址无效", Broken: true}
	}
	maps.Copy(request.Header, header)
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("User-Agent", "duban")
	response, err := p.client.Do(request)
	if err != nil {
		return nil, p.unanswered(err, address.Hostname(), sent.Load())
	}
	defer func() { _ = response.Body.Close() }() // it was read; a failing Close loses nothing
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if o := p.status(response); o != nil {
		return nil, o
	}
	switch {
	case err != nil:
		return nil, p.maybe("对方没有答完就断开")
	case len(answer) > maxAnswer:
		return nil, p.maybe("对方的回答过长，不是约定的格式")
	}
	return answer, nil
}

// maybe is the outcome of a message that the receiver may have taken.
func (p poster) maybe(why string) *Outcome {
	result := Uncertain
	if p.kind.Repeatable() {
		result = Later
	}
	return &Outcome{Result: result, Why: why, Broken: true}
}

// unanswered judges an error of the transport. Its text is never passed on: it contains the address.
func (p poster) unanswered(err error, host string, sent bool) *Outcome {
	if sent {
		return p.maybe("已发出，对方没有回答")
	}
	return &Outcome{Result: Later, Why: reasonOf(err, host), Broken: true}
}

// reasonOf says in words why a connection failed.
func reasonOf(err error, host string) string {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var certificate *tls.CertificateVerificationError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, errInward):
		return models.Messagef("主机“%s”在内网，未列入允许的主机，没有连接", host).Text
	case errors.Is(err, errOther):
		return models.Messagef("主机不是渠道登记的“%s”，没有连接", host).Text
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &certificate):
		return models.Messagef("主机“%s”的证书不可信，没有发送", host).Text
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return models.Messagef("主机“%s”没有回应（超时）", host).Text
	}
	return models.Messagef("连接不到主机“%s”", host).Text
}

// status judges the status of an answer; nil when its body is to be read.
func (p poster) status(r *http.Response) *Outcome {
	why := models.Messagef("对方返回 HTTP %d", r.StatusCode).Text
	switch s := r.StatusCode; {
	case s >= 200 && s < 300:
		return nil
	case s >= 300 && s < 400:
		return &Outcome{Result: Later, Why: why + "，要求转到别处，未跟随", Broken: true}
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable:
		return &Outcome{Result: Later, Why: why + "，要求稍后再发", After: retryAfter(r)}
	case s == http.StatusBadRequest || s == http.StatusRequestEntityTooLarge || s == http.StatusUnprocessableEntity:
		return &Outcome{Result: Refused, Why: why + "，不收这条消息"}
	case s == http.StatusGatewayTimeout:
		return p.maybe(why)
	}
	return &Outcome{Result: Later, Why: why, Broken: true}
}

// longestWait is how long a receiver may put off what is sent to it.
const longestWait = 24 * time.Hour

// retryAfter reads how long the receiver asks to wait: seconds or a date; at most longestWait.
func retryAfter(r *http.Response) time.Duration {
	text := strings.TrimSpace(r.Header.Get("Retry-After"))
	if seconds, err := strconv.Atoi(text); err == nil && seconds > 0 {
		return min(time.Duration(min(seconds, 1<<20))*time.Second, longestWait)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return min(max(0, at.Sub(now)), longestWait)
}
