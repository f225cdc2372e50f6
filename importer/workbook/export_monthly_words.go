package workbook

import (
	"fmt"
	"strings"

	"duban/models"
)

// gaps is the banner of a month that is not reported as a whole; "" for one that is.
func (m Monthly) gaps() string {
	parts := []string{}
	for _, part := range []string{m.silence(), m.Figures.MissingWords()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n")
}

// silence is the banner of a month without reports.
func (m Monthly) silence() string {
	listed := 0
	for line := range m.Figures.EachListed() {
		if basis := line.Basis(); basis != models.BasisNone && basis != models.BasisCarried {
			return ""
		}
		listed++
	}
	if listed == 0 {
		return ""
	}
	s := fmt.Sprintf("%d年%d月尚无项目上报：", m.Figures.Month.Year(), m.Figures.Month.Number())
	if m.Figures.Known() {
		return s + "累计完成投资沿用以前月份的审定数。"
	}
	return s + "本月和累计完成投资空白，不是零。"
}

// notes puts the sheet's own footnotes before those of the whole report.
func (m Monthly) notes(own ...string) []string {
	if m.Figures.At != 0 {
		day := m.Figures.At.Date().Chinese()
		if m.Figures.Closing == 0 {
			own = append(own, fmt.Sprintf("亮灯、节点和督办层级为%s的状态，年度计划、责任单位等为现行值", day))
		} else {
			own = append(own, fmt.Sprintf("全部数据为月结时的记录，亮灯、节点和督办层级为%s的状态", day))
		}
	}
	if m.Figures.Dropped > 0 {
		own = append(own, droppedNote)
	}
	return append(own, m.Notes...)
}

// gapRatio is how far year-to-date is from schedule, in percentage points of the annual plan; negative is behind.
var gapRatio = &ratio{part: "ytd", minus: "scheduled", whole: "plan", scale: 100}

const (
	gapNote   = "与序时差距=（累计完成投资－序时目标）÷年度计划投资，单位为百分点，负数为滞后"
	basisNote = "投资数只计审定数：“沿用”为当月无审定数、沿用以前月份的累计数，“审定（差额）”的当月数为本期与上期累计之差；" +
		"上报未审定的另列，不计入合计"
	reportedHead = "另有上报未审定数"
)

// rateNote gives the base of a share of the plan under its name.
func rateNote(m Monthly, name string) string {
	month := m.Figures.Month
	return fmt.Sprintf("%s=1-%d月累计完成投资÷%d年计划投资，合计的基数为全部项目年度计划之和", name, month.Number(), month.Year())
}

var colourCodes = map[models.Colour]string{
	models.Green: "00703C", models.YellowHue: "B07D00", models.RedHue: "C00000", models.NoData: "7F7F7F",
}

// colourWord is a light that can be recognised on a black and white print.
func colourWord(c models.Colour) string {
	if c == models.NoData {
		return "○ " + c.LightName()
	}
	return "● " + c.LightName()
}

func colourCell(c models.Colour) any {
	if c == "" {
		return nil
	}
	return coloured{text: colourWord(c), colour: colourCodes[c]}
}

func levelWord(cityMajor bool) string {
	if cityMajor {
		return "市重大"
	}
	return "区重点"
}
