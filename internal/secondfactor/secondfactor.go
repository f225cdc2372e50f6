// Package secondfactor makes and checks the codes of an authenticator app (TOTP, RFC 6238: six digits, a new one every
// 30 seconds, HMAC-SHA-1, which is what the apps of telephones support), and draws the picture that such an app reads.
package secondfactor

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

const (
	period      = 30 // seconds of a code
	secretBytes = 20
	drift       = 1 // steps that a telephone's clock may be off, either way
)

var rules = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// New makes a secret for an account and returns it, in base32, with the address that an app reads from the picture.
func New(issuer, login string) (secret, address string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Period: period,
		SecretSize: secretBytes, Digits: rules.Digits, Algorithm: rules.Algorithm})
	if err != nil {
		return "", "", fmt.Errorf("second factor: %w", err)
	}
	return key.Secret(), Address(issuer, login, key.Secret()), nil
}

// Address returns the address that an app reads from the picture.
func Address(issuer, login, secret string) string {
	query := url.Values{"secret": {secret}, "issuer": {issuer}, "period": {fmt.Sprint(period)}, "digits": {"6"},
		"algorithm": {"SHA1"}}
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + login,
		RawQuery: strings.ReplaceAll(query.Encode(), "+", "%20")}
	return u.String()
}

// Accept reports whether a code is right at a moment, and of which step it is. A code of the step before or after is
// right too; one of the step last or before is not, because it has been used.
func Accept(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = strings.ReplaceAll(code, " ", "")
	current := now.Unix() / period
	for at := current - drift; at <= current+drift; at++ {
		if at <= last || at < 0 {
			continue
		}
		if right, err := hotp.ValidateCustom(code, uint64(at), secret, rules); err == nil && right {
			return at, true
		}
	}
	return 0, false
}

// Picture is a QR code as the path of an SVG image of Size units in square, with a margin of four.
type Picture struct {
	Size int
	Path string
}

const margin = 4

// Draw returns the QR code of an address.
func Draw(address string) (Picture, error) {
	code, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return Picture{}, fmt.Errorf("second factor: %w", err)
	}
	var path strings.Builder
	size := code.Bounds().Dx()
	dark := func(x, y int) bool {
		r, _, _, _ := code.At(x, y).RGBA()
		return r == 0
	}
	for y := range size {
		for x := 0; x < size; x++ {
			from := x
			for x < size && dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+margin, y+margin, x-from, x-from)
			}
		}
	}
	return Picture{Size: size + 2*margin, Path: path.String()}, nil
}
