package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// Seat is a person in a post or for an organisation, with the days.
type Seat struct {
	PersonID string          `json:"person_id"`
	Name     string          `json:"name"`
	Role     models.RoleName `json:"role"`
	Capacity models.Capacity `json:"capacity,omitempty"`
	Since    models.Date     `json:"since,omitzero"` // 0: not on record
	Until    models.Date     `json:"until,omitzero"` // last day; 0: open
	LogIn    bool            `json:"log_in"`         // has an account that is not disabled
}

// PostLine is a post with who holds it today.
type PostLine struct {
	ID          string      `json:"id"`
	Title       string      `json:"name"`
	Holder      *Seat       `json:"holder,omitempty"`
	Acting      *Seat       `json:"acting,omitempty"`
	Liaisons    []Seat      `json:"liaisons"`
	Next        *Seat       `json:"next,omitempty"` // who begins later
	Vacant      bool        `json:"vacant"`
	VacantSince models.Date `json:"vacant_since,omitzero"` // 0: no holder is on record
	Several     bool        `json:"several,omitempty"`     // two holders are on record for today
	Projects    int         `json:"projects"`              // sponsored, of the newest year
}

// Posts lists the posts with who holds them today: vacant ones first, then by title.
func (s *Service) Posts(ctx context.Context, actor models.Actor) ([]PostLine, error) {
	if err := models.CanSeePosts(actor); err != nil {
		return nil, err
	}
	lines := []PostLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		holders, err := tx.RoleHolders()
		if err != nil {
			return err
		}
		sponsored, err := s.sponsored(tx)
		if err != nil {
			return err
		}
		for _, p := range common.Posts {
			lines = append(lines, postLine(p, holders, sponsored[p.ID], s.now().Date()))
		}
		return nil
	})
	slices.SortStableFunc(lines, func(a, b PostLine) int {
		return cmp.Or(boolInt(b.Vacant)-boolInt(a.Vacant), cmp.Compare(a.Title, b.Title))
	})
	return lines, err
}

// sponsored counts the projects of the newest year by the post of their sponsor.
func (s *Service) sponsored(tx *store.Tx) (map[string]int, error) {
	projects, err := s.newestProjects(tx)
	count := map[string]int{}
	for _, p := range projects {
		count[p.SponsorPostID]++
	}
	return count, err
}

// newestProjects returns the projects of the newest year, each once.
func (s *Service) newestProjects(tx *store.Tx) (projects []models.Project, err error) {
	all, err := s.programmes(tx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range all {
		if p.Year != all[0].Year {
			continue
		}
		g, err := s.figures(tx, p)
		if err != nil {
			return nil, err
		}
		for _, f := range g.Facts() {
			if !seen[f.Project.ID] {
				projects, seen[f.Project.ID] = append(projects, f.Project), true
			}
		}
	}
	return projects, nil
}

func postLine(p models.Post, holders []models.RoleHolder, projects int, today models.Date) PostLine {
	line := PostLine{ID: p.ID, Title: p.Title, Liaisons: []Seat{}, Projects: projects}
	var roles []models.Role
	of := map[models.Role]models.RoleHolder{}
	for _, h := range holders {
		if h.PostID == p.ID {
			roles, of[h.Role] = append(roles, h.Role), h
		}
	}
	if r, found := models.HolderOn(roles, p.ID, today); found {
		line.Holder = seatOf(of[r])
	}
	if r, found := models.ActingOn(roles, p.ID, today); found {
		line.Acting = seatOf(of[r])
	}
	for _, r := range models.LiaisonsOn(roles, p.ID, today) {
		line.Liaisons = append(line.Liaisons, *seatOf(of[r]))
	}
	line.VacantSince, line.Vacant = models.VacantSince(roles, p.ID, today)
	for _, r := range roles {
		holds := r.Capacity == models.CapacityNone && r.Gives()
		if holds && r.Since > today && (line.Next == nil || r.Since < line.Next.Since) {
			line.Next = seatOf(of[r])
		}
		line.Several = line.Several || holds && r.On(today) && line.Holder != nil && r.PersonID != line.Holder.PersonID
	}
	return line
}

func seatOf(h models.RoleHolder) *Seat {
	return &Seat{PersonID: h.PersonID, Name: h.Name, Role: h.Role.Role, Capacity: h.Capacity, Since: h.Since,
		Until: h.Until,
		LogIn: h.Login != "" && !h.Disabled}
}
