package demo

import (
	"context"
	"fmt"

	"duban/models"
	"duban/tracking"
)

// publish names the document by which the black list is published.
func (f *filler) publish(ctx context.Context, office models.Actor, year int) error {
	_, err := f.SetPublishing(ctx, office, f.key("publishing"), fmt.Sprint(year), models.Publishing{
		BlackDocument: fmt.Sprintf("张政办字〔%d〕15号（演示数据）", year)})
	return err
}

// writeLetter has the office write a 催办函 to the first unit with something open. Which units have depends on the day.
func (f *filler) writeLetter(ctx context.Context, office models.Actor) error {
	written, err := f.Orders(ctx, office, tracking.OrderFilter{Kind: models.OrderUrge})
	if err != nil || len(written.Orders) > 0 { // of an earlier run that was interrupted
		return err
	}
	form, err := f.LetterForm(ctx, office, "")
	if err != nil || len(form.Units) == 0 {
		return err
	}
	if form, err = f.LetterForm(ctx, office, form.Units[0].Unit); err != nil {
		return err
	}
	_, err = f.WriteLetter(ctx, office, f.key("order", "letter"), models.LetterCommand{Kind: models.OrderUrge,
		Unit: form.Unit, Items: []string{form.Items[0].ID}})
	return err
}
