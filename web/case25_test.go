package web

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func TestCase25ThePageSaysWhyAGreenLightAndARungAreBothTrue(t *testing.T) {
	of := func(light models.Colour, rung models.Rung, item models.Item) string {
		p := projectPage{basePage: basePage{Lang: chinese}}
		p.Light, p.Rung = light, rung
		p.Open = []tracking.EscalationView{{Item: item, Rung: rung, Open: true}}
		return p.WhyBoth()
	}
	if why := of(models.Green, models.Urging, models.ItemInvestment); !strings.Contains(why, "低于催办标准") {
		t.Errorf("investment: %q", why)
	}
	if why := of(models.Green, models.Yellow, models.ItemMilestone); !strings.Contains(why, "灯色只反映投资进度") {
		t.Errorf("milestone: %q", why)
	}
	if why := of(models.YellowHue, models.Urging, models.ItemInvestment) + of(models.Green, models.NoRung, ""); why != "" {
		t.Errorf("nothing to explain, yet %q", why)
	}
}

func TestCase21AmountsOnPagesHaveSeparatorsAndKeepTheirDecimals(t *testing.T) {
	for fen, want := range map[models.Money]string{3_333_500_000: "3,333.50", 1_667_000_000: "1,667",
		158_600_000:    "158.60",
		10_000_500_000: "10,000.50", -2_429_650_000: "-2,429.65"} {
		if got := wan(fen); got != want {
			t.Errorf("%d fen: %s, want %s", fen, got, want)
		}
		if got := printed(wan(fen)); strings.Contains(got, ",") {
			t.Errorf("printed with separators: %s", got)
		}
	}
}
