package web

import (
	"net/http"
	"net/url"
	"slices"

	"duban/models"
	"duban/tracking"
)

// rankingsPage ranks groups of projects, or shows the projects of one group.
type rankingsPage struct {
	basePage
	tracking.Ranking
	NoList   bool
	Verifies bool // sees what is to be verified
	Tabs     []rankingTab
	Form     form
	Choice   choice
	Rows     []rankingRow // of the part of the groups that is shown
	TotalRow rankingRow
	Group    *rankingRow // the group whose projects are shown; nil: all groups

	// the parts of the other lists, with their pagers
	Praised    []tracking.ListedUnit // of the red list
	Warned     []warnedUnit          // of the black list
	Listed     []tracking.RankedProject
	Standing   []tracking.ChangedProject
	Questioned []tracking.DoubtedProject
	Pagers     rankingPagers

	MayChoose bool // by which rule groups are ranked
	Choosing  form
	Rules     []option
	Here      string // address of the page
	Back      string // address of the groups
}

// rankingPagers are the pagers of the lists of a ranking.
type rankingPagers struct{ Groups, Red, Black, Projects, Changed, Doubts pager }

// warnedUnit is a unit on the black list with the first of its cards.
type warnedUnit struct {
	tracking.ListedUnit
	Shown   []tracking.ProjectLine
	Left    int    // cards that are not shown
	Address string // of the unit's projects
}

// rankingTab is a link to another grouping of the same month.
type rankingTab struct {
	Title   string
	Address string
	Current bool
}

// rankingRow is a row of the table.
type rankingRow struct {
	tracking.RankedGroup
	Title         string
	FromCatalogue bool // Title comes from the catalogue, not from the data
	Address       string
	Moved         int // places gained since the month before; negative: lost
	Done          int // approved and scheduled rate as per mille of the longest bar
	Due           int
	Gap           int // between both
	Hues          []colourCount
	Reached       []rungCount // open rungs of its projects, the highest first
	Head          string      // kind of unit, above the first row of each
	Among         int         // how many groups have a place, or of units by kind, of its kind
}

var rankingTabs = []struct {
	by   tracking.RankingBy
	word phrase
}{
	{tracking.ByUnit, "责任单位"}, {tracking.BySector, "产业类别"}, {tracking.ByLevel, "级别"}, {tracking.BySponsor, "包保领导"},
	{tracking.ByTown, "镇办"}, {tracking.ByStage, "项目性质"},
}

// showRankings ranks groups of projects; with a group in the address, its projects.
func (h *handlers) showRankings(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	month, err := models.ParseMonth(q.Get("month"))
	if err != nil {
		return err
	}
	filter := tracking.RankingFilter{Programme: q.Get("year"), By: tracking.RankingBy(q.Get("by")), Month: month,
		Group: q.Get("group"), Grouped: q.Has("group")}
	ranking, err := h.t.Ranking(r.Context(), actorOf(r), filter)
	noList := filter.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := rankingsPage{basePage: h.base(w, r), Ranking: ranking, NoList: noList,
		Verifies: models.CanVerify(actorOf(r)) == nil}
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken(filter.Grouped))
	}
	p.add([]string{"rankings.css"}, nil)
	if !noList {
		p.fill(r, filter)
	}
	h.write(w, r, http.StatusOK, "rankings", "page", p)
	return nil
}

