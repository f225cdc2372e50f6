package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/sheet"
	"duban/importer/workbook"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// mostMemory is what reading one upload may cost above an idle process, in kB.
const mostMemory = 300 << 10

// hostile are uploads of few bytes, or of as many as an upload may have, made to cost as much as they can.
var hostile = map[string]func() (name string, content []byte){
	"columns in a row of CSV": func() (string, []byte) {
		return "a.zip", zipOf("a.csv", func(w io.Writer) { repeat(w, "x,", 20<<20-100) })
	},
	"empty columns in a row of CSV": func() (string, []byte) {
		return "a.zip", zipOf("a.csv", func(w io.Writer) { repeat(w, ",", 20<<20-100) })
	},
	"cells in rows of CSV": func() (string, []byte) {
		return "a.zip", zipOf("a.csv", func(w io.Writer) { repeat(w, strings.Repeat("x,", 16_000)+"\n", 20<<20-100) })
	},
	"rows of CSV": func() (string, []byte) {
		return "a.zip", zipOf("a.csv", func(w io.Writer) { repeat(w, "x\n", 20<<20-100) })
	},
	"blank rows of CSV": func() (string, []byte) {
		return "a.zip", zipOf("a.csv", func(w io.Writer) { repeat(w, "\n", 20<<20-100) })
	},
	"one cell of CSV": func() (string, []byte) {
		return "a.csv", []byte(`"` + strings.Repeat("x\n", 10<<20-100) + `"`)
	},
	"a quote of CSV that never ends": func() (string, []byte) {
		return "a.csv", []byte(`"` + strings.Repeat("x", 20<<20-100))
	},
	"CSV of GB18030": func() (string, []byte) {
		return "a.csv", bytes.Repeat([]byte("\xcf\xee\xc4\xbf,\xcf\xee\xc4\xbf\n"), 2<<20)
	},
	"CSV of UTF-16": func() (string, []byte) {
		return "a.csv", append([]byte("\xff\xfe"), bytes.Repeat([]byte("\x2d\x4e,\x00\x2d\x4e\n\x00"), 2<<20)...)
	},
	"files in an archive": func() (string, []byte) {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		for i := range 12 {
			part, _ := archive.Create(fmt.Sprintf("%d.csv", i))
			repeat(part, "项目名称,总投资,责任单位\n某项目,1,某单位\n", 5<<20)
		}
		_ = archive.Close()
		return "a.zip", out.Bytes()
	},
	"a workbook in a workbook": func() (string, []byte) {
		inner := zipOf("a.xlsx",
			func(w io.Writer) { _, _ = w.Write(zipOf("b.csv", func(w io.Writer) { repeat(w, "x", 50<<20) })) })
		return "a.zip", inner
	},
	"cells in a row of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxOf(`<row r="1">`+strings.Repeat(`<c><v>1</v></c>`, 3<<20), `</row>`)
	},
	"cells of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxOf(strings.Repeat(`<row>`+strings.Repeat(`<c><v>1</v></c>`, 16_000)+`</row>`, 150), "")
	},
	"rows of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxOf(strings.Repeat(`<row><c t="inlineStr"><is><t>某某</t></is></c><c><v>1</v></c></row>`, 105_000),
			"")
	},
	"a cell far to the right of each row of XLSX": func() (string, []byte) {
		var rows strings.Builder
		for i := range 109_000 {
			fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, 2*i+1, 2*i+1)
		}
		return "a.xlsx", xlsxOf(rows.String(), "")
	},
	"projects of XLSX": func() (string, []byte) {
		row := `<c t="inlineStr"><is><t>%d号项目</t></is></c><c><v>%d</v></c><c t="inlineStr"><is><t>某单位%d</t></is></c><c>` +
			`<v>5</v></c>`
		var rows strings.Builder
		rows.WriteString(`<row><c t="inlineStr"><is><t>项目名称</t></is></c><c t="inlineStr"><is><t>总投资（万元）</t></is></c>` +
			`<c t="inlineStr"><is><t>责任单位</t></is></c><c t="inlineStr"><is><t>2021年计划投资（万元）</t></is></c></row>`)
		for i := range 109_000 {
			fmt.Fprintf(&rows, `<row>`+row+`</row>`, i, i, i)
		}
		return "a.xlsx", xlsxOf(rows.String(), "")
	},
	"shared strings of XLSX": func() (string, []byte) {
		var all strings.Builder
		for i := range 990_000 {
			fmt.Fprintf(&all, "<si><t>%d</t></si>", i)
		}
		return "a.xlsx", xlsxWith(map[string]string{"xl/sharedStrings.xml": "<sst>" + all.String() + "</sst>"})
	},
	"long shared strings of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxWith(map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>"+
			strings.Repeat("长", 300_000)+"</t></si>", 70) + "</sst>"})
	},
	"texts in cells of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxOf(strings.Repeat(`<row><c t="str"><v>`+strings.Repeat("y", 1000)+`</v></c></row>`, 60_000), "")
	},
	"a ratio out of all bounds": func() (string, []byte) {
		return "a.xlsx", packedBytes(booktest.SheetParts(strings.Repeat(" ", 200<<20)))
	},
	"entities that grow": func() (string, []byte) {
		return "a.xlsx",
			xlsxWith(map[string]string{
				"xl/sharedStrings.xml": `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si>` +
					`<t>&b;</t></si></sst>`})
	},
	"sheets of XLSX": func() (string, []byte) {
		sheets := strings.Repeat(`<sheet name="计划" sheetId="1" r:id="rId1"/>`, 200_000)
		return "a.xlsx", xlsxWith(map[string]string{"xl/workbook.xml": "<workbook xmlns:r=\"r\"><sheets>" + sheets +
			"</sheets></workbook>"})
	},
	"parts of XLSX": func() (string, []byte) {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		for i := range 60_000 {
			part, _ := archive.Create(fmt.Sprintf("xl/%d.xml", i))
			_, _ = part.Write(nil)
		}
		_ = archive.Close()
		return "a.xlsx", out.Bytes()
	},
	"styles of XLSX": func() (string, []byte) {
		return "a.xlsx", xlsxWith(map[string]string{"xl/styles.xml": "<styleSheet><cellXfs>" +
			strings.Repeat(`<xf numFmtId="0"/>`, 5<<20) + "</cellXfs></styleSheet>"})
	},
	"merged blocks of XLSX": func() (string, []byte) {
		var all strings.Builder
		for i := range 99_000 {
			fmt.Fprintf(&all, `<mergeCell ref="A%d:XFD%d"/>`, i+1, i+1)
		}
		return "a.xlsx",
			packedBytes(booktest.SheetParts(`<worksheet><sheetData>` + strings.Repeat(`<row><c t="str"><v>x</v></c></row>`,
				99_000) +
				`</sheetData><mergeCells>` + all.String() + `</mergeCells></worksheet>`))
	},
	"a form to be filled": func() (string, []byte) {
		rows := strings.Repeat(`<row>`+strings.Repeat(`<c t="str"><v>某某</v></c>`, 38)+`</row>`, 4900)
		head := `<row><c t="str"><v>项目名称</v></c><c t="str"><v>总投资（万元）</v></c><c t="str"><v>本月完成投资（万元）</v></c></row>`
		return "form.xlsx", xlsxOf(head+rows, "")
	},
	"cells of a web page": func() (string, []byte) {
		return "a.xls", []byte("<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>x", 100), 35_000) + "</table>")
	},
	"rows of a web page": func() (string, []byte) {
		return "a.xls", []byte("<table><tr><td>x<td>y<tr><td>x<td>y" + strings.Repeat("<tr>", 4<<20) + "</table>")
	},
	"spans of a web page": func() (string, []byte) {
		return "a.xls", []byte("<table>" + strings.Repeat("<tr><td rowspan=65534 colspan=1000>x<td>y", 400_000) + "</table>")
	},
	"tables inside tables of a web page": func() (string, []byte) {
		return "a.xls", []byte("<html>" + strings.Repeat("<table><tr><td>", 1<<20))
	},
	"paragraphs of a web page": func() (string, []byte) {
		return "a.xls", []byte("<html><table><tr><td>x<td>y<tr><td>x<td>y</table>" + strings.Repeat("<p>x", 4<<20))
	},
	"attributes of a web page": func() (string, []byte) {
		return "a.xls", []byte("<html><table " + strings.Repeat("a=b ", 4<<20) + ">")
	},
	"cells of a Word document": func() (string, []byte) {
		return "a.docx", docxOf(strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>`,
			100)+
			`</w:tr>`, 30_000))
	},
	"cells merged down in a Word document": func() (string, []byte) {
		return "a.docx", docxOf(strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge `+
			`w:val="restart"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>`, 50)+`</w:tr><w:tr>`+
			strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>`, 50)+`</w:tr>`, 3000))
	},
	"paragraphs of a Word document": func() (string, []byte) {
		return "a.docx", docxOf(`<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
			strings.Repeat(`<w:p><w:r><w:t>某某</w:t></w:r></w:p>`, 2_000_000) + `<w:tbl>`)
	},
	"cells of XLS": func() (string, []byte) {
		var rows []byte
		for i := range 2_400_000 {
			rows = append(rows, cellBytes(i/64, i%64)...)
		}
		return "a.xls", sheet.StreamOf(nil, sheet.Bound{Name: "a", Records: rows})
	},
}

