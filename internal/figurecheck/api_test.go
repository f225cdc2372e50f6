package figurecheck

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// onAPI is an answer of the API. figures names which of its values are figures, by their paths; the part of the path
// in the first group names them, together with the item that the list's entry is about.
func onAPI(name, path string, figures []jsonFigures, must ...string) door {
	return door{name: "API " + name, must: must, find: func(doc []byte) []reading { return jsonReadings(doc, figures) },
		read: func(c *scene) []byte { return c.get(strings.ReplaceAll(path, "{year}", strconv.Itoa(c.year))) }}
}

func (c *scene) get(path string) []byte {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if c.token == "" || !strings.Contains(path, "leader") {
		r = operator(r)
	} else {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	w := httptest.NewRecorder()
	c.api.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		c.t.Errorf("%s answers %d: %s", path, w.Code, w.Body)
	}
	return w.Body.Bytes()
}

// jsonFigures are the figures of one object of an answer, or of each object of a list.
type jsonFigures struct {
	at      string // path of the object; * is any item of a list
	above   int    // so many objects above it is the one with the name in by
	by      string // what the object is about: the value of this name in it; "": the programme
	prefix  string // of the name of the figures
	names   string // of the figures, separated by blanks; a name may be a path
	instead map[string]string
}

const totals = "projects city_major dropped with_figure carried carried_fen total_investment_fen annual_plan_fen " +
	"scheduled_fen approved_fen approved_capped_fen in_month_fen reported_in_fen reported_count reported_fen " +
	"estimate_fen " +
	"estimated gap_fen behind comparable_fen comparable_plan_fen round/expected round/approved round/waiting " +
	"round/returned round/missing round/paused start_rate/done start_rate/base completing_rate/done " +
	"completing_rate/base " +
	"statistics_rate/done statistics_rate/base statistics_not_said lights/green lights/yellow lights/red lights/no_data " +
	"rungs/urging rungs/yellow rungs/red rungs/top worst_rung"

const line = "light reason annual_plan_fen scheduled_fen approved_fen month carried_from in_month_fen " +
	"reported_in_fen " +
	"late_report gap_fen next_due days_late days_since_due rung"

const outlook = "known target_fen of_plans month pace_fen low_fen mid_fen high_fen capped_low_fen capped_high_fen " +
	"naive_fen not_closed_fen left_fen " +
	"months_left " +
	"needed_fen"

const progress = "month complete next progress/expected progress/approved progress/waiting progress/returned " +
	"progress/missing progress/paused ask_close"

const status = "projects city_major total_investment_fen annual_target_fen annual_plan_fen reported_fen approved_fen " +
	"scheduled_fen dropped lights/green lights/yellow lights/red lights/no_data rungs/urging rungs/yellow rungs/red " +
	"rungs/top open_escalations/urging open_escalations/yellow open_escalations/red open_escalations/top"

func statusFigures(at string) []jsonFigures {
	return []jsonFigures{
		{at: at, names: status}, {at: at + "forecast_fen", prefix: "forecast_fen", names: ""},
		{at: at + "figures/", names: strings.NewReplacer("rungs/urging", "", "rungs/yellow", "", "rungs/red", "", "rungs/top",
			"",
			"worst_rung", "").Replace(totals)},
		{at: at + "outlook/", prefix: "outlook/", names: outlook},
		{at: at + "today/", prefix: "today/", names: "projects city_major total_investment_fen annual_plan_fen"},
		{at: at + "headline/", prefix: "headline/", names: progress},
	}
}

// withoutForecast leaves out what a board does not print.
func withoutForecast(all []jsonFigures) []jsonFigures {
	return slices.DeleteFunc(all, func(f jsonFigures) bool {
		return strings.HasSuffix(f.at, "outlook/") || strings.HasSuffix(f.at, "forecast_fen")
	})
}

