package figurecheck

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
)

// needs are problems with quantities, by kind: what is needed and still open, and what was solved, each in the smallest
// unit of the kind.
var needs = []struct {
	kind         models.ProblemKind
	open, closed []int64
}{
	{models.ProblemLand, []int64{12_500, 7_250}, []int64{1_000}},
	{models.ProblemEnergy, []int64{3_200_001}, nil},
	{models.ProblemMoney, []int64{123_450_000}, []int64{50_000_000_000}},
}

// checkProblems enters problems and asks every door that sums the ledger: the page, the API, the command, the ledger as
// a workbook, and the open ones in the month's report.
func checkProblems(t *testing.T, c *scene) {
	t.Helper()
	projects := slices.DeleteFunc(c.facts(), func(f models.Facts) bool { // their money is not in the month's report
		return f.Project.Investor == models.InvestorPrivate
	})
	var rows []models.Problem
	var want []models.ProblemTotal
	for _, n := range needs {
		total := models.ProblemTotal{Kind: n.kind}
		for i, quantity := range append(append([]int64{}, n.open...), n.closed...) {
			p := projects[len(rows)].Project
			row := models.Problem{ID: "problem-" + string(n.kind) + strconv.Itoa(i), ProjectID: p.ID, Kind: n.kind,
				Quantity: quantity, Text: "要素不足", Level: models.LevelDistrict, Status: models.ProblemSolving,
				DepartmentID: p.ResponsibleUnitID, Department: "区自然资源局", Due: c.clock.Date() + 30, DueVersion: 1,
				RaisedForID: p.OwnerID, RaisedFor: "项目单位", RaisedByName: "张三", RaisedAt: c.clock.Add(-1)}
			total.Count++
			total.Quantity += quantity
			if i < len(n.open) {
				total.Open++
			} else {
				row.Status, row.ClosedAt = models.ProblemClosed, c.clock.Add(-1)
				total.Closed++
				total.QuantityClosed += quantity
			}
			rows = append(rows, row)
		}
		want = append(want, total)
	}
	c.must(c.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetProblems(rows...) }))
	page, text := string(c.page("/problems")), string(c.command("problem", "list"))
	for _, w := range want {
		needed := w.Kind.Quantity(w.Quantity) + " " + w.Kind.Unit()
		for door, doc := range map[string]string{"page": page, "duban problem list": text} {
			if !strings.Contains(doc, needed) {
				t.Errorf("%s does not say %s", door, needed)
			}
		}
		if solved := "，已解决 " + w.Kind.Quantity(w.QuantityClosed) + " " + w.Kind.Unit(); !strings.Contains(text, solved) {
			t.Errorf("duban problem list does not say %s", solved)
		}
	}
	for door, doc := range map[string][]byte{"API": c.get("/api/v1/problems"),
		"duban problem list --json": c.command("problem", "list", "--json")} {
		var got struct{ Totals []models.ProblemTotal }
		if err := json.Unmarshal(doc, &got); err != nil {
			t.Fatalf("%s: %v", door, err)
		}
		if diff := cmp.Diff(want, got.Totals); diff != "" {
			t.Errorf("%s:\n%s", door, diff)
		}
	}
	_, ledger, err := c.ExportProblems(t.Context(), office, "")
	c.must(err)
	_, monthly, err := c.ExportMonthly(t.Context(), office, "", c.month())
	c.must(err)
	checkSums(t, "问题台账", tablesOf(ledger)["台账"], want, true)
	checkSums(t, "月报", tablesOf(monthly)["待协调问题"], want, false)
}

// checkSums compares the total line of a sheet of problems: three columns of what is needed, then three of what is
// solved. closed says whether the sheet lists solved problems too.
func checkSums(t *testing.T, book string, sheet *table, want []models.ProblemTotal, closed bool) {
	t.Helper()
	if sheet == nil {
		t.Fatalf("%s has no sheet of problems", book)
	}
	first := 0
	for _, row := range sheet.rows {
		for i, cell := range row {
			if strings.HasPrefix(cell, "用地") && first == 0 {
				first = i
			}
		}
		if first == 0 || !strings.HasPrefix(strings.Join(row, ""), "合") {
			continue
		}
		for i, w := range want {
			quantity, solved := w.Quantity, w.QuantityClosed
			if !closed {
				quantity, solved = quantity-solved, 0
			}
			for at, n := range map[int]int64{first + i: quantity, first + len(want) + i: solved} {
				got := 0.0
				if at < len(row) && row[at] != "" {
					got, _ = strconv.ParseFloat(row[at], 64)
				}
				printed, _ := strconv.ParseFloat(w.Kind.Quantity(n), 64)
				if n == 0 {
					printed = 0
				}
				if got != printed {
					t.Errorf("%s, column %d: %v, want %v", book, at+1, got, printed)
				}
			}
		}
		return
	}
	t.Errorf("%s has no total of problems: %q", book, sheet.rows)
}
