package models

import "regexp"

// ShowsAmounts reports whether the amounts of a project with this kind of investor are named in what hangs on walls or
// goes out: boards, printed sheets, bulletins and workbooks. Private firms' amounts are named only if the office says
// so. Pages for who works with the program name them always, messages that leave the program never.
func (p Programme) ShowsAmounts(i Investor) bool {
	return i != InvestorPrivate || p.PrivateAmounts == Yes
}

// AmountsNote stands under a list that leaves amounts out.
const AmountsNote = "社会投资项目不单列金额"

// amountDone is the amount in the reason of a light and in what an investment rung says.
var amountDone = regexp.MustCompile(`完成-?[\d,]+(?:\.\d+)?万元，为`)

// WithoutAmounts returns the reason of a light, or what an investment rung says, without the amount in it: the share of
// the schedule stays.
func WithoutAmounts(text string) string { return amountDone.ReplaceAllString(text, "完成") }

// WithoutAmount is WithoutAmounts of a message that may be translated.
func (m Message) WithoutAmount() Message {
	if m.Format == "1-%d月完成%s万元，为序时进度的%s%%" && len(m.Args) == 3 {
		return Messagef("1-%d月完成序时进度的%s%%", m.Args[0], m.Args[2])
	}
	if text := WithoutAmounts(m.Text); text != m.Text {
		return PlainMessage(text)
	}
	return m
}
