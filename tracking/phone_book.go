package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/internal/pinyin"
	"duban/models"
	"duban/store"
)

// PhoneLine is a person of the phone book (通讯录), as far as the caller may see them.
type PhoneLine struct {
	PersonID    string      `json:"person_id"`
	Name        string      `json:"name"`
	Places      []PhoneSeat `json:"places"`
	OfficePhone string      `json:"office_phone,omitempty"`
	Mobile      string      `json:"mobile,omitempty"`
	Email       string      `json:"email,omitempty"`
}

// PhoneSeat is where a person stands: a post or an organisation, in a capacity.
type PhoneSeat struct {
	Of       string          `json:"of"`
	Role     models.RoleName `json:"role"`
	Capacity models.Capacity `json:"capacity,omitempty"`
	Post     bool            `json:"post,omitempty"`
}

// PhoneBook is the phone book of a caller.
type PhoneBook struct {
	Lines   []PhoneLine `json:"people"`
	MayName bool        `json:"may_name"` // the caller may register people and phones
}

// PhoneBook lists the people whom a caller may call, with what they may see of them; text narrows by name, place, phone
// or pinyin.
func (s *Service) PhoneBook(ctx context.Context, actor models.Actor, text string) (PhoneBook, error) {
	if err := models.CanSeePhoneBook(actor); err != nil {
		return PhoneBook{}, err
	}
	book := PhoneBook{Lines: []PhoneLine{}, MayName: models.CanList(actor) == nil}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		projects, err := s.newestProjects(tx)
		if err != nil {
			return err
		}
		holders, err := tx.RoleHolders()
		if err != nil {
			return err
		}
		contacts, err := tx.Contacts()
		if err != nil {
			return err
		}
		contact := map[string]models.Contact{}
		for _, c := range contacts {
			contact[c.PersonID] = c
		}
		for _, one := range byPerson(holders) {
			line, seen := s.phoneLine(actor, one, contact[one[0].PersonID], projects, common.Names)
			if seen && line.matches(strings.TrimSpace(text)) {
				book.Lines = append(book.Lines, line)
			}
		}
		return nil
	})
	slices.SortStableFunc(book.Lines, func(a, b PhoneLine) int {
		return cmp.Or(cmp.Compare(a.Places[0].Of, b.Places[0].Of), cmp.Compare(a.Name, b.Name))
	})
	return book, err
}

// byPerson groups the roles of each person, in the order of the people.
func byPerson(holders []models.RoleHolder) (groups [][]models.RoleHolder) {
	for _, h := range holders {
		if h.Role.Role.Administers() || h.Disabled {
			continue
		}
		if n := len(groups); n > 0 && groups[n-1][0].PersonID == h.PersonID {
			groups[n-1] = append(groups[n-1], h)
		} else {
			groups = append(groups, []models.RoleHolder{h})
		}
	}
	return groups
}

func (s *Service) phoneLine(actor models.Actor, of []models.RoleHolder, c models.Contact, projects []models.Project,
	names models.Names) (PhoneLine, bool) {
	today := s.now().Date()
	line := PhoneLine{PersonID: of[0].PersonID, Name: of[0].Name, Places: []PhoneSeat{}}
	var roles []models.Role
	for _, h := range of {
		roles = append(roles, h.Role)
		if !h.On(today) {
			continue
		}
		place := PhoneSeat{Of: names.Posts[h.PostID], Role: h.Role.Role, Capacity: h.Capacity, Post: h.PostID != ""}
		if h.OrganisationID != "" {
			place.Of = names.Organisations[h.OrganisationID]
		}
		if place.Of == "" {
			place.Of = h.Role.Role.Chinese()
		}
		line.Places = append(line.Places, place)
	}
	phones := models.PhonesOf(actor, line.PersonID, roles, projects, today)
	if phones == models.NoPhones || len(line.Places) == 0 {
		return line, false
	}
	shown := phones.Show(c)
	line.OfficePhone, line.Mobile, line.Email = shown.OfficePhone, shown.Mobile, shown.Email
	return line, true
}

func (l PhoneLine) matches(text string) bool {
	if text == "" || pinyin.Matches(l.Name, text) || strings.Contains(l.Name, text) ||
		strings.Contains(l.OfficePhone, text) || strings.Contains(l.Mobile, text) {
		return true
	}
	return slices.ContainsFunc(l.Places, func(p PhoneSeat) bool {
		return strings.Contains(p.Of, text) || pinyin.Matches(p.Of, text)
	})
}
