package notify

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"

	"duban/models"
)

//go:embed mail.tmpl
var mailText string

var mailTemplate = template.Must(template.New("mail").Funcs(template.FuncMap{
	"inc": func(i int) int { return i + 1 }, "short": models.ShortTitle,
}).Parse(mailText))

// mailPage returns the HTML of a letter.
func mailPage(m Message) (string, error) {
	var out bytes.Buffer
	err := mailTemplate.Execute(&out, m)
	return out.String(), err
}

// MessageID returns the ID of a letter: the same for every attempt, so that a mail server or a reader can recognise a
// letter that came twice.
func MessageID(key, domain string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16]) + "@" + domain
}
