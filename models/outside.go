package models

import (
	"regexp"
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

// OutsideOf returns what is said of deliveries that are sent together by a channel. An item that is in several of them
// counts once.
func OutsideOf(all []Delivery, c Channel) Outside {
	out := Outside{Site: c.Site}
	seen, titles := map[string]bool{}, map[string]bool{}
	for _, d := range all {
		out.Test = out.Test || d.Kind == DeliveryTest
		keys := d.ItemKeys()
		out.Count += max(0, d.Count-len(keys))
		for _, k := range keys {
			if !seen[k] {
				seen[k] = true
				out.Count++
			}
		}
		if !c.Titles || d.Kind == DeliveryTest {
			continue
		}
		for _, t := range d.Titles() {
			if t = OutsideTitle(t); t != "" && !titles[t] {
				titles[t] = true
				out.Titles = append(out.Titles, t)
			}
		}
	}
	return out
}

var (
	amountShape = regexp.MustCompile(`[0-9][0-9,.]*\s*(十|百|千|万|亿|万亿)?元`)
	phoneShapes = regexp.MustCompile(`(\+?86)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}`)
)

// OutsideTitle returns a title as it may be read outside: without amounts and telephone numbers, whoever wrote them.
func OutsideTitle(title string) string {
	title = amountShape.ReplaceAllString(title, "…元")
	return ShortTitle(phoneShapes.ReplaceAllString(title, "…"))
}

// ChannelDeadMessage tells the office that a channel does not work.
func ChannelDeadMessage(c Channel, now Instant) OutboxMessage {
	return OutboxMessage{
		Key: Key("channel-dead", c.ID, c.DeadSince.String()), Audience: ToOffice, Kind: NoticeChannel, Object: c.ID,
		Path:  "/channels",
		Title: Messagef("发送渠道“%s”（%s）不能用", c.Name, WordOf(c.Kind)).Text,
		Body: Messagef("连续 %d 次发送失败，最近一次：%s。收件人的其他渠道已接替；请在“发送渠道”页核对地址和密钥后重新测试。", c.Failures,
			c.LastError).Text,
		CreatedAt: now, NotBefore: now, Status: OutboxPending,
	}
}
