package models

import (
	"fmt"
	"strings"
)

// LightName returns the word for a light: 绿灯, 黄灯, 红灯 or 无数据.
func (c Colour) LightName() string {
	return map[Colour]string{Green: "绿灯", NoData: "无数据", YellowHue: "黄灯", RedHue: "红灯"}[c]
}

// Reached returns the words for a rung that is reached. They are not those of a card, which a person signs.
func (r Rung) Reached() string {
	switch r {
	case NoRung:
		return ""
	case Top:
		return "达到挂牌督办条件"
	}
	return "达到" + r.Chinese() + "标准"
}

// Source tells which record the figures are read from.
func (p ProgrammeFigures) Source() string {
	if p.Closing == 0 {
		return "未月结"
	}
	s := fmt.Sprintf("依据%d年%d月月结第%d版", p.Month.Year(), p.Month.Number(), p.Closing)
	if p.Rebuilt {
		s += "（按现有数据补录重建）"
	}
	return s
}

// Incomplete reports whether the month has a round and not every project that is due is approved (未报齐).
func (p ProgrammeFigures) Incomplete() bool {
	return p.Month.Number() > 1 && p.Round.Due > 0 && !p.Round.Complete()
}

// MissingWords names the projects a round is incomplete for, by what they lack; "" for a complete one.
func (p ProgrammeFigures) MissingWords() string {
	if !p.Incomplete() {
		return ""
	}
	s := fmt.Sprintf("未报齐：应报%d个，已审定%d个", p.Round.Due, p.Round.Approved)
	for _, state := range []struct {
		word  string
		state RoundState
	}{{"待审定", RoundWaiting}, {"已退回", RoundReturned}, {"未报", RoundMissing}, {"暂停、不计入应报", RoundPaused}} {
		var names []string
		for _, l := range p.Lines {
			if l.Round == state.state && !l.Dropped {
				names = append(names, l.Name)
			}
		}
		if len(names) > 0 {
			s += fmt.Sprintf("；%s%d个：%s", state.word, len(names), strings.Join(names, "、"))
		}
	}
	return s + "。"
}

// Basis tells what a project's figures of a month are.
type Basis string

// The bases, in the words sheets print and imports read.
const (
	BasisApproved   Basis = "审定"     // approved for the month
	BasisDifference Basis = "审定（差额）" // the same; the month alone is the difference of two cumulative figures
	BasisCarried    Basis = "沿用"     // the month has none: an earlier one stands
	BasisReported   Basis = "上报"     // handed in and not approved: no figure counts yet
	BasisNone       Basis = "未报"
)

// Bases lists the bases in the order they are printed.
var Bases = []Basis{BasisApproved, BasisDifference, BasisCarried, BasisReported, BasisNone}

// Basis returns what the figures of the month are.
func (out ProjectFigures) Basis() Basis {
	switch {
	case out.CarriedFrom != 0:
		return BasisCarried
	case out.Approved != nil && (out.ApprovedIn == nil || out.InMonth == nil || *out.ApprovedIn != *out.InMonth):
		return BasisDifference
	case out.Approved != nil:
		return BasisApproved
	case out.Reported != nil || out.ReportedIn != nil:
		return BasisReported
	}
	return BasisNone
}

// BasisWord is the basis with the month a carried figure is of (沿用7月).
func (out ProjectFigures) BasisWord() string {
	if out.CarriedFrom != 0 {
		return fmt.Sprintf("%s%d月", BasisCarried, out.CarriedFrom.Number())
	}
	return string(out.Basis())
}

// DoneLate reports whether a milestone was completed after its due date: the completion date decides, not the day it
// was accepted. A due date on a day off is the working day it moves to (顺延至).
func (m MilestoneFigures) DoneLate() bool {
	return m.Status == MilestoneDone && m.Due != 0 && m.DoneOn > max(m.Due, m.FallsDue)
}

// mark is printed behind a count through a year without days off.
func (l Lateness) mark() string {
	if l.Assumed {
		return "（推算）"
	}
	return ""
}

// Standing tells how a milestone stands on the day its figures are of.
func (m MilestoneFigures) Standing(day Date) string {
	switch {
	case m.DoneLate() && m.Counted > 0:
		return fmt.Sprintf("超期%d个工作日完成%s", m.Counted, m.mark())
	case m.DoneLate():
		return "超期完成"
	case m.Status == MilestoneDone:
		return "按期完成"
	case m.Counted > 0:
		return fmt.Sprintf("逾期%d个工作日%s", m.Counted, m.mark())
	case m.Due != 0 && max(m.Due, m.FallsDue) < day:
		return "到期未完成"
	}
	return "未完成"
}

// DueIn reports whether a month's report has to mention a milestone: due in the month, late from before, or completed
// in it. closed: the project is not followed any more, what is open in it is not late.
func (m MilestoneFigures) DueIn(month Month, closed bool) bool {
	first, last := month.First(), month.Last()
	return m.Due != 0 && (m.Due >= first && m.Due <= last || m.DoneOn >= first && m.DoneOn <= last ||
		m.Due < first && m.Status == MilestoneOpen && !closed)
}

// Closed reports whether the project was closed by the moment its figures stand at.
func (out ProjectFigures) Closed(at Instant) bool {
	p := out.Record.Project
	return p.Status == ProjectClosed && p.ClosedAt <= at
}
