package web

func (h *handlers) postRoutes() []route {
	return []route{
		{pattern: "GET /posts", who: seesPosts, show: h.showPosts},
		{pattern: "GET /posts/{post}", who: seesPosts, show: h.showPost},
		{pattern: "POST /posts/{post}/change", who: administers, show: h.changeHolder},
		{pattern: "POST /posts/{post}/named", who: names, show: h.nameLiaison},
		{pattern: "POST /posts/{post}/named/end", who: names, show: h.unnameLiaison},
		{pattern: "GET /successions/{succession}", who: signedIn, show: h.showSuccession},
		{pattern: "POST /accounts/{person}/succeed", who: administers, show: h.succeedPerson, fresh: true},
		{pattern: "GET /phonebook", who: seesPhones, show: h.showPhoneBook},
		{pattern: "POST /phonebook", who: names, show: h.namePerson},
		{pattern: "POST /phonebook/{person}/contact", who: names, show: h.setContact},
	}
}
