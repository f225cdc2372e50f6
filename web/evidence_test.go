package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

// TestEvidenceIsServedSafely submits a milestone with a picture, a PDF and a document and requests them.
func TestEvidenceIsServedSafely(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	var picture bytes.Buffer
	d.must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 600, 300))))
	files := []struct {
		name, kind, disposition string
		content                 []byte
	}{
		{"现场.png", "image/png", "inline", picture.Bytes()},
		{"验收.pdf", "application/pdf", "inline", []byte("%PDF-1.7\n%%EOF\n")},
		{"批复.ofd", "application/ofd", "attachment", archive(t, "OFD.xml")},
	}
	command := models.SubmitMilestoneCommand{DoneOn: today.Date(), Paper: "验收单"}
	for _, f := range files {
		e, err := d.service.PutEvidence(t.Context(), models.Operator, f.name, bytes.NewReader(f.content))
		d.must(t, err)
		command.Evidence = append(command.Evidence, e)
	}
	one, err := d.service.ProjectPage(t.Context(), models.Operator, "ZD-2021-001")
	d.must(t, err)
	for _, m := range one.Milestones {
		if m.Status == models.MilestoneOpen && command.Milestone == "" {
			command.Milestone = m.Name
		}
	}
	receipt, err := d.service.SubmitMilestone(t.Context(), models.Operator, "k", one.Code, 0, command)
	d.must(t, err)
	address := "/submissions/" + receipt.Object + "/evidence/"
	reader := d.as(models.RoleReadOnly)
	for i, f := range files {
		got := get(reader, fmt.Sprint(address, i+1))
		h := got.Header()
		if got.Code != http.StatusOK || !bytes.Equal(got.Body.Bytes(), f.content) {
			t.Errorf("%s: status %d, %d bytes", f.name, got.Code, got.Body.Len())
		}
		if h.Get("Content-Type") != f.kind || !strings.HasPrefix(h.Get("Content-Disposition"), f.disposition+";") ||
			h.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") ||
			!strings.Contains(h.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %v", f.name, h)
		}
	}
	small := get(reader, address+"1/small")
	config, err := jpeg.DecodeConfig(small.Body)
	if err != nil || config.Width != 240 {
		t.Errorf("thumbnail: %d wide, %v", config.Width, err)
	}
	for what, code := range map[string]int{"2/small": http.StatusUnprocessableEntity, "9": http.StatusNotFound,
		"x": http.StatusNotFound} {
		if got := get(reader, address+what); got.Code != code {
			t.Errorf("%s: status %d, want %d", what, got.Code, code)
		}
	}
	page := get(reader, "/projects/2021/"+one.Code).Body.String()
	contains(t, page, []string{address + "1/small", "验收.pdf", "现场照片"}, nil)
}

// archive returns a zip archive of empty files.
func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
