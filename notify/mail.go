package notify

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"duban/models"
)

// mailer sends mail over SMTP.
type mailer struct {
	server   *url.URL
	sender   string
	security string // "tls", "starttls" or "none"
	user     string
	password string
	roots    *x509.CertPool
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	timeout  time.Duration
}

// Ports of SMTP.
const (
	portTLS      = 465
	portStartTLS = 587
	portPlain    = 25
)

// Kind returns the kind of the channel.
func (mailer) Kind() models.ChannelKind { return models.ChannelMail }

// Send sends a message of two parts, plain text and HTML.
func (s mailer) Send(ctx context.Context, m Message) Outcome {
	letter, err := s.letter(m)
	if err != nil {
		return Outcome{Result: Refused, Why: "收件人的邮件地址无效"}
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	// The library heeds the context only until it is connected.
	inner := s.dial
	s.dial = func(dialing context.Context, network, address string) (net.Conn, error) {
		conn, err := inner(dialing, network, address)
		if err == nil {
			context.AfterFunc(ctx, func() { _ = conn.Close() })
		}
		return conn, err
	}
	client, err := s.client()
	if err != nil {
		return Outcome{Result: Later, Why: "邮件渠道的设置无效", Broken: true}
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if letter.IsDelivered() {
		return Outcome{Result: Delivered} // what fails after the server's confirmation changes nothing
	}
	if ctx.Err() != nil {
		err = errors.Join(err, ctx.Err())
	}
	return s.judge(err)
}

func (s mailer) letter(m Message) (*mail.Msg, error) {
	page, err := mailPage(m)
	if err != nil {
		return nil, err
	}
	letter := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingB64),
		mail.WithNoDefaultUserAgent())
	if err := errors.Join(letter.FromFormat("督办", s.sender), letter.To(m.To)); err != nil {
		return nil, err
	}
	_, domain, _ := cutLast(s.sender, '@')
	letter.SetMessageIDWithValue(MessageID(m.Key, domain))
	letter.SetDateWithValue(m.At)
	letter.Subject(m.Subject())
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetGenHeader("X-Auto-Response-Suppress", "All")
	letter.SetBodyString(mail.TypeTextPlain, m.Text(0)+"\n\n本邮件由督办系统自动发出，请勿回复。\n")
	letter.AddAlternativeString(mail.TypeTextHTML, page)
	return letter, nil
}

func (s mailer) client() (*mail.Client, error) {
	config := &tls.Config{ServerName: s.server.Hostname(), MinVersion: tls.VersionTLS12, RootCAs: s.roots}
	dial, port := s.dial, portPlain
	options := []mail.Option{mail.WithTimeout(s.timeout), mail.WithTLSConfig(config), mail.WithHELO("duban")}
	switch s.security {
	case "tls":
		port = portTLS
		options = append(options, mail.WithSSL())
		dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := s.dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			encrypted := tls.Client(conn, config)
			if err := encrypted.HandshakeContext(ctx); err != nil {
				_ = conn.Close() // the handshake's error says more
				return nil, err
			}
			return encrypted, nil
		}
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		port = portStartTLS
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if text := s.server.Port(); text != "" {
		var err error
		if port, err = strconv.Atoi(text); err != nil {
			return nil, err
		}
	}
	if s.user != "" {
		options = append(options, mail.WithUsername(s.user), mail.WithPassword(s.password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthCramMD5,
				mail.SMTPAuthPlain, mail.SMTPAuthLogin))
	}
	return mail.NewClient(s.server.Hostname(), append(options, mail.WithPort(port), mail.WithDialContextFunc(dial))...)
}

// judge decides what an error means. Before the server was given the whole letter nothing was sent; a code is an
// answer.
func (s mailer) judge(err error) Outcome {
	code := 0
	var answer *textproto.Error
	var sending *mail.SendError
	if errors.As(err, &answer) {
		code = answer.Code
	}
	if errors.As(err, &sending) {
		code = cmp.Or(sending.ErrorCode(), code)
	}
	const permanent, temporary = 500, 400
	why := models.Messagef("邮件服务器返回 %d", code).Text
	switch {
	case sending == nil && code >= temporary: // before a letter was begun: greeting, encryption, log-in
		if code == 535 || code == 534 || code == 530 || code == 454 {
			why += "（账号或密码不对，或不许登录）"
		}
		return Outcome{Result: Later, Why: why, Broken: true}
	case sending != nil && code >= permanent:
		return Outcome{Result: Refused, Why: why + "，不收这封邮件"}
	case sending != nil && code >= temporary:
		return Outcome{Result: Later, Why: why + "，要求稍后再发"}
	case sending != nil && sending.Reason == mail.ErrSMTPDataClose:
		return Outcome{Result: Uncertain, Why: "邮件已交出，服务器没有确认", Broken: true}
	}
	return Outcome{Result: Later, Why: reasonOf(err, s.server.Hostname()), Broken: true}
}

// cutLast splits a text at the last separator.
func cutLast(text string, at byte) (before, after string, found bool) {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == at {
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}
