package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// passwordPage is the form to change one's own password.
type passwordPage struct {
	basePage
	Form    form
	Login   string // for password managers
	Next    string
	First   bool // the person must change it before they can do anything else
	Policy  models.AccountPolicy
	Session tracking.SessionView
}

func (h *handlers) passwordPage(w http.ResponseWriter, r *http.Request, f form, next string) passwordPage {
	session := visitOf(r).session
	return passwordPage{h.base(w, r), f, session.Login, localPath(next), session.MustChange, session.Policy, session}
}

func (h *handlers) showPassword(w http.ResponseWriter, r *http.Request) error {
	h.write(w, r, http.StatusOK, "password", "page", h.passwordPage(w, r, newForm(r), r.URL.Query().Get("next")))
	return nil
}

func (h *handlers) changePassword(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if f.Value("password") == f.Value("again") {
		err = h.t.ChangePassword(r.Context(), actorOf(r), f.Key, visitOf(r).secret, f.Value("old"), f.Value("password"))
	} else {
		err = models.Errorf(models.KindInvalid, "passwords_differ", "两次输入的新密码不一致，请重新输入")
	}
	if err != nil {
		if !f.wrong(err, map[string]string{"wrong_password": "old", "weak_password": "password",
			"passwords_differ": "again"}) {
			return err
		}
		h.write(w, r, statusOf(err), "password", "page", h.passwordPage(w, r, f, f.Value("next")))
		return nil
	}
	to := localPath(f.Value("next"))
	if enrol := visitOf(r).session.Enrol; enrol == models.EnrolSoon || enrol == models.EnrolFirst {
		to = withNext("/second-factor", to)
	}
	if to == "" {
		to = "/"
	}
	return h.redirectWithMessage(w, r, to, "密码已更改，其他设备上的登录和全部令牌已失效")
}
