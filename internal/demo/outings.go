package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

// outings enters a batch of projects that begin together, and a route of visits to projects whose pictures are on
// record.
func (f *filler) outings(ctx context.Context, year int, pictures []workbook.ProgressLine,
	refs map[string]string) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	list := fmt.Sprint(year)
	held, err := f.Outings(ctx, office, list)
	if err != nil || len(held.Outings) > 0 { // of an earlier run
		return err
	}
	code := func(name string) string { return strings.TrimPrefix(refs[name], list+"/") }
	var lines strings.Builder
	on, projects := beginTogether(year)
	for _, p := range projects {
		fmt.Fprintf(&lines, "%s\n", code(p))
	}
	if _, err := f.KeepOuting(ctx, office, f.key("batch"), list, "", models.OutingEntry{Kind: models.OutingStart,
		Title: fmt.Sprintf("%d年%d月重点项目集中开工（演示数据）", year, on.Month().Number()), On: on,
		Place: "主会场设在第一个项目现场", Lines: lines.String()}); err != nil {
		return err
	}
	lines.Reset()
	pictures = slices.DeleteFunc(slices.Clone(pictures), func(l workbook.ProgressLine) bool { return l.Problems != "" })
	if len(pictures) == 0 { // no month has ended
		return nil
	}
	for i, l := range pictures {
		fmt.Fprintf(&lines, "%s | 项目负责人 | %d | 15\n", code(l.Name), 10+5*(i%3))
	}
	day := f.day + 7
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day++
	}
	_, err = f.KeepOuting(ctx, office, f.key("route"), list, "", models.OutingEntry{Kind: models.OutingRoute,
		Title: "重点项目现场观摩（演示数据）", On: day, Begins: "8:30", Place: "区政府南门集合", Lines: lines.String()})
	return err
}

// beginTogether returns the names of the four projects of a year that begin last, and the day on which the last of them
// does.
func beginTogether(year int) (on models.Date, names []string) {
	type begins struct {
		name string
		on   models.Date
	}
	var all []begins
	for _, p := range sample.Programme(year).Projects {
		for _, m := range p.Milestones {
			if strings.Contains(m.Name, "开工") {
				all = append(all, begins{p.Project.Name, m.Due.Date})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b begins) int { return int(b.on - a.on) })
	for _, b := range all[:min(len(all), 4)] {
		on, names = max(on, b.on), append(names, b.name)
	}
	return on, names
}
