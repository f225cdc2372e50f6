package tracking_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/internal/testkit/need"
	"duban/models"
)

func meetingPack(s fixture, a models.Actor) error {
	_, _, err := s.MeetingPack(s.t.Context(), a, "", 0)
	return err
}

// packOf are the documents of a month's pack by name.
func (h *env) packOf(month models.Month) map[string][]byte {
	h.t.Helper()
	_, content, err := h.MeetingPack(h.t.Context(), office, "", month)
	if err != nil {
		h.t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		h.t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			h.t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			h.t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			h.t.Fatal(err)
		}
	}
	return files
}

var tags = regexp.MustCompile(`<[^>]*>`)

// The total of the 调度情况 is that of the closing, to the fen, and what goes out names no private firm's amounts.
func TestThePackIsThatOfTheClosing(t *testing.T) {
	h, _, _ := halfYear(t)
	h.close()
	m, err := h.monthly(june)
	if err != nil || m.Figures.Closing == 0 {
		t.Fatalf("closing %d: %v", m.Figures.Closing, err)
	}
	files := h.packOf(june)
	text := mainPart(t, files["1 6月调度情况（送审稿）.docx"])
	plain := tags.ReplaceAllString(text, "|")
	for _, want := range []string{"|" + m.Figures.Approved.In(models.WanYuan) + "|", "|" +
		m.Figures.InMonth.In(models.WanYuan) + "|",
		m.Figures.Source(), "调度数据，不作为统计数据", "|无|"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %s in %.600s", want, plain)
		}
	}
	if strings.Contains(plain, "{{") {
		t.Error("a placeholder was left")
	}
	private, named := 0, 0
	for _, l := range m.Figures.Lagging() {
		for name, content := range files {
			if l.Approved == nil || l.Plan == 0 || name == "1 6月调度情况（送审稿）.docx" {
				continue
			}
			all := tags.ReplaceAllString(mainPart(t, content), "|")
			if !strings.Contains(all, l.Name) {
				continue
			}
			has := strings.Contains(all, "|"+l.Approved.Rounded(models.WanYuan)+"万元|")
			if l.Investor == models.InvestorPrivate {
				private++
				if has {
					t.Errorf("%s names the amount of %s", name, l.Name)
				}
			} else if has {
				named++
			}
		}
	}
	for _, l := range m.Figures.Lagging() { // the head's page is internal: it names the largest gaps, whoever invests
		all := tags.ReplaceAllString(mainPart(t, files["2 6月一页纸.docx"]), "|")
		if row := strings.Index(all, "|"+l.Name+"|"); row >= 0 && l.Behind > 0 && !strings.Contains(all[row:],
			"|"+l.Behind.Rounded(models.WanYuan)+"|") {
			t.Errorf("the head's page does not name the gap of %s", l.Name)
		}
	}
	if private == 0 || named == 0 {
		t.Errorf("%d private, %d named", private, named)
	}
	for name, content := range files {
		if all := mainPart(t, content); strings.Contains(all, "测算") || strings.Contains(all, "疑点") ||
			strings.Contains(all, "全年预计") {
			t.Errorf("%s speaks of the forecast or of doubts", name)
		}
	}
}

// Every document opens in LibreOffice; one page is one page, and a project has its own.
func TestThePackIsRendered(t *testing.T) {
	need.Tool(t, "pdfinfo", "apt-get install poppler-utils")
	h, _, _ := halfYear(t)
	h.close()
	m, err := h.monthly(june)
	if err != nil {
		t.Fatal(err)
	}
	dir, files := t.TempDir(), map[string]string{}
	for name, content := range h.packOf(june) {
		path := filepath.Join(dir, strconv.Itoa(len(files))+".docx")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		files[name] = path
	}
	pages := map[string]int{}
	for name, pdf := range booktest.Convert(t, files, "pdf", "") {
		out, err := exec.CommandContext(t.Context(), "pdfinfo", pdf).Output()
		if err != nil {
			t.Fatal(name, err)
		}
		found := regexp.MustCompile(`Pages: +(\d+)`).FindSubmatch(out)
		if pages[name], err = strconv.Atoi(string(found[1])); err != nil {
			t.Fatal(err)
		}
	}
	lagging := 0
	for _, l := range m.Figures.Listed() {
		if l.Light != models.Green {
			lagging++
		}
	}
	if pages["2 6月一页纸.docx"] != 1 || pages["3 滞后项目.docx"] != lagging || pages["6 现场查看单.docx"] != lagging {
		t.Errorf("%d lagging projects: %v", lagging, pages)
	}
}
