package models

import (
	"strings"
	"unicode/utf8"
)

// Outside is what a message says outside the program: how many things wait, and where to log in. Titles are there only
// if the office allows them for the channel; amounts, texts of instructions, names and telephone numbers never are.
type Outside struct {
	Count  int
	Group  string   // unit or post of a group that reads it together; "": one person
	Titles []string // the worst first
	Site   string   // address of the program; "": none
	Test   bool     // a test of the channel
	Hello  string   // to whom a person passes it on; "": the channel knows
}

// Subject returns the message's one line.
func (o Outside) Subject() string {
	if o.Test {
		return "【督办】渠道测试：收到即为正常，不必回复"
	}
	return "【督办】" + o.sentence()
}

func (o Outside) sentence() string {
	who := "您"
	if o.Group != "" {
		who = o.Group
	}
	return Messagef("%s有 %d 项待办，请登录查看", who, o.Count).Text
}

// maxOutsideTitle is the length of a title in characters.
const maxOutsideTitle = 60

// Text returns the message within a number of bytes; 0: any. Titles that do not fit are left out and counted.
func (o Outside) Text(limit int) string {
	head, foot := o.Subject(), ""
	if o.Hello != "" {
		head = o.Hello + "：" + o.sentence()
	}
	if o.Site != "" {
		foot = "\n" + o.Site
	}
	if o.Test {
		return head + foot
	}
	var lines strings.Builder
	for i, t := range o.Titles {
		line := "\n" + Messagef("%d. %s", i+1, ShortTitle(t)).Text
		rest := "\n" + Messagef("另有 %d 项", len(o.Titles)-i).Text
		if limit > 0 && len(head)+lines.Len()+len(line)+len(rest)+len(foot) > limit {
			lines.WriteString(rest)
			break
		}
		lines.WriteString(line)
	}
	return head + lines.String() + foot
}

// ShortTitle returns a title in one line of at most maxOutsideTitle characters.
func ShortTitle(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	if utf8.RuneCountInString(title) <= maxOutsideTitle {
		return title
	}
	return string([]rune(title)[:maxOutsideTitle-1]) + "…"
}
