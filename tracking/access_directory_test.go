package tracking_test

import "maps"

import "duban/models"

// The rows of who asks and of the names there are.
func init() {
	//                    operator office owner other unit other leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{

		"Me":            {me, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
		"Programmes":    {programmes, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"Organisations": {organisations, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"Rulebook":      {rulebook, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	})
	others["Me"] = [5]string{yes, yes, yes, yes, yes}
	others["Rulebook"] = others["Me"]
}

func me(s fixture, a models.Actor) error {
	got, err := s.Me(s.t.Context(), a)
	return seen(got.ID == a.ID && got.Name == a.Name, err)
}

func programmes(s fixture, a models.Actor) error {
	got, err := s.Programmes(s.t.Context(), a)
	return seen(len(got) > 0, err)
}

func organisations(s fixture, a models.Actor) error {
	got, err := s.Organisations(s.t.Context(), a)
	return seen(len(got) > 0, err)
}

func rulebook(s fixture, a models.Actor) error {
	got, err := s.Rulebook(s.t.Context(), a, "")
	return seen(got.Programme != "" && len(got.Milestone) > 0, err)
}

// told is what a question about names gets: its error, or that there is nothing in the answer.
func seen(there bool, err error) error {
	if err == nil && !there {
		return errEmpty
	}
	return err
}
