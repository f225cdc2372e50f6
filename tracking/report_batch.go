package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// ReportBatch is the form in which a person hands in the month of all the projects they report for.
type ReportBatch struct {
	AsOf   models.Instant `json:"as_of"`
	Month  models.Month   `json:"month"`
	Months []models.Month `json:"months"`   // that any of the projects may report now, and this one
	Total  int            `json:"total"`    // projects that may report the month, and those that have reported it
	Rows   []ReportForm   `json:"projects"` // the part of them that was asked for, by code
}

// projectToFill is a project of a batch, with its rules and whether the person may report it, for its owner.
type projectToFill struct {
	models.Facts
	rules         models.Rules
	may, onBehalf bool
}

// ReportBatch returns the forms of a month of the projects a person reports for: of the owners and responsible units
// they act for, and of the current list for the office. Month 0 is the latest month that any of them may report.
// Part returns which of so many projects are asked for, from the first up to another that is not included.
func (s *Service) ReportBatch(ctx context.Context, actor models.Actor, month models.Month,
	part func(total int) (from, to int)) (ReportBatch, error) {
	if err := models.CanSubmit(actor); err != nil {
		return ReportBatch{}, err
	}
	if err := models.CanRead(actor); err != nil { // what was reported before is shown
		return ReportBatch{}, err
	}
	out := ReportBatch{AsOf: s.now(), Rows: []ReportForm{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		facts, err := s.factsToFill(tx, actor)
		if err != nil {
			return err
		}
		all := make([]projectToFill, len(facts))
		for i, f := range facts {
			onBehalf, err := models.CanFill(actor, f.Project)
			all[i] = projectToFill{f, models.RulesFor(f, common.Calendar), err == nil, onBehalf}
		}
		out.choose(all, month)
		var due []projectToFill
		for _, f := range all {
			if f.may && f.Project.Year == out.Month.Year() &&
				models.RoundStateOf(f.rules, f.Facts, out.Month, out.AsOf.Date()) != models.RoundNotDue {
				due = append(due, f)
			}
		}
		out.Total = len(due)
		from, to := part(out.Total)
		due = due[from:to]
		for _, f := range due {
			row := reportForm(f.rules, f.Facts, formHead(f.Facts, common, f.onBehalf, out.AsOf), out.Month)
			row.Last = lastOf(f.Facts, reportOfMonth(out.Month))
			out.Rows = append(out.Rows, row)
		}
		return out.decided(tx, due)
	})
	return out, err
}

// factsToFill loads the open projects a person reports for, by year, the latest first, and code.
func (s *Service) factsToFill(tx *store.Tx, actor models.Actor) (all []models.Facts, err error) {
	if models.CanSeeAll(actor) == nil { // the office and the operator, who fill in for every project
		g, err := s.standingOf(tx, "")
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(slices.Clone(g.Facts()), func(f models.Facts) bool {
			return f.Project.Status == models.ProjectClosed
		})
		return all, nil
	}
	projects, err := tx.ProjectsFor(actor.Organisations(models.RoleOwner), actor.Organisations(models.RoleUnit))
	if err != nil {
		return nil, err
	}
	members, err := s.factsOf(tx, projects)
	for _, m := range members {
		all = append(all, m.Facts)
	}
	return all, err
}

// choose sets the months that may be reported and the one that is shown.
func (b *ReportBatch) choose(all []projectToFill, month models.Month) {
	for _, f := range all {
		for _, m := range reportable(f.Facts, f.rules.Ladder, b.AsOf.Date()) {
			if !slices.Contains(b.Months, m) {
				b.Months = append(b.Months, m)
			}
		}
	}
	slices.Sort(b.Months)
	switch {
	case month != 0:
		b.Month = month
	case len(b.Months) > 0:
		b.Month = b.Months[len(b.Months)-1]
	default:
		ladder := models.LadderOf(models.NewLadder)
		if len(all) > 0 {
			ladder = all[0].rules.Ladder
		}
		b.Month = openRound(ladder, b.AsOf.Date().Year(), b.AsOf.Date())
	}
	if !slices.Contains(b.Months, b.Month) {
		b.Months = append(b.Months, b.Month)
		slices.Sort(b.Months)
	}
}

// decided adds the files and decisions of what was handed in, in one statement; the facts are those of the rows.
func (b *ReportBatch) decided(tx *store.Tx, facts []projectToFill) error {
	var projects []string
	for i, row := range b.Rows {
		if row.Last != nil {
			projects = append(projects, facts[i].Project.ID)
		}
	}
	reviews, attachments, err := tx.HandedIn(projects...)
	if err != nil {
		return err
	}
	reviewsOf, filesOf := map[string][]models.Review{}, map[string][]models.Attachment{}
	for _, r := range reviews {
		reviewsOf[r.SubmissionID] = append(reviewsOf[r.SubmissionID], r)
	}
	for _, a := range attachments {
		filesOf[a.SubmissionID] = append(filesOf[a.SubmissionID], a)
	}
	for _, row := range b.Rows {
		if row.Last != nil {
			row.Last.decided(reviewsOf[row.Last.ID], filesOf[row.Last.ID])
		}
	}
	return nil
}
