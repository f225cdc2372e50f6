package demo

import (
	"context"
	"fmt"
	"strings"

	"duban/models"
	"duban/tracking"
)

// The export of the demonstration's platform lacks the last projects of the list; one project in it differs.
const (
	platformLacks   = 2
	platformDiffers = 6
)

// comparePlatform compares an export of the city's platform for the last month with figures: one project differs.
func (f *filler) comparePlatform(ctx context.Context, year int) error {
	list := fmt.Sprint(year)
	now, err := f.Status(ctx, models.Operator, list)
	if err != nil || now.ApprovedMonth == 0 {
		return err
	}
	before, err := f.PlatformComparisons(ctx, models.Operator, list)
	if err != nil || len(before.Comparisons) > 0 {
		return err
	}
	month := now.ApprovedMonth
	frozen, err := f.PreviewClosing(ctx, models.Operator, list, models.ClosedVerified, month)
	if err != nil {
		return err
	}
	var export strings.Builder
	fmt.Fprintf(&export, "%d年%d月投资项目（演示数据）\n项目代码,项目名称,总投资（万元）,本年累计（万元）\n", year, month.Number())
	for i, l := range frozen.Lines {
		if l.Approved == nil || i >= len(frozen.Lines)-platformLacks {
			continue
		}
		amount := *l.Approved
		if i+1 == platformDiffers {
			amount += 120 * models.WanYuan.Fen()
		}
		fmt.Fprintf(&export, ",%s,%s,%s\n", l.Name, l.TotalInvestment.In(models.WanYuan), amount.In(models.WanYuan))
	}
	_, err = f.ComparePlatform(ctx, models.Operator, f.key("platform", month.String()), list, models.PlatformEntry{
		Month: month, Platform: "市重大项目管理平台"}, tracking.ImportFile{
		Name: fmt.Sprintf("市平台%d月（演示数据）.csv", month.Number()), Content: []byte(export.String())})
	return err
}