func (p *rankingsPage) fill(r *http.Request, filter tracking.RankingFilter) {
	plain := *r.URL
	plain.RawQuery = url.Values{"by": {string(p.By)}}.Encode()
	if p.Month != 0 && filter.Month != 0 {
		plain.RawQuery += "&month=" + p.Month.String()
	}
	if filter.Programme != "" {
		plain.RawQuery += "&year=" + url.QueryEscape(filter.Programme)
	}
	for _, tab := range rankingTabs {
		p.Tabs = append(p.Tabs, rankingTab{tab.word.in(p.Lang), with(&plain, "by", string(tab.by)), tab.by == p.By})
	}
	p.Form = askedForm(r)
	p.Form.Set("month", p.Month.String())
	var months []option
	for _, m := range p.Months {
		months = append(months, option{m.String(), p.Lang.text("截至%s底", p.Lang.month(m))})
	}
	p.Choice = choiceOf(p.Form, "month", p.Lang.text("月份"), months)
	most := models.Money(1000)
	for _, g := range p.Groups {
		if g.Plan > 0 {
			most = max(most, g.Approved.Share(1000, int64(g.Plan)), g.Scheduled.Share(1000, int64(g.Plan)))
		}
	}
	p.TotalRow = p.row(p.Total, most)
	p.TotalRow.Title = p.Lang.text("合计")
	p.TotalRow.FromCatalogue = true
	var groups []tracking.RankedGroup
	groups, p.Pagers.Groups = part(r, listing{"page", "ranks", "名次", groupsPerPage}, p.Groups)
	for i, g := range groups {
		row := p.row(g, most)
		row.Address = withGroup(&plain, g.Name)
		if g.Kind != "" && (i == 0 || groups[i-1].Kind != g.Kind) {
			row.Head = p.Lang.word(g.Kind.Chinese())
		}
		p.Rows = append(p.Rows, row)
	}
	for _, g := range p.Groups {
		if filter.Grouped && g.Name == filter.Group {
			row := p.row(g, most)
			p.Group = &row
		}
	}
	p.parts(r)
	p.Back, p.Here = with(&plain, "by", string(p.By)), r.URL.RequestURI()
	if p.MayChoose = models.CanPlan(actorOf(r)) == nil; p.MayChoose {
		p.Choosing = newForm(r)
		p.Choosing.Set("rule", string(p.RankChosen))
		for _, rule := range models.RankRules {
			p.Rules = append(p.Rules, option{string(rule), p.Lang.word(rule.Chinese())})
		}
	}
	if filter.Grouped && p.Group == nil { // there is no such group
		p.Group = &rankingRow{Title: filter.Group}
	}
}

// The sizes of the parts of a ranking's lists.
const (
	groupsPerPage = 50
	listedPerPage = 60  // units on the red list; units and cards on the black one
	cardsOfUnit   = 50  // cards of one unit on the black list
	rankedPerPage = 100 // projects of a group
	doubtsPerPage = 50
)

// parts cuts the lists of the ranking to the parts to show.
func (p *rankingsPage) parts(r *http.Request) {
	p.Praised, p.Pagers.Red = part(r, listing{"red", "lists-title", "红榜", listedPerPage}, p.Red)
	units, black := partByWeight(r, listing{"black", "lists-title", "黑榜", listedPerPage}, p.Black,
		func(u tracking.ListedUnit) int { return 1 + min(len(u.Cards), cardsOfUnit) })
	p.Pagers.Black = black
	for _, u := range units {
		shown := u.Cards[:min(len(u.Cards), cardsOfUnit)]
		address := url.Values{"by": {string(tracking.ByUnit)}, "group": {u.Unit}, "month": {p.Month.String()},
			"year": {itoa(p.Year)}}
		p.Warned = append(p.Warned, warnedUnit{u, shown, len(u.Cards) - len(shown), "/rankings?" + address.Encode()})
	}
	p.Listed, p.Pagers.Projects = part(r, listing{"page", "ranks", "", rankedPerPage}, p.Projects)
	p.Standing, p.Pagers.Changed = part(r, listing{"changed", "changed-title", "与现在不同", doubtsPerPage}, p.Changed)
	p.Questioned, p.Pagers.Doubts = part(r, listing{"doubts", "doubts", "请核实", doubtsPerPage}, p.Doubts)
}

// withGroup returns the address of a group's projects; its name may be "".
func withGroup(u *url.URL, name string) string {
	q := u.Query()
	q.Set("group", name)
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}

