package web_test

import (
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/need"
)

var look = flag.String("look", "", "folder to put screenshots of the overview in")

// TestLook takes the pictures of the README when asked to.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("run with -look FOLDER to take screenshots")
	}
	browser := need.Tool(t, "chromium", "apt-get install chromium")
	srv := httptest.NewServer(halfYear(t).handler(os.Stderr))
	defer srv.Close()
	for _, shot := range []struct{ name, size, path string }{
		{"overview-desktop", "1440,3400", "/"}, {"overview-phone", "390,4200", "/"}, {"overview-wall", "1920,1080", "/"}, {"overview-en", "1440,1500", "/?lang=en"},
	} {
		file := filepath.Join(*look, shot.name+".png")
		args := append(flags(t), "--hide-scrollbars", "--window-size="+shot.size, "--screenshot="+file, "--virtual-time-budget=3000", srv.URL+shot.path)
		if out, err := exec.CommandContext(t.Context(), browser, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		} else if strings.Contains(string(out), "CONSOLE") {
			t.Errorf("%s", out)
		}
	}
}

// flags let Chromium run unseen, as root in a container, without a word to anybody else.
func flags(t *testing.T) []string {
	t.Helper()
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--user-data-dir=" + t.TempDir(), "--enable-logging=stderr", "--accept-lang=zh-CN", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
	}
}
