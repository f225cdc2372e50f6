package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// postPage is a post with its history, what is open for it, and the forms that change who holds it.
type postPage struct {
	basePage
	tracking.PostPage
	Form      form
	Address   string
	Successor choice
	As        choice
	Liaison   choice
}

func postAddress(id string) string { return postsAddress + "/" + url.PathEscape(id) }

func (h *handlers) showPost(w http.ResponseWriter, r *http.Request) error {
	return h.writePost(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writePost(w http.ResponseWriter, r *http.Request, f form, status int) error {
	view, err := h.t.Post(r.Context(), actorOf(r), r.PathValue("post"))
	if err != nil {
		return err
	}
	p := postPage{basePage: h.base(w, r), PostPage: view, Form: f, Address: postAddress(view.ID)}
	p.add([]string{"accounts.css"}, nil)
	people := func(first string) []option {
		options := []option{{"", first}}
		for _, one := range view.People {
			options = append(options, option{one.ID, one.Name})
		}
		return options
	}
	l := p.Lang
	p.Successor = choiceOf(f, "to", l.text("接任人员"), people(l.text("空缺（暂无接任）")), l.text("只列有账号或已登记的人员；新任人员请先新建账号"))
	p.As = choiceOf(f, "capacity", l.text("任职方式"), []option{{"", l.text("任职")}, {string(models.CapacityActing),
		l.text("代理")}}, l.text("代理人员在代理期间行使该岗位的职权，不终止原任期"))
	p.Liaison = choiceOf(f, "person", l.text("已有人员"), people(l.text("新登记（填写姓名）")))
	h.write(w, r, status, "post", "page", p)
	return nil
}

// onPost runs do on a post and redirects, or shows the post with the form's errors.
func (h *handlers) onPost(w http.ResponseWriter, r *http.Request, message string,
	do func(f form) (tracking.Settled, error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	settled, err := do(f)
	switch {
	case err == nil && settled.Request != "":
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	case err == nil:
		return h.redirectWithMessage(w, r, postAddress(r.PathValue("post")), message)
	case !f.wrong(err, map[string]string{"bad_day": "day", "successor_missing": "to", "same_person": "to",
		"post_held": "to", "post_acting": "to", "roles_apart": "to", "name_missing": "name", "same_name": "name"}):
		return err
	}
	return h.writePost(w, r, f, statusOf(err))
}

// dayOf parses the day of a change.
func dayOf(f form) (models.Date, error) {
	day, err := models.ParseDate(f.Value("day"))
	if err != nil || day == 0 {
		return 0, models.Errorf(models.KindInvalid, "bad_day", "变动日期应为 2021-06-30 这样的写法")
	}
	return day, nil
}

func (h *handlers) changeHolder(w http.ResponseWriter, r *http.Request) error {
	return h.onPost(w, r, "人员变动已登记", func(f form) (tracking.Settled, error) {
		view, err := h.t.Post(r.Context(), actorOf(r), r.PathValue("post"))
		if err != nil {
			return tracking.Settled{}, err
		}
		n := tracking.NewSuccession{Post: view.Title, To: f.Value("to"), Capacity: models.Capacity(f.Value("capacity")),
			Document: f.Value("document")}
		if n.Day, err = dayOf(f); err != nil {
			return tracking.Settled{}, err
		}
		return h.t.Succeed(withReason(r, f), actorOf(r), f.Key, n)
	})
}

func (h *handlers) nameLiaison(w http.ResponseWriter, r *http.Request) error {
	return h.onPost(w, r, "联络员已登记", func(f form) (tracking.Settled, error) {
		n, err := h.liaisonOf(r, f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return tracking.Settled{Done: true}, h.t.NamePerson(r.Context(), actorOf(r), f.Key, n)
	})
}

func (h *handlers) unnameLiaison(w http.ResponseWriter, r *http.Request) error {
	return h.onPost(w, r, "联络员已取消", func(f form) (tracking.Settled, error) {
		n, err := h.liaisonOf(r, f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return tracking.Settled{Done: true}, h.t.UnnamePerson(r.Context(), actorOf(r), f.Key, n)
	})
}

func (h *handlers) liaisonOf(r *http.Request, f form) (tracking.NewListed, error) {
	view, err := h.t.Post(r.Context(), actorOf(r), r.PathValue("post"))
	return tracking.NewListed{Person: f.Value("person"), Name: f.Value("name"), Post: view.Title,
		Capacity: models.CapacityLiaison}, err
}
