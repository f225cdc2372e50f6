package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// newAccountPage is the form for a new account.
type newAccountPage struct {
	basePage
	Form    form
	Roles   choice
	Choices tracking.AccountChoices
	// names that are known and not proposed, because there are many
	Unlisted int
}

func (h *handlers) newAccountPage(w http.ResponseWriter, r *http.Request, f form) (newAccountPage, error) {
	p := newAccountPage{basePage: h.base(w, r), Form: f}
	p.add([]string{"accounts.css"}, nil)
	p.Roles = choiceOf(f, "role", p.Lang.text("角色"), rolesFor(p.Lang))
	var err error
	p.Choices, p.Unlisted, err = h.accountChoices(r)
	return p, err
}

func (h *handlers) showNewAccount(w http.ResponseWriter, r *http.Request) error {
	p, err := h.newAccountPage(w, r, newForm(r))
	if err != nil {
		return err
	}
	h.write(w, r, http.StatusOK, "newaccount", "page", p)
	return nil
}

// fieldOfAccountCode is the form field each error code of an account or a role belongs to.
var fieldOfAccountCode = map[string]string{
	"bad_login_name": "login", "login_taken": "login", "name_missing": "name",
	"bad_role": "role", "organisation_missing": "organisation", "post_missing": "post",
	"bad_since": "since", "bad_until": "until", "bad_tenure": "until",
	"bad_subject": "subject", "subject_taken": "subject",
	"label_missing": "label", "scope_missing": "scope", "bad_expiry": "expires", "bad_date": "expires",
}

// createAccount requests an account. Its password is shown to the person who confirms the request, or here when no
// confirmation is needed.
func (h *handlers) createAccount(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	grant, err := parseGrant(f)
	var created tracking.GivenPassword
	if err == nil {
		created, err = h.t.CreateAccount(withReason(r, f), actorOf(r), f.Key, tracking.NewAccount{Login: f.Value("login"),
			Name: f.Value("name"), RoleGrant: grant})
	}
	if err != nil {
		if !f.wrong(err, fieldOfAccountCode) {
			return err
		}
		p, failed := h.newAccountPage(w, r, f)
		if failed != nil {
			return failed
		}
		h.write(w, r, statusOf(err), "newaccount", "page", p)
		return nil
	}
	if created.Request != "" {
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	}
	h.showCredential(w, r, credentialPage{GivenPassword: created})
	return nil
}

// parseGrant reads a role from a form. Errors are KindInvalid "bad_since" and "bad_until".
func parseGrant(f form) (g tracking.RoleGrant, err error) {
	g = tracking.RoleGrant{Role: models.RoleName(f.Value("role")), Organisation: f.Value("organisation"),
		Post: f.Value("post")}
	if g.Since, err = models.ParseDate(f.Value("since")); err != nil {
		return g, models.Errorf(models.KindInvalid, "bad_since", "开始日期应为 2021-06-30 这样的写法")
	}
	if g.Until, err = models.ParseDate(f.Value("until")); err != nil {
		return g, models.Errorf(models.KindInvalid, "bad_until", "截止日期应为 2021-06-30 这样的写法")
	}
	switch g.Role { // drop fields that the role does not use
	case models.RoleOwner, models.RoleUnit:
		g.Post = ""
	case models.RoleLeader, models.RoleOffice: // the office's role with a post is that of its head
		g.Organisation = ""
	default:
		g.Organisation, g.Post = "", ""
	}
	return g, nil
}

// namesProposed is how many names of a kind a page proposes.
const namesProposed = 500

// accountChoices returns the names that a page proposes, and how many more there are.
func (h *handlers) accountChoices(r *http.Request) (c tracking.AccountChoices, unlisted int, err error) {
	if c, err = h.t.AccountChoices(r.Context(), actorOf(r)); err != nil {
		return c, 0, err
	}
	unlisted = max(0, len(c.Organisations)-namesProposed) + max(0, len(c.Posts)-namesProposed)
	c.Organisations = c.Organisations[:min(len(c.Organisations), namesProposed)]
	c.Posts = c.Posts[:min(len(c.Posts), namesProposed)]
	return c, unlisted, nil
}
