package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"duban/models"
)

// The headers of a webhook. The signature is the HMAC-SHA256, in hexadecimal, of the timestamp (seconds since 1970), a
// full stop and the body. The key is the same for every attempt: a receiver that knows it already answers 200.
const (
	HeaderKey       = "Idempotency-Key"
	HeaderTimestamp = "Duban-Timestamp"
	HeaderSignature = "Duban-Signature"
)

// webhook sends to an address of another system of the district, such as a gateway of short messages.
type webhook struct {
	poster  poster
	address *url.URL
	secret  string
	now     func() time.Time
}

// webhookBody is what is sent.
type webhookBody struct {
	Key    string   `json:"key"`
	At     string   `json:"at"`
	Test   bool     `json:"test,omitempty"`
	To     string   `json:"to,omitempty"`      // ID of the person
	Post   string   `json:"to_post,omitempty"` // post or unit
	Count  int      `json:"count"`
	Text   string   `json:"text"`
	Titles []string `json:"titles,omitempty"`
	URL    string   `json:"url,omitempty"`
}

// Kind returns the kind of the channel.
func (webhook) Kind() models.ChannelKind { return models.ChannelWebhook }

// Send posts the message. Any status of success means that it is taken.
func (w webhook) Send(ctx context.Context, m Message) Outcome {
	body, err := json.Marshal(webhookBody{Key: m.Key, At: m.At.Format(time.RFC3339), Test: m.Test, To: m.To, Post: m.Post,
		Count: m.Count, Text: m.Subject(), Titles: m.Titles, URL: m.Site})
	if err != nil {
		return Outcome{Result: Refused, Why: "消息无法编码"}
	}
	timestamp := strconv.FormatInt(w.now().Unix(), 10)
	header := http.Header{}
	header.Set(HeaderKey, m.Key)
	header.Set(HeaderTimestamp, timestamp)
	header.Set(HeaderSignature, SignWebhook(w.secret, timestamp, body))
	if _, failed := w.poster.post(ctx, w.address, header, body); failed != nil {
		return *failed
	}
	return Outcome{Result: Delivered}
}

// SignWebhook returns the signature of a body.
func SignWebhook(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
