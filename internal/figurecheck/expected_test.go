package figurecheck

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// expectation is what models computed, by the name of a figure, the name it has in JSON: "approved_fen",
// "lights/green", "approved_fen of ZD-2021-001", "annual_plan_fen of 区商务局". A value is a number (in fen, a count or
// a share) or words.
type expectation map[string]any

// put enters every number and word of a value by its JSON names.
func (e expectation) put(prefix, of string, value any) {
	content, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	for _, leaf := range leavesOf(content) {
		if leaf.text == "null" {
			e[prefix+leaf.path+of] = nothing
			continue
		}
		e[prefix+leaf.path+of] = leaf.value()
	}
}

// nothing is what stands where there is no figure.
const nothing = "—"

func ratio(part, whole models.Money) any {
	if whole == 0 {
		return nothing
	}
	return big.NewRat(int64(part), int64(whole))
}

func count(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// totals enters sums, counts and the shares that are printed of them.
func (e expectation) totals(of string, t models.Totals) {
	e.put("", of, t)
	e["lead"+of] = any(nothing)
	if t.Known() {
		e["lead"+of] = big.NewRat(int64(t.Lead()), 1)
	}
	e["plan share"+of], e["share scheduled"+of] = ratio(t.Approved, t.Plan), ratio(t.Scheduled, t.Plan)
	e["points"+of], e["schedule share"+of] = ratio(t.Lead(), t.Plan), ratio(t.Approved, t.Scheduled)
	e["capped plan share"+of] = ratio(t.Capped, t.Plan)
	for name, r := range map[string]models.Rate{"start": t.Start, "completing": t.Finish, "statistics": t.Statistics} {
		e[name+" share"+of] = ratio(models.Money(r.Done), models.Money(r.Base))
	}
	e["without figure"+of] = count(t.Projects - t.WithFigure)
}

// line enters one project.
func (e expectation) line(l models.ProjectFigures) {
	of := " of " + l.Code
	shown := l
	if l.Dropped {
		shown.Plan, shown.TotalInvestment = 0, 0
	}
	shown.Course, shown.Milestones, shown.Escalations, shown.Record = nil, nil, nil, models.PlanRecord{}
	e.put("", of, shown)
	e["light"+of], e["reason"+of] = string(l.Light), l.Reason.Text
	e["light name"+of], e["rung name"+of] = l.Light.LightName(), l.Rung.Reached()
	e["plan share"+of], e["schedule share"+of] = any(nothing), any(nothing)
	if l.Approved != nil {
		e["plan share"+of], e["schedule share"+of] = ratio(*l.Approved, l.Plan), ratio(*l.Approved, l.Scheduled)
		e["points"+of] = ratio(*l.Approved-l.Scheduled, l.Plan)
	}
	e["unit of "+l.Code] = l.Unit
	// the board prints no code
	for _, key := range []string{"light name", "rung name", "plan share", "days_late", "annual_plan_fen"} {
		defer func() { e[key+" of "+l.Name] = e[key+of] }()
	}
	e["month"+of] = monthWord(l.FigureMonth())
	next, found := l.Next()
	e["days_late"+of], e["days_since_due"+of], e["next_due"+of] = count(0), count(0), ""
	if found {
		e["next_due"+of] = next.Due.String()
		e["days_late"+of], e["days_since_due"+of] = count(next.Counted), count(next.Since)
	}
	for _, m := range l.Milestones {
		e["days_late of "+l.Code+"/"+m.Name] = count(m.Counted)
	}
	e["milestones without date"+of] = count(withoutDate(l.Milestones))
}

func withoutDate(all []models.MilestoneFigures) (n int) {
	for _, m := range all {
		if m.Status == models.MilestoneOpen && m.Due == 0 {
			n++
		}
	}
	return n
}

func monthWord(m models.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

// now is what models computes of how the programme stands at this moment: the figures of the headline's month, with
// the rungs and milestones of now.
func (c *scene) now() expectation {
	s, _, headline := c.expected(0)
	e := expectation{}
	e.totals("", s.Figures.Totals)
	e.put("", "", map[string]any{"headline": headline, "outlook": s.Outlook()})
	e.forecast(s.Forecast())
	e["forecast_fen"] = any(nothing)
	if o := s.Outlook(); o.Known {
		e["forecast_fen"] = big.NewRat(int64(o.Low), 1)
	}
	e["annual_target_fen"], e["target_fen"] = big.NewRat(int64(s.Target), 1), big.NewRat(int64(s.Target), 1)
	e["target share"] = ratio(s.Figures.Approved, s.Target)
	e["over target"] = big.NewRat(int64(s.Outlook().Low-s.Outlook().Target), 1)
	e["reported lead"] = big.NewRat(int64(s.Figures.ReportedTo-s.Figures.Scheduled), 1)
	e.rungs(s.Today.Rungs)
	e.put("today/", "", s.Today.Totals)
	e["adjusted_plan_fen"] = any(nothing)
	if a := s.Targets.Adjusted; a != nil {
		e["adjusted_plan_fen"] = big.NewRat(int64(a.Money()), 1)
	}
	for _, l := range s.Lines() {
		e.line(l)
	}
	gap := slices.SortedFunc(slices.Values(s.Lines()),
		func(a, b models.ProjectFigures) int { return int(b.Behind - a.Behind) })
	ranks, ranked := s.RankRule().RankEach(s.Lines())
	e["ranked"] = count(ranked)
	for _, l := range s.Lines() {
		e["rank by itself of "+l.Name] = count(ranks[l.ProjectID])
	}
	for _, g := range models.GroupBy(s.Lines(), func(l models.ProjectFigures) string { return l.Unit }, s.RankRule()) {
		e.totals(" of "+g.Name, g.Totals)
	}
	five := models.Money(0)
	for _, l := range gap[:min(5, len(gap))] {
		five += l.Behind
	}
	e["five share"] = ratio(five, s.Figures.Behind)
	for name, plan := range sections(s.Lines()) {
		e["annual_plan_fen of "+name] = big.NewRat(int64(plan), 1)
	}
	c.curve(e, s)
	c.escalations(e, s)
	c.round(e, s.Programme, openRound(s.Programme, *c.clock))
	return e
}

func (e expectation) rungs(all map[models.Rung]int) {
	for rung, n := range all {
		e["rungs/"+string(rung)], e["open_escalations/"+string(rung)] = count(n), count(n)
	}
}

func sections(lines []models.ProjectFigures) map[string]models.Money {
	out := map[string]models.Money{}
	for _, l := range lines {
		out[l.Section] += l.Plan
	}
	return out
}

// then is what models computes of one month as it stood at its end.
func (c *scene) then(month models.Month) expectation {
	s, at, _ := c.expected(month)
	e := expectation{}
	e.totals("", at.Totals)
	e["target share"] = ratio(at.Approved, s.Target)
	e["annual_target_fen"] = big.NewRat(int64(s.Target), 1)
	for _, l := range at.Lines {
		e.line(l)
	}
	c.curve(e, s)
	listed := models.TotalsOf(at.Listed())
	e.totals(" of those on the list", listed)
	e["dropped approved_fen"] = big.NewRat(int64(at.Approved-listed.Approved), 1)
	list := models.ListRuleSets[models.DefaultList]
	for _, g := range at.UnitGroups() {
		of := " of " + g.Name
		e.totals(of, g.Totals)
		e["rank"+of] = count(g.Rank)
		if g.Rank == 0 {
			e["rank text"+of] = any(nothing)
		}
		e["list"+of] = string(list.Of(g))
	}
	return e
}

// curve enters the months of the year.
func (c *scene) curve(e expectation, s figures.Standing) {
	storetest.Read(c.t, c.Store, func(tx *store.Tx) error {
		curve, err := s.Curve(tx, s.Speaks.Month)
		for _, p := range curve {
			of := fmt.Sprintf(" in month %d", p.Month.Number())
			e.put("", of, p)
			e.put("", " of "+p.Month.String(), p)
		}
		return err
	})
}

// openRound is the latest round that may be reported.
func openRound(p figures.Programme, now models.Instant) (month models.Month) {
	ladder := p.Book().Ladder
	for _, round := range ladder.RoundsBy(p.Calendar, p.Year) {
		if month == 0 || round.Month.Day(ladder.WindowDay) <= now.Date() {
			month = round.Month
		}
	}
	return month
}

// round enters where each project's report of a round stands.
func (c *scene) round(e expectation, p figures.Programme, month models.Month) {
	e.put("this round/", "", p.Count(month, *c.clock))
	for _, f := range p.Facts() {
		rules := models.RulesFor(f, p.Calendar)
		e["state of "+f.Project.Code] = string(models.RoundStateOf(rules, f, month, c.clock.Date()))
		e["report days_late of "+f.Project.Code] = count(rules.ReportLateness(f, month, *c.clock).Counted)
	}
	c.estimates(e, p, month)
	e["this round/month"] = month.String()
	e["outstanding"] = count(p.Count(month, *c.clock).Outstanding())
	for _, g := range models.GroupBy(p.Now(month, *c.clock).Listed(),
		func(l models.ProjectFigures) string { return l.Unit }, p.RankRule()) {
		e["outstanding of "+g.Name] = count(g.Round.Outstanding())
	}
}

// escalations enters every rung with its days.
func (c *scene) escalations(e expectation, s figures.Standing) {
	for _, f := range s.Facts() {
		rules := models.RulesFor(f, s.Calendar)
		for _, r := range f.Escalations {
			var late models.Lateness
			if r.Kind == models.KindRung {
				late = rules.EscalationLateness(f, r, *c.clock)
			}
			e["days_overdue of "+r.ID], e["days_since_due of "+r.ID] = count(late.Counted), count(late.Since)
			e["rung of "+r.ID] = string(r.Rung)
		}
		for _, x := range rules.EscalationFigures(f, *c.clock) {
			e["days of "+f.Project.Name+"/"+x.Name+x.Month.String()] = count(x.Counted)
		}
	}
}

// compare names every figure of a document that is not what models computed, and every one that should be there and is
// not.
func compare(door string, readings []reading, want expectation, must []string) (wrong []string) {
	missing := map[string]bool{}
	for _, key := range must {
		missing[key] = true
	}
	for _, r := range readings {
		name, _, _ := strings.Cut(r.key, " of ")
		delete(missing, name)
		delete(missing, r.key)
		expected, known := want[r.key]
		switch {
		case !known:
			wrong = append(wrong, fmt.Sprintf("%s: %s = %s, which models does not know", door, r.key, r.text))
		case !r.is(expected):
			wrong = append(wrong, fmt.Sprintf("%s: %s = %s, models: %s", door, r.key, r.text, shown(expected)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(missing)) {
		if n, number := want[key].(*big.Rat); number && n.Sign() == 0 {
			continue // a count of none may be left out
		}
		wrong = append(wrong, fmt.Sprintf("%s: %s is not printed", door, key))
	}
	return wrong
}

func shown(v any) string {
	if r, ok := v.(*big.Rat); ok {
		if r.IsInt() {
			return r.Num().String()
		}
		return r.FloatString(10)
	}
	return fmt.Sprint(v)
}

// reading is one figure as it is printed.
type reading struct {
	key     string
	text    string // as printed
	at, end int    // its place in the document; 0, 0 in a workbook
	place   string // sheet and cell of a workbook
	unit    float64
	exact   bool // not rounded for people
	minus   bool // printed as 落后, 滞后 or 少
}

// is reports whether the printed text is the expected value to the precision that is printed.
func (r reading) is(expected any) bool {
	text := thousands.ReplaceAllString(r.text, "$1")
	want, number := expected.(*big.Rat)
	if !number {
		return text == expected || expected == nothing && (text == "" || text == "null" || text == "0")
	}
	if text == nothing && want.Sign() == 0 && !r.exact {
		return true
	}
	got, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	if r.minus {
		got.Neg(got)
	}
	unit := new(big.Rat).SetFloat64(max(r.unit, 1))
	if r.unit == percent {
		unit.SetFrac64(1, 100)
	}
	half := new(big.Rat).SetFrac64(1, 2)
	if r.exact {
		half.SetFrac64(1, 2_000_000_000)
		if r.unit >= 1 {
			half.SetFrac64(1, 2)
			half.Quo(half, unit)
		}
	} else if _, decimals, dot := strings.Cut(text, "."); dot {
		for range decimals {
			half.Quo(half, big.NewRat(10, 1))
		}
	} else if r.unit == 1 {
		half.SetInt64(0)
	}
	difference := new(big.Rat).Sub(new(big.Rat).Quo(want, unit), got)
	return difference.Abs(difference).Cmp(half) <= 0
}

var thousands = regexp.MustCompile(`(\d),`)

// The units amounts are printed in, in fen; and percent.
const (
	one     = 1
	wan     = 1e6
	yi      = 1e10
	percent = 0.01
)

// leaf is a value of a JSON document with its place.
type leaf struct {
	path    string // names, and numbers of list items
	text    string
	at, end int
	quoted  bool
}

func (l leaf) value() any {
	if r, ok := new(big.Rat).SetString(l.text); ok && !l.quoted {
		return r
	}
	return l.text
}

// leavesOf lists the values of a JSON document with their places.
func leavesOf(content []byte) (leaves []leaf) {
	d := json.NewDecoder(strings.NewReader(string(content)))
	d.UseNumber()
	var read func(path string)
	join := func(path, name string) string {
		if path == "" {
			return name
		}
		return path + "/" + name
	}
	read = func(path string) {
		before := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			panic(fmt.Sprintf("not JSON: %v: %.200s", err, content))
		}
		switch delim, _ := token.(json.Delim); delim {
		case '{':
			for d.More() {
				name, _ := d.Token()
				read(join(path, fmt.Sprint(name)))
			}
			_, _ = d.Token()
		case '[':
			for i := 0; d.More(); i++ {
				read(join(path, strconv.Itoa(i)))
			}
			_, _ = d.Token()
		default:
			for strings.ContainsRune(" \n\t,:", rune(content[before])) {
				before++
			}
			l := leaf{path: path, text: string(content[before:d.InputOffset()]), at: before, end: int(d.InputOffset())}
			if s, is := token.(string); is {
				l.text, l.quoted = s, true
				l.at, l.end = l.at+1, l.end-1
			}
			leaves = append(leaves, l)
		}
	}
	read("")
	return leaves
}