// Whatever an upload holds, reading it costs a bounded amount of memory: each is read in a process of its own, whose
// peak the system tells.
func TestHostileUploadsStayWithinMemory(t *testing.T) {
	if file := os.Getenv("DUBAN_HOSTILE"); file != "" {
		readHostile(file)
		return
	}
	for name, build := range hostile {
		t.Run(name, func(t *testing.T) {
			called, content := build()
			file := filepath.Join(t.TempDir(), called)
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHostileUploadsStayWithinMemory$", "-test.v")
			child.Env = append(os.Environ(), "DUBAN_HOSTILE="+file)
			out, err := child.CombinedOutput()
			found := regexp.MustCompile(`peak (\d+) kB above (\d+) kB: (.*)`).FindStringSubmatch(string(out))
			if err != nil || found == nil {
				t.Fatalf("%v: %s", err, out)
			}
			if peak, _ := strconv.Atoi(found[1]); peak > mostMemory {
				t.Errorf("%d bytes cost %d MB: %s", len(content), peak>>10, found[3])
			}
			t.Logf("%d bytes: %s", len(content), found[0])
		})
	}
}

// readHostile does what the server does with an upload, and says what it cost.
func readHostile(file string) {
	idle := peakMemory()
	content, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	files, err := sheet.Unpack(filepath.Base(file), content)
	result := "read"
	if strings.HasPrefix(filepath.Base(file), "form") {
		_, err = workbook.Fill(io.Discard, file, content, workbook.Filling{Month: models.MonthOf(2021, 6)})
		files = nil
	}
	for _, f := range files {
		if _, err = importer.Inspect(f.Name, f.Content); err != nil {
			break
		}
	}
	if err != nil {
		result = models.AsError(err).Message.Text
	}
	fmt.Printf("peak %d kB above %d kB: %s\n", peakMemory()-idle, idle, result)
}

