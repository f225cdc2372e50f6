package secondfactor_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/internal/secondfactor"
)

// FuzzCode accepts exactly the codes that RFC 6238 gives for the step of the moment and its neighbours, after the step
// that was used last.
func FuzzCode(f *testing.F) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	f.Add("287082", int64(59), int64(0), "")
	f.Add(" 287 082", int64(59), int64(1), "")
	f.Add("", int64(-1), int64(-5), "=")
	f.Add("２８７０８２", int64(59), int64(0), "x!")
	f.Add("0287082", int64(1<<62), int64(-1<<63), secret)
	f.Fuzz(func(t *testing.T, code string, at, last int64, other string) {
		secondfactor.Accept(other, code, time.Unix(at, 0), last) // a damaged secret accepts nothing and does no harm
		at %= 1 << 40
		step, ok := secondfactor.Accept(secret, code, time.Unix(at, 0), last)
		wantStep, want := int64(0), false
		for s := at/30 - 1; s <= at/30+1 && !want; s++ {
			if s > last && s >= 0 && codeOf(t, secret, s) == strings.TrimSpace(strings.ReplaceAll(code, " ", "")) {
				wantStep, want = s, true
			}
		}
		if ok != want || step != wantStep {
			t.Fatalf("%q at %d after %d: %d, %t, want %d, %t", code, at, last, step, ok, wantStep, want)
		}
		// The right code is taken once.
		if now := at / 30; at >= 0 && last < now {
			right := codeOf(t, secret, now)
			used, ok := secondfactor.Accept(secret, right, time.Unix(at, 0), last)
			if !ok {
				t.Fatalf("the right code %s is refused at %d after %d", right, at, last)
			}
			if again, ok := secondfactor.Accept(secret, right, time.Unix(at, 0), max(used, now+1)); ok {
				t.Fatalf("used again at step %d", again)
			}
		}
	})
}

// codeOf is RFC 4226 written out.
func codeOf(t *testing.T, secret string, step int64) string {
	t.Helper()
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	if err := binary.Write(mac, binary.BigEndian, step); err != nil {
		t.Fatal(err)
	}
	sum := mac.Sum(nil)
	from := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[from:from+4])&0x7fffffff%1_000_000)
}
