package document

import (
	"cmp"
	"fmt"

	"duban/models"
)

// Talk writes the 约谈通知 of an order: to the responsible unit, never to an enterprise. Place, time and who leads the
// interview are the office's to fill in.
func (o Order) Talk(large bool) Document {
	d := o.begin(large, "约谈通知")
	d.add(Title, "约谈通知")
	d.add(Addressee, cmp.Or(o.Unit, "　　　　")+"：")
	ground := ""
	if o.Number != "" {
		ground = "按照" + o.Number + "要求，"
	}
	d.add(Text, ground+"现就下列事项约谈你单位，请按时参加。")
	sections := []struct{ head, text string }{
		{"约谈对象", cmp.Or(o.Unit, "　　　　") + "主要负责人、分管负责人"},
		{"约谈事由", o.Content},
		{"时间和地点", fmt.Sprintf("%d年　月　日　时，地点：", o.Today.Year())},
		{"约谈人员", cmp.Or(o.Signer, o.LeadLeader, "　　　　")},
		{"约谈目的", "查明滞后原因，研究解决办法，明确整改措施、责任人和完成时限。"},
		{"要求及所带材料", "请携带项目进展情况说明、整改方案和有关证明材料，并于约谈后5日内书面报送整改方案。"},
	}
	for i, s := range sections {
		d.add(Head, numerals[i]+"、"+s.head)
		d.add(Text, s.text)
	}
	if o.Attachments != "" {
		d.add(Text, "附件："+o.Attachments)
	}
	o.end(&d)
	return d
}

var numerals = []string{"一", "二", "三", "四", "五", "六"}

// Withdrawal writes the 撤销通知 of an order that was issued.
func (o Order) Withdrawal(large bool) Document {
	title := "关于撤销" + o.Kind.Chinese() + "的通知"
	d := o.begin(large, title)
	d.add(Title, title)
	d.add(Addressee, cmp.Or(o.Unit, "　　　　")+"：")
	what := "“" + o.Subject + "”"
	if o.Number != "" {
		what += "（" + o.Number + "）"
	}
	if o.IssuedOn != 0 {
		what = chinese(o.IssuedOn) + "发出的" + what
	}
	reason := ""
	if o.Reason != "" {
		reason = "因" + o.Reason + "，"
	}
	d.add(Text, reason+"现决定撤销"+what+"，不计入考核，不再反馈。")
	o.IssuedOn = 0 // the day of the notice is not that of the order
	o.end(&d)
	return d
}

// Forms of an order's documents.
const (
	FormOrder      = "order"
	FormTalk       = "talk"
	FormWithdrawal = "withdrawal"
)

// Of writes a form of an order's document. Which exist depends on the order's kind and state.
func (o Order) Of(form string, state models.OrderState, rung models.Rung, large bool) (Document, error) {
	switch {
	case o.Kind == models.OrderInstruction:
		return Document{}, models.Errorf(models.KindInvalid, "no_document", "批示以原件为准，不另行成文")
	case o.Kind == models.OrderDecision:
		return Document{}, models.Errorf(models.KindInvalid, "no_document", "会议议定事项以签发的纪要为准，不另行成文")
	case form == "" || form == FormOrder:
		return o.Letter(large), nil
	case form == FormTalk && o.Kind == models.OrderSupervision && rung.Height() >= models.Red.Height():
		return o.Talk(large), nil
	case form == FormTalk:
		return Document{}, models.Errorf(models.KindInvalid, "no_document", "达到红牌标准的督办单才有约谈通知")
	case form == FormWithdrawal && state == models.OrderWithdrawn && o.IssuedOn != 0:
		return o.Withdrawal(large), nil
	case form == FormWithdrawal:
		return Document{}, models.Errorf(models.KindInvalid, "no_document", "已发出又撤销的文件才有撤销通知")
	}
	return Document{}, models.Errorf(models.KindInvalid, "no_document", "没有“%s”这种文件，可选 order、talk、withdrawal", form)
}
