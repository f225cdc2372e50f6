package web

import (
	"net/http"
	"strconv"

	"duban/tracking"
)

// successionPage is a change of the person with its handover list, to be printed and signed (交接清单).
type successionPage struct {
	basePage
	tracking.SuccessionPage
}

func (h *handlers) showSuccession(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.Succession(r.Context(), actorOf(r), r.PathValue("succession"))
	if err != nil {
		return err
	}
	p := successionPage{h.base(w, r), view}
	p.add([]string{"accounts.css", "succession.css"}, []string{"print.js"})
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	h.write(w, r, http.StatusOK, "succession", "page", p)
	return nil
}

func (p successionPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.OpenItem]
	t.text(l.text("类别"), func(x tracking.OpenItem) string { return l.text(phrase(x.Kind)) })
	t.text(l.text("编码"), func(x tracking.OpenItem) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.OpenItem) string { return x.Name })
	t.text(l.text("事项"), func(x tracking.OpenItem) string {
		if x.Text.IsZero() {
			return ""
		}
		return l.say(x.Text)
	})
	t.add(l.text("期限"), tracking.ListDate, func(x tracking.OpenItem) any {
		if x.Due == 0 {
			return nil
		}
		return x.Due
	})
	t.text(l.text("移交人"), func(tracking.OpenItem) string { return p.From })
	t.text(l.text("接收人"), func(tracking.OpenItem) string { return p.To })
	return t.of(l.text("交接清单")+" "+p.Of, p.Items)
}

// handedOf is the choice of the role that another person takes over; nil when there is none to choose.
func handedOf(l lang, f form, a tracking.AccountView) *choice {
	var options []option
	for i, g := range a.Roles {
		if !g.Role.Administers() {
			options = append(options, option{strconv.Itoa(i), l.text(phrase(g.Role.Chinese())) + " " + g.Organisation + g.Post})
		}
	}
	if len(options) == 0 {
		return nil
	}
	c := choiceOf(f, "handed", l.text("变动的角色"), options)
	return &c
}

// succeedPerson asks for another person to take over a role from an account's page.
func (h *handlers) succeedPerson(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "人员变动已登记", func(f form) (tracking.Settled, error) {
		n := tracking.NewSuccession{From: r.PathValue("person"), To: f.Value("to"), Document: f.Value("document")}
		account, err := h.t.Account(r.Context(), actorOf(r), n.From)
		if err != nil {
			return tracking.Settled{}, err
		}
		for i, g := range account.AccountView.Roles {
			if strconv.Itoa(i) == f.Value("handed") {
				n.Role, n.Organisation, n.Post = g.Role, g.Organisation, g.Post
			}
		}
		if n.Day, err = dayOf(f); err != nil {
			return tracking.Settled{}, err
		}
		return h.t.Succeed(withReason(r, f), actorOf(r), f.Key, n)
	})
}
