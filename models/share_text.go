package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// ShareText is how the programme stands as text to be pasted into a chat or a speech: the summary of the month, then
// the projects furthest behind by name and share of their schedule. It has neither forecasts nor the amounts of private
// firms' projects, since it may be passed on. "" while nothing is approved.
func (p ProgrammeFigures) ShareText(programme Programme, named int) string {
	text := p.SummaryFor(programme)
	if text == "" {
		return ""
	}
	behind := slices.DeleteFunc(p.Listed(), func(l ProjectFigures) bool { return l.Behind == 0 })
	if len(behind) == 0 {
		return text + "\n没有落后于序时进度的项目。"
	}
	slices.SortStableFunc(behind, func(a, b ProjectFigures) int { return cmp.Compare(b.Behind, a.Behind) })
	var names []string
	for _, l := range behind[:min(named, len(behind))] {
		names = append(names, fmt.Sprintf("%s（%s，完成序时进度的%s%%）", l.Name, l.Unit, Percent(*l.Approved, l.Scheduled)))
	}
	rest := ""
	if len(behind) > named {
		rest = "等"
	}
	return fmt.Sprintf("%s\n落后于序时进度的项目%d个：%s%s。", text, len(behind), strings.Join(names, "、"), rest)
}
