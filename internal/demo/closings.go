package demo

import (
	"context"
	"fmt"
	"slices"

	"duban/models"
	"duban/tracking"
)

// closeMonths closes the months whose reports are overdue, as the office does: a project without a report is named and
// its last approved figure carried. Complete months have closed themselves.
func (f *filler) closeMonths(ctx context.Context, year int) error {
	i := slices.IndexFunc(f.accounts, func(a account) bool { return a.Role == models.RoleOffice })
	office, err := f.Authenticate(ctx, f.accounts[i].Token)
	if err != nil {
		return err
	}
	list := fmt.Sprint(year)
	view, err := f.Closings(ctx, office, list)
	if err != nil {
		return err
	}
	for _, round := range view.Rounds {
		if !round.Asked {
			continue
		}
		_, err := f.CloseMonth(ctx, office, f.key("close", round.Month.String(), office.ID), list, tracking.CloseRequest{
			Kind: models.ClosedMonth, Month: round.Month,
			Reason: fmt.Sprintf("%d个项目未审定，沿用上期审定数（演示数据）", round.Open())})
		if err != nil {
			return err
		}
	}
	return nil
}
