package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Lagging lists the projects that have no green light or a rung that is open: the worst light first, then the highest
// rung, then the farthest behind schedule.
func (p ProgrammeFigures) Lagging() (lagging []ProjectFigures) {
	for line := range p.EachListed() {
		if line.Light != Green || line.Rung != NoRung {
			lagging = append(lagging, *line)
		}
	}
	slices.SortStableFunc(lagging, func(a, b ProjectFigures) int {
		return cmp.Or(cmp.Compare(b.Light.Severity(), a.Light.Severity()), cmp.Compare(b.Rung.Height(), a.Rung.Height()),
			cmp.Compare(a.leadPoints(), b.leadPoints()))
	})
	return lagging
}

// leadPoints is how far ahead of schedule a project is, in 1/10000 of its plan.
func (out ProjectFigures) leadPoints() Money {
	lead := -out.Scheduled
	if out.Approved != nil {
		lead += *out.Approved
	}
	return lead.Share(10000, int64(out.Plan))
}

// ReasonWithoutAmounts is the reason of a light without the amounts in it.
func (out ProjectFigures) ReasonWithoutAmounts() string {
	if out.Approved == nil || out.Light == NoData || out.Scheduled <= 0 {
		return out.Reason.Text
	}
	return fmt.Sprintf("完成序时进度的%s%%", Percent(*out.Approved, out.Scheduled))
}

// NextAtRung is the milestone behind the highest rung that is open, else the open one due first.
func (out ProjectFigures) NextAtRung() (next MilestoneFigures) {
	for _, m := range out.Milestones {
		if m.Status != MilestoneOpen || m.Due == 0 {
			continue
		}
		if out.Rung != NoRung && m.Rung == out.Rung {
			return m
		}
		if next.Due == 0 || m.Due < next.Due {
			next = m
		}
	}
	return next
}

// LaggingWords counts projects that lag by their lights and their late items by rung.
func LaggingWords(lagging []ProjectFigures) string {
	if len(lagging) == 0 {
		return "全部项目均为绿灯，无滞后项目。"
	}
	t := TotalsOf(lagging)
	var parts []string
	for _, c := range []Colour{RedHue, YellowHue, NoData, Green} {
		if n := t.Lights[c]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d个", c.LightName(), n))
		}
	}
	s := fmt.Sprintf("共%d个项目需要关注：%s。", len(lagging), strings.Join(parts, "，"))
	parts = nil
	for _, rung := range []Rung{Top, Red, Yellow, Urging} {
		if n := t.Rungs[rung]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项", rung.Reached(), n))
		}
	}
	if len(parts) > 0 {
		s += "逾期事项：" + strings.Join(parts, "，") + "。"
	}
	return s
}
