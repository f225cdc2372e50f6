package booktest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/internal/testkit/need"
)

// Convert saves files in another format, as an office would. It answers with the new files by the old names.
func Convert(t testing.TB, files map[string]string, format, filter string) map[string]string {
	t.Helper()
	soffice := need.Tool(t, "soffice", "apt-get install libreoffice-calc libreoffice-writer")
	dir := t.TempDir()
	to := format
	if filter != "" {
		to += ":" + filter
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to,
		"--outdir", filepath.Join(dir, "out")}
	answer := map[string]string{}
	for name, file := range files {
		args = append(args, file)
		answer[name] = filepath.Join(dir, "out", strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+"."+format)
	}
	office := exec.CommandContext(t.Context(), soffice, args...)
	office.Env = append(os.Environ(), "LC_ALL=zh_CN.UTF-8") // a short date is 2021/6/30 here
	if out, err := office.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	return answer
}

// DamagedCopies are a workbook cut at every hundredth and with single bits of it turned, always the same ones.
func DamagedCopies(content []byte, bits int) func(yield func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		for percent := range 100 {
			if !yield(fmt.Sprintf("cut at %d %%", percent), content[:len(content)*percent/100]) {
				return
			}
		}
		random := rand.New(rand.NewPCG(2021, 48))
		for range bits {
			at, bit := random.IntN(len(content)), random.IntN(8)
			turned := slices.Clone(content)
			turned[at] ^= 1 << bit
			if !yield(fmt.Sprintf("bit %d of byte %d", bit, at), turned) {
				return
			}
		}
	}
}
