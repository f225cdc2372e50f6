package tracking

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"duban/internal/figures"
	"duban/internal/pinyin"
	"duban/models"
	"duban/store"
)

// Found is something that a search finds.
type Found struct {
	Kind string `json:"kind"` // project, milestone, unit, post, order, problem, file
	Code string `json:"code"` // of the project, or the number of an order
	Name string `json:"name"`
	Of   string `json:"of,omitempty"` // what it belongs to
	URL  string `json:"url"`
	rank int    // 0: the name or code begins with what was typed
}

const (
	// mostFound is how many results a search gives unless asked otherwise.
	mostFound = 20
	// longestSearch is how many characters of a search are looked at.
	longestSearch = 50
	// mostFiles is how many files with a name are looked at, the newest first.
	mostFiles = 500
)

// Search finds projects, milestones, units, posts, orders, problems and files of the latest programme by part of a name
// or code, or by the first letters of the syllables of a name. Only what the person may see is found.
func (s *Service) Search(ctx context.Context, actor models.Actor, text string, limit int) ([]Found, error) {
	out := []Found{}
	if err := models.CanSeeProjects(actor); err != nil {
		return out, err
	}
	typed := []rune(strings.ToLower(strings.TrimSpace(text)))
	if len(typed) == 0 {
		return out, nil
	}
	if limit <= 0 {
		limit = mostFound
	}
	f := finding{typed: string(typed[:min(len(typed), longestSearch)]), seen: map[string]bool{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, "")
		if err != nil {
			return err
		}
		f.projects(g, actor)
		files, err := tx.FilesNamed(f.typed, mostFiles)
		if err != nil {
			return err
		}
		if may := models.CanSeeOrders(actor) == nil; !may {
			f.files(files, g, actor, nil)
			return nil
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		orders, err := s.orderLines(tx, actor, common)
		f.files(files, g, actor, orders)
		for _, o := range orders {
			f.add(Found{Kind: "order", Code: o.Number, Name: o.Title, Of: o.Unit, URL: "/orders/" + url.PathEscape(o.ID)})
		}
		return err
	})
	if e := models.AsError(err); e != nil && e.Code == "no_programme" {
		return out, nil
	}
	slices.SortStableFunc(f.all, func(a, b Found) int { return a.rank - b.rank })
	return append(out, f.all[:min(len(f.all), limit)]...), err
}

// finding is a search while it looks.
type finding struct {
	typed string
	seen  map[string]bool // addresses
	all   []Found
}

func (f *finding) projects(g figures.Standing, actor models.Actor) {
	for _, facts := range g.Facts() {
		p := facts.Project
		if models.CanSee(actor, p) != nil {
			continue
		}
		at := models.ProjectPath(p)
		f.add(Found{Kind: "project", Code: p.Code, Name: p.Name, Of: g.Names.Organisations[p.ResponsibleUnitID], URL: at})
		for _, m := range facts.Milestones {
			if m.Status != models.MilestoneDropped {
				f.add(Found{Kind: "milestone", Code: p.Code, Name: m.Name, Of: p.Name, URL: at + "#" + m.ID})
			}
		}
		for _, problem := range facts.Problems {
			if problem.Status != models.ProblemWithdrawn && models.CanSeeProblem(actor, p, problem) == nil {
				f.add(Found{Kind: "problem", Code: p.Code, Name: problem.Text, Of: p.Name,
					URL: "/problems/" + url.PathEscape(problem.ID)})
			}
		}
		f.place("unit", g.Names.Organisations[p.ResponsibleUnitID])
		f.place("post", g.Names.Posts[p.SponsorPostID])
	}
}

// files adds the files that the person may open: those of the projects and of the orders that they see.
func (f *finding) files(all []store.NamedFile, g figures.Standing, actor models.Actor, orders []OrderLine) {
	if len(all) == 0 {
		return
	}
	projects, titles := map[string]models.Project{}, map[string]string{}
	for _, facts := range g.Facts() {
		if models.CanSee(actor, facts.Project) == nil {
			projects[facts.Project.ID] = facts.Project
		}
	}
	for _, o := range orders {
		titles[o.ID] = o.Title
	}
	for _, one := range all {
		p, seen := projects[one.ProjectID]
		title, known := titles[one.Object]
		object := url.PathEscape(one.Object)
		switch {
		case one.Kind == "order" && known:
			f.add(Found{Kind: "file", Name: one.Name, Of: title, URL: "/orders/" + object + "/paper/" +
				url.PathEscape(one.Step)})
		case one.Kind == "evidence" && seen:
			f.add(Found{Kind: "file", Code: p.Code, Name: one.Name, Of: p.Name, URL: "/submissions/" + object +
				"/evidence/" + strconv.Itoa(one.Position)})
		case one.Kind == "confirmation" && seen:
			f.add(Found{Kind: "file", Code: p.Code, Name: one.Name, Of: p.Name, URL: models.ProjectPath(p) + "/confirmations/" +
				object + "/file"})
		}
	}
}

// place adds a unit or a post with the list of its projects.
func (f *finding) place(kind, name string) {
	parameter := map[string]string{"unit": "unit", "post": "sponsor"}[kind]
	if name != "" {
		f.add(Found{Kind: kind, Name: name, URL: "/projects?" + parameter + "=" + url.QueryEscape(name)})
	}
}

func (f *finding) add(one Found) {
	name, code := strings.ToLower(one.Name), strings.ToLower(one.Code)
	if one.Kind != "project" && one.Kind != "order" {
		code = "" // a project's code finds the project, not everything in it
	}
	switch {
	case f.seen[one.URL]:
		return
	case strings.HasPrefix(name, f.typed) || code == f.typed:
	case strings.Contains(name, f.typed) || strings.Contains(code, f.typed):
		one.rank = 1
	case pinyin.Matches(one.Name, f.typed):
		one.rank = 2
	default:
		return
	}
	f.seen[one.URL] = true
	f.all = append(f.all, one)
}
