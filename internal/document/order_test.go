package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"duban/internal/document"
	"duban/models"
)

var order = document.Order{
	Kind: models.OrderSupervision, Number: "张督〔2026〕12号", Subject: "关于加快推进“科创园二期”的督办单",
	Content: "1. 科创园二期：节点“主体封顶”逾期 8 个工作日，达到黄牌标准。\n2. 恒亿<新材料>&一期：年初至本月投资完成序时进度的72.10%，达到黄牌标准。\n" +
		"请于时限内查明原因，提出整改措施和完成时限，并书面反馈。",
	Issuer: "区政府督查室", Ground: "张政督〔2026〕1号", LeadLeader: "分管工业副区长", Unit: "区工业和信息化局",
	Assisting: []string{"区自然资源局", "马尚街道办事处"}, Contact: "王同志", Phone: "0533-0000000",
	Due: models.DateOf(2026, 12, 11), FeedbackEvery: 10, Signer: "重点项目办负责人", Today: models.DateOf(2026, 12, 4),
}

func written(t *testing.T, d document.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := document.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// parts reads the parts of a .docx; each must be well-formed XML.
func parts(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		read[f.Name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return read
}

func TestEveryPartIsDeclaredAndRelated(t *testing.T) {
	read := parts(t, written(t, order.Letter(false)))
	for name := range read {
		if name != "[Content_Types].xml" && !strings.HasSuffix(name, ".rels") &&
			!strings.Contains(read["[Content_Types].xml"], `PartName="/`+name+`"`) {
			t.Errorf("%s has no content type", name)
		}
		if part, inWord := strings.CutPrefix(name, "word/"); inWord && part != "document.xml" &&
			!strings.HasPrefix(part, "_rels/") && !strings.Contains(read["word/_rels/document.xml.rels"], `"`+part+`"`) {
			t.Errorf("%s has no relationship", name)
		}
	}
	for _, style := range []string{"Mark", "Number", "DocTitle", "BodyText", "CellHead", "CellText", "DocNote"} {
		if !strings.Contains(read["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("no style %s", style)
		}
	}
	if a, b := written(t, order.Letter(false)), written(t, order.Letter(false)); !bytes.Equal(a, b) {
		t.Error("the same document written twice differs")
	}
}

func TestFormHasEveryField(t *testing.T) {
	text := parts(t, written(t, order.Letter(false)))["word/document.xml"]
	for _, field := range []string{"送审稿", "张督〔2026〕12号", "督办事项", "督办内容", "批示领导", "发布时间", "牵头领导", "配合领导", "附件", "交办时限",
		"2026年12月11日", "反馈周期", "每10日反馈一次，直至销号", "牵头单位", "区工业和信息化局", "配合单位", "区自然资源局、马尚街道办事处", "联系人", "电话",
		"发文机关", "依据文号", "请重点项目办负责人审签：", "恒亿&lt;新材料&gt;&amp;一期"} {
		if !strings.Contains(text, ">"+field+"<") && !strings.Contains(text, field) {
			t.Errorf("no %s", field)
		}
	}
	draft := order
	draft.Number = ""
	if text := parts(t, written(t, draft.Letter(false)))["word/document.xml"]; !strings.Contains(text, "×督〔2026〕　号") {
		t.Error("a draft has no place for its number")
	}
}

// Characters that XML can't hold, and names of any kind, leave the document well-formed.
func TestAnyTextIsWellFormed(t *testing.T) {
	strange := order
	strange.Content = "甲\x00乙\x0b丙\uFFFE丁]]>&amp;<w:p>\U00020BB7\xff末"
	text := parts(t, written(t, strange.Letter(false)))["word/document.xml"]
	if !strings.Contains(text, "甲乙丙丁]]&gt;&amp;amp;&lt;w:p&gt;\U00020BB7末") {
		t.Error("the text isn't as typed")
	}
}

func TestFormsByKindAndState(t *testing.T) {
	withdrawn := order
	withdrawn.IssuedOn, withdrawn.Reason = models.DateOf(2026, 12, 4), "事项已按期完成"
	letter := order
	letter.Kind, letter.Issuer, letter.Number = models.OrderPrompt, "", ""
	instruction := order
	instruction.Kind = models.OrderInstruction
	for name, c := range map[string]struct {
		order document.Order
		form  string
		state models.OrderState
		rung  models.Rung
		title string // "": refused
	}{
		"order":                     {order, "", models.OrderDrafted, models.Yellow, "关于加快推进“科创园二期”的督办单"},
		"talk from a yellow card":   {order, "talk", models.OrderIssued, models.Yellow, ""},
		"talk from a red card":      {order, "talk", models.OrderIssued, models.Red, "约谈通知"},
		"talk from a letter":        {letter, "talk", models.OrderIssued, models.Red, ""},
		"letter":                    {letter, "order", models.OrderDrafted, models.Yellow, "关于加快推进“科创园二期”的督办单的提示函"},
		"withdrawal":                {withdrawn, "withdrawal", models.OrderWithdrawn, models.Yellow, "关于撤销督办单的通知"},
		"withdrawal of a draft":     {order, "withdrawal", models.OrderWithdrawn, models.Yellow, ""},
		"withdrawal of an open one": {withdrawn, "withdrawal", models.OrderIssued, models.Yellow, ""},
		"instruction":               {instruction, "", models.OrderIssued, "", ""},
		"unknown":                   {order, "poem", models.OrderIssued, models.Yellow, ""},
	} {
		d, err := c.order.Of(c.form, c.state, c.rung, false)
		if (err == nil) != (c.title != "") || d.Title != c.title {
			t.Errorf("%s: title %q, %v", name, d.Title, err)
		}
	}
}
