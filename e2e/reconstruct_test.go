package e2e

import (
	"archive/zip"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// closed is what duban closings says of a month's version.
type closed struct {
	Month         string `json:"month"`
	Version       int    `json:"version"`
	Reconstructed bool   `json:"reconstructed"`
	SHA256        string `json:"sha256"`
}

func (h *instance) closings() []closed {
	h.t.Helper()
	var list struct {
		Closings []closed `json:"closings"`
	}
	h.ask(&list, "closings")
	return list.Closings
}

// The first start of this version on the data of the released one closes the months that are over, one after the other.
// Killed when only some of them are, it goes on with the first that is missing; what was closed stays as it was.
func TestKilledWhileMonthsAreReconstructed(t *testing.T) {
	h := newInstance(t)
	untar := exec.Command("tar", "-xzf", filepath.Join("..", "internal", "app", "testdata", "released-495adb3",
		"killed.tar.gz"), "-C", h.data)
	if out, err := untar.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var first []closed
	for deadline := time.Now().Add(time.Minute); len(first) == 0 && time.Now().Before(deadline); {
		h.start()
		first = h.closings()
		h.kill()
	}
	h.start()
	var all []closed
	for deadline := time.Now().Add(time.Minute); len(all) < 5 && time.Now().Before(deadline); time.Sleep(200 *
		time.Millisecond) {
		all = h.closings()
	}
	t.Logf("%d months closed before the kill, %d in the end", len(first), len(all))
	seen := map[string]closed{}
	for _, c := range all {
		if !c.Reconstructed || c.Version != 1 || seen[c.Month].Month != "" {
			t.Errorf("%+v", c)
		}
		seen[c.Month] = c
	}
	for _, c := range first {
		if seen[c.Month] != c {
			t.Errorf("before the kill %+v, after it %+v", c, seen[c.Month])
		}
	}
	if len(all) < 5 {
		t.Fatalf("closed: %+v", all)
	}
	h.healthy()

	// It says so wherever the month is shown.
	if text, _ := h.try("closings", "--month", "2026-06"); !strings.Contains(text, "按现有数据补录重建") {
		t.Errorf("duban closings: %s", text)
	}
	file := filepath.Join(h.data, "june.xlsx")
	if text, code := h.try("export", "monthly", "--month", "2026-06", "-o", file); code != 0 {
		t.Fatal(text)
	}
	if !strings.Contains(sheetsOf(t, file), "按现有数据补录重建") {
		t.Error("the workbook does not say it")
	}
}

// sheetsOf is the text of a workbook's sheets.
func sheetsOf(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var text strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
	}
	return text.String()
}
