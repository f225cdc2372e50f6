package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

const phoneBookAddress = "/phonebook"

// phoneBookPage is the phone book as far as the viewer may see it. It is not taken out as a workbook.
type phoneBookPage struct {
	basePage
	tracking.PhoneBook
	Form  form
	As    choice
	Total int
	Pager pager
}

const phonesPerPage = 100

func (h *handlers) showPhoneBook(w http.ResponseWriter, r *http.Request) error {
	return h.writePhoneBook(w, r, askedForm(r), http.StatusOK)
}

func (h *handlers) writePhoneBook(w http.ResponseWriter, r *http.Request, f form, status int) error {
	book, err := h.t.PhoneBook(r.Context(), actorOf(r), r.URL.Query().Get("q"))
	if err != nil {
		return err
	}
	p := phoneBookPage{basePage: h.base(w, r), PhoneBook: book, Form: f, Total: len(book.Lines)}
	p.add([]string{"accounts.css"}, nil)
	l := p.Lang
	p.As = choiceOf(f, "capacity", l.text("任职方式"), []option{{string(models.CapacityContact), l.text("联系人")},
		{string(models.CapacityHead), l.text("负责人")}, {string(models.CapacityLiaison), l.text("联络员")}},
		l.text("联络员填岗位，负责人和联系人填单位"))
	var from, to int
	from, to, p.Pager = paged(r, len(book.Lines), phonesPerPage)
	p.Lines = book.Lines[from:to]
	h.write(w, r, status, "phonebook", "page", p)
	return nil
}

// onPhoneBook runs do and redirects to the phone book, or shows it with the form's errors.
func (h *handlers) onPhoneBook(w http.ResponseWriter, r *http.Request, message string, do func(f form) error) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err = do(f); err == nil {
		return h.redirectWithMessage(w, r, phoneBookAddress, message)
	}
	if !f.wrong(err, map[string]string{"name_missing": "name", "same_name": "name", "bad_place": "place",
		"post_missing": "place", "organisation_missing": "place", "bad_capacity": "capacity"}) {
		return err
	}
	return h.writePhoneBook(w, r, f, statusOf(err))
}

func (h *handlers) namePerson(w http.ResponseWriter, r *http.Request) error {
	return h.onPhoneBook(w, r, "已登记", func(f form) error {
		n := tracking.NewListed{Name: f.Value("name"), Capacity: models.Capacity(f.Value("capacity"))}
		if n.Capacity == models.CapacityLiaison {
			n.Post = f.Value("place")
		} else {
			n.Organisation = f.Value("place")
		}
		return h.t.NamePerson(r.Context(), actorOf(r), f.Key, n)
	})
}

func contactOf(f form, person string) models.Contact {
	return models.Contact{PersonID: person, OfficePhone: f.Value("office_phone"), Mobile: f.Value("mobile"),
		Email: f.Value("email")}
}

func (h *handlers) setContact(w http.ResponseWriter, r *http.Request) error {
	return h.onPhoneBook(w, r, "联系方式已保存", func(f form) error {
		return h.t.SetContact(r.Context(), actorOf(r), f.Key, contactOf(f, r.PathValue("person")))
	})
}
