package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// TestBrowserFollowsAnOrderToItsEnd takes the letter that a rung drafted through every step: sent for signing, signed
// and issued from paper, signed for and answered by the unit, verified and closed.
func TestBrowserFollowsAnOrderToItsEnd(t *testing.T) {
	d := copyOfHalfYear(t)
	order := d.draft(t)
	office, unit := httptest.NewServer(d.as(models.RoleOffice)), httptest.NewServer(d.as(models.RoleUnit))
	defer office.Close()
	defer unit.Close()
	government := httptest.NewServer(d.as(models.RoleGovernment))
	defer government.Close()
	p := chrome.Open(t, chrome.Desktop)
	step := func(srv *httptest.Server, step models.OrderStepKind, fields map[string]string) {
		t.Helper()
		p.Go(srv.URL + "/orders/" + order.ID)
		form := `form[action$="/` + string(step) + `"]`
		p.Click("details:has(" + form + ") summary")
		for name, value := range fields {
			if selector := form + ` [name="` + name + `"]`; strings.HasSuffix(name, "on") {
				p.Set(selector, value)
			} else {
				p.Fill(selector, value)
			}
		}
		p.Follow(form + ` button[type="submit"]`)
	}
	paper := map[string]string{"paper": "签批件（府办〔2021〕12号）", "paper_on": today.Date().String()}
	p.Go(office.URL + "/orders")
	p.Shows("督办台账", order.Title)
	step(office, models.StepSend, nil)
	step(government, models.StepSign, paper)
	p.Shows("已审签", "代录", "府办〔2021〕12号")
	step(office, models.StepIssue, map[string]string{"on": today.Date().String()})
	p.Shows("已发出")
	p.Go(unit.URL + "/tasks")
	p.Shows(order.Kind.Chinese())
	shot(t, p, "order-tasks-1440")
	step(unit, models.StepReceive, nil)
	step(unit, models.StepReply, map[string]string{"text": "已增加班组，7月底前补齐进度。"})
	p.Shows("已反馈", "已增加班组")
	step(office, models.StepVerify, map[string]string{"text": "现场核查属实"})
	p.Shows("已核查")
	step(government, models.StepClose, map[string]string{"text": "同意销号", "paper": paper["paper"],
		"paper_on": paper["paper_on"]})
	p.Shows("已销号", "同意销号")
	shot(t, p, "order-closed-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("order: %s", violation)
	}
}

// draft returns a draft, with the session of a unit as one of the unit that it is addressed to.
func (d submissionFixture) draft(t *testing.T) tracking.OrderLine {
	t.Helper()
	all, err := d.service.Orders(t.Context(), reviewer, tracking.OrderFilter{})
	d.must(t, err)
	for _, o := range all.Orders {
		if o.Unit == "" || o.State != models.OrderDrafted {
			continue
		}
		d.session(models.RoleUnit)
		d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.PutRole(models.Role{PersonID: "person-of-" + string(models.RoleUnit), Role: models.RoleUnit,
				OrganisationID: models.OrganisationID(o.Unit)})
		}))
		return o
	}
	t.Fatalf("no draft among %d orders", len(all.Orders))
	return tracking.OrderLine{}
}
