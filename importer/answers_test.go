package importer

import (
	"duban/models"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAColumnGoesByLetterHeaderOrKey(t *testing.T) {
	book := &Book{Sheets: []Sheet{
		{Name: "一", Fingerprint: "f1", Columns: []Column{{Column: "D", Header: "投资 / 小计", Key: "k1"},
			{Column: "E", Header: "备注", Key: "k2"}}},
		{Name: "二", Fingerprint: "f2", Columns: []Column{{Column: "D", Header: "备注", Key: "k3"}}},
	}}
	answer := ColumnAnswer{Field: FieldAnnualPlan}
	columns := func(keys ...string) map[string]ColumnAnswer {
		c := map[string]ColumnAnswer{}
		for _, k := range keys {
			c[k] = answer
		}
		return c
	}
	for text, want := range map[string]map[string]SheetAnswers{
		"d":       {"f1": {Columns: columns("k1")}, "f2": {Columns: columns("k3")}},
		"一!D":     {"f1": {Columns: columns("k1")}},
		"小计":      {"f1": {Columns: columns("k1")}},
		"投资 / 小计": {"f1": {Columns: columns("k1")}},
		"备注":      {"f1": {Columns: columns("k2")}, "f2": {Columns: columns("k3")}},
		"k2":      {"f1": {Columns: columns("k2")}},
	} {
		got, err := book.AnswersFor(map[string]ColumnAnswer{text: answer}, "")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", text, err, diff)
		}
	}
	if _, err := book.AnswersFor(map[string]ColumnAnswer{"没有": answer}, ""); models.AsError(err).Code != "no_column" {
		t.Errorf("%v", err)
	}
	got, err := book.AnswersFor(nil, models.WanYuan)
	if err != nil || got["f1"].Unit != models.WanYuan || got["f2"].Unit != models.WanYuan {
		t.Errorf("%+v, %v", got, err)
	}
	old := SheetAnswers{Columns: columns("a"), Unit: models.Yuan}
	if diff := cmp.Diff(SheetAnswers{Columns: columns("a", "b"), Unit: models.Yuan},
		old.With(SheetAnswers{Columns: columns("b")})); diff != "" {
		t.Error(diff)
	}
}
