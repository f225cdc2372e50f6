package language

import (
	"testing"
	"testing/fstest"

	"duban/models"
)

func catalogueOf(t *testing.T, content string) *Catalogue {
	t.Helper()
	return MustLoad(fstest.MapFS{"en/a.json": {Data: []byte(content)}}, "en")
}

func TestMessage(t *testing.T) {
	c := catalogueOf(t, `{
		"节点“%s”应于%s完成": "due on %[2]s: %[1]s",
		"1-%d月完成%s万元": "%[2]s (10,000 yuan) by the end of %[1]s",
		"%d 个项目，%d 天": "%[1]d project{s} {is|are} %[2]d day{s} late",
		"%d 年共 %d 人": "%[2]d people in %[1]d",
		"区长": "Head of the district",
		"请联系%s": "Please ask the %[1]s",
		"%s：%s": "%[1]s: %[2]s",
		"、": ", ",
		"为 %s%%": "%[1]s%% of it"
	}`)
	due, _ := models.ParseDate("2021-06-30")
	for _, tt := range []struct {
		message models.Message
		want    string
	}{
		{models.Messagef("节点“%s”应于%s完成", "封顶", due), "due on 30 June 2021: 封顶"},
		{models.Messagef("1-%d月完成%s万元", models.MonthNumber(6), "2848.30"), "2848.30 (10,000 yuan) by the end of June"},
		{models.Messagef("%d 个项目，%d 天", 1, 21), "1 project is 21 days late"},
		{models.Messagef("%d 个项目，%d 天", 0, 1), "0 projects are 1 day late"},
		{models.Messagef("%d 年共 %d 人", 2026, 48000), "48000 people in 2026"}, // no 2,026
		{models.Messagef("请联系%s", models.Word("区长")), "Please ask the Head of the district"},
		{models.Messagef("请联系%s", "区长"), "Please ask the 区长"}, // a name stays
		{models.Messagef("%s：%s", "X", models.Messagef("为 %s%%", "72.0")), "X: 72.0% of it"},
		{models.Messagef("%s：%s", "X", models.Words{Mark: "、", Items: []models.Message{
			models.Messagef("区长"), models.PlainMessage("甲")}}), "X: Head of the district, 甲"},
		{models.PlainMessage("区长"), "Head of the district"},
		{models.Messagef("没有译文 %d", 3), "没有译文 3"},
	} {
		if got := c.Message(tt.message); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.message, got, tt.want)
		}
		if got := (*Catalogue)(nil).Message(tt.message); got != tt.message.PageText() {
			t.Errorf("in Chinese %q", got)
		}
	}
}

func TestDefectsOfACatalogueAreRefused(t *testing.T) {
	for _, content := range []string{`{`, `{"甲":"%"}`, `{"甲":"%[s"}`, `{"甲":"%[0]s"}`, `{"甲":"{s}"}`, `{"甲":"%d x{s"}`,
		`{"甲":"%-"}`, `{"甲":"%(d"}`} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was taken", content)
				}
			}()
			catalogueOf(t, content)
		}()
	}
}

func TestMissingArgumentShows(t *testing.T) {
	c := catalogueOf(t, `{"甲 %s": "a %[2]s"}`)
	if got := c.Text("甲 %s", "x"); got != "a %!s(MISSING)" {
		t.Errorf("got %q", got)
	}
}
