package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// accountPolicyPage shows the account policy, with a form for the security administrator.
type accountPolicyPage struct {
	basePage
	tracking.AccountPolicyPage
	Form  form
	Items []policyLine
}

// policyLine is one setting as the page shows it.
type policyLine struct {
	models.PolicyItem
	Choice *choice // of a reach
}

func (h *handlers) showAccountPolicy(w http.ResponseWriter, r *http.Request) error {
	page, err := h.t.AccountPolicy(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	f := newForm(r)
	f.Set("number", strconv.Itoa(page.Number))
	for _, item := range page.Policy.Items() {
		f.Set(item.Name, item.Value)
	}
	h.writeAccountPolicy(w, r, http.StatusOK, page, f)
	return nil
}

func (h *handlers) writeAccountPolicy(w http.ResponseWriter, r *http.Request, status int,
	page tracking.AccountPolicyPage, f form) {
	p := accountPolicyPage{basePage: h.base(w, r), AccountPolicyPage: page, Form: f}
	p.add([]string{"accounts.css"}, nil)
	for _, item := range page.Policy.Items() {
		line := policyLine{PolicyItem: item}
		if item.Kind == models.ItemReach {
			c := choiceOf(f, item.Name, p.Lang.say(item.Label), reachOptions(p.Lang))
			line.Choice = &c
		}
		p.Items = append(p.Items, line)
	}
	h.write(w, r, status, "accountpolicy", "page", p)
}

func reachOptions(l lang) (options []option) {
	for _, reach := range models.Reaches {
		options = append(options, option{string(reach), l.say(models.Messagef("%s", models.WordOf(reach)))})
	}
	return options
}

func (h *handlers) setAccountPolicy(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	page, err := h.t.AccountPolicy(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	sent := tracking.NewAccountPolicy{Number: f.number("number"), Policy: page.Policy, Reason: f.Value("reason")}
	for _, item := range page.Policy.Items() {
		if _, is := f.values[item.Name]; is && err == nil {
			sent.Policy, err = sent.Policy.With(item.Name, f.Value(item.Name))
		}
	}
	if err == nil {
		_, err = h.t.SetAccountPolicy(tracking.FromAddress(r.Context(), h.addressOf(r)), actorOf(r), f.Key, sent)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, "/account-policy", languageOf(r).text("已保存"))
	}
	if !f.wrong(err, nil) {
		return err
	}
	h.writeAccountPolicy(w, r, statusOf(err), page, f)
	return nil
}
