package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"duban/models"
)

// dialect is what the robots of one service differ in.
type dialect struct {
	kind   models.ChannelKind
	limit  int            // bytes of a text
	busy   map[int]string // codes of too many messages
	blocks time.Duration  // for how long the service then refuses
	body   map[int]string // codes of a message that it does not take
	broken map[int]string // other codes that are known
}

var (
	weCom = dialect{kind: models.ChannelWeCom, limit: 2048, blocks: time.Minute,
		busy:   map[int]string{45009: "发送过快"},
		body:   map[int]string{44004: "内容为空", 45002: "内容过长", 40058: "内容不合规定"},
		broken: map[int]string{93000: "机器人地址无效或已移除", 40001: "密钥无效"}}
	dingTalk = dialect{kind: models.ChannelDingTalk, limit: 18_000, blocks: 10 * time.Minute,
		busy:   map[int]string{130101: "发送过快", 660026: "发送过快"},
		body:   map[int]string{400105: "消息类型不对", 430101: "内容不合规定", 430102: "内容不合规定", 430103: "内容不合规定", 430104: "内容不合规定"},
		broken: map[int]string{310000: "签名、关键词或来源地址不符", 400101: "机器人密钥不存在", 400102: "机器人已停用", 400106: "机器人不存在"}}
	feishu = dialect{kind: models.ChannelFeishu, limit: 18_000, blocks: time.Minute,
		busy:   map[int]string{11232: "发送过快", 11233: "发送过快"},
		body:   map[int]string{9499: "消息格式不对", 11246: "内容过长"},
		broken: map[int]string{19021: "签名不符或时间相差过大", 19022: "来源地址不在白名单", 19024: "关键词不符", 19001: "机器人地址无效"}}
)

// robot is a robot of a group. It is told once and cannot be asked whether it has told the group.
type robot struct {
	poster  poster
	address *url.URL
	secret  string // of the signature; "": none
	now     func() time.Time
	dialect dialect
}

// Kind returns the kind of the channel.
func (r robot) Kind() models.ChannelKind { return r.dialect.kind }

// Send tells the group.
func (r robot) Send(ctx context.Context, m Message) Outcome {
	address, content := r.signed(m.Text(r.dialect.limit))
	body, err := json.Marshal(content)
	if err != nil {
		return Outcome{Result: Refused, Why: "消息无法编码"}
	}
	answer, failed := r.poster.post(ctx, address, nil, body)
	if failed != nil {
		return *failed
	}
	return r.judge(answer)
}

// signed returns the address and the body in the service's form, signed as it asks.
func (r robot) signed(text string) (*url.URL, map[string]any) {
	switch {
	case r.dialect.kind == models.ChannelFeishu:
		content := map[string]any{"msg_type": "text", "content": map[string]string{"text": text}}
		if r.secret != "" {
			seconds := strconv.FormatInt(r.now().Unix(), 10)
			content["timestamp"], content["sign"] = seconds, sign(seconds+"\n"+r.secret, "")
		}
		return r.address, content
	case r.secret != "" && r.dialect.kind == models.ChannelDingTalk:
		milliseconds := strconv.FormatInt(r.now().UnixMilli(), 10)
		address, query := *r.address, r.address.Query()
		query.Set("timestamp", milliseconds)
		query.Set("sign", sign(r.secret, milliseconds+"\n"+r.secret))
		address.RawQuery = query.Encode()
		return &address, textContent(text)
	}
	return r.address, textContent(text)
}

func textContent(text string) map[string]any {
	return map[string]any{"msgtype": "text", "text": map[string]string{"content": text}}
}

// sign returns the HMAC-SHA256 of a message in base64.
func sign(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// judge reads the answer: with status 200 too the service may have refused.
func (r robot) judge(answer []byte) Outcome {
	var a struct {
		ErrCode    *int `json:"errcode"`
		Code       *int `json:"code"`
		StatusCode *int // of earlier versions of Feishu's robots
	}
	codes := []**int{&a.ErrCode}
	if r.dialect.kind == models.ChannelFeishu {
		codes = []**int{&a.Code, &a.StatusCode}
	}
	if err := json.Unmarshal(answer, &a); err != nil || !slices.ContainsFunc(codes,
		func(c **int) bool { return *c != nil }) {
		return *r.poster.maybe("对方的回答不是约定的格式，不知是否已发")
	}
	for _, c := range codes {
		if *c != nil && **c != 0 {
			return r.refusal(**c)
		}
	}
	return Outcome{Result: Delivered}
}

func (r robot) refusal(code int) Outcome {
	d := r.dialect
	why := models.Messagef("%s返回错误 %d", models.WordOf(d.kind), code).Text
	if word := d.busy[code]; word != "" {
		return Outcome{Result: Later, Why: why + "（" + word + "）", After: d.blocks}
	}
	if word := d.body[code]; word != "" {
		return Outcome{Result: Refused, Why: why + "（" + word + "）"}
	}
	if word := d.broken[code]; word != "" {
		why += "（" + word + "）"
	}
	return Outcome{Result: Later, Why: why, Broken: true}
}
