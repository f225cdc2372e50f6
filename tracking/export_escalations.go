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

// ExportEscalations writes the reminders and rungs of a programme as a list, the worst open ones first, as it was at
// the end of a month; month 0 is now.
func (s *Service) ExportEscalations(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, func(tx *store.Tx, p models.Programme, out *bytes.Buffer) (string, error) {
		g, now, err := s.gatherAt(tx, p, month)
		if err != nil {
			return "", err
		}
		t := workbook.EscalationTable{Title: p.Name + "督办清单", PreparedBy: preparedBy, AsOf: now}
		if p.Trial(now.Date()) {
			t.Notes = append(t.Notes, "试运行期间只记录，不发送")
		}
		for _, f := range g.facts {
			for _, e := range f.Escalations {
				t.Lines = append(t.Lines, g.escalationLine(f, e, now))
			}
		}
		slices.SortStableFunc(t.Lines, func(a, b workbook.EscalationLine) int {
			return cmp.Or(cmp.Compare(b.Rung.Height(), a.Rung.Height()), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Code, b.Code))
		})
		return p.Name + "督办清单" + upTo(month) + ".xlsx", workbook.WriteEscalations(out, t)
	})
}

func (g programmeData) escalationLine(f models.Facts, e models.Escalation, now models.Instant) workbook.EscalationLine {
	l := workbook.EscalationLine{
		Code: f.Project.Code, Project: f.Project.Name, CityMajor: cityMajor(f),
		ResponsibleUnit: g.names.Organisations[f.Project.ResponsibleUnitID],
		Sponsor:         g.names.Posts[f.Project.SponsorPostID], What: whatOf(e), Due: e.Due, Rung: e.Rung, Since: e.At,
		Open: e.Open(), Standing: standingWord(e), Assumed: e.CalendarAssumed,
	}
	if e.Kind == models.KindRung && e.Item != models.ItemInvestment { // a figure is behind its schedule, not overdue
		l.DaysLate = g.calendar.Between(e.Due, cmp.Or(e.ClosedAt, now).Date())
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
