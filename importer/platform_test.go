package importer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/models"
)

func money(wan int64) *models.Money { return new(models.Money(wan) * models.WanYuan.Fen()) }

// Exports of platforms name the code, the amounts and their unit in their own words.
func TestExportsOfPlatformsAreRead(t *testing.T) {
	const header = "序号,项目代码,项目名称,本月,本年累计,自开始累计\n"
	october := models.MonthOf(2021, 10)
	for name, test := range map[string]struct {
		file, text string
		unit       models.Unit
		want       []models.PlatformRow
	}{
		"the province's": {"投资数据.csv", "固定资产投资项目库（单位：万元）\n" + header +
			"1,2021-370303-48-01-123456,齿轮厂,100,1200,5200\n2,2021-370303-48-01-123457,学校,0,300,300\n", "", []models.PlatformRow{
			{Row: 3, Code: "2021-370303-48-01-123456", Name: "齿轮厂", Month: money(100), YearToDate: money(1200),
				ToDate: money(5200)},
			{Row: 4, Code: "2021-370303-48-01-123457", Name: "学校", Month: money(0), YearToDate: money(300),
				ToDate: money(300)}}},
		"the city's": {"2021年10月.csv", "在线平台代码,项目名称,总投资（亿元）,自开始建设累计完成投资（亿元）\n" +
			"20213703034801123456,齿轮厂,3.2,0.52\n", "", []models.PlatformRow{
			{Row: 2, Code: "20213703034801123456", Name: "齿轮厂", ToDate: money(5200)}}},
		"no unit": {"a.csv", "项目编码,项目名称,本年累计\n2021-370303-48-01-123456,齿轮厂,1200\n", models.WanYuan,
			[]models.PlatformRow{{Row: 2, Code: "2021-370303-48-01-123456", Name: "齿轮厂", YearToDate: money(1200)}}},
		"digits lost": {"a.csv", "项目代码,项目名称,本年累计（万元）\n2.02137E+19,齿轮厂,1200\n2021-370303-48-01-123457,学校,300\n", "",
			[]models.PlatformRow{{Row: 2, Name: "齿轮厂", Lost: "A2", YearToDate: money(1200)},
				{Row: 3, Code: "2021-370303-48-01-123457", Name: "学校", YearToDate: money(300)}}},
	} {
		got, err := importer.ReadPlatform(t.Context(), test.file, []byte(test.text), october, test.unit)
		if diff := cmp.Diff(test.want, got.Rows); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s\n%+v", name, err, diff, got.Notes)
		}
	}
	for name, test := range map[string]struct{ text, code string }{
		"no unit":       {"项目代码,项目名称,本年累计\n2021-370303-48-01-123456,齿轮厂,1200\n", "unit_missing"},
		"another month": {"2021年9月投资情况（单位：万元）\n项目代码,项目名称,本年累计\n2021-370303-48-01-123456,齿轮厂,1200\n", "other_month"},
		"no amounts":    {"项目代码,项目名称,建设单位\n2021-370303-48-01-123456,齿轮厂,甲公司\n", "not_a_platform_export"},
	} {
		if _, err := importer.ReadPlatform(t.Context(), "a.csv", []byte(test.text), october, ""); err == nil ||
			models.AsError(err).Code != test.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := importer.ReadPlatform(t.Context(), "a.xlsx", []byte("PK"), october, ""); models.KindOf(err) !=
		models.KindInvalid {
		t.Errorf("a damaged file: %v", err)
	}
}

// Each basis keeps the unit of its own column, whatever stands before it.
func TestAPlatformsUnitIsThatOfTheColumn(t *testing.T) {
	const text = "项目代码,项目名称,总投资（亿元）,本年累计完成投资（万元）,自开始建设累计完成投资（亿元）\n" +
		"2021-370303-48-01-123456,齿轮厂,3.2,12300,1.52\n"
	got, err := importer.ReadPlatform(t.Context(), "2021年10月.csv", []byte(text), models.MonthOf(2021, 10), "")
	want := map[models.PlatformBasis]models.Unit{models.PlatformYearToDate: models.WanYuan,
		models.PlatformToDate: models.YiYuan}
	if diff := cmp.Diff(want, got.Units); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	if step := models.PlatformStep(got.Rows, models.PlatformYearToDate, got.Units[models.PlatformYearToDate]); step !=
		models.WanYuan.Fen() {
		t.Errorf("12345 万元 would be the same: the step is %s 万元", step.Wan())
	}
}
