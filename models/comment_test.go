package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

func TestWhoACommentMentions(t *testing.T) {
	circle := []models.CircleMember{{PersonID: "a", Name: "王伟"}, {PersonID: "b", Name: "王伟东"},
		{PersonID: "c", Name: "李娜"}, {PersonID: "d", Name: "李娜"}}
	p, by, now := models.Project{ID: "p", Code: "ZD-1"}, models.Actor{ID: "b", Name: "王伟东"}, models.DateOf(2021, 7,
		1).At(9, 0)
	for _, tt := range []struct {
		name, text string
		chosen     []string
		code       string
		told       string // names
	}{
		{name: "nobody", text: "基础已完成"},
		{name: "the longest name", text: "请@王伟东核对", told: "王伟东"},
		{name: "the other", text: "请@王伟，核对", told: "王伟"},
		{name: "a wide sign", text: "请＠王伟 核对", told: "王伟"},
		{name: "chosen", text: "请核对", chosen: []string{"c"}, told: "李娜"},
		{name: "chosen and named once", text: "@王伟 请核对", chosen: []string{"a"}, told: "王伟"},
		{name: "an address", text: "发到 li@example.cn"},
		{name: "not of the project", text: "请@张三 核对", code: "not_in_circle"},
		{name: "two of the name", text: "请@李娜 核对", code: "same_names"},
		{name: "two of the name, one chosen", text: "请@李娜 核对", chosen: []string{"d"}, told: "李娜"},
		{name: "chosen, not of the project", text: "请核对", chosen: []string{"x"}, code: "not_in_circle"},
		{name: "empty", text: " \n", code: "text_missing"},
		{name: "too long", text: strings.Repeat("长", 1001), code: "text_too_long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, told, err := models.NewComment("k", p, tt.text, tt.chosen, circle, by, now)
			if tt.code != "" {
				if models.AsError(err).Code != tt.code {
					t.Fatalf("%v, want %s", err, tt.code)
				}
				return
			}
			if err != nil || c.Mentions != tt.told {
				t.Fatalf("%q %v, want %q", c.Mentions, err, tt.told)
			}
			for _, m := range models.CommentMessages(c, p, told, now, now) {
				if m.PartyID == by.ID || strings.Contains(m.Title+m.Body, "核对") {
					t.Errorf("told %+v", m)
				}
			}
		})
	}
}

func TestACommentIsWithdrawnOnceByItsAuthor(t *testing.T) {
	now := models.DateOf(2021, 7, 1).At(9, 0)
	c := models.Comment{ByID: "a"}
	if _, err := c.Withdrawn(models.Actor{ID: "b"}, now); models.KindOf(err) != models.KindForbidden {
		t.Errorf("another: %v", err)
	}
	c, err := c.Withdrawn(models.Actor{ID: "a"}, now)
	if err != nil || c.WithdrawnAt != now {
		t.Fatalf("%+v %v", c, err)
	}
	if _, err := c.Withdrawn(models.Actor{ID: "a"}, now); models.KindOf(err) != models.KindConflict {
		t.Errorf("again: %v", err)
	}
}

func TestTheLatestProgressAndTheSheet(t *testing.T) {
	june := models.MonthOf(2021, 6)
	got, found := models.LatestProgress([]models.Report{{Month: june - 1, Physical: "主体三层", Status: models.ReportApproved},
		{Month: june, Physical: "主体封顶", Status: models.ReportReturned}, {Month: june - 2, Physical: "基础"}})
	if !found || got.Month != june-1 {
		t.Errorf("%+v", got)
	}
	if _, found := models.LatestProgress([]models.Report{{Month: june}}); found {
		t.Error("a month without text")
	}
	all := []models.MilestoneStatus{models.MilestoneDone, models.MilestoneOpen, models.MilestoneDropped,
		models.MilestoneDone,
		models.MilestoneOpen}
	kept, left := models.OnOneSheet(all, 3)
	if len(kept) != 3 || kept[0] != 0 || kept[1] != 1 || kept[2] != 4 || left != 1 {
		t.Errorf("%v, %d left", kept, left)
	}
}
