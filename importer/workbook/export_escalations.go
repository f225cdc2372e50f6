package workbook

import (
	"io"

	"duban/models"
)

// EscalationTable is the record of reminders and rungs of a programme (督办清单).
type EscalationTable struct {
	Title      string
	PreparedBy string
	AsOf       models.Instant // when the list is made
	Source     string         // which record it is read from
	Lines      []EscalationLine
	Notes      []string
}

// EscalationLine is one rung or reminder.
type EscalationLine struct {
	Code            string
	Project         string
	ResponsibleUnit string
	Sponsor         string
	CityMajor       bool
	What            string      // 事项: 节点“主体封顶”, 6月月报
	Due             models.Date // none: not by a date
	Rung            models.Rung // none: a reminder
	Since           models.Instant
	DaysLate        int // working days from the due date to the day it ended, or to AsOf
	To              string
	Open            bool
	Standing        string // 未了结, 已了结：…, 越级未发 …
	Assumed         bool   // days are 推算
}

// WriteEscalations writes the list, open ones first and settled ones below. Errors are KindInternal.
func WriteEscalations(w io.Writer, t EscalationTable) error {
	groups := []group{{}, {}}
	assumed := false
	for _, l := range t.Lines {
		into := &groups[1]
		if l.Open {
			into = &groups[0]
		}
		rung := "提醒"
		if l.Rung != models.NoRung {
			rung = l.Rung.Reached()
		}
		var days any
		if l.DaysLate > 0 {
			days = l.DaysLate
		}
		assumed = assumed || l.Assumed && l.DaysLate > 0
		into.lines = append(into.lines, []any{
			len(into.lines) + 1, text(l.Code), starred(l.Project, l.CityMajor), text(l.ResponsibleUnit), text(l.Sponsor), l.What,
			realDate(l.Due, formatISODate), rung, realDate(l.Since.Date(), formatISODate), days, text(l.To), l.Standing,
		})
	}
	var shown []group
	for i, title := range []string{"未了结", "已了结及提醒"} {
		if len(groups[i].lines) > 0 {
			groups[i].title = counted(numerals[len(shown)]+"、"+title, len(groups[i].lines))
			shown = append(shown, groups[i])
		}
	}
	notes := append([]string{"逾期按工作日计算，审核中和暂停的日期不计，已了结的计到了结之日"}, t.Notes...)
	if assumed {
		notes = append(notes, assumedNote)
	}
	lead := ""
	if len(shown) == 0 {
		lead = "没有提醒或督办记录。"
	}
	return writeBook(w, t.Title, &table{
		sheet: "督办清单", title: t.Title, lead: lead,
		preparedBy: preparedBy(t.PreparedBy) + "　　编制时间" + t.AsOf.Minute() + "　　" + t.Source,
		signed:     true, readOnly: true, figures: true,
		columns: []column{
			{key: "number", head: "序号", width: 6, show: showCount},
			{key: "code", head: "项目编码", width: 14, show: showCentre},
			{key: "name", head: "项目名称", width: 30},
			{key: "unit", head: "责任单位", width: 20, show: showCentre},
			{key: "sponsor", head: "包保领导", width: 16, show: showCentre},
			{key: "what", head: "事项", width: 34},
			{key: "due", head: "到期日", width: 13, show: showDate},
			{key: "rung", head: "层级", width: 15, show: showCentre},
			{key: "since", head: "起始日期", width: 13, show: showDate},
			{key: "days", head: "逾期（工作日）", width: 9, show: showCount},
			{key: "to", head: "报送对象", width: 26},
			{key: "standing", head: "状态", width: 24},
		},
		groups: shown, notes: notes,
	})
}
