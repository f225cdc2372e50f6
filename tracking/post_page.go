package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// PostPage is a post with its history and what is open for it.
type PostPage struct {
	PostLine
	History   []Seat           `json:"history"`          // all who held, acted or was liaison, the newest first
	Changes   []SuccessionLine `json:"changes"`          // of the person, the newest first
	Items     []OpenItem       `json:"items"`            // open now; none for callers who may not see projects
	MayChange bool             `json:"may_change"`       // the caller may ask for a change of the person
	MayName   bool             `json:"may_name"`         // the caller may register liaisons
	SeesItems bool             `json:"sees_items"`       // the caller may see projects
	People    []Named          `json:"people,omitempty"` // who may be chosen, for callers who may change something
}

// SuccessionLine is a change of the person in a list.
type SuccessionLine struct {
	ID       string          `json:"id"`
	From     string          `json:"from"` // "": it was vacant
	To       string          `json:"to"`   // "": it became vacant
	Capacity models.Capacity `json:"capacity,omitempty"`
	Day      models.Date     `json:"day"`
	Document string          `json:"document,omitempty"`
	Seen     bool            `json:"seen"` // the caller may open its handover list
}

// Post shows a post, by its ID or title.
func (s *Service) Post(ctx context.Context, actor models.Actor, text string) (PostPage, error) {
	if err := models.CanSeePosts(actor); err != nil {
		return PostPage{}, err
	}
	page := PostPage{History: []Seat{}, Changes: []SuccessionLine{}, Items: []OpenItem{}, People: []Named{},
		MayChange: models.CanAdminister(actor) == nil, MayName: models.CanList(actor) == nil,
		SeesItems: models.CanSeeAll(actor) == nil}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(common.Posts, func(p models.Post) bool {
			return p.ID == text || p.TitleKey == models.NameKey(text)
		})
		if at < 0 {
			return models.Errorf(models.KindNotFound, "no_post", "没有岗位“%s”，请从岗位列表中选择", text)
		}
		post := common.Posts[at]
		holders, err := tx.RoleHolders()
		if err != nil {
			return err
		}
		sponsored, err := s.sponsored(tx)
		if err != nil {
			return err
		}
		page.PostLine = postLine(post, holders, sponsored[post.ID], s.now().Date())
		if err := page.history(tx, holders); err != nil {
			return err
		}
		if err := page.changes(tx, actor); err != nil {
			return err
		}
		if page.SeesItems {
			role := models.Role{Role: models.RoleLeader, PostID: post.ID}
			if page.Holder != nil {
				role.PersonID, role.Role = page.Holder.PersonID, page.Holder.Role
			}
			page.Items, err = s.openItems(tx, role)
		}
		return err
	})
	return page, err
}

// history lists all who had the post, from the roles on record and those that were replaced.
func (p *PostPage) history(tx *store.Tx, holders []models.RoleHolder) error {
	people, err := tx.People()
	if err != nil {
		return err
	}
	name := map[string]models.Person{}
	for _, one := range people {
		name[one.ID] = one
		if (p.MayChange || p.MayName) && !one.Disabled {
			p.People = append(p.People, Named{one.ID, one.Name})
		}
	}
	past, err := tx.PastRoles()
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.PostID == p.ID {
			p.History = append(p.History, *seatOf(h))
		}
	}
	for _, r := range past {
		if r.PostID == p.ID {
			p.History = append(p.History, *seatOf(models.RoleHolder{Role: r.Held(), Name: name[r.PersonID].Name}))
		}
	}
	slices.SortStableFunc(p.History, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(b.Since, a.Since), cmp.Compare(b.Until, a.Until), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

func (p *PostPage) changes(tx *store.Tx, actor models.Actor) error {
	all, err := tx.Successions()
	for _, c := range all {
		if c.PostID == p.ID {
			p.Changes = append(p.Changes, successionLine(actor, c))
		}
	}
	return err
}

func successionLine(actor models.Actor, c models.Succession) SuccessionLine {
	return SuccessionLine{ID: c.ID, From: c.FromName, To: c.ToName, Capacity: c.Capacity, Day: c.Day, Document: c.Document,
		Seen: models.CanSeeSuccession(actor, c) == nil}
}
