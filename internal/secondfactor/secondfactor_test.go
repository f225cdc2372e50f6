package secondfactor_test

import (
	"strings"
	"testing"
	"time"

	"duban/internal/secondfactor"
)

// The seed of RFC 6238, appendix B, "12345678901234567890" in base32. Its codes there have eight digits: the last six
// are those of six digits.
const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

func TestCodesOfTheStandard(t *testing.T) {
	for _, c := range []struct {
		at   int64
		code string
	}{{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"},
		{20000000000, "353130"}} {
		if step, ok := secondfactor.Accept(seed, c.code, time.Unix(c.at, 0), 0); !ok || step != c.at/30 {
			t.Errorf("at %d: step %d, %t", c.at, step, ok)
		}
	}
}

func TestACodeIsRightForAStepEitherWayAndOnce(t *testing.T) {
	const code, step = "081804", 1111111109 / 30
	at := func(seconds int64) time.Time { return time.Unix(step*30+seconds, 0) }
	for _, c := range []struct {
		name string
		at   time.Time
		last int64
		code string
		want bool
	}{
		{"the telephone is a step ahead", at(-1), 0, code, true},
		{"two steps ahead", at(-31), 0, code, false},
		{"a step behind", at(59), 0, code, true},
		{"two steps behind", at(60), 0, code, false},
		{"with a space", at(1), 0, "081 804", true},
		{"used before", at(1), step, code, false},
		{"an older one was used", at(1), step - 1, code, true},
		{"a later one was used", at(1), step + 1, code, false},
		{"wrong", at(1), 0, "081805", false},
		{"too short", at(1), 0, "81804", false},
		{"empty", at(1), 0, "", false},
	} {
		if _, ok := secondfactor.Accept(seed, c.code, c.at, c.last); ok != c.want {
			t.Errorf("%s: %t, want %t", c.name, ok, c.want)
		}
	}
	if _, ok := secondfactor.Accept("not base32!", code, at(1), 0); ok {
		t.Error("a damaged secret accepts a code")
	}
}

func TestANewSecretIsNewAndItsPictureIsDrawn(t *testing.T) {
	secret, address, err := secondfactor.New("督办", "chen")
	if err != nil || len(secret) != 32 || !strings.HasPrefix(address, "otpauth://totp/") ||
		!strings.Contains(address, "secret="+secret) {
		t.Fatalf("%d characters, %s, %v", len(secret), address, err)
	}
	if again, _, _ := secondfactor.New("督办", "chen"); again == secret {
		t.Error("two secrets are equal")
	}
	p, err := secondfactor.Draw(address)
	if err != nil || p.Size < 29 || !strings.HasPrefix(p.Path, "M4 4h7v1h-7z") { // the corner that every QR code has
		t.Errorf("%d, %.40s, %v", p.Size, p.Path, err)
	}
}
