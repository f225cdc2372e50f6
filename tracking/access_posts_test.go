package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// The rows of posts, of changes of the person in them, and of the phone book.
func init() {
	//                    operator office owner other unit other leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Posts":        {posts, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"Post":         {post, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"Succeed":      {succeed, [9]string{yes, no, no, no, no, no, no, no, no}},
		"Succession":   {succession, [9]string{yes, yes, hidden, hidden, hidden, hidden, hidden, hidden, hidden}},
		"NamePerson":   {namePerson, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"UnnamePerson": {unnamePerson, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"SetContact":   {setContact, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"PhoneBook":    {phoneBook, [9]string{yes, yes, yes, yes, yes, yes, yes, no, no}},
	})
	others["Posts"] = [5]string{yes, yes, yes, no, yes}
	others["Post"] = others["Posts"]
	others["Succeed"] = [5]string{no, yes, no, no, no}
	others["Succession"] = [5]string{yes, hidden, hidden, hidden, yes}
	others["PhoneBook"] = [5]string{yes, no, no, no, no}
}

const fixturePost = "分管工业副区长"

func posts(s fixture, a models.Actor) error {
	got, err := s.Posts(s.t.Context(), a)
	return seen(len(got) > 0, err)
}

func post(s fixture, a models.Actor) error {
	got, err := s.Post(s.t.Context(), a, fixturePost)
	return seen(got.ID != "", err)
}

func toClerk(s fixture) tracking.NewSuccession {
	return tracking.NewSuccession{Post: fixturePost, To: "clerk", Day: s.clock.Date()}
}

func succeed(s fixture, a models.Actor) error {
	_, err := s.Succeed(s.t.Context(), a, "ask", toClerk(s))
	return err
}

func succession(s fixture, a models.Actor) error {
	if models.CanSeeSuccession(a, models.Succession{}) != nil {
		_, err := s.Succession(s.t.Context(), a, "req-0")
		return err
	}
	if _, err := s.Succeed(s.t.Context(), models.Operator, "made", toClerk(s)); err != nil {
		return err
	}
	p, err := s.Post(s.t.Context(), models.Operator, fixturePost)
	if err != nil {
		return err
	}
	_, err = s.Succession(s.t.Context(), a, p.Changes[0].ID)
	return err
}

func liaison(s fixture) tracking.NewListed {
	return tracking.NewListed{Person: "clerk", Post: fixturePost, Capacity: models.CapacityLiaison}
}

func namePerson(s fixture, a models.Actor) error {
	return s.NamePerson(s.t.Context(), a, "ask", liaison(s))
}

func unnamePerson(s fixture, a models.Actor) error {
	return s.UnnamePerson(s.t.Context(), a, "ask", liaison(s))
}

func setContact(s fixture, a models.Actor) error {
	return s.SetContact(s.t.Context(), a, "ask", models.Contact{PersonID: s.clerk.ID, OfficePhone: "2345678"})
}

func phoneBook(s fixture, a models.Actor) error {
	got, err := s.PhoneBook(s.t.Context(), a, "")
	return seen(len(got.Lines) > 0, err)
}
