package tracking

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportEscalations makes the record of reminders and rungs of a programme as a list, the worst open ones first, as it
// stood at the end of a month; month 0 is now. Names and units are those of the month's closing.
func (s *Service) ExportEscalations(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportEscalations, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown = of.Now(of.present(), of.now)
		t := workbook.EscalationTable{Title: p.Name + "督办清单", PreparedBy: preparedBy, AsOf: of.now, Source: "现状"}
		if month != 0 {
			if shown, err = of.month(tx, month); err != nil {
				return shown, "", err
			}
			t.Source = shown.Source()
		}
		if p.Trial(shown.At.Date()) {
			t.Notes = append(t.Notes, "试运行期间只记录，不发送")
		}
		if t.Lines, err = of.escalationLines(tx, shown, month); err != nil {
			return shown, "", err
		}
		return shown, p.Name + "督办清单" + upTo(month) + ".xlsx", workbook.WriteEscalations(out, t)
	})
}

// escalationLines lists the records of the projects that were on the list, the highest rung first, then what was due
// first.
func (e exportData) escalationLines(tx *store.Tx, shown models.ProgrammeFigures,
	month models.Month) (out []workbook.EscalationLine, err error) {
	for _, l := range shown.Listed() {
		m, err := e.MemberOf(tx, l.ProjectID)
		if err != nil {
			return nil, err
		}
		f := m.Facts
		if month != 0 {
			f = models.AsOf(f, month, shown.At, m.Moves)
		}
		rules := models.RulesFor(f, e.Calendar)
		for _, escalation := range f.Escalations {
			out = append(out, escalationLine(rules, f, l, escalation, shown.At))
		}
	}
	slices.SortStableFunc(out, func(a, b workbook.EscalationLine) int {
		return cmp.Or(cmp.Compare(b.Rung.Height(), a.Rung.Height()), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Code, b.Code))
	})
	return out, nil
}

func escalationLine(rules models.Rules, f models.Facts, of models.ProjectFigures, e models.Escalation,
	now models.Instant) workbook.EscalationLine {
	l := workbook.EscalationLine{
		Code: of.Code, Project: of.Name, CityMajor: of.CityMajor, ResponsibleUnit: of.Unit, Sponsor: of.Sponsor,
		What: whatOf(e), Due: e.Due, Rung: e.Rung, Since: e.At, Open: e.Open(), Standing: standingWord(e),
		Assumed: e.CalendarAssumed,
	}
	if e.Kind == models.KindRung {
		l.DaysLate = rules.EscalationLateness(f, e, now).Counted
	}
	var to []string
	for _, a := range e.To {
		to = append(to, audienceWords[a])
	}
	l.To = strings.Join(to, "、")
	return l
}

// whatOf returns the item of a record, in the words of its notice.
func whatOf(e models.Escalation) string {
	return e.About().Text
}

var audienceWords = map[models.Audience]string{
	models.ToOwnerContact: "项目单位联系人", models.ToOwnerHead: "项目单位负责人", models.ToUnitContact: "责任单位联系人",
	models.ToUnitHead: "责任单位负责人",
	models.ToSponsor:  "包保领导", models.ToOffice: "重点项目办", models.ToOfficeHead: "重点项目办负责人", models.ToDeputyInCharge: "分管副区长",
	models.ToDistrictHead: "区长", models.ToSupervision: "督查室",
}

// AudienceWord names an audience.
func AudienceWord(a models.Audience) string { return audienceWords[a] }

func standingWord(e models.Escalation) string {
	word := ""
	switch {
	case e.Kind == models.KindReminder:
		word = "已提醒"
	case e.PassedOver:
		word = "越级，未发"
	case e.Open():
		word = "未了结"
	case e.CloseReason != "":
		word = "已了结：" + e.CloseReason
	default:
		word = "已了结"
	}
	if e.Trial {
		word += "（试运行，未发送）"
	}
	return word
}
