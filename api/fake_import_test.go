package api

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/tracking"
)

// choicesText describes the choices of an upload; "" if there are none.
func choicesText(c tracking.ImportChoices) string {
	text, err := json.Marshal(c)
	if err != nil || string(text) == "{}" {
		return ""
	}
	return " " + string(text)
}

func (f *fake) CancelImport(_ context.Context, a models.Actor, key, id string) (tracking.Cancelled, error) {
	return tracking.Cancelled{Batch: id, Message: "已取消"}, f.note(a, "cancel %s %s", key, id)
}

func (f *fake) Imports(_ context.Context, a models.Actor, programme string) ([]tracking.ImportLine, error) {
	return nil, f.note(a, "imports %s", programme)
}

func (f *fake) ShowImport(_ context.Context, a models.Actor, batch string) (tracking.ImportPreview, error) {
	return tracking.ImportPreview{Batch: batch, New: 48}, f.note(a, "import %s", batch)
}

func (f *fake) AdjustList(_ context.Context, a models.Actor, key, programme string,
	c tracking.ListAdjustment) (tracking.ListAdjusted, error) {
	return tracking.ListAdjusted{Programme: programme}, f.note(a, "adjust %s %s %s %s %s %s %t", key, programme, c.Change,
		c.Projects, c.Document, c.EffectiveOn, c.Counts)
}
