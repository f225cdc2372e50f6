package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// NewListed names a person as liaison of a post, or as head or contact of an organisation. It gives no rights, so that
// the office does it by itself.
type NewListed struct {
	Person       string          `json:"person,omitempty"` // login name or ID; "": a new person without an account
	Name         string          `json:"name,omitempty"`   // of a new person
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Capacity     models.Capacity `json:"capacity"`
	Since        models.Date     `json:"since,omitzero"` // 0: from today
	Until        models.Date     `json:"until,omitzero"`
}

// row returns the role as it is stored.
func (n NewListed) row(person string, today models.Date) (models.Role, error) {
	r := models.Role{PersonID: person, Role: models.RoleListed, Capacity: n.Capacity, Since: n.Since, Until: n.Until}
	post, organisation := strings.TrimSpace(n.Post), strings.TrimSpace(n.Organisation)
	if r.Since == 0 {
		r.Since = today
	}
	switch {
	case !n.Capacity.Listable():
		return r, models.Errorf(models.KindInvalid, "bad_capacity", "请选择联络员、负责人或联系人；任职和代理由系统管理员申请、安全管理员确认")
	case r.Until != 0 && r.Until < r.Since:
		return r, models.Errorf(models.KindInvalid, "bad_tenure", "任期“%s 至 %s”先后颠倒，请核对", r.Since, r.Until)
	case n.Capacity == models.CapacityLiaison && post == "":
		return r, models.Errorf(models.KindInvalid, "post_missing", "请填写联络员所联络的岗位，如 分管副区长")
	case n.Capacity != models.CapacityLiaison && organisation == "":
		return r, models.Errorf(models.KindInvalid, "organisation_missing", "请填写负责人或联系人所在的单位")
	case n.Capacity == models.CapacityLiaison:
		r.PostID = models.PostID(post)
	default:
		r.OrganisationID = models.OrganisationID(organisation)
	}
	return r, nil
}

// NamePerson names a person in a capacity that gives no rights.
func (s *Service) NamePerson(ctx context.Context, actor models.Actor, key string, n NewListed) error {
	if err := models.CanList(actor); err != nil {
		return err
	}
	return s.onceAs(ctx, actor, key, "NamePerson", n, func(tx *store.Tx) (string, string, error) {
		id, err := s.namePerson(tx, n)
		return "post.name", id, err
	})
}

func (s *Service) namePerson(tx *store.Tx, n NewListed) (id string, err error) {
	var person models.Person
	if n.Person != "" {
		if person, err = personBy(tx, n.Person); err != nil {
			return "", err
		}
	} else {
		person = models.Person{ID: "person-" + random(8), Name: strings.TrimSpace(n.Name), CreatedAt: s.now()}
	}
	r, err := n.row(person.ID, s.now().Date())
	if err != nil {
		return "", err
	}
	if n.Person == "" {
		if err := s.newListed(tx, person, r); err != nil {
			return "", err
		}
	}
	if err := s.known(tx, r); err != nil {
		return "", err
	}
	return person.ID, putRole(tx, r)
}

// newListed adds a person without an account. The same name twice in one place is a mistake.
func (s *Service) newListed(tx *store.Tx, person models.Person, r models.Role) error {
	if person.Name == "" {
		return models.Errorf(models.KindInvalid, "name_missing", "请填写姓名或岗位名称%s", models.CommandHint("（--name）"))
	}
	holders, err := tx.RoleHolders()
	if err != nil {
		return err
	}
	same := func(h models.RoleHolder) bool {
		return models.NameKey(h.Name) == models.NameKey(person.Name) && h.PostID == r.PostID &&
			h.OrganisationID == r.OrganisationID
	}
	if slices.ContainsFunc(holders, same) {
		return models.Errorf(models.KindConflict, "same_name", "该单位或岗位已有“%s”，请从已有人员中选择", person.Name)
	}
	return tx.InsertPerson(person)
}

// known refuses a post or an organisation that does not exist: it would be a second one by a slip of the pen.
func (s *Service) known(tx *store.Tx, r models.Role) error {
	posts, err := tx.Posts(r.PostID)
	if err != nil {
		return err
	}
	organisations, err := tx.Organisations(r.OrganisationID)
	if err == nil && len(posts)+len(organisations) == 0 {
		err = models.Errorf(models.KindInvalid, "bad_place", "没有这个单位或岗位，请从列表中选择")
	}
	return err
}

// UnnamePerson ends a capacity that gives no rights, from today on.
func (s *Service) UnnamePerson(ctx context.Context, actor models.Actor, key string, n NewListed) error {
	if err := models.CanList(actor); err != nil {
		return err
	}
	return s.onceAs(ctx, actor, key, "UnnamePerson", n, func(tx *store.Tx) (string, string, error) {
		person, err := personBy(tx, n.Person)
		if err != nil {
			return "", "", err
		}
		n.Since, n.Until = 0, 0
		r, err := n.row(person.ID, s.now().Date())
		if err != nil {
			return "", "", err
		}
		return "post.unname", person.ID, endRole(tx, r, s.now().Date())
	})
}

// SetContact stores how a person can be reached.
func (s *Service) SetContact(ctx context.Context, actor models.Actor, key string, c models.Contact) error {
	if err := models.CanList(actor); err != nil {
		return err
	}
	c, err := models.CheckContact(c)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(key + "\n" + c.OfficePhone + "\n" + c.Mobile + "\n" + c.Email))
	body := []string{c.PersonID, hex.EncodeToString(sum[:])} // no phone reaches the record
	return s.once(ctx, actor, key, "SetContact", body, "person.contact", c.PersonID, func(tx *store.Tx) error {
		if _, err := tx.Person(c.PersonID); err != nil {
			return err
		}
		return tx.PutContact(c)
	})
}
