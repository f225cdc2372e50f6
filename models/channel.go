package models

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// ChannelKind is a way in which messages leave the program.
type ChannelKind string

// The kinds of channels. Inbox and paste are not entered: the inbox is inside the program, and text to paste is sent by
// a person.
const (
	ChannelInbox    ChannelKind = "inbox"
	ChannelPaste    ChannelKind = "paste"
	ChannelWebhook  ChannelKind = "webhook"
	ChannelMail     ChannelKind = "mail"
	ChannelWeCom    ChannelKind = "wecom"
	ChannelDingTalk ChannelKind = "dingtalk"
	ChannelFeishu   ChannelKind = "feishu"
)

// ChannelKinds lists the kinds that can be entered, in the order in which they are used for one receiver: those that
// reach the person before those that reach a group.
var ChannelKinds = []ChannelKind{ChannelWebhook, ChannelMail, ChannelWeCom, ChannelDingTalk, ChannelFeishu}

var channelWords = map[ChannelKind]string{
	ChannelInbox: "站内", ChannelPaste: "人工转发", ChannelWebhook: "消息接口", ChannelMail: "邮件", ChannelWeCom: "企业微信群机器人",
	ChannelDingTalk: "钉钉群机器人", ChannelFeishu: "飞书群机器人",
}

// Chinese returns the name of the kind.
func (k ChannelKind) Chinese() string { return channelWords[k] }

// Robot reports whether the channel is a robot in a group: everyone of the group reads what it says.
func (k ChannelKind) Robot() bool {
	return k == ChannelWeCom || k == ChannelDingTalk || k == ChannelFeishu
}

// Repeatable reports whether a message that may have arrived can be sent again: the receiver drops a key that it knows.
func (k ChannelKind) Repeatable() bool { return k == ChannelWebhook }

// Channel is a way in which messages leave the program, as entered by the office.
type Channel struct {
	ID        string `gorm:"primaryKey"`
	Kind      ChannelKind
	Name      string // by which people know it, such as the name of the group
	Host      string // to which it connects, with the port if it is not the usual one
	Allowed   string // hosts that may be private, separated by spaces; see AllowedHosts
	Sender    string // of mail: the address of the sender
	Security  string // of mail: "tls", "starttls" or "none"
	Authority string // certificates (PEM) that are trusted besides those of the system
	Site      string // address of this program, as written into messages; "": none
	PartyID   string // unit or post that it serves; "": everyone
	Titles    bool   // titles of what is due may be sent
	Sealed    Secret // SealedChannel as JSON
	CreatedAt Instant
	CreatedBy string // name of the person
	RemovedAt Instant

	Failures  int     // in a row
	DeadSince Instant // 0: it works as far as is known
	LastError string
	LastAt    Instant // of the last attempt
	RetryAt   Instant // nothing is sent before, because of a failure or because it was asked to wait
	TurnAt    Instant // see Bucket.Take
}

// AllowedHosts returns the hosts to which the channel may connect although they are private.
func (c Channel) AllowedHosts() []string { return strings.Fields(c.Allowed) }

// Live reports whether messages are given to the channel.
func (c Channel) Live() bool { return c.RemovedAt == 0 && c.DeadSince == 0 }

// ChannelDeadAfter is after how many failures in a row a channel is taken for dead.
const ChannelDeadAfter = 5

// Secret is a text that is printed nowhere: what formats it, logs it or makes JSON of it gets a replacement.
type Secret string

const hiddenSecret = "（已隐藏）" //nolint:gosec // what is shown in place of a secret

// String returns the replacement.
func (Secret) String() string { return hiddenSecret }

// GoString returns the replacement.
func (Secret) GoString() string { return hiddenSecret }

// MarshalJSON writes the replacement.
func (Secret) MarshalJSON() ([]byte, error) { return json.Marshal(hiddenSecret) }

// SealedChannel is what of a channel is known to the database and to the sender only. The nonce makes the digest in
// the audit record useless to whoever would try passwords.
type SealedChannel struct {
	Nonce    string `json:"nonce"`
	Address  string `json:"address"` // with the robot's key
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"` // of mail, or the secret of the signature
}

// Seal returns the stored form.
func (s SealedChannel) Seal() (Secret, error) {
	text, err := json.Marshal(s) //nolint:gosec // the result is a Secret, which is printed nowhere
	return Secret(text), err
}

// Open reads the stored form. Errors name no content.
func (s Secret) Open() (SealedChannel, error) {
	var out SealedChannel
	if json.Unmarshal([]byte(s), &out) != nil {
		return out, Errorf(KindInternal, "channel_unreadable", "该发送渠道的地址和密钥无法读取，请停用后重新登记")
	}
	return out, nil
}

// knownRobots are the public hosts of the robots.
var knownRobots = map[ChannelKind][]string{
	ChannelWeCom: {"qyapi.weixin.qq.com"}, ChannelDingTalk: {"oapi.dingtalk.com"},
	ChannelFeishu: {"open.feishu.cn", "open.larksuite.com"},
}

// CheckChannelAddress reads the address of a channel. A robot's host is one of the public ones or is allowed by name;
// without encryption, only a host that is allowed by name is used. Errors: KindInvalid; they do not repeat the address,
// which may contain a key.
func CheckChannelAddress(kind ChannelKind, address string, allowed []string) (*url.URL, error) {
	bad := func(code, format string, args ...any) (*url.URL, error) {
		return nil, Errorf(KindInvalid, code, format, args...)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return bad("bad_address", "%s的地址无效，请核对是否完整，如 %s", WordOf(kind), addressExample(kind))
	}
	schemes := []string{"https", "http"}
	if kind == ChannelMail {
		schemes = []string{"smtp", "smtps"}
	}
	listed := slices.Contains(allowed, u.Hostname())
	switch robots := knownRobots[kind]; {
	case !slices.Contains(schemes, u.Scheme):
		return bad("bad_address", "%s的地址应以 %s 开头", WordOf(kind), schemes[0]+"://")
	case u.User != nil:
		return bad("bad_address", "地址里不能写账号和密码，请用密钥文件%s", CommandHint("（--secret-file）"))
	case u.Fragment != "":
		return bad("bad_address", "%s的地址不能带 # 之后的部分", WordOf(kind))
	case u.Scheme == "http" && !listed:
		return bad("not_encrypted", "“%s”的地址未加密（http://）；内网主机请先列入允许的主机%s，其他请改用 https://", u.Hostname(),
			CommandHint("（--allow-host）"))
	case len(robots) > 0 && !listed && !slices.Contains(robots, u.Hostname()):
		return bad("host_not_allowed", "“%s”不是%s的公开主机（%s）；私有部署请列入允许的主机%s", u.Hostname(), WordOf(kind),
			strings.Join(robots, "、"), CommandHint("（--allow-host）"))
	}
	return u, nil
}

func addressExample(kind ChannelKind) string {
	switch kind {
	case ChannelMail:
		return "smtp://mail.example.gov.cn:587"
	case ChannelWeCom:
		return "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
	case ChannelDingTalk:
		return "https://oapi.dingtalk.com/robot/send?access_token=…"
	case ChannelFeishu:
		return "https://open.feishu.cn/open-apis/bot/v2/hook/…"
	}
	return "https://msg.example.gov.cn/duban"
}
