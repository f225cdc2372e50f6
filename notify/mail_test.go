package notify

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"duban/internal/testkit/mailtest"
	"duban/models"
)

func channelOf(t *testing.T, c models.Channel, sealed models.SealedChannel) Channel {
	t.Helper()
	return channelAt(t, Opener{Timeout: 2 * time.Second}, c, sealed)
}

func channelAt(t *testing.T, o Opener, c models.Channel, sealed models.SealedChannel) Channel {
	t.Helper()
	var err error
	if c.Sealed, err = sealed.Seal(); err != nil {
		t.Fatal(err)
	}
	made, err := o.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

var shanghaiMorning = time.Date(2026, 11, 30, 9, 5, 0, 0, models.Shanghai)

func letterFor(to string) Message {
	return Message{Key: "d/1", To: to, At: shanghaiMorning, Outside: models.Outside{Count: 3,
		Site: "https://duban.example.gov.cn"}}
}

func TestMailIsSentPlainWithSTARTTLSAndWithTLS(t *testing.T) {
	for _, test := range []struct {
		security string
		options  mailtest.Options
		user     string
	}{
		{"none", mailtest.Options{}, ""},
		{"starttls", mailtest.Options{StartTLS: true, User: "duban", Password: "p w"}, "duban"},
		{"tls", mailtest.Options{TLS: true, User: "duban", Password: "p w"}, "duban"},
	} {
		server := mailtest.Start(t, test.options)
		c := channelOf(t, models.Channel{Kind: models.ChannelMail, Security: test.security, Allowed: "127.0.0.1",
			Sender: "duban@example.gov.cn", Authority: server.Authority},
			models.SealedChannel{Address: "smtp://" + server.Address, User: test.user, Password: "p w"})
		if got := c.Send(t.Context(), letterFor("li@example.gov.cn")); got.Result != Delivered {
			t.Errorf("%s: %+v", test.security, got)
			continue
		}
		letters := server.Letters()
		if len(letters) != 1 || letters[0].User != test.user || letters[0].TLS != (test.security != "none") ||
			letters[0].To[0] != "li@example.gov.cn" {
			t.Errorf("%s: %+v", test.security, letters)
		}
		subject, parts := read(t, letters[0].Data)
		if subject != "【督办】您有 3 项待办，请登录查看" || len(parts) != 2 ||
			!strings.Contains(parts[0], "您有 3 项待办") || !strings.Contains(parts[1], "https://duban.example.gov.cn") {
			t.Errorf("%s: subject %q, parts %q", test.security, subject, parts)
		}
	}
}

// read returns the subject and the decoded parts of a letter.
func read(t *testing.T, data string) (string, []string) {
	t.Helper()
	letter, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for all := multipart.NewReader(letter.Body, params["boundary"]); ; {
		part, err := all.NextPart()
		if err == io.EOF {
			return subject, parts
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(decoded(part))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(content))
	}
}

func TestMailThatIsNotTaken(t *testing.T) {
	closed := listen(t, func(c net.Conn) { _ = c.Close() })
	silent := listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	vanishes := listen(t, takesAndVanishes)
	for _, test := range []struct {
		name     string
		options  mailtest.Options
		security string
		user     string
		address  string // instead of a server with options
		distrust bool
		want     Outcome
	}{
		{name: "unknown receiver", options: mailtest.Options{Mail: func(string) error { return mailtest.Refuse(550) }},
			want: Outcome{Result: Refused, Why: "邮件服务器返回 550，不收这封邮件"}},
		{name: "busy", options: mailtest.Options{Mail: func(string) error { return mailtest.Refuse(451) }},
			want: Outcome{Result: Later, Why: "邮件服务器返回 451，要求稍后再发"}},
		{name: "refused after the letter", options: mailtest.Options{Data: func() error { return mailtest.Refuse(554) }},
			want: Outcome{Result: Refused, Why: "邮件服务器返回 554，不收这封邮件"}},
		{name: "busy after the letter", options: mailtest.Options{Data: func() error { return mailtest.Refuse(452) }},
			want: Outcome{Result: Later, Why: "邮件服务器返回 452，要求稍后再发"}},
		{name: "wrong password", options: mailtest.Options{StartTLS: true, User: "duban", Password: "another"},
			security: "starttls", user: "duban",
			want: Outcome{Result: Later, Why: "邮件服务器返回 535（账号或密码不对，或不许登录）", Broken: true}},
		{name: "certificate of another", options: mailtest.Options{TLS: true, Names: []string{"other.test"}}, security: "tls",
			want: Outcome{Result: Later, Why: "主机“127.0.0.1”的证书不可信，没有发送", Broken: true}},
		{name: "unknown authority", options: mailtest.Options{StartTLS: true}, security: "starttls", distrust: true,
			want: Outcome{Result: Later, Why: "主机“127.0.0.1”的证书不可信，没有发送", Broken: true}},
		{name: "no encryption offered", security: "starttls",
			want: Outcome{Result: Later, Why: "连接不到主机“127.0.0.1”", Broken: true}},
		{name: "hangs up", address: closed, want: Outcome{Result: Later, Why: "连接不到主机“127.0.0.1”", Broken: true}},
		{name: "says nothing", address: silent,
			want: Outcome{Result: Later, Why: "主机“127.0.0.1”没有回应（超时）", Broken: true}},
		{name: "takes it and vanishes", address: vanishes,
			want: Outcome{Result: Uncertain, Why: "邮件已交出，服务器没有确认", Broken: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			row := models.Channel{Kind: models.ChannelMail, Security: test.security, Allowed: "127.0.0.1",
				Sender: "duban@example.gov.cn"}
			if row.Security == "" {
				row.Security = "none"
			}
			address := test.address
			if address == "" {
				server := mailtest.Start(t, test.options)
				if address = server.Address; !test.distrust {
					row.Authority = server.Authority
				}
			}
			c := channelOf(t, row, models.SealedChannel{Address: "smtp://" + address, User: test.user, Password: "geheim-wort"})
			got := c.Send(t.Context(), letterFor("li@example.gov.cn"))
			if got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return l.Addr().String()
}

// takesAndVanishes speaks SMTP up to the end of the letter, and hangs up instead of confirming it.
func takesAndVanishes(c net.Conn) {
	defer func() { _ = c.Close() }()
	say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
	say("220 mail.test")
	letter := false
	for lines := bufio.NewScanner(c); lines.Scan(); {
		switch line := lines.Text(); {
		case letter && line == ".":
			return
		case letter:
		case strings.HasPrefix(line, "EHLO"):
			say("250 mail.test")
		case line == "DATA":
			letter = true
			say("354 go on")
		default:
			say("250 ok")
		}
	}
}

func TestMailStopsWithItsContext(t *testing.T) {
	silent := listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	c := channelAt(t, Opener{Timeout: time.Hour}, models.Channel{Kind: models.ChannelMail, Security: "none",
		Allowed: "127.0.0.1", Sender: "a@b.cn"}, models.SealedChannel{Address: "smtp://" + silent})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if got := c.Send(ctx, letterFor("li@example.gov.cn")); got.Result != Later {
		t.Errorf("got %+v", got)
	}
}

func TestMailPageEscapesTitles(t *testing.T) {
	m := letterFor("")
	m.Titles = []string{"<script>alert(1)</script>", strings.Repeat("长", 200)}
	page, err := mailPage(m)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page, "<script>") || bytes.Count([]byte(page), []byte("长")) != 59 {
		t.Errorf("page:\n%s", page)
	}
}
