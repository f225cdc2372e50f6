package tracking

import (
	"cmp"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// closingCase is a month of a programme that is looked at to be closed, confirmed or reopened.
type closingCase struct {
	figures.Programme
	request CloseRequest
	kind    models.ClosingKind
	now     models.Instant
	due     models.Date
	next    models.ProgrammeFigures
	newest  models.MonthClosing // version before; none: ID ""
	missing []string
}

func (s *Service) closing(tx *store.Tx, programme string, r CloseRequest) (closingCase, error) {
	c := closingCase{request: r, kind: cmp.Or(r.Kind, models.ClosedMonth), now: s.now()}
	p, err := s.programmeOf(tx, programme)
	if err != nil {
		return c, err
	}
	if !slices.Contains(closingKinds, c.kind) {
		return c, models.Errorf(models.KindInvalid, "bad_kind", "不认识的种类“%s”，应为 month、estimate 或 verified", c.kind)
	}
	if c.Programme, err = s.figures(tx, p); err != nil {
		return c, err
	}
	if c.due, err = dueOf(c.Programme, c.kind, r.Month); err != nil {
		return c, err
	}
	if c.kind != models.ClosedMonth {
		c.due = c.Rounds.ConfirmedBy(c.kind, r.Month, c.Calendar)
	}
	c.next, c.newest, err = c.Preview(tx, c.kind, r.Month, c.now)
	c.missing = c.next.MissingIn(c.kind)
	return c, err
}

// dueOf returns when a round is due. Only rounds can be closed; what goes up has January too.
func dueOf(p figures.Programme, kind models.ClosingKind, month models.Month) (models.Date, error) {
	for _, round := range p.Book().Ladder.RoundsBy(p.Calendar, p.Year) {
		if round.Month == month {
			return round.Due, nil
		}
	}
	if kind != models.ClosedMonth && month.Year() == p.Year {
		return 0, nil
	}
	return 0, models.Errorf(models.KindInvalid, "month_outside_year", "%s 不是“%s”的填报月份，请选择 %d 年 2—12 月", month,
		p.Name, p.Year)
}

func (c closingCase) closed() bool { return c.newest.ID != "" && !c.newest.Reopened }

// mayClose says whether the month can be closed, or the report confirmed, now.
func (c closingCase) mayClose() error {
	month := c.request.Month
	switch today := c.now.Date(); {
	case c.kind == models.ClosedMonth && c.closed():
		return models.Errorf(models.KindConflict, "already_closed", "%d月已月结（第%d版），如需更改请先重新开启",
			models.MonthNumber(month.Number()),
			c.newest.Version)
	case month.First() > today:
		return models.Errorf(models.KindInvalid, "round_not_due", "%d月尚未开始，不能办理", models.MonthNumber(month.Number()))
	case c.kind == models.ClosedMonth && len(c.missing) > 0 && today <= c.due:
		return models.Errorf(models.KindInvalid, "round_not_due", "%d月月报于%s截止，尚有 %d 个项目未审定，截止后方可月结",
			models.MonthNumber(month.Number()), c.due, len(c.missing))
	case c.kind != models.ClosedMonth && c.newest.ID != "" && c.request.Reason == "":
		return models.Errorf(models.KindInvalid, "reason_missing", "%d月%s已确认（第%d版），再次确认请说明原因",
			models.MonthNumber(month.Number()), c.kind.Word(), c.newest.Version)
	case c.kind == models.ClosedMonth && (len(c.missing) > 0 || c.newest.Reopened) && c.request.Reason == "":
		return models.Errorf(models.KindInvalid, "reason_missing", "尚有 %d 个项目未审定，或该月曾重新开启：月结请说明原因", len(c.missing))
	}
	return nil
}

// mayReopen says whether the month can be opened again.
func (c closingCase) mayReopen(tx *store.Tx) error {
	month := models.MonthNumber(c.request.Month.Number())
	switch {
	case c.kind != models.ClosedMonth:
		return models.Errorf(models.KindInvalid, "bad_kind", "已上报的%s不能重新开启，请确认新的一版", c.kind.Word())
	case !c.closed():
		return models.Errorf(models.KindConflict, "not_closed", "%d月没有月结，无须重新开启", month)
	case c.request.Reason == "":
		return models.Errorf(models.KindInvalid, "reason_missing", "重新开启%d月请说明原因", month)
	case c.request.Document != "":
		return nil
	}
	out, err := tx.SentFiguresOf(c.ID, c.request.Month)
	if err == nil && len(out) > 0 {
		return models.Errorf(models.KindInvalid, "document_missing", "%d月数据已对外提供 %d 次，重新开启应有依据，请填写文号", month, len(out))
	}
	return err
}

func (c closingCase) preview(tx *store.Tx) (ClosePreview, error) {
	out := ClosePreview{Programme: c.Name, ID: c.ID, Year: c.Year, Kind: c.kind, Month: c.request.Month, Due: c.due,
		AsOf: c.now, Totals: c.next.Totals, Target: c.next.Target, Missing: c.missing, Lines: c.next.Lines,
		Carried: []models.ProjectFigures{}, Closed: c.closed(), Version: c.newest.Version + 1}
	for _, l := range c.next.Listed() {
		if l.CarriedFrom != 0 {
			out.Carried = append(out.Carried, l)
		}
	}
	given := c
	given.request.Reason = "-" // whether a reason is needed is said beside its field
	if err := given.mayClose(); err != nil {
		out.Refusal = models.AsError(err).Message.PageText()
	}
	var err error
	if out.GoneOut, err = sentViews(tx, c.Programme, c.kind, c.request.Month); err != nil || c.newest.ID == "" {
		return out, err
	}
	v, err := closingView(c.newest)
	if err != nil {
		return out, err
	}
	v.Newest = true
	out.Newest = &v
	return out, nil
}
