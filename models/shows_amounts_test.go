package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

func TestAmountsOfPrivateFirmsStayInside(t *testing.T) {
	for _, entered := range []models.Answer{models.NotSaid, models.No, models.Yes} {
		p := models.Programme{PrivateAmounts: entered}
		for _, i := range []models.Investor{models.InvestorUnknown, models.InvestorGovernment, models.InvestorState,
			models.InvestorPrivate} {
			if got := p.ShowsAmounts(i); got != (entered == models.Yes || i != models.InvestorPrivate) {
				t.Errorf("setting %q, investor %q: %t", entered, i, got)
			}
		}
	}
}

func TestReasonsWithoutAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"1-6月完成943.00万元，为序时进度的72.1%":    "1-6月完成序时进度的72.1%",
		"1-11月完成1,234,567万元，为序时进度的0.3%": "1-11月完成序时进度的0.3%",
		"尚无审定的投资数据":                     "尚无审定的投资数据",
	} {
		if got := models.WithoutAmounts(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	amount := models.Messagef("1-%d月完成%s万元，为序时进度的%s%%", models.MonthNumber(6), models.Money(94300_00).RoundedWan(), "72.1")
	got := amount.WithoutAmount()
	if got.Text != "1-6月完成序时进度的72.1%" || got.Format == "" || strings.Contains(got.Text, "万元") {
		t.Errorf("%+v", got)
	}
}

// What goes to people about a private firm's project says how far it is behind, not how much money it spent.
func TestMessagesNameNoPrivateAmounts(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r, now := models.RulesFor(f, calendar2021()), models.DateOf(2021, 7, 8).At(10, 0)
	red := models.Escalation{ID: "e", Item: models.ItemInvestment, Month: models.MonthOf(2021, 6), Kind: models.KindRung,
		SubjectName: "1-6月完成943.00万元，为序时进度的52.1%", Rung: models.Red, To: []models.Audience{models.ToSponsor}}
	for investor, shown := range map[models.Investor]bool{models.InvestorState: true, models.InvestorPrivate: false} {
		f.Project.Investor = investor
		m := r.Notices(f, []models.Escalation{red}, now)[0]
		if strings.Contains(m.Title+m.Body, "943") != shown || !strings.Contains(m.Body, "为序时进度的52.1%") == shown {
			t.Errorf("%s: %s\n%s", investor, m.Title, m.Body)
		}
	}
}
