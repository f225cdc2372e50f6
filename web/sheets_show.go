package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// sheetsPage are large-print sheets to be signed by hand: for a leader the projects they sponsor, for an owner a
// month's report with blanks.
type sheetsPage struct {
	basePage
	Kind      string // "leader" or "owner"
	Programme string
	AsOf      models.Instant
	Headline  models.Headline
	Month     models.Month // of the owners' reports
	Form      form
	Choices   []choice
	Leaders   []leaderSheet
	Owners    []tracking.ListedLine
	Pager     pager
	NoList    bool
}

// leaderSheet is what one leader is to read and sign.
type leaderSheet struct {
	Sponsor  string
	Projects []tracking.ListedLine
	Of, Page int // sheets of the leader
}

const (
	sheetsPerPage = 20 // sheets of a page
	linesOfSheet  = 6  // projects of a leader's sheet: A4 with letters of 16 points
)

func (h *handlers) showSheets(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := sheetsPage{Kind: q.Get("kind"), Form: askedForm(r)}
	if p.Kind != "owner" {
		p.Kind = "leader"
	}
	list, err := h.t.Projects(r.Context(), actorOf(r), tracking.ProjectFilter{Programme: q.Get("year"),
		Sponsor: q.Get("sponsor"), Unit: q.Get("unit")})
	p.NoList = q.Get("year") == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !p.NoList {
		return err
	}
	p.basePage, p.Programme, p.AsOf, p.Headline = h.base(w, r), list.Programme, list.AsOf, list.Headline
	if p.Month = list.Headline.Month; list.AsOf != 0 {
		p.Month = list.AsOf.Date().Month()
	}
	p.Form.Set("kind", p.Kind)
	p.Choices = []choice{choiceOf(p.Form, "kind", p.Lang.text("单据"), []option{{"leader", p.Lang.text("领导阅签单")},
		{"owner", p.Lang.text("项目单位月报签字单")}})}
	for name, of := range map[string][]string{"sponsor": list.Sponsors, "unit": list.Units} {
		if p.Kind == "leader" == (name == "sponsor") && len(of) > 1 {
			every, label := phrase("全部包保领导"), phrase("包保领导")
			if name == "unit" {
				every, label = "全部责任单位", "责任单位"
			}
			p.Choices = append(p.Choices, choiceOf(p.Form, name, label.in(p.Lang),
				append([]option{{"", every.in(p.Lang)}}, offered(p.Form, name, of)...)))
		}
	}
	if p.Kind == "leader" {
		p.Leaders, p.Pager = part(r, mainList(sheetsPerPage), leaderSheets(list.Projects))
	} else {
		p.Owners, p.Pager = part(r, mainList(sheetsPerPage), list.Projects)
	}
	p.add([]string{"projects.css", "sheets.css"}, []string{"print.js"})
	h.write(w, r, http.StatusOK, "sheets", "page", p)
	return nil
}

// leaderSheets are the sheets of each sponsor, with the worst projects first; projects without a sponsor have none.
func leaderSheets(projects []tracking.ListedLine) (sheets []leaderSheet) {
	var sponsors []string
	of := map[string][]tracking.ListedLine{}
	for _, l := range projects {
		if l.Sponsor == "" {
			continue
		}
		if of[l.Sponsor] == nil {
			sponsors = append(sponsors, l.Sponsor)
		}
		of[l.Sponsor] = append(of[l.Sponsor], l)
	}
	slices.Sort(sponsors)
	for _, sponsor := range sponsors {
		all := of[sponsor]
		slices.SortStableFunc(all, func(a, b tracking.ListedLine) int {
			return b.Light.Severity() - a.Light.Severity()
		})
		n, page := (len(all)+linesOfSheet-1)/linesOfSheet, 0
		for part := range slices.Chunk(all, linesOfSheet) {
			page++
			sheets = append(sheets, leaderSheet{sponsor, part, n, page})
		}
	}
	return sheets
}
