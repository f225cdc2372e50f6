package models

import (
	"strings"
	"unicode/utf8"
)

// Publishing says what a programme's lists name when they hang on walls or go out.
type Publishing struct {
	PrivateAmounts Answer `json:"private_amounts"`     // whether they name the amounts of private firms' projects
	BlackDocument  string `json:"black_list_document"` // document by which the black list is published; "": there is none
}

// longest number of a document, in characters
const maxDocumentLength = 200

// Publishing returns what the programme's lists name.
func (p Programme) Publishing() Publishing {
	out := Publishing{p.PrivateAmounts, p.BlackDocument}
	if out.PrivateAmounts == NotSaid {
		out.PrivateAmounts = No
	}
	return out
}

// Check returns the KindInvalid error for settings that cannot be, with the text trimmed.
func (c *Publishing) Check() error {
	c.BlackDocument = strings.TrimSpace(c.BlackDocument)
	if c.PrivateAmounts == NotSaid {
		c.PrivateAmounts = No
	}
	switch {
	case c.PrivateAmounts != Yes && c.PrivateAmounts != No:
		return Errorf(KindInvalid, "bad_private_amounts", "社会投资项目的金额应为 yes（列出）或 no（不列出），请更正")
	case utf8.RuneCountInString(c.BlackDocument) > maxDocumentLength:
		return Errorf(KindInvalid, "document_too_long", "依据文号应在 %d 字以内，请更正", maxDocumentLength)
	case c.BlackDocument != "" && !strings.ContainsAny(c.BlackDocument, "0123456789０１２３４５６７８９"):
		return Errorf(KindInvalid, "document_without_number", "黑榜的依据应写明文号，如“张政办字〔2026〕15号”；不发布黑榜的，请清空")
	}
	return nil
}
