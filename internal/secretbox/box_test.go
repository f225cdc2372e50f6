package secretbox_test

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/secretbox"
	"duban/models"
)

func key(t *testing.T) string {
	t.Helper()
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}

func box(t *testing.T, lines ...string) *secretbox.Box {
	t.Helper()
	b, err := load(t, strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func load(t *testing.T, text string) (*secretbox.Box, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return secretbox.Load(file)
}

func TestSealedIsOpenedByItsKeyAndOwnerOnly(t *testing.T) {
	mine, other := key(t), key(t)
	b := box(t, "# made 2026-11-29", mine, "")
	sealed := b.Seal("JBSWY3DP", "person 7")
	if strings.Contains(sealed, "JBSWY3DP") || !strings.HasPrefix(sealed, "box1:") ||
		b.Seal("JBSWY3DP", "person 7") == sealed {
		t.Errorf("sealed as %s", sealed)
	}
	if plain, current, err := b.Open(sealed, "person 7"); plain != "JBSWY3DP" || !current || err != nil {
		t.Errorf("%q %v %v", plain, current, err)
	}
	if plain, current, err := box(t, other, mine).Open(sealed, "person 7"); plain != "JBSWY3DP" || current || err != nil {
		t.Errorf("after a change of keys: %q %v %v", plain, current, err)
	}
	cut, changed := sealed[:12], sealed[:len(sealed)-6]+"AAAA=="
	for _, c := range []struct {
		b           *secretbox.Box
		text, owner string
	}{
		{b, sealed, "person 8"}, {box(t, other), sealed, "person 7"}, {nil, sealed, "person 7"}, {b, cut, "person 7"},
		{b, changed, "person 7"}, {b, "box1:", "person 7"}, {b, "box1:*", "person 7"},
	} {
		if plain, _, err := c.b.Open(c.text, c.owner); !errors.Is(err, secretbox.ErrKey) || plain != "" {
			t.Errorf("%q of %q: %q %v", c.text, c.owner, plain, err)
		}
	}
}

func TestWhatIsNotSealedIsOpenedAsItIs(t *testing.T) {
	b := box(t, key(t))
	for _, c := range []struct {
		b       *secretbox.Box
		text    string
		current bool
	}{{b, "JBSWY3DP", false}, {b, "", true}, {nil, "JBSWY3DP", true}, {nil, "", true}} {
		if plain, current, err := c.b.Open(c.text, "x"); plain != c.text || current != c.current || err != nil {
			t.Errorf("%q: %q %v %v", c.text, plain, current, err)
		}
	}
	var none *secretbox.Box
	if got := none.Seal("JBSWY3DP", "x") + b.Seal("", "x"); got != "JBSWY3DP" {
		t.Error(got)
	}
}

func TestBadKeyFiles(t *testing.T) {
	for want, text := range map[string]string{
		"第 1 行": "secret-words", "第 2 行": key(t) + "\n" + base64.StdEncoding.EncodeToString([]byte("short")),
		"第 3 行": "\n# nothing\n\n",
		"应为 32": "",
		"无法读取":  strings.Repeat("#\n", 64<<10),
	} {
		_, err := load(t, text)
		if e := models.AsError(err); err == nil || e.Code != "bad_secrets_key" ||
			!strings.Contains(e.Message.String(), want) || strings.Contains(err.Error(), "secret-words") {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, file := range []string{filepath.Join(t.TempDir(), "none"), t.TempDir(), os.DevNull} {
		if _, err := secretbox.Load(file); err == nil || models.AsError(err).Code != "bad_secrets_key" {
			t.Errorf("%s: %v", file, err)
		}
	}
}