func (p *rankingsPage) row(g tracking.RankedGroup, most models.Money) rankingRow {
	row := rankingRow{RankedGroup: g}
	row.Title, row.FromCatalogue = p.title(g.Name)
	for _, other := range p.Groups {
		if other.Kind == g.Kind && other.NotRanked.IsZero() {
			row.Among++
		}
	}
	if g.Rank != 0 && g.RankBefore != 0 {
		row.Moved = g.RankBefore - g.Rank
	}
	if g.Plan > 0 {
		row.Done = int(g.Approved.Share(1000, int64(g.Plan)).Share(1000, int64(most)))
		row.Due = int(g.Scheduled.Share(1000, int64(g.Plan)).Share(1000, int64(most)))
		row.Gap = max(row.Done, row.Due) - min(row.Done, row.Due)
	}
	for _, c := range worstFirst {
		if g.Colours[c] > 0 {
			row.Hues = append(row.Hues, colourCount{Colour: c, Count: g.Colours[c]})
		}
	}
	row.Reached = rungCounts(g.Rungs, false)
	return row
}

// Speaks says which month the figures are of, how it stands, and the round in progress beside it.
func (p rankingsPage) Speaks() string {
	if p.Month == p.Headline.Month {
		return p.Lang.speaks(p.Headline)
	}
	return p.Lang.monthStands(p.Month, p.Complete, p.Closing > 0, p.Rebuilt)
}

// Rounding returns the note on rounding where the rows do not come to the total as both are printed.
func (p rankingsPage) Rounding() string {
	var plans, approved models.Addition
	switch {
	case p.Group == nil:
		for _, g := range p.Groups {
			plans.Parts, approved.Parts = append(plans.Parts, g.Plan), append(approved.Parts, g.Approved)
		}
		plans.Total, approved.Total = p.Total.Plan, p.Total.Approved
	default:
		for _, one := range p.Projects {
			plans.Parts = append(plans.Parts, one.Plan)
			if one.Approved != nil {
				approved.Parts = append(approved.Parts, *one.Approved)
			}
		}
		plans.Total, approved.Total = p.Group.Plan, p.Group.Approved
		if p.Group.Dropped > 0 { // another note says that the rows are not all
			approved = models.Addition{}
		}
	}
	return p.Lang.rounding(models.WanYuan, plans, approved)
}

// title returns a group's name, and whether it comes from the catalogue.
func (p *rankingsPage) title(name string) (title string, fromCatalogue bool) {
	switch {
	case name == "":
		return p.Lang.text("未注明"), true
	case p.By == tracking.ByLevel && name == string(models.CityProgramme):
		return p.Lang.text("市重大"), true
	case p.By == tracking.ByLevel:
		return p.Lang.text("区重点"), true
	case p.By == tracking.ByStage:
		for _, s := range stagePhrases {
			if string(s.stage) == name {
				return s.word.in(p.Lang), true
			}
		}
	}
	return name, false
}

// Ahead returns approved minus scheduled; negative: behind.
func (r rankingRow) Ahead() models.Money { return r.Approved - r.Scheduled }

// Down returns the number of places a group lost.
func (r rankingRow) Down() int { return -r.Moved }

// Over reports whether a project did more than its annual plan, so that the capped rate differs.
func (r rankingRow) Over() bool { return r.Capped != r.Approved }

// IsPrivate reports whether a project on the black list has a private investor.
func (p rankingsPage) IsPrivate(u tracking.ListedUnit, code string) bool {
	return slices.Contains(u.Private, code)
}

// Rate formats a rate in percent; a dash without a base.
func (rankingRow) Rate(r models.Rate) string {
	if r.Base == 0 {
		return "—"
	}
	return models.Percent(models.Money(r.Done), models.Money(r.Base)) + "%"
}

// Without returns the number of projects without a figure.
func (r rankingRow) Without() int { return r.Projects - r.WithFigure }
