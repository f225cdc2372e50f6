package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// orderRulesPage sets a programme's rules for orders.
type orderRulesPage struct {
	basePage
	tracking.OrderRulesPage
	Form    form
	Choices []choice
}

func (h *handlers) showOrderRules(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.OrderSettings(r.Context(), actorOf(r), "")
	if err != nil {
		return err
	}
	f := newForm(r)
	for name, value := range map[string]string{"issuer": view.Issuer, "ground": view.Ground,
		"reply_days": strconv.Itoa(view.ReplyDays), "plan_days": strconv.Itoa(view.PlanDays),
		"explain_days": strconv.Itoa(view.ExplainDays), "feedback": strconv.Itoa(view.Feedback),
		"yellow": string(view.YellowBy), "red": string(view.RedBy), "top": string(view.TopBy),
		"in_program": string(view.InProgram)} {
		f.Set(name, value)
	}
	h.writeOrderRules(w, r, http.StatusOK, view, f)
	return nil
}

func (h *handlers) writeOrderRules(w http.ResponseWriter, r *http.Request, status int, view tracking.OrderRulesPage,
	f form) {
	p := orderRulesPage{basePage: h.base(w, r), OrderRulesPage: view, Form: f}
	p.add([]string{"ladder.css"}, nil)
	p.Choices = append(signerChoices(p.Lang, f, ""), choiceOf(f, "in_program", p.Lang.text("在系统内签发"),
		[]option{{string(models.No), p.Lang.text("不允许，按签批件代录")}, {string(models.Yes), p.Lang.text("允许")}}))
	h.write(w, r, status, "orderrules", "page", p)
}

// signerChoices are the fields in which who signs a yellow card, a red one and a supervision by the district is chosen;
// their names end in the suffix.
func signerChoices(l lang, f form, suffix string) []choice {
	signers := []option{{string(models.ToOfficeHead), l.text("重点项目办负责人")},
		{string(models.ToDeputyInCharge), l.text("分管副区长")}, {string(models.ToDistrictHead), l.text("区长")}}
	return []choice{choiceOf(f, "yellow"+suffix, l.text("黄牌签发人"), signers),
		choiceOf(f, "red"+suffix, l.text("红牌签发人"), signers), choiceOf(f, "top"+suffix, l.text("挂牌督办签发人"), signers)}
}

func (h *handlers) setOrderRules(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.SetOrderSettings(r.Context(), actorOf(r), f.Key, "", models.OrderSettings{Issuer: f.Value("issuer"),
		Ground: f.Value("ground"), ReplyDays: f.number("reply_days"), PlanDays: f.number("plan_days"),
		ExplainDays: f.number("explain_days"), Feedback: f.number("feedback"), YellowBy: models.Audience(f.Value("yellow")),
		RedBy: models.Audience(f.Value("red")), TopBy: models.Audience(f.Value("top")),
		InProgram: models.Answer(f.Value("in_program"))})
	if err == nil {
		return h.redirectWithMessage(w, r, "/settings/orders", languageOf(r).text("已保存"))
	}
	if !f.wrong(err, map[string]string{"ground_missing": "ground"}) {
		return err
	}
	view, loading := h.t.OrderSettings(r.Context(), actorOf(r), "")
	if loading != nil {
		return loading
	}
	h.writeOrderRules(w, r, statusOf(err), view, f)
	return nil
}
