package tracking_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/document"
	"duban/internal/meetingpack"
	"duban/internal/testkit/booktest"
	"duban/internal/testkit/need"
	"duban/models"
)

// ownTemplate is an office's template that the program has not seen: another layout, with a list in a table.
func ownTemplate(t *testing.T, total string) []byte {
	t.Helper()
	d := document.Document{Title: "本单位模板", Blocks: []document.Block{
		{Style: document.Title, Text: "某区重点项目{{月份}}月通报材料"},
		{Style: document.Text, Text: "全区累计完成" + total + "万元，{{与序时差距}}。"},
		{Grid: []int{1, 4, 4}, Rows: []document.Row{
			{Head: true, Cells: []document.Cell{{Text: "号"}, {Text: "滞后的项目"}, {Text: "什么原因"}}},
			{Cells: []document.Cell{{Text: "{{滞后项目.序号}}"}, {Text: "{{滞后项目.名称}}"}, {Text: "{{滞后项目.原因}}"}}}}},
	}}
	var out bytes.Buffer
	if err := document.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// An office's own template is tried, put in force, fills the pack, and is switched back and forth.
func TestTheOfficesOwnTemplateIsFilled(t *testing.T) {
	h, _, _ := halfYear(t)
	h.close()
	m, err := h.monthly(june)
	if err != nil {
		t.Fatal(err)
	}
	const name = "1 6月调度情况（送审稿）.docx"
	own := ownTemplate(t, "{{累计完成万元}}")
	tried, sample, err := h.TryMeetingTemplate(t.Context(), office, "通报.docx", own)
	if err != nil || tried != "试填 通报.docx" || !strings.Contains(mainPart(t, sample), "示例产业园一期") {
		t.Fatalf("%s: %v", tried, err)
	}
	if list, err := h.MeetingTemplates(t.Context(), office); err != nil || len(list.Versions) != 0 {
		t.Fatalf("a trial was kept: %v, %v", list.Versions, err)
	}
	for range 2 { // the same key twice acts once
		list, err := h.KeepMeetingTemplate(t.Context(), office, "own", "通报.docx", own)
		if err != nil || list.InForce != 1 || len(list.Versions) != 1 || list.Versions[0].File != "通报.docx" {
			t.Fatalf("%+v: %v", list, err)
		}
	}
	filled := h.packOf(june)[name]
	text := mainPart(t, filled)
	want := []string{"某区重点项目6月通报材料", "全区累计完成" + m.Figures.Approved.In(models.WanYuan) + "万元"}
	for _, l := range m.Figures.Lagging() {
		if l.Light != models.Green {
			want = append(want, l.Name)
		}
	}
	for _, one := range want {
		if !strings.Contains(tags.ReplaceAllString(text, ""), one) {
			t.Errorf("no %s", one)
		}
	}
	if n := strings.Count(text, "<w:tr>"); n != len(want)-1 {
		t.Errorf("%d rows for %d projects", n, len(want)-2)
	}
	need.Tool(t, "soffice", "apt-get install libreoffice-writer")
	file := filepath.Join(t.TempDir(), "own.docx")
	if err := os.WriteFile(file, filled, 0o600); err != nil {
		t.Fatal(err)
	}
	pdf := booktest.Convert(t, map[string]string{"own": file}, "pdf", "")["own"]
	if info, err := os.Stat(pdf); err != nil || info.Size() == 0 {
		t.Errorf("it is not rendered: %v", err)
	}

	if _, err := h.UseMeetingTemplate(t.Context(), office, "standard", 0); err != nil {
		t.Fatal(err)
	}
	if text := mainPart(t, h.packOf(june)[name]); !strings.Contains(text, "送审稿") {
		t.Error("the program's template is not in force again")
	}
	list, err := h.UseMeetingTemplate(t.Context(), office, "again", 1)
	if err != nil || list.InForce != 3 || list.Versions[0].Of != 1 {
		t.Fatalf("%+v: %v", list, err)
	}
	if _, err := h.UseMeetingTemplate(t.Context(), office, "twice", 1); models.KindOf(err) != models.KindConflict {
		t.Errorf("the same template twice: %v", err)
	}
	got, content, err := h.MeetingTemplateFile(t.Context(), office, 3)
	if err != nil || got != "通报.docx" || !bytes.Equal(content, own) {
		t.Errorf("%s: %v", got, err)
	}
}

// A template with a fault is refused by what is wrong in it, and the one in force stays.
func TestABrokenTemplateIsRefused(t *testing.T) {
	h := newEnv(t)
	_, err := h.KeepMeetingTemplate(t.Context(), office, "own", "通报.docx", ownTemplate(t, "{{累计完成万}}"))
	if e := models.AsError(err); err == nil || !strings.Contains(e.Message.Text,
		"正文第 2 段的占位符“累计完成万”不认识，是否为“累计完成万元”") {
		t.Errorf("%v", err)
	}
	large := largeRow(t, ownTemplate(t, "{{累计完成万元}}")) // it can be read, but not filled
	if _, err := h.KeepMeetingTemplate(t.Context(), office, "large", "通报.docx", large); err == nil ||
		models.AsError(err).Code != "template_too_long" {
		t.Errorf("%v", err)
	}
	list, err := h.MeetingTemplates(t.Context(), office)
	if err != nil || list.InForce != 0 || len(list.Versions) != 0 {
		t.Errorf("%+v: %v", list, err)
	}
}

// The program's template has no fault, and every placeholder has a value.
func TestTheProgramsTemplateKnowsItsPlaceholders(t *testing.T) {
	sample := meetingpack.Sample()
	values := sample.Values()
	for _, field := range meetingpack.Known.Fields {
		if _, is := values.Fields[field]; !is {
			t.Errorf("%s has no value", field)
		}
	}
	for name, fields := range meetingpack.Known.Lists {
		if len(values.Lists[name]) == 0 {
			t.Errorf("%s is empty", name)
			continue
		}
		for _, field := range fields {
			if _, is := values.Lists[name][0][field]; !is {
				t.Errorf("%s.%s has no value", name, field)
			}
		}
	}
	content, err := sample.Bulletin()
	if err != nil || strings.Contains(mainPart(t, content), "{{") {
		t.Errorf("a placeholder is left: %v", err)
	}
}

// largeRow returns a template with 40 MB in the row of its list.
func largeRow(t *testing.T, content []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := z.Open(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.Replace(text, []byte("{{滞后项目.名称}}"), append([]byte("{{滞后项目.名称}}"), bytes.Repeat([]byte("a"),
			40<<20)...), 1)
		part, err := w.Create(f.Name)
		if err == nil {
			_, err = part.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
