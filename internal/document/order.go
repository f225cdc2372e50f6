package document

import (
	"cmp"
	"fmt"
	"strings"

	"duban/models"
)

// Order is what the documents of an order say. It is plain data.
type Order struct {
	Kind          models.OrderKind
	Number        string // 文号; "": 〔 〕 is left to be filled in
	Subject       string // 督办事项
	Content       string // 督办内容, one paragraph a line
	Issuer        string // 发文机关
	Ground        string // 依据文号
	Leader        string // 批示领导
	LeadLeader    string // 牵头领导
	AssistLeader  string // 配合领导
	Attachments   string
	Unit          string   // 牵头单位
	Assisting     []string // 配合单位
	Contact       string
	Phone         string
	IssuedOn      models.Date // 0: not issued
	Due           models.Date // 交办时限; 0: not set
	FeedbackEvery int         // days from one answer to the next; 0: once
	Signer        string      // post that signs
	Reason        string      // of a withdrawal
	Today         models.Date
}

// Feedback returns 反馈周期.
func (o Order) Feedback() string {
	if o.FeedbackEvery > 0 {
		return fmt.Sprintf("每%d日反馈一次，直至销号", o.FeedbackEvery)
	}
	return "办结时一次性反馈"
}

// number is the number as registered, or the form of one with the year, to be filled in.
func (o Order) number() string {
	if o.Number == "" && o.Kind == models.OrderSupervision {
		return fmt.Sprintf("×督〔%d〕　号", cmp.Or(o.IssuedOn, o.Today).Year())
	}
	return o.Number
}

// mark says that a document isn't the original.
const mark = "送审稿"

// draftNote stands under every document.
const draftNote = "本件由督办系统生成，供送审和核对使用，以正式印发的文件为准。"

// begin adds what every document begins with.
func (o Order) begin(large bool, title string) Document {
	d := Document{Title: title, Large: large}
	d.add(Mark, mark)
	return d
}

// Letter writes the document of an order: a form for a 督办单, a letter for a 提示函 or 催办函.
func (o Order) Letter(large bool) Document {
	if o.Kind == models.OrderSupervision {
		return o.form(large)
	}
	title := cmp.Or(o.Subject, "关于加快推进重点项目的"+o.Kind.Chinese())
	if !strings.HasSuffix(title, o.Kind.Chinese()) {
		title += "的" + o.Kind.Chinese()
	}
	d := o.begin(large, title)
	d.add(Number, o.number())
	d.add(Title, title)
	d.add(Addressee, cmp.Or(o.Unit, "　　　　")+"：")
	d.add(Text, o.Content)
	if o.Due != 0 {
		d.add(Text, "请于"+chinese(o.Due)+"前反馈办理情况。")
	}
	if len(o.Assisting) > 0 {
		d.add(Text, "请"+strings.Join(o.Assisting, "、")+"做好配合。")
	}
	if o.Contact+o.Phone != "" {
		d.add(Text, "（联系人："+cmp.Or(o.Contact, "　　")+"，电话："+cmp.Or(o.Phone, "　　")+"）")
	}
	if o.Attachments != "" {
		d.add(Text, "附件："+o.Attachments)
	}
	o.end(&d)
	return d
}

// form is the 督办单.
func (o Order) form(large bool) Document {
	d := Document{Title: o.Subject, Large: large}
	d.add(Mark, mark+"\t"+o.number())
	d.add(Title, "督　办　单")
	wide := func(head, text string, least int) Row {
		return Row{Cells: []Cell{{Text: head, Head: true}, {Text: text, Span: 3}}, Least: least}
	}
	two := func(head, text, second, other string) Row {
		return Row{Cells: []Cell{{Text: head, Head: true}, {Text: text}, {Text: second, Head: true}, {Text: other}}}
	}
	signing := ""
	if o.Signer != "" {
		signing = "请" + o.Signer + "审签："
	}
	d.Blocks = append(d.Blocks, Block{Rows: []Row{
		wide("督办事项", o.Subject, 1),
		two("发文机关", o.Issuer, "依据文号", o.Ground),
		two("批示领导", o.Leader, "发布时间", chinese(o.IssuedOn)),
		two("牵头领导", o.LeadLeader, "配合领导", o.AssistLeader),
		two("牵头单位", o.Unit, "配合单位", strings.Join(o.Assisting, "、")),
		two("交办时限", chinese(o.Due), "反馈周期", o.Feedback()),
		two("联系人", o.Contact, "电话", o.Phone),
		wide("督办内容", o.Content, 6),
		wide("附件", o.Attachments, 1),
		wide("审签意见", signing, 3),
	}})
	d.add(Note, draftNote)
	return d
}

// end adds what a letter ends with: who sends it, when, and that it is a draft.
func (o Order) end(d *Document) {
	d.Blocks = append(d.Blocks, Block{Style: Text})
	d.add(Signature, cmp.Or(o.Issuer, "区重点项目办"))
	if o.IssuedOn != 0 {
		d.add(Signature, chinese(o.IssuedOn))
	} else {
		d.add(Signature, fmt.Sprintf("%d年　月　日", o.Today.Year()))
	}
	d.add(Note, draftNote)
}

func chinese(d models.Date) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d年%s", d.Year(), d.Chinese())
}
