package compare

import (
	"slices"

	"duban/importer"
	"duban/models"
)

// SaidTotals answers the question whether totals that move by ten times or more are right.
const (
	SaidTotals  = "totals"
	TotalsRight = "right"
)

// Sums are the totals of a list: its projects, their amounts, and what is done to the end of a month.
type Sums struct {
	Projects        int
	TotalInvestment models.Money
	AnnualPlan      models.Money
	Month           models.Month // 0: no month has a figure
	InMonth         models.Money
	YearToDate      models.Money // of each project its latest figure up to the month: approved, or else reported
}

// Sent are the totals that last went to the city.
type Sent struct {
	Sums
	Kind models.ClosingKind
	At   models.Instant
}

// Totals compare a list as it would stand after the import with what is on record and with what last went to the city.
type Totals struct {
	After  Sums
	Before *Sums // nil: there is no list yet
	Sent   *Sent // nil: nothing went up yet
	Moved  []models.Message
	Asked  bool // a person must say that they are right
}

// compareTotals computes the totals, and asks about those that move by ten times or more: the unit may be wrong.
func (c *comparison) compareTotals() {
	month := c.totalsMonth()
	t := &Totals{Sent: c.now.Sent}
	t.After = sumsOf(c.factsAfter(), c.diff.Programme.ID, month)
	if c.now.Exists {
		before := sumsOf(c.now.Facts, c.diff.Programme.ID, month)
		t.Before = &before
		t.Moved = movedBetween(before, t.After, models.Word("现有"))
	}
	if s := c.now.Sent; s != nil && len(t.Moved) == 0 {
		sent := s.Sums
		if sent.Month != t.After.Month {
			sent.YearToDate = 0
		}
		t.Moved = movedBetween(sent, t.After, models.Word("最近报市"))
	}
	c.diff.Totals = t
	if len(t.Moved) == 0 || c.choices.Said[SaidTotals] == TotalsRight {
		return
	}
	t.Asked = true
	c.diff.Findings = append(c.diff.Findings, importer.Finding{Severity: importer.SeverityError, Code: "totals_moved",
		Message: models.Messagef("导入后合计相差十倍以上，可能是金额单位不对：%s；核对无误的请确认%s", models.Words{Mark: "；", Items: t.Moved},
			importer.SayHint(SaidTotals))})
}

// totalsMonth returns the latest month of the workbook's reports, or else the latest month on record.
func (c *comparison) totalsMonth() models.Month {
	month := models.Month(0)
	for _, s := range c.book.Sheets {
		if s.Kind == importer.KindProgress && s.Skipped.IsZero() && s.Year == c.year {
			month = max(month, s.Month)
		}
	}
	if month != 0 {
		return month
	}
	for _, f := range c.now.Facts {
		for _, r := range f.Reports {
			if _, known := figureOf(r); known && r.Month.Year() == c.year {
				month = max(month, r.Month)
			}
		}
	}
	return month
}

// factsAfter are the facts of all projects after the import. A project with a row that is refused keeps what is on
// record.
func (c *comparison) factsAfter() []models.Facts {
	wrong := c.wrongRows()
	refused := map[string]bool{}
	for _, ch := range c.diff.Changes {
		if w, is := wrong[rowAt{ch.Sheet, ch.Row}]; is && !w.asked() {
			refused[ch.ProjectID] = true
		}
	}
	before := map[string]models.Facts{}
	for _, f := range slices.Concat(c.now.Facts, c.now.Elsewhere) {
		before[f.Project.ID] = f
	}
	var all []models.Facts
	for id, p := range c.projects {
		old, known := before[id]
		switch {
		case !refused[id]:
			all = append(all, p.facts)
		case known:
			all = append(all, old)
		}
	}
	return all
}

func sumsOf(all []models.Facts, programme string, month models.Month) (s Sums) {
	for _, f := range all {
		on := slices.ContainsFunc(f.Memberships, func(m models.Membership) bool {
			return m.ProgrammeID == programme && m.Active()
		})
		if !on {
			continue
		}
		s.Projects++
		s.TotalInvestment += f.Project.TotalInvestment
		s.AnnualPlan += f.Project.AnnualPlan
		if month == 0 {
			continue
		}
		if last, found := latestBefore(f.Reports, month+1); found && last.report.Month.Year() == month.Year() {
			s.Month = month
			s.YearToDate += last.ytd
			if last.report.Month == month {
				s.InMonth += inMonth(last.report)
			}
		}
	}
	return s
}

// inMonth returns a report's amount of its month alone: approved, or else reported.
func inMonth(r models.Report) models.Money {
	switch {
	case r.ApprovedMonth != nil:
		return *r.ApprovedMonth
	case r.ReportedMonth != nil:
		return *r.ReportedMonth
	}
	return 0
}

// movedBetween lists the totals that move by ten times or more.
func movedBetween(before, after Sums, than models.Word) []models.Message {
	var moved []models.Message
	for _, x := range []struct {
		field         models.Word
		before, after models.Money
	}{
		{models.WordOf(importer.FieldTotalInvestment), before.TotalInvestment, after.TotalInvestment},
		{models.WordOf(importer.FieldAnnualPlan), before.AnnualPlan, after.AnnualPlan},
		{models.WordOf(importer.FieldYearToDate), before.YearToDate, after.YearToDate},
	} {
		if x.before > 0 && x.after > 0 && (x.after/10 >= x.before || x.before/10 >= x.after) {
			moved = append(moved, models.Messagef("%s%s %s，导入后 %s", than, x.field, x.before.InWanYuan(), x.after.InWanYuan()))
		}
	}
	if before.Projects > 0 && (after.Projects >= 10*before.Projects || before.Projects >= 10*max(after.Projects, 1)) {
		moved = append(moved, models.Messagef("%s项目 %d 个，导入后 %d 个", than, before.Projects, after.Projects))
	}
	return moved
}
