package tracking_test

import (
	"bytes"
	"slices"
	"testing"

	"duban/importer/workbook"
	"duban/models"
	"duban/tracking"
)

// reserveEntry is a complete application of a unit.
func reserveEntry(name, unit string) models.ReserveEntry {
	return models.ReserveEntry{Name: name, Unit: unit, Owner: "新建设有限公司", Stage: models.StageNewStart,
		Investor: models.InvestorState, Sector: "城市更新", Scale: "新建厂房3万平方米", Start: models.MonthOf(2022, 3),
		Finish: models.MonthOf(2023, 10), Total: 50_000_000_00, AnnualPlan: 20_000_000_00, Funding: "自筹", Contact: "张某",
		Phone: "0533-2345678"}
}

// take takes an act as the actor and returns the list.
func (h *env) take(a models.Actor, key string, c models.ReserveCommand, ids ...string) tracking.ReserveView {
	h.t.Helper()
	v, err := h.TakeReserves(h.t.Context(), a, key, tracking.ReserveTake{Applications: ids, ReserveCommand: c})
	if err != nil {
		h.t.Fatalf("%s: %v", key, err)
	}
	return v
}

// A unit's applications pass the first screening and the joint review, are listed under the list's document, and become
// the next year's plan with this year's unfinished projects through the ordinary import: nothing is typed again.
func TestNextYearsListBecomesThePlan(t *testing.T) {
	h := planned(t, 4)
	ctx := t.Context()
	h.until(models.DateOf(2021, 11, 10).At(10, 0))
	facts := h.facts(district)
	own := facts[0].Project
	units := h.organisation(own.ResponsibleUnitID)
	unit := holding(models.RoleUnit, own.ResponsibleUnitID)

	one, err := h.KeepReserve(ctx, unit, "one", "", tracking.ReserveKeep{ReserveEntry: reserveEntry("东部产业园", "")})
	if err != nil || one.Unit != units || one.Code != "CB-2022-001" || one.Year != 2022 {
		t.Fatalf("%+v %v", one.ReserveLine, err)
	}
	if again, err := h.KeepReserve(ctx, unit, "one", "",
		tracking.ReserveKeep{ReserveEntry: reserveEntry("东部产业园", "")}); err != nil || again.ID != one.ID {
		t.Error("the same key again:", again.ID, err)
	}
	var table bytes.Buffer
	carried := reserveEntry(own.Name, units)
	carried.Code, carried.Stage, carried.Total, carried.AnnualPlan = own.Code, models.StageCarried,
		own.TotalInvestment, 12_345_678_00
	if err := workbook.WriteReserveForm(&table, workbook.ReserveForm{Year: 2022,
		Lines: []workbook.ReserveLine{{ReserveEntry: carried}, {ReserveEntry: reserveEntry("西部学校", units)}}}); err != nil {
		t.Fatal(err)
	}
	in, err := h.UploadReserves(ctx, unit, "table", 0, "申报表.xlsx", table.Bytes())
	if err != nil || !in.MayImport || in.New != 2 || in.Problems != 0 {
		t.Fatalf("%+v %v", in, err)
	}
	if in, err = h.CommitReserves(ctx, unit, "commit", in.ID); err != nil || in.CommittedAt == 0 || in.New != 2 {
		t.Fatalf("%+v %v", in, err)
	}
	list, err := h.Reserves(ctx, unit, 2022)
	if err != nil || len(list.Lines) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
	var ids []string
	for _, l := range list.Lines {
		ids = append(ids, l.ID)
	}
	h.take(unit, "apply", models.ReserveCommand{Act: models.ReserveApply}, ids...)
	h.take(office, "pass", models.ReserveCommand{Act: models.ReservePass}, ids...)
	school := list.Lines[slices.IndexFunc(list.Lines, func(l tracking.ReserveLine) bool { return l.Name == "西部学校" })].ID
	h.take(office, "return", models.ReserveCommand{Act: models.ReserveReturn, Text: "用地未落实"}, school)
	todos, err := h.Todos(ctx, unit)
	if err != nil || !slices.ContainsFunc(todos, func(t models.Todo) bool {
		return t.Object == school && t.Kind == models.TodoCorrect
	}) {
		t.Errorf("the unit is not asked to correct what was returned: %+v %v", todos, err)
	}
	rest := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == school })
	scan := h.scan()
	admit := models.ReserveCommand{Act: models.ReserveAdmit, Document: "张政发〔2021〕30号",
		DocumentOn: models.DateOf(2021, 11, 9), Evidence: &scan}
	_, err = h.TakeReserves(ctx, office, "early", tracking.ReserveTake{Applications: rest, ReserveCommand: admit})
	wantCode(t, err, models.KindInvalid, "no_opinion")
	h.take(office, "land", models.ReserveCommand{Act: models.ReserveSay, Department: "区自然资源局",
		Opinion: models.ReserveAgrees}, rest...)
	h.take(office, "money", models.ReserveCommand{Act: models.ReserveSay, Department: "区财政局",
		Opinion: models.ReserveConditional, Text: "落实资金来源"}, rest...)
	v := h.take(office, "list", admit, rest...)
	if v.Of[models.ReserveListed] != 2 || v.Of[models.ReserveReturned] != 1 || v.Planned != 0 {
		t.Fatalf("%+v", v.Of)
	}

	plan, err := h.NextPlan(ctx, office, 0)
	if err != nil || plan.Carried != 4 || plan.Fresh != 1 || plan.Without != 3 || plan.Waiting != 1 || plan.Moving == 0 {
		t.Fatalf("%+v %v", plan, err)
	}
	amounts := map[string]models.Money{}
	for i, code := range plan.Unstated {
		amounts[code] = models.Money(1_000_000_00 * (i + 1))
	}
	id, err := h.DraftNextPlan(ctx, office, "draft", tracking.NextPlanDraft{Plans: amounts})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := h.DraftNextPlan(ctx, office, "draft", tracking.NextPlanDraft{Plans: amounts}); err != nil ||
		again != id {
		t.Error("the same key again:", again, err)
	}
	d := h.shown(id)
	if d.Headline.Projects != 5 || d.Preview.Errors+d.Preview.Warnings != 0 || !d.Problem.IsZero() ||
		d.Preview.Batch == "" {
		t.Fatalf("%d new, %d errors, %s %+v", d.Preview.New, d.Preview.Errors, d.Problem, d.Preview.Findings)
	}
	h.commit(d.Preview.Batch)
	next := h.facts("district-2022")
	if len(next) != 5 {
		t.Fatalf("%d projects", len(next))
	}
	h.carriedOver(facts, next, amounts, own.Code)
	fresh := next[slices.IndexFunc(next, func(f models.Facts) bool { return f.Project.Code == one.Code })].Project
	if fresh.Name != "东部产业园" || fresh.TotalInvestment != one.Total || fresh.AnnualPlan != one.AnnualPlan ||
		fresh.ResponsibleUnitID != own.ResponsibleUnitID || fresh.Scale != one.Scale || fresh.Investor != one.Investor ||
		fresh.PlannedStart.Month() != one.Start || fresh.PlannedFinish.Month() != one.Finish || fresh.ContinuesID != "" {
		t.Errorf("%+v", fresh)
	}
	if v, err = h.Reserves(ctx, unit, 2022); err != nil || v.Planned != 2 {
		t.Errorf("%d are on the list: %v", v.Planned, err)
	}
	_, err = h.TakeReserves(ctx, office, "undo", tracking.ReserveTake{Applications: rest[:1],
		ReserveCommand: models.ReserveCommand{Act: models.ReserveUndo, Text: "误列"}})
	wantCode(t, err, models.KindConflict, "reserve_planned")
	id, err = h.DraftNextPlan(ctx, office, "again", tracking.NextPlanDraft{Plans: amounts})
	if err != nil {
		t.Fatal(err)
	}
	if d = h.shown(id); !d.Preview.Identical {
		t.Errorf("drafted again it changes %d, adds %d: %+v", d.Preview.Changed, d.Preview.New, d.Preview.Findings)
	}
}