// peakMemory is the most memory this process has had, in kB.
func peakMemory() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	kB, _ := strconv.Atoi(string(found[1]))
	return kB
}

// cellBytes is a number in a cell of BIFF.
func cellBytes(row, column int) []byte {
	b := binary.LittleEndian.AppendUint16(nil, 0x027e)
	for _, n := range []int{10, row, column, 0, 0, 0x3ff0} {
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
	}
	return b
}

func repeat(w io.Writer, text string, bytes int) {
	block := strings.Repeat(text, max(1, 1<<16/len(text)))
	for n := 0; n < bytes; n += len(block) {
		_, _ = io.WriteString(w, block[:min(len(block), bytes-n)])
	}
}

func zipOf(name string, write func(io.Writer)) []byte {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	part, _ := archive.Create(name)
	write(part)
	_ = archive.Close()
	return out.Bytes()
}

// docxOf is a Word document with a table of the given rows.
func docxOf(rows string) []byte {
	return packedBytes(map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body><w:tbl>` + rows +
		`</w:tbl>` +
		noise(len(rows)/200) + `</w:body></w:document>`})
}

func xlsxOf(rows, behind string) []byte {
	return packedBytes(booktest.SheetParts(`<worksheet><sheetData>` + rows + behind + noise(len(rows)/200) +
		`</sheetData></worksheet>`))
}

func xlsxWith(parts map[string]string) []byte {
	all := booktest.SheetParts(`<worksheet><sheetData>` + booktest.PlanRows("") + `</sheetData></worksheet>`)
	for name, content := range parts {
		all[name] = content
		if end := strings.LastIndex(content, "</"); !strings.Contains(content, "<!DOCTYPE") {
			all[name] = content[:end] + noise(len(content)/200) + content[end:]
		}
	}
	return packedBytes(all)
}

// noise is comments that hardly shrink, to keep a part's ratio within bounds.
func noise(bytes int) string {
	var out strings.Builder
	random := rand.New(rand.NewPCG(1, 2))
	for out.Len() < bytes {
		out.WriteString("<!-- ")
		for range 4000 {
			fmt.Fprintf(&out, "%x", random.Uint64())
		}
		out.WriteString(" -->")
	}
	return out.String()
}

func packedBytes(parts map[string]string) []byte {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, content := range parts {
		part, _ := archive.Create(name)
		_, _ = io.WriteString(part, content)
	}
	_ = archive.Close()
	return out.Bytes()
}
