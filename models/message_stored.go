package models

import (
	"encoding/json"
	"fmt"
	"strings"
)

// StoredMessage is a message as the database keeps it: {"text", "format", "args"}. It also reads a plain JSON string,
// which is what versions before 0.3 stored.
type StoredMessage struct{ Message }

// RestoreMessage returns a message that was stored as its text and, since version 0.3, with its arguments beside it.
func RestoreMessage(text Message, kept *StoredMessage) Message {
	if kept == nil {
		return text
	}
	return kept.Message
}

type storedMessage struct {
	Text   string           `json:"text"`
	Format string           `json:"format,omitempty"`
	Args   []storedArgument `json:"args,omitempty"`
}

// storedArgument is one argument; exactly one field is set.
type storedArgument struct {
	Text    *string        `json:"text,omitempty"`
	Number  *int64         `json:"number,omitempty"`
	Decimal *float64       `json:"decimal,omitempty"`
	Word    *Word          `json:"word,omitempty"`
	InYear  *MonthNumber   `json:"month_number,omitempty"`
	Hint    *CommandHint   `json:"hint,omitempty"`
	Amount  *Amount        `json:"amount,omitempty"`
	Date    *Date          `json:"date,omitempty"`
	Month   *Month         `json:"month,omitempty"`
	Message *StoredMessage `json:"message,omitempty"`
	Words   *storedWords   `json:"words,omitempty"`
}

type storedWords struct {
	Mark  string          `json:"mark"`
	Items []StoredMessage `json:"items"`
}

// MarshalJSON writes the text with the format and the arguments.
func (m StoredMessage) MarshalJSON() ([]byte, error) {
	kept := storedMessage{Text: m.Text, Format: m.Format}
	for _, a := range m.Args {
		arg, err := keepArgument(a)
		if err != nil {
			return nil, err
		}
		kept.Args = append(kept.Args, arg)
	}
	return json.Marshal(kept)
}

func keepArgument(a any) (arg storedArgument, err error) {
	switch a := a.(type) {
	case string:
		arg.Text = &a
	case int64:
		arg.Number = &a
	case float64:
		arg.Decimal = &a
	case Word:
		arg.Word = &a
	case MonthNumber:
		arg.InYear = &a
	case CommandHint:
		arg.Hint = &a
	case Amount:
		arg.Amount = &a
	case Date:
		arg.Date = &a
	case Month:
		arg.Month = &a
	case Message:
		arg.Message = &StoredMessage{a}
	case Words:
		arg.Words = &storedWords{Mark: a.Mark}
		for _, m := range a.Items {
			arg.Words.Items = append(arg.Words.Items, StoredMessage{m})
		}
	default:
		return arg, fmt.Errorf("message argument %v is a %T", a, a)
	}
	return arg, nil
}

// currentQuotes turns the quotation marks of formats that earlier versions stored into today's, so that the formats
// are found in the catalogues.
var currentQuotes = strings.NewReplacer("\u300c", "“", "\u300d", "”")

// UnmarshalJSON reads what MarshalJSON writes, or a string.
func (m *StoredMessage) UnmarshalJSON(content []byte) error {
	var text string
	if json.Unmarshal(content, &text) == nil {
		m.Message = PlainMessage(text)
		return nil
	}
	var kept storedMessage
	if err := json.Unmarshal(content, &kept); err != nil {
		return err
	}
	m.Message = Message{Text: kept.Text, Format: currentQuotes.Replace(kept.Format)}
	for _, arg := range kept.Args {
		m.Args = append(m.Args, arg.value())
	}
	return nil
}

func (arg storedArgument) value() any {
	switch {
	case arg.Number != nil:
		return *arg.Number
	case arg.Decimal != nil:
		return *arg.Decimal
	case arg.Word != nil:
		return *arg.Word
	case arg.InYear != nil:
		return *arg.InYear
	case arg.Hint != nil:
		return *arg.Hint
	case arg.Amount != nil:
		return *arg.Amount
	case arg.Date != nil:
		return *arg.Date
	case arg.Month != nil:
		return *arg.Month
	case arg.Message != nil:
		return arg.Message.Message
	case arg.Words != nil:
		words := Words{Mark: arg.Words.Mark}
		for _, m := range arg.Words.Items {
			words.Items = append(words.Items, m.Message)
		}
		return words
	case arg.Text != nil:
		return *arg.Text
	}
	return ""
}
