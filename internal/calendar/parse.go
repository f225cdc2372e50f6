package calendar

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"duban/models"
)

// Table is one year's holiday table.
type Table struct {
	Year   int
	Notice string               // number of the notice; may be empty
	Days   []models.CalendarDay // days that differ from the normal week, sorted
}

// maxTable is the size limit of a table in bytes; real ones have about 2 KB.
const maxTable = 64 << 10

// Parse parses one year's table in the format of the package comment. Every error is KindInvalid with code
// "bad_calendar" and names the place.
func Parse(r io.Reader) (Table, error) {
	var file struct {
		Year   int    `json:"year"`
		Notice string `json:"notice"`
		Off    []struct {
			Name string `json:"name"`
			From string `json:"from"`
			To   string `json:"to"`
		} `json:"off"`
		Worked []struct {
			Name string `json:"name"`
			Date string `json:"date"`
		} `json:"worked"`
	}
	d := json.NewDecoder(io.LimitReader(r, maxTable))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return Table{}, bad("节假日表不是约定的 JSON 格式，应有 year、notice、off（name、from、to）、worked（name、date）").Because(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Table{}, bad("节假日表只能有一个 JSON 对象，请去掉多余内容")
	}
	if file.Year < 2000 || file.Year > 2999 {
		return Table{}, bad("节假日表的年份 %d 无效，应为 2027 这样的四位年份", file.Year)
	}
	t := tableBuilder{Table: Table{Year: file.Year, Notice: file.Notice}, seen: map[models.Date]string{}}
	for _, h := range file.Off {
		from, err := t.day(h.Name, h.From)
		if err != nil {
			return Table{}, err
		}
		to, err := t.day(h.Name, h.To)
		if err != nil {
			return Table{}, err
		}
		if to < from {
			return Table{}, bad("%d 年“%s”的放假止日 %s 早于起日 %s，请更正", file.Year, h.Name, to, from)
		}
		if to-from >= longest {
			return Table{}, bad("%d 年“%s”放假 %d 天，超过 %d 天，请核对起止日期", file.Year, h.Name, to-from+1, longest)
		}
		for day := from; day <= to; day++ {
			if err := t.add(models.CalendarDay{Date: day, Name: h.Name}); err != nil {
				return Table{}, err
			}
		}
	}
	for _, w := range file.Worked {
		day, err := t.day(w.Name, w.Date)
		if err != nil {
			return Table{}, err
		}
		if wd := day.Weekday(); wd != time.Saturday && wd != time.Sunday {
			return Table{}, bad("%d 年“%s”的调休上班日 %s 不是周末，请更正", file.Year, w.Name, day)
		}
		if err := t.add(models.CalendarDay{Date: day, Working: true, Name: w.Name}); err != nil {
			return Table{}, err
		}
	}
	return t.complete()
}

// longest is the most days that a holiday may have; more is a typing error.
const longest = 15

// tableBuilder checks days as they are added.
type tableBuilder struct {
	Table
	seen map[models.Date]string
}

func (t *tableBuilder) day(name, text string) (models.Date, error) {
	if name == "" {
		return 0, bad("%d 年的节假日表有一项没有名称（name），请补上", t.Year)
	}
	day, err := models.ParseDate(text)
	if err != nil {
		return 0, bad("%d 年“%s”的日期“%s”无效，应为 2021-06-30 这样的写法", t.Year, name, text).Because(err)
	}
	if first := models.DateOf(t.Year, 1, 1); day < first-14 || day > models.DateOf(t.Year, 12, 31) {
		return 0, bad("%d 年“%s”的日期“%s”不在该年度内，请更正", t.Year, name, text)
	}
	return day, nil
}

func (t *tableBuilder) add(d models.CalendarDay) error {
	if earlier, twice := t.seen[d.Date]; twice {
		return bad("%d 年的 %s 同时列在“%s”和“%s”下，请只保留一处", t.Year, d.Date, earlier, d.Name)
	}
	t.seen[d.Date] = d.Name
	t.Days = append(t.Days, d)
	return nil
}

// complete refuses a table that covers only part of a year: working days would be counted wrongly without notice.
func (t *tableBuilder) complete() (Table, error) {
	for _, day := range fixed {
		date := models.DateOf(t.Year, day[0], day[1])
		if at := slices.IndexFunc(t.Days, func(d models.CalendarDay) bool { return d.Date == date && !d.Working }); at < 0 {
			return Table{}, bad("%d 年的节假日表不完整：缺少法定放假日 %s", t.Year, date.Chinese())
		}
	}
	slices.SortFunc(t.Days, func(a, b models.CalendarDay) int { return int(a.Date - b.Date) })
	return t.Table, nil
}

func bad(format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, "bad_calendar", format, args...)
}
