package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// OpenItem is something that goes over with a post or a role (交接清单): a project, what is asked, a late item.
type OpenItem struct {
	Kind models.Word    `json:"kind"`
	Code string         `json:"project,omitempty"`
	Name string         `json:"project_name,omitempty"`
	Text models.Message `json:"text,omitzero"`
	Due  models.Date    `json:"due,omitzero"`
	Path string         `json:"path"`
}

// openFor returns what is open for who leaves by a change, as JSON to be stored with it; "" for other changes.
func (s *Service) openFor(ctx context.Context, c accountChange) (string, error) {
	if c.Kind != models.ChangeSuccession {
		return "", nil
	}
	items := []OpenItem{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		holders, err := tx.RoleHolders()
		if err != nil {
			return err
		}
		done, _, err := s.succeedingOf(tx, *c.Succession, holders)
		if err != nil {
			return nil //nolint:nilerr // the transaction that makes the change refuses it
		}
		role := models.Role{PersonID: done.row.FromID, Role: done.row.Role, OrganisationID: done.row.OrganisationID,
			PostID: done.row.PostID}
		items, err = s.openItems(tx, role)
		return err
	})
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(items)
	return string(text), err
}

// openItems lists what is open for a role: its projects, what is asked of its person, and late items that wait for it.
func (s *Service) openItems(tx *store.Tx, role models.Role) ([]OpenItem, error) {
	items := []OpenItem{}
	common, err := s.common(tx)
	if err != nil || len(common.Programmes) == 0 {
		return items, err
	}
	actor := models.Actor{ID: role.PersonID, Roles: []models.Role{role}}
	year, shown := common.Programmes[0].Year, map[string]bool{}
	for _, p := range common.Programmes { // the newest year's lists
		if p.Year != year {
			continue
		}
		g, err := s.figures(tx, p)
		if err != nil {
			return nil, err
		}
		for _, item := range s.itemsOf(g, role) {
			if !shown[item.Path] {
				items, shown[item.Path] = append(items, item), true
			}
		}
		if role.Role != models.RoleLeader {
			continue
		}
		l, err := s.ladderIn(tx, g, actor, s.now())
		if err != nil {
			return nil, err
		}
		for _, line := range l.lines(actor, s.now().Date()) {
			if path := "/escalations/" + line.Mine; line.Open && len(line.ToSign) > 0 && !shown[path] {
				shown[path] = true
				about := models.Escalation{Item: line.Item, SubjectName: line.Milestone, Month: line.Month, Due: line.Due}.About()
				items = append(items, OpenItem{Kind: "待阅示", Code: line.Project, Name: line.Name,
					Text: models.Messagef("%s：%s", models.WordOf(line.Rung), about), Due: line.Due, Path: path})
			}
		}
	}
	for _, source := range todoSources {
		todos, err := source(s, tx, actor, common)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(todos, models.CompareTodos)
		for _, t := range todos {
			items = append(items, OpenItem{Kind: models.WordOf(t.Kind), Code: t.Code, Name: t.Name, Text: t.Title, Due: t.Due,
				Path: t.Path})
		}
	}
	return items, nil
}

// itemsOf lists the projects of a list that go with a role: sponsored by a post, or of an organisation.
func (s *Service) itemsOf(g figures.Programme, role models.Role) (items []OpenItem) {
	for _, f := range g.Facts() {
		p := f.Project
		kind := models.Word("")
		switch {
		case role.Role == models.RoleLeader && role.PostID != "" && p.SponsorPostID == role.PostID:
			kind = "包保项目"
		case role.Role == models.RoleUnit && p.ResponsibleUnitID == role.OrganisationID,
			role.Role == models.RoleOwner && p.OwnerID == role.OrganisationID:
			kind = "责任项目"
		default:
			continue
		}
		items = append(items, OpenItem{Kind: kind, Code: p.Code, Name: p.Name,
			Path: fmt.Sprintf("/projects/%d/%s", p.Year, url.PathEscape(p.Code))})
	}
	return items
}
