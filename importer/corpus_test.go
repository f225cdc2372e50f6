package importer_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// hang is longer than any file takes on a busy machine; how long reading takes is for `make bench`.
const hang = time.Minute

// Other people's odd, old, damaged and hostile workbooks: each gets a clear answer, quickly and in bounded memory.
func TestCorpus(t *testing.T) {
	const corpus = "../../shared/corpus"
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("needs the workbooks of other projects in " + corpus)
	}
	refusals := []string{"empty", "encrypted", "not_a_workbook", "damaged", "too_large", "xls_unsupported",
		"xlsb_unsupported", "et_unsupported"}
	read, refused := 0, map[string]int{}
	err := filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		book, err := importer.Inspect(entry.Name(), content)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20 // of which a part only is held at a time
		answer := ""
		if err != nil {
			e := models.AsError(err)
			answer = e.Code + " " + e.Message.Text
			if refused[e.Code]++; e.Kind != models.KindInvalid || !slices.Contains(refusals, e.Code) {
				t.Errorf("%s: %s", entry.Name(), answer)
			}
		} else {
			read++
			answer = fmt.Sprintf("%s, %d sheets", book.Format, len(book.Sheets))
			if book.Format == sheet.XLSX && !strings.HasPrefix(string(content), "PK") {
				t.Errorf("%s: format %s", entry.Name(), book.Format)
			}
		}
		if took > hang || allocated > 300 {
			t.Errorf("%s: %s, %d MB", entry.Name(), took, allocated)
		}
		t.Logf("%-60.60s %5d ms %4d MB  %s", entry.Name(), took.Milliseconds(), allocated, answer)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d read, refused: %v", read, refused)
}
