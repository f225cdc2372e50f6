package web

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// compressed compresses the answers of a GET route for browsers that accept it. Answers to other methods are sent as
// they are: what is shown only once, a one-time password or a token, answers a POST, so that no secret is compressed
// together with words from the address (BREACH). What a GET shows holds none: the session is in a cookie, requests of
// other sites are refused by their origin instead of by a token in the page, and a form's key is another one in every
// answer. In addition the compressed length varies by a few bytes. Files for download are left out by their kind, and
// assets are compressed already.
func compressed(pattern string, next http.Handler) http.Handler {
	if !strings.HasPrefix(pattern, "GET ") {
		return next
	}
	return compressor(next)
}

// The smallest answer that is compressed, in bytes; how fast, of 1 to 9; and how many bytes are added at most.
const (
	leastCompressed = 1024
	compressionRate = 3
	mostJitter      = 48
)

var compressor = func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(leastCompressed), gzhttp.CompressionLevel(compressionRate),
		gzhttp.EnableZstd(false), gzhttp.ContentTypes([]string{"text/html", "text/plain"}),
		gzhttp.RandomJitter(mostJitter, 0, false))
	if err != nil {
		panic("web: compression: " + err.Error())
	}
	return wrap
}()