func jsonReadings(doc []byte, all []jsonFigures) (readings []reading) {
	leaves := leavesOf(doc)
	byPath := map[string]leaf{}
	for _, l := range leaves {
		byPath[l.path] = l
	}
	for _, f := range all {
		figure := map[string]bool{}
		for _, name := range strings.Fields(f.names) {
			figure[name] = true
		}
		if f.names == "" {
			figure[""] = true
		}
		at := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(f.at), `\*`, `\d+`))
		for _, l := range leaves {
			object := at.FindString(l.path)
			name := strings.TrimPrefix(l.path, object)
			if !figure[name] || f.at != "" && object == "" {
				continue
			}
			of := ""
			if f.by != "" {
				parent := object
				for range f.above {
					parent = parent[:strings.LastIndex(strings.TrimSuffix(parent, "/"), "/")+1]
				}
				of = " of " + byPath[parent+f.by].text
			}
			if other, renamed := f.instead[name]; renamed {
				name = other
			}
			readings = append(readings, reading{key: f.prefix + name + of, text: l.text, at: l.at, end: l.end, unit: one,
				exact: true})
		}
	}
	return readings
}

// answers are the answers of the API that have figures of a programme.
func answers() []door {
	lines := func(at string) jsonFigures { return jsonFigures{at: at, by: "code", names: line} }
	ranking := onAPI("rankings", "/api/v1/rankings", []jsonFigures{
		{at: "total/", names: totals}, {at: "groups/*/", by: "name", names: totals + " rank"}, lines("projects/*/"),
		lines("doubts/*/"), {at: "red_list/*/", by: "responsible_unit", names: "projects scheduled_fen approved_fen worst",
			instead: map[string]string{"worst": "worst_rung"}},
		{at: "black_list/*/", by: "responsible_unit", names: "projects scheduled_fen approved_fen worst",
			instead: map[string]string{"worst": "worst_rung"}}}, "approved_fen", "rank of 区商务局", "light", "worst_rung")
	ranking.at = true
	return []door{
		onAPI("status", "/api/v1/status", statusFigures(""), strings.Fields(status)...), ranking,
		onAPI("board", "/api/v1/board", append(withoutForecast(statusFigures("status/")), lines("projects/*/"), curveFigures),
			"approved_fen",
			"days_late", "in_month_fen"),
		onAPI("projects", "/api/v1/projects", []jsonFigures{lines("projects/*/"),
			{at: "headline/", prefix: "headline/", names: progress}}, strings.Fields(line)...),
		onAPI("round", "/api/v1/round", []jsonFigures{
			{prefix: "this round/", names: "expected approved waiting returned missing paused month"},
			{at: "lines/*/", by: "code", names: "state"},
			{at: "lines/*/", by: "code", prefix: "report ", names: "days_late"},
			{at: "lines/*/expected/", above: 1, by: "code", prefix: "estimate/", names: estimate},
			{at: "estimates/", prefix: "estimates/", names: estimates}}, "state", "this round/expected",
			"estimate/estimate_fen", "estimates/estimate_fen", "estimates/given/last_month_fen"),
		onAPI("escalations", "/api/v1/escalations", []jsonFigures{{at: "*/", by: "id",
			names: "days_overdue days_since_due rung"}}),
		onAPI("plans", "/api/v1/plans", []jsonFigures{{names: "annual_target_fen"},
			{prefix: "today/", names: "annual_plan_fen"},
			{at: "projects/*/", by: "code", names: "annual_plan_fen"}}, "annual_target_fen"),
		onAPI("target", "/api/v1/target", []jsonFigures{{prefix: "today/", names: "annual_plan_fen projects"},
			{at: "targets/decided/", names: "amount", instead: map[string]string{"amount": "annual_target_fen"}}},
			"annual_target_fen", "today/annual_plan_fen"),
		onAPI("project", "/api/v1/projects/{year}/ZD-{year}-009", []jsonFigures{{by: "code", names: line}},
			strings.Fields(line)...),
		onAPI("leader", "/api/v1/leader", append(statusFigures("status/"), lines("projects/*/"),
			jsonFigures{at: "to_decide/*/", by: "id", names: "days_overdue days_since_due rung"}), "approved_fen", "light"),
		onAPI("unit", "/api/v1/unit?unit=%E5%8C%BA%E5%95%86%E5%8A%A1%E5%B1%80", []jsonFigures{lines("projects/*/")}),
	}
}

var curveFigures = jsonFigures{at: "curve/*/", by: "month", names: "scheduled_fen approved_fen in_month_fen carried"}
