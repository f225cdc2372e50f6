package models

import "regexp"

// Place is where the figures of a single project are seen.
type Place string

// The places.
const (
	InsidePage     Place = "page"     // pages and answers for who works with the program
	InsideWorkbook Place = "workbook" // lists in workbooks of the office, which may be handed on
	GoesOut        Place = "out"      // walls, printed sheets, bulletins, and messages that leave the program
)

// ShowsAmounts reports whether the amounts of a project with this kind of investor are shown in a place. Lists that
// hang or go out name no private firm's amounts; the office may include them in its workbooks.
func (p Programme) ShowsAmounts(i Investor, where Place) bool {
	return i != InvestorPrivate || where == InsidePage || where == InsideWorkbook && p.PrivateAmounts == Yes
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
