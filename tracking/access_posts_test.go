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
	for name, ask := range map[string]func(s fixture, a models.Actor) error{
		"UploadPeople": uploadPeople, "PeopleImports": peopleImports, "PeopleImport": peopleImport,
		"AnswerPeople": answerPeople, "CommitPeople": commitPeople, "UndoPeople": undoPeople,
	} {
		access[name] = struct {
			ask  func(s fixture, a models.Actor) error
			want [9]string
		}{ask, [9]string{yes, yes, no, no, no, no, no, no, no}}
		others[name] = [5]string{no, yes, no, no, no}
	}
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

// peopleFixture is a form of people that the operator uploaded.
func peopleFixture(s fixture) (string, error) {
	view, err := s.UploadPeople(s.t.Context(), models.Operator, "people", "人员.csv",
		peopleCSV("李某,,"+fixturePost+",,联络员,,,", "王某,,,只读,,,wangmou,"))
	return view.ID, err
}

func uploadPeople(s fixture, a models.Actor) error {
	_, err := s.UploadPeople(s.t.Context(), a, "ask", "人员.csv", peopleCSV("李某,,"+fixturePost+",,联络员,,,"))
	return err
}

func peopleImports(s fixture, a models.Actor) error {
	_, err := s.PeopleImports(s.t.Context(), a)
	return err
}

// onPeople asks about a form; those who may import none are not shown that it does not exist.
func onPeople(s fixture, a models.Actor, do func(id string) error) error {
	if models.CanImportPeople(a) != nil {
		return do("people-1")
	}
	id, err := peopleFixture(s)
	if err != nil {
		return err
	}
	return do(id)
}

func peopleImport(s fixture, a models.Actor) error {
	return onPeople(s, a, func(id string) error {
		_, err := s.PeopleImport(s.t.Context(), a, id)
		return err
	})
}

func answerPeople(s fixture, a models.Actor) error {
	return onPeople(s, a, func(id string) error {
		_, err := s.AnswerPeople(s.t.Context(), a, "ask", id, map[string]string{"A2": models.AnswerNew})
		return err
	})
}

func commitPeople(s fixture, a models.Actor) error {
	return onPeople(s, a, func(id string) error {
		_, err := s.CommitPeople(s.t.Context(), a, "ask", id)
		return err
	})
}

func undoPeople(s fixture, a models.Actor) error {
	return onPeople(s, a, func(id string) error {
		_, err := s.CommitPeople(s.t.Context(), a, "import", id)
		if err != nil {
			return err
		}
		_, err = s.UndoPeople(s.t.Context(), a, "ask", id)
		if err != nil && models.AsError(err).Code == "people_decided" {
			return nil // it waits for the security administrator
		}
		return err
	})
}
