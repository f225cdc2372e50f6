package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
)

// changed is a workbook of one sheet with parts replaced; "" leaves a part out.
func changed(t testing.TB, parts map[string]string) []byte {
	all := booktest.SheetParts(`<worksheet><sheetData>` + booktest.PlanRows("") + `</sheetData></worksheet>`)
	maps.Copy(all, parts)
	maps.DeleteFunc(all, func(_, content string) bool { return content == "" })
	return booktest.Pack(t, all)
}

// sheetOf is a workbook whose one sheet has this as its rows and this behind them.
func sheetOf(t testing.TB, rows, behind string) []byte {
	return booktest.Pack(t, booktest.SheetParts(`<worksheet><sheetData>`+booktest.PlanRows(rows)+`</sheetData>`+behind+
		`</worksheet>`))
}

// stored is an archive of one entry that says of itself what it likes.
func stored(t testing.TB, header *zip.FileHeader, content []byte) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateRaw(header)
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func le16(s string, mark bool) []byte {
	var out []byte
	if mark {
		out = []byte("\xff\xfe")
	}
	for _, r := range s {
		out = binary.LittleEndian.AppendUint16(out, uint16(r))
	}
	return out
}

// Each bad file is refused as a whole, by its own name, with what to do.
func TestRefusals(t *testing.T) {
	good, old := booktest.WithSheet(t, booktest.PlanRows("")), StreamOf(nil, onePlan())
	const (
		damage  = "文件不完整或已损坏，未导入任何内容，请重新导出后上传"
		locked  = "工作簿已加密，请取消密码后上传"
		upload  = "，请上传 .xlsx、.xls 或 .csv 文件"
		saveAs  = "，请用 Excel 或 WPS 打开，另存为 .xlsx 后上传"
		asText  = saveAs + "，或把扩展名改为 .csv"
		reduce  = "，已拒绝。请只保留需要的工作表后重新上传"
		noBook  = "文件内容不是 Excel 工作簿（检测为"
		inSheet = "工作表“计划”的数据损坏，未导入任何内容，请重新导出后上传"
		third   = "工作表“计划”第 3 行附近的数据损坏，未导入任何内容，请重新导出后上传"
		second  = "工作表“计划”第 2 行附近的数据损坏，未导入任何内容，请重新导出后上传"
		unread  = "，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"
	)
	row := func(inner string) []byte { return sheetOf(t, `<row r="3">`+inner+`</row>`, "") }
	relations := booktest.SheetParts("")["xl/_rels/workbook.xml.rels"]
	flipped := func(content []byte, part string) []byte { // a bit of a part's packed bytes
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		content = slices.Clone(content)
		for _, f := range archive.File {
			if f.Name == part {
				at, err := f.DataOffset()
				if err != nil {
					t.Fatal(err)
				}
				content[at+int64(f.CompressedSize64)/2] ^= 4
			}
		}
		return content
	}
	twice := func(at int) []byte { // globals that give two sheets the same place
		return slices.Concat(begin(biffGlobals), boundSheet(at, Bound{Name: "计划"}), boundSheet(at, Bound{Name: "又"}), end())
	}
	for _, test := range []struct {
		name    string
		content []byte
		code    string
		message string
	}{
		{"空.xlsx", nil, "empty", "文件为空（0 字节），请重新选择"},
		{"空.csv", []byte{}, "empty", "文件为空（0 字节），请重新选择"},
		{"零.xlsx", make([]byte, 9000), "damaged", damage},

		{"密码.xlsx", compound(map[string][]byte{"EncryptionInfo": {4, 0, 4, 0}, "EncryptedPackage": {1}}), "encrypted",
			locked},
		{"密码.xlsb", compound(map[string][]byte{"EncryptionInfo": {3, 0, 2, 0}, "EncryptedPackage": {1}}), "encrypted",
			locked},
		{"权限.xls", compound(map[string][]byte{"DRMContent": {1}}), "encrypted", locked},
		{"密码.xls", StreamOf(record(biffFilePass, uint16(1), uint16(1)), onePlan()), "encrypted", locked},
		{"密码五.xls", compound(map[string][]byte{"Book": StreamOf(record(biffFilePass, uint32(7)), onePlan())}), "encrypted",
			locked},
		{"密码.zip", stored(t, &zip.FileHeader{Name: "a.xlsx", Flags: 1, CompressedSize64: 4, UncompressedSize64: 4},
			[]byte("abcd")), "encrypted", locked},

		{"二进制.xlsb", booktest.Pack(t,
			map[string]string{"_rels/.rels": strings.ReplaceAll(booktest.SheetParts("")["_rels/.rels"],
				"workbook.xml", "workbook.bin"), "xl/workbook.bin": "x"}), "xlsb_unsupported",
			"暂不支持 .xlsb 二进制工作簿，请用 Excel 打开后另存为 .xlsx 再上传"},
		{"金山.et", compound(map[string][]byte{"ETData": {1}}), "et_unsupported",
			"“金山.et”是 WPS 专用格式，无法直接读取，请用 WPS 打开后另存为 .xlsx 再上传"},
		{"二.xls", record(0x0009, uint16(2), uint16(16)), "xls_unsupported", "这是 Excel 2.x 的工作簿，格式太旧，不能读取" + unread},
		{"三.xls", record(0x0209, uint16(3), uint16(16), uint16(0)), "xls_unsupported", "这是 Excel 3.0 的工作簿，格式太旧，不能读取" +
			unread},
		{"四.xls", record(0x0409, uint16(4), uint16(16), uint16(0)), "xls_unsupported", "这是 Excel 4.0 的工作簿，格式太旧，不能读取" +
			unread},
		{"代码页.xls", slices.Concat(record(biffBegin, uint16(0x0500), uint16(biffWorksheet)),
			record(biffCodePage, uint16(57002)), cell(biffLabel, 0, 0, 0, uint16(1), "\xe9"), end()), "xls_unsupported",
			"无法识别工作簿的文字编码（代码页 57002）" + unread},

		{"计划.ods", booktest.Pack(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
			"content.xml": "<a/>"}), "not_a_workbook", noBook + "OpenDocument 文档）" + saveAs},
		{"文档.xlsx", booktest.Pack(t, map[string]string{"_rels/.rels": `<Relationships/>`, "word/document.xml": "<w/>"}),
			"not_a_workbook", noBook + "Word 文档）" + upload},
		{"演示.pptx", booktest.Pack(t, map[string]string{"ppt/presentation.xml": "<p/>"}), "not_a_workbook", noBook + "演示文稿）" +
			upload},
		{"版式.ofd", booktest.Pack(t, map[string]string{"OFD.xml": "<o/>"}), "not_a_workbook", noBook + "OFD 版式文件）" + upload},
		{"表.numbers", booktest.Pack(t, map[string]string{"Index/Document.iwa": "x"}), "not_a_workbook", noBook +
			"苹果 iWork 文件），请在其中导出为 Excel（.xlsx）后上传"},
		{"旧文档.doc", compound(map[string][]byte{"WordDocument": {1}}), "not_a_workbook", noBook + "旧版 Word 或 WPS 文字文档）" +
			"，请用 Word 或 WPS 打开，另存为 .docx 后上传，其中的表格可以直接读取"},
		{"文字.wps", compound(map[string][]byte{"WordDocument": {1}}), "not_a_workbook", noBook + "旧版 Word 或 WPS 文字文档）" +
			"，请用 Word 或 WPS 打开，另存为 .docx 后上传，其中的表格可以直接读取"},
		{"旧演示.ppt", compound(map[string][]byte{"PowerPoint Document": {1}}), "not_a_workbook", noBook + "旧版演示文稿）" + upload},
		{"邮件.xls", compound(map[string][]byte{"__properties_version1.0": {1}}), "not_a_workbook", noBook +
			"旧版 Office 文件，其中没有工作簿）" + upload},
		{"压缩包.xlsx", booktest.Pack(t, map[string]string{"a.txt": "a"}), "not_a_workbook", noBook + "压缩包，其中没有工作簿）" + upload},
		{"打包.zip", booktest.Pack(t, map[string]string{"计划.xlsx": "a"}), "not_a_workbook", noBook + "压缩包），请解压后上传其中的工作簿"},
		{"空包.xlsx", booktest.Pack(t, nil), "not_a_workbook", noBook + "压缩包，其中没有工作簿）" + upload},
		{"归档.rar", []byte("Rar!\x1a\x07\x01\x00"), "not_a_workbook", noBook + "压缩包），请解压后上传其中的工作簿"},
		{"归档.7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04"), "not_a_workbook", noBook + "压缩包），请解压后上传其中的工作簿"},
		{"归档.gz", []byte("\x1f\x8b\x08\x00\x00"), "not_a_workbook", noBook + "压缩包），请解压后上传其中的工作簿"},
		{"归档.tar", slices.Concat(make([]byte, 257), []byte("ustar\x0000"), make([]byte, 300)), "not_a_workbook", noBook +
			"压缩包），请解压后上传其中的工作簿"},

		{"网页.xlsx", []byte("\ufeff<!DOCTYPE html><html><body>登录</body></html>"), "not_a_workbook", noBook + "网页）" + saveAs},
		{"表格.xls", []byte(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>`), "not_a_workbook",
			noBook + "网页）" + saveAs},
		{"网页.csv", []byte("<table><tr><td>1</td></tr></table>"), "not_a_workbook", noBook + "网页）" + saveAs},
		{"网页十六.xls", le16("<html><table></table></html>", true), "not_a_workbook", noBook + "网页）" + saveAs},
		{"归档.xls", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x"), "not_a_workbook", noBook +
			"网页归档 MHTML）" + saveAs},
		{"二〇〇三.xls", []byte(
			`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>` +
				`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "not_a_workbook",
			noBook + "XML 电子表格 2003）" + saveAs},
		{"断.xls", []byte("<table><tr><td>项目名称</td><td>总投资</td></tr><tr><td>甲</td>"), "damaged", damage},
		{"数据.xlsx", []byte(`<?xml version="1.0"?><data/>`), "not_a_workbook", noBook + "XML 文件）" + upload},
		{"文件.xlsx", []byte("%PDF-1.7\n"), "not_a_workbook", noBook + "PDF）" + upload},
		{"图.xlsx", []byte("\x89PNG\r\n\x1a\n"), "not_a_workbook", noBook + "图片）" + upload},
		{"照片.xls", []byte("\xff\xd8\xff\xe0"), "not_a_workbook", noBook + "图片）" + upload},
		{"动图.csv", []byte("GIF89a\x01\x00\x01\x00"), "not_a_workbook", noBook + "图片）" + upload},
		{"位图.xls", []byte("BM\xb6\x9c\x01\x00\x00\x00"), "not_a_workbook", noBook + "图片）" + upload},
		{"图.webp", []byte("RIFF\x10\x00\x00\x00WEBPVP8 "), "not_a_workbook", noBook + "图片）" + upload},
		{"文稿.xls", []byte(`{\rtf1\ansi}`), "not_a_workbook", noBook + "RTF 文档）" + upload},
		{"库.xlsx", []byte("SQLite format 3\x00\x10"), "not_a_workbook", noBook + "数据库文件）" + upload},
		{"程序.xlsx", []byte("MZ\x90\x00\x03"), "not_a_workbook", noBook + "程序）" + upload},
		{"乱码.xlsx", []byte{1, 2, 3, 0, 255}, "not_a_workbook", noBook + "无法识别的内容）" + upload},
		{"文本.xlsx", []byte("序号,项目名称\n1,甲"), "not_a_workbook", noBook + "文本）" + asText},
		{"制表.xls", []byte("序号\t项目名称\n1\t甲"), "not_a_workbook", noBook + "文本）" + asText},
		{"说明.txt", []byte("各单位：\n请于本周五前报送。"), "not_a_workbook", noBook + "文本）" + upload},

		{"引号.csv", []byte("序号,项目名称\n1,\"甲\n2,乙\n"), "damaged",
			"第 2 行的引号不成对，无法确定各列的界线，未导入任何内容。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传"},
		{"引号后.csv", []byte("序号,项目名称\n1,\"甲\"乙\n"), "damaged",
			"第 2 行的引号不成对，无法确定各列的界线，未导入任何内容。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传"},
		{"零字节.csv", []byte("序号,项目名称\n1,\x00甲\n"), "not_a_workbook", noBook + "无法识别的内容）" + upload},
		{"控制符.csv", []byte("序号,项目名称\n1,\x02甲\n"), "not_a_workbook", noBook + "无法识别的内容）" + upload},
		{"无标记.csv", le16("序号,项目名称\n1,甲\n", false), "not_a_workbook", noBook + "无法识别的内容）" + upload},
		{"半个字.csv", []byte("\xd0\xf2\xba\xc5,\xcf\xee\xc4"), "not_a_workbook", noBook + "无法识别的内容）" + upload},
		{"坏字.csv", []byte("序号,项目名称\n1,甲项目\n2,乙\xe9项目\n"), "damaged", "第 3 行有已损坏的文字，未导入任何内容，请重新导出后上传"},
		{"丢字.csv", []byte("序号,项目名称\n1,\ufffd\ufffd项目\n"), "damaged", "第 2 行有已损坏的文字，未导入任何内容，请重新导出后上传"},
		{"宽.csv", []byte("a" + strings.Repeat(",", MaxColumn) + "b\n"), "too_large", "“宽.csv”第 1 行超过 16384 列" + reduce},
		{"长.csv", []byte(strings.Repeat("\n", maxRow) + "a,b\n"), "too_large", "“长.csv”超过 1048576 行" + reduce},

		{"半个.xlsx", good[:len(good)/2], "damaged", damage},
		{"缺尾.xlsx", good[:len(good)-1], "damaged", damage},
		{"校验.xlsx", flipped(good, "xl/worksheets/sheet1.xml"), "damaged", inSheet},
		{"校验样式.xlsx", flipped(good, "xl/styles.xml"), "damaged", damage},
		{"校验无用.xlsx", flipped(changed(t, map[string]string{"docProps/app.xml": strings.Repeat("<a>某</a>", 50)}),
			"docProps/app.xml"), "damaged", damage},
		{"两份.xlsx", changed(t, map[string]string{"XL/workbook.xml": "<workbook/>"}), "damaged", damage},
		{"缺工作簿.xlsx", changed(t, map[string]string{"xl/workbook.xml": ""}), "damaged", damage},
		{"缺工作表.xlsx", changed(t, map[string]string{"xl/worksheets/sheet1.xml": ""}), "damaged", inSheet},
		{"缺关系.xlsx", changed(t, map[string]string{"xl/_rels/workbook.xml.rels": strings.ReplaceAll(relations, "rId1",
			"rId9")}), "damaged", damage},
		{"同一部分.xlsx", changed(t,
			map[string]string{"xl/workbook.xml": strings.ReplaceAll(booktest.SheetParts("")["xl/workbook.xml"],
				`r:id="rId1"/>`, `r:id="rId1"/><sheet name="又" sheetId="2" r:id="rId1"/>`)}), "damaged",
			"工作表“又”的数据损坏，未导入任何内容，请重新导出后上传"},
		{"文档类型.xlsx", changed(t,
			map[string]string{"xl/sharedStrings.xml": `<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>`}),
			"damaged", damage},
		{"实体.xlsx", row(`<c r="A3" t="inlineStr"><is><t>&lol;</t></is></c>`), "damaged", third},
		{"未关闭.xlsx", row(`<c r="A3"><v>1</c>`), "damaged", third},
		{"越界文字.xlsx", row(`<c r="A3" t="s"><v>7</v></c>`), "damaged", third},
		{"负文字.xlsx", row(`<c r="A3" t="s"><v>-1</v></c>`), "damaged", third},
		{"非数.xlsx", row(`<c r="A3"><v>12,5</v></c>`), "damaged", third},
		{"无穷.xlsx", row(`<c r="A3"><v>1e999</v></c>`), "damaged", third},
		{"越界列.xlsx", row(`<c r="XFE3"><v>1</v></c>`), "damaged", third},
		{"越界行.xlsx", sheetOf(t, `<row r="1048577"><c r="A1048577"><v>1</v></c></row>`, ""), "damaged", second},
		{"倒序.xlsx", sheetOf(t, `<row r="1"><c r="A1"><v>1</v></c></row>`, ""), "damaged", second},
		{"同一格.xlsx", row(`<c r="A3"><v>1</v></c><c r="a3"><v>2</v></c>`), "damaged", third},
		{"合并.xlsx", sheetOf(t, "", `<mergeCells><mergeCell ref="B2:A1"/></mergeCells>`), "damaged", second},
		{"炸弹.xlsx", row(`<c r="A3" t="inlineStr"><is><t>` + strings.Repeat(" ", 5<<20) + `</t></is></c>`), "too_large",
			"压缩比异常，解压后内容过大" + reduce},
		{"大.xlsx", stored(t, &zip.FileHeader{Name: "xl/workbook.xml", CompressedSize64: 4, UncompressedSize64: 2 << 30},
			[]byte("abcd")), "too_large", "解压后超过上限 512 MB" + reduce},

		{"截断.xls", old[:len(old)-4], "damaged", second},
		{"截半.xls", old[:len(old)/2], "damaged", "工作表“计划”第 1 行附近的数据损坏，未导入任何内容，请重新导出后上传"},
		{"截头.xls", old[:30], "damaged", damage},
		{"坏容器.xls", slices.Concat(magicCompound, make([]byte, 600)), "damaged", damage},
		{"截容器.xls", compound(map[string][]byte{"Workbook": old})[:4096], "damaged", damage},
		{"无表.xls", StreamOf(nil), "damaged", damage},
		{"无名.xls", StreamOf(nil, Bound{Name: ""}), "damaged", damage},
		{"位置.xls", slices.Concat(begin(biffGlobals), boundSheet(1<<20, Bound{Name: "计划"}), end()), "damaged", inSheet},
		{"重叠.xls", slices.Concat(twice(len(twice(0))), begin(biffWorksheet), label(0, 0, strings.Repeat("长", 60)), end()),
			"damaged", "工作表“又”第 1 行附近的数据损坏，未导入任何内容，请重新导出后上传"},
		{"缺文字.xls", StreamOf(nil, onePlan(cell(biffStringCell, 2, 1, 0, uint32(0)))), "damaged", third},
		{"文字表.xls", StreamOf(record(biffStrings, uint32(1), uint32(1), uint16(9), byte(0), "短"), onePlan()), "damaged",
			damage},
		{"列.xls", StreamOf(nil, onePlan(cell(biffNumber, 2, 256, 0, 1.0))), "damaged", third},
		{"同一格.xls", StreamOf(nil, onePlan(cell(biffNumber, 2, 0, 0, 1.0), cell(biffNumber, 2, 0, 0, 2.0))), "damaged", third},
		{"非数.xls", StreamOf(nil, onePlan(cell(biffNumber, 2, 0, 0, uint64(0x7FF8_0000_0000_0001)))), "damaged", third},
		{"错误值.xls", StreamOf(nil, onePlan(cell(biffBoolOrError, 2, 0, 0, byte(99), byte(1)))), "damaged", third},
		{"短格.xls", StreamOf(nil, onePlan(cell(biffNumber, 2, 0, 0, uint16(1)))), "damaged", third},
		{"连续数.xls", StreamOf(nil, onePlan(record(biffManyRK, uint16(2), uint16(0), uint16(0), uint32(6), uint16(5)))),
			"damaged", second},
		{"合并.xls", StreamOf(nil, onePlan(record(biffMerges, uint16(1), uint16(5), uint16(1), uint16(0), uint16(0)))),
			"damaged", second},
		{"版本.xls", slices.Concat(record(biffBegin, uint16(0x0700), uint16(biffGlobals)), end()), "damaged", damage},

		{"计划.xlsx", good, "", ""},
		{"计划.xls", old, "", ""},
		{"计划.XLSX", compound(map[string][]byte{"WORKBOOK": old}), "", ""}, // what it is counts, not its name
		{"计划.csv", []byte("序号,项目名称,责任单位,总投资（万元）,2021年计划投资（万元）\n1,甲项目,区工信局,5000,100\n"), "", ""},
		{"计划.txt", []byte("序号\t项目名称\t责任单位\t总投资（万元）\t2021年计划投资（万元）\n1\t甲项目\t区工信局\t5000\t100\n"), "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheets, err := Read(test.name, test.content, DefaultLimits)
			if test.code == "" {
				if err != nil || len(sheets[0].Grid.Rows) != 2 {
					t.Fatalf("%v %+v", err, sheets)
				}
				return
			}
			if err == nil {
				t.Fatal("read")
			}
			if e := models.AsError(err); e.Code != test.code || e.Message.Text != test.message || e.Kind != models.KindInvalid {
				t.Errorf("%s %s\nwant %s %s\nbecause %v", e.Code, e.Message, test.code, test.message, e.Cause)
			}
		})
	}
}
