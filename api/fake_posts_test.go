package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Posts(_ context.Context, a models.Actor) ([]tracking.PostLine, error) {
	return []tracking.PostLine{{ID: "post-1", Title: "分管工业副区长", Liaisons: []tracking.Seat{}}}, f.note(a, "posts")
}

func (f *fake) Post(_ context.Context, a models.Actor, text string) (tracking.PostPage, error) {
	return tracking.PostPage{}, f.note(a, "post %s", text)
}

func (f *fake) Succeed(_ context.Context, a models.Actor, key string, n tracking.NewSuccession) (tracking.Settled,
	error) {
	return tracking.Settled{Done: true}, f.note(a, "succeed %s %s %s %s", key, n.Post, n.To, n.Day)
}

func (f *fake) Succession(_ context.Context, a models.Actor, id string) (tracking.SuccessionPage, error) {
	return tracking.SuccessionPage{}, f.note(a, "succession %s", id)
}

func (f *fake) NamePerson(_ context.Context, a models.Actor, key string, n tracking.NewListed) error {
	return f.note(a, "name %s %s %s", key, n.Name, n.Capacity)
}

func (f *fake) UnnamePerson(_ context.Context, a models.Actor, key string, n tracking.NewListed) error {
	return f.note(a, "unname %s %s %s", key, n.Person, n.Capacity)
}

func (f *fake) PhoneBook(_ context.Context, a models.Actor, text string) (tracking.PhoneBook, error) {
	return tracking.PhoneBook{}, f.note(a, "phone-book %s", text)
}

func (f *fake) SetContact(_ context.Context, a models.Actor, key string, c models.Contact) error {
	return f.note(a, "contact %s %s %s", key, c.PersonID, c.OfficePhone)
}
