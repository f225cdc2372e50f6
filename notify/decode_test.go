package notify

import (
	"encoding/base64"
	"io"
	"mime/multipart"
)

// decoded returns the content of a part in base64.
func decoded(p *multipart.Part) io.Reader { return base64.NewDecoder(base64.StdEncoding, p) }
