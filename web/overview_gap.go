package web

import (
	"duban/models"
	"duban/tracking"
)

// waterfall leads from what is scheduled to what is approved, a row for each project or group that makes the
// difference. Positions are per mille of the width; the axis is cut to where the steps are, so both ends are lines and
// not bars.
type waterfall struct {
	Year  int
	Gap   models.Gap
	Start int // of what is scheduled
	End   int // of what is approved
	Rows  []fallRow
}

// fallRow is one step.
type fallRow struct {
	models.GapStep
	Line  *tracking.ProjectLine // of a single project
	From  int                   // left end of its bar
	Width int
}

// fallMargin is how far the steps keep from both ends of the axis, in per mille.
const fallMargin = 20

func waterfallOf(o tracking.Overview) waterfall {
	w := waterfall{Year: o.Status.Year, Gap: o.GapSteps}
	low, high := min(w.Gap.Scheduled, w.Gap.Approved), max(w.Gap.Scheduled, w.Gap.Approved)
	at := w.Gap.Scheduled
	for _, s := range w.Gap.Steps {
		at += s.Amount
		low, high = min(low, at), max(high, at)
	}
	place := func(m models.Money) int {
		if high == low {
			return fallMargin
		}
		const width = 1000 - 2*fallMargin
		return fallMargin + int(models.Money(width).Share(int64(m-low), int64(high-low)))
	}
	w.Start, w.End = place(w.Gap.Scheduled), place(w.Gap.Approved)
	at = w.Gap.Scheduled
	for _, s := range w.Gap.Steps {
		row := fallRow{GapStep: s}
		from, to := place(at), place(at+s.Amount)
		at += s.Amount
		row.From, row.Width = min(from, to), max(from, to)-min(from, to)
		if s.Kind == models.GapOneProject {
			for i := range o.Gap {
				if o.Gap[i].Code == s.Code {
					row.Line = &o.Gap[i]
				}
			}
		}
		w.Rows = append(w.Rows, row)
	}
	return w
}

// fallTitles name the steps that sum up several projects.
var fallTitles = map[models.GapKind]phrase{
	models.GapOthers:  "其余落后项目 %d 个",
	models.GapUnknown: "无审定数项目 %d 个",
	models.GapDropped: "已调出项目 %d 个",
	models.GapAhead:   "超前项目 %d 个",
}

// Title names a step of several projects.
func (r fallRow) Title(l lang) string { return l.text(fallTitles[r.Kind], r.Projects) }
