package tracking

import (
	"slices"

	"duban/internal/figures"
	"duban/models"
)

// orderParties finds who takes a step with an order.
type orderParties struct {
	facts  models.OrderFacts
	common *figures.Common
}

// unit returns the party that answers the order: a unit, the office, or the post that an instruction is given to.
func (p orderParties) unit() Party {
	id := p.facts.Order.UnitID
	if id == theOffice.ID {
		return theOffice
	}
	if title := p.common.Names.Posts[id]; title != "" {
		return Party{id, title}
	}
	return Party{id, p.common.Names.Organisations[id]}
}

// headOfOffice is the party that signs for the office.
var headOfOffice = Party{ID: string(models.ToOfficeHead), Title: audienceWords[models.ToOfficeHead]}

// signers returns the parties that may sign: the post that signed already, else the posts of the audience in any of the
// order's projects. An audience without posts is itself a party, for whom paper can be entered.
func (p orderParties) signers() []Party {
	o := p.facts.Order
	if o.Signer != "" {
		return []Party{{o.SignerPostID, o.Signer}}
	}
	if o.SignerTo == models.ToOfficeHead {
		return []Party{headOfOffice}
	}
	var out []Party
	for _, project := range p.facts.Projects {
		for _, id := range models.PostsOf(o.SignerTo, project, p.common.Posts, p.common.Audiences) {
			if one := (Party{id, p.common.Names.Posts[id]}); !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	if len(out) == 0 {
		out = []Party{{string(o.SignerTo), audienceWords[o.SignerTo]}}
	}
	return out
}

// posts returns the row keys of the leaders' posts that may sign; none when the office's head does.
func (p orderParties) posts() (ids []string) {
	for _, one := range p.signers() {
		if p.common.Names.Posts[one.ID] != "" {
			ids = append(ids, one.ID)
		}
	}
	return ids
}

// footing returns the parties for which a person may take a step, as one of them or from paper.
func (p orderParties) footing(actor models.Actor, kind models.OrderStepKind) (f Footing) {
	switch p.facts.Order.SideOf(kind) {
	case models.OrderOffice:
		if actor.Is(models.RoleOffice) {
			f.As = []Party{theOffice}
		}
	case models.OrderUnit:
		switch unit := p.unit(); {
		case actor.SpeaksFor(unit.ID), actor.Decides(unit.ID), unit == theOffice && actor.Is(models.RoleOffice):
			f.As = []Party{unit}
		case actor.Is(models.RoleOffice):
			f.For = []Party{unit}
		}
	case models.OrderSigner:
		for _, one := range p.signers() {
			if actor.Decides(one.ID) || one.ID == headOfOffice.ID && actor.HeadsOffice() {
				f.As = append(f.As, one)
			}
			if actor.Is(models.RoleOffice, models.RoleGovernment) && !actor.Decides(one.ID) {
				f.For = append(f.For, one)
			}
		}
	}
	return f
}
