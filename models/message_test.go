package models

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMessageIsItsChineseText(t *testing.T) {
	due, _ := ParseDate("2021-06-30")
	for _, tt := range []struct {
		message Message
		want    string
	}{
		{Messagef("没有这个页面"), "没有这个页面"},
		{Messagef("%d月数据未报或未审定", MonthNumber(6)), "6月数据未报或未审定"},
		{Messagef("节点“%s”应于%s完成", "主体封顶", due), "节点“主体封顶”应于2021-06-30完成"},
		{Messagef("%s：%s", WordOf(Yellow), Messagef("节点“%s”逾期", "桩基")), "黄牌：节点“桩基”逾期"},
		{Messagef("共 %d 处：%s", 2, Words{"、", []Message{Messagef("甲"), Messagef("乙")}}), "共 2 处：甲、乙"},
		{PlainMessage("自 100% 起"), "自 100% 起"},
	} {
		if tt.message.String() != tt.want {
			t.Errorf("got %q, want %q", tt.message, tt.want)
		}
		if text, err := json.Marshal(tt.message); err != nil || string(text) != `"`+tt.want+`"` {
			t.Errorf("in JSON %s, %v", text, err)
		}
	}
}

func TestTextsOfPages(t *testing.T) {
	refused := Messagef("编号已用过%s，请换一个", CommandHint("（--key）"))
	for _, tt := range []struct {
		message     Message
		text, pages string
	}{
		{refused, "编号已用过（--key），请换一个", "编号已用过，请换一个"},
		{Messagef("%d：%s", 3, refused), "3：编号已用过（--key），请换一个", "3：编号已用过，请换一个"},
		{Messagef("%s", Words{"；", []Message{refused, Messagef("甲")}}), "编号已用过（--key），请换一个；甲", "编号已用过，请换一个；甲"},
		{Messagef("甲 %d", 1), "甲 1", "甲 1"},
		{Messagef("应于 %s 完成", DateOf(2021, 6, 30)), "应于 2021-06-30 完成", "应于2021年6月30日完成"},
		{Messagef("%s 月报自 %s 至 %s", MonthOf(2021, 6), DateOf(2021, 6, 25), DateOf(2021, 7, 5)),
			"2021-06 月报自 2021-06-25 至 2021-07-05", "2021年6月月报自2021年6月25日至2021年7月5日"},
	} {
		if tt.message.Text != tt.text || tt.message.PageText() != tt.pages {
			t.Errorf("got %q and %q, want %q and %q", tt.message.Text, tt.message.PageText(), tt.text, tt.pages)
		}
	}
}

func TestStoredMessageComesBack(t *testing.T) {
	due, _ := ParseDate("2021-06-30")
	month := MonthOf(2021, 6)
	amount := Money(284830)
	var nothing *Money
	for _, m := range []Message{
		{},
		PlainMessage("旧文字"),
		Messagef("%s %s %s %s %d %d %.1f %v", "甲", Word("区长"), due, month, MonthNumber(6), 2026, 79.3, amount),
		Messagef("%s %v %v%s", Instant(1), nothing, true, CommandHint("（--key）")),
		Messagef("%s", Messagef("%s", Words{"；", []Message{Messagef("%d 行", 3), {}}})),
		Errorf(KindInvalid, "x", "没有项目“%s”：%s", "", Errorf(KindInvalid, "y", "原因").Message).Message,
	} {
		kept, err := json.Marshal(StoredMessage{m})
		if err != nil {
			t.Fatal(err)
		}
		var back StoredMessage
		if err := json.Unmarshal(kept, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, back.Message); diff != "" {
			t.Errorf("%s\n%s", kept, diff)
		}
	}
	var quoted StoredMessage
	kept := `{"text":"没有项目「甲」","format":"没有项目\u300c%s\u300d","args":[{"text":"甲"}]}`
	if err := json.Unmarshal([]byte(kept), &quoted); err != nil || quoted.Format != "没有项目“%s”" {
		t.Errorf("a format with earlier quotation marks is %q, %v", quoted.Format, err)
	}
	var old StoredMessage
	if err := json.Unmarshal([]byte(`"第 3 行有误"`), &old); err != nil || old.Text != "第 3 行有误" || old.Format != "" {
		t.Errorf("%+v, %v", old, err)
	}
}