// carriedOver checks that the projects of a year go on in the next with code, cumulative investment and open
// milestones.
func (h *env) carriedOver(before, after []models.Facts, amounts map[string]models.Money, applied string) {
	h.t.Helper()
	for _, f := range before {
		i := slices.IndexFunc(after, func(n models.Facts) bool { return n.Project.Code == f.Project.Code })
		if i < 0 {
			h.t.Errorf("%s is not carried over", f.Project.Code)
			continue
		}
		n := after[i]
		want, _ := models.CarriedIn(f)
		if n.Project.ContinuesID != f.Project.ID || n.Project.ToEndOfLastYear != want {
			h.t.Errorf("%s continues %s with %d, want %d", n.Project.Code, n.Project.ContinuesID,
				n.Project.ToEndOfLastYear, want)
		}
		if plan := amounts[f.Project.Code]; f.Project.Code != applied && n.Project.AnnualPlan != plan {
			h.t.Errorf("%s plans %d, want %d", n.Project.Code, n.Project.AnnualPlan, plan)
		}
		open := 0
		for _, m := range f.Milestones {
			if m.Status != models.MilestoneOpen {
				continue
			}
			open++
			if !slices.ContainsFunc(n.Milestones, func(o models.Milestone) bool {
				return o.NameKey == m.NameKey &&
					o.Due == m.Due
			}) {
				h.t.Errorf("%s: %s of %s is not carried over", f.Project.Code, m.Name, m.Due)
			}
		}
		if len(n.Milestones) != open {
			h.t.Errorf("%s has %d milestones, %d were open", n.Project.Code, len(n.Milestones), open)
		}
	}
}
