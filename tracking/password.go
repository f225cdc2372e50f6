package tracking

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"

	"duban/models"
)

// argonCost is what a password costs to hash; each stored hash names its own, so that a later version can ask for more.
type argonCost struct {
	memory, time uint32 // KiB, passes
	lanes        uint8
}

// presentCost is the cost of new passwords: OWASP's figures for argon2id. mostMemory and mostTime limit a stored one.
var presentCost = argonCost{memory: 19 * 1024, time: 2, lanes: 1}

const (
	mostMemory = 256 * 1024 // KiB
	mostTime   = 16
	saltBytes  = 16
	hashBytes  = 32
)

// hashing allows two passwords to be hashed at a time: each takes 19 MiB, and anyone may send one.
var hashing = make(chan struct{}, 2)

// deriveKey hashes a password; a test counts the calls.
var deriveKey = argon2.IDKey

func argon(ctx context.Context, password string, salt []byte, cost argonCost) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
	case <-ctx.Done():
		return nil, models.Errorf(models.KindUnavailable, "busy", "登录人数过多，请稍后再试").Because(ctx.Err())
	}
	defer func() { <-hashing }()
	return deriveKey([]byte(password), salt, cost.time, cost.memory, cost.lanes, hashBytes), nil
}

// hashPassword returns the PHC string of a password.
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails: the program would have been aborted
	sum, err := argon(ctx, password, salt, presentCost)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, presentCost.memory, presentCost.time,
		presentCost.lanes, encode(salt), encode(sum)), nil
}

// nobodys is the hash with which a password is compared when the account does not exist, so that the time is the same.
var nobodys = sync.OnceValue(func() string {
	hash, _ := hashPassword(context.Background(), rand.Text()) // the context never ends
	return hash
})

// isPassword reports whether a password matches a PHC string. A malformed string matches no password, and takes the
// same time.
func isPassword(ctx context.Context, phc, password string) (bool, error) {
	parts, salt, cost, ok := readPHC(phc)
	if !ok {
		parts, salt, cost, _ = readPHC(nobodys())
		password = rand.Text()
	}
	sum, err := argon(ctx, password, salt, cost)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(base64.RawStdEncoding.EncodeToString(sum)), []byte(parts[5])) == 1, nil
}

func readPHC(phc string) (parts []string, salt []byte, cost argonCost, ok bool) {
	parts = strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return nil, nil, cost, false
	}
	n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.memory, &cost.time, &cost.lanes)
	if err != nil || n != 3 || cost.memory == 0 || cost.memory > mostMemory || cost.time == 0 || cost.time > mostTime ||
		cost.lanes == 0 {
		return nil, nil, cost, false
	}
	salt, err = base64.RawStdEncoding.DecodeString(parts[4])
	return parts, salt, cost, err == nil
}

// oneTimePassword returns 16 letters and digits that are hard to confuse when read out, 78 bits.
func oneTimePassword() string {
	text := strings.ToLower(rand.Text())
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16]
}
