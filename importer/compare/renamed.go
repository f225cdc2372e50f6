package compare

import (
	"regexp"
	"slices"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// formerName finds the earlier name that a name states: 某某产业园（原某某物流园）.
var formerName = regexp.MustCompile(`\((?:项目)?(?:原项目名称?|原名称?|原为|曾用名|更名前|原)[:为]?([^()]{2,60})\)`)

// mostProposals is how many projects are proposed for a row.
const mostProposals = 3

// likely proposes the known projects that a row may mean: by the earlier name that it states, by its owner, unit and
// amounts where nothing else fits, and by a similar name.
func (c *comparison) likely(name string, row *importer.ProjectRow) []Proposal {
	proposals := appendNew(c.formerly(name), c.alike(name)...)
	if row != nil {
		proposals = appendNew(proposals, c.alikeButName(*row)...)
	}
	return proposals[:min(len(proposals), mostProposals)]
}

// appendNew appends the proposals of projects that are not proposed yet.
func appendNew(all []Proposal, more ...Proposal) []Proposal {
	for _, p := range more {
		if !slices.ContainsFunc(all, func(other Proposal) bool { return other.ProjectID == p.ProjectID }) {
			all = append(all, p)
		}
	}
	return all
}

// formerly proposes the projects of the earlier name that a name states, and of the name without that statement.
func (c *comparison) formerly(name string) []Proposal {
	folded := sheet.Fold(name)
	m := formerName.FindStringSubmatch(folded)
	if m == nil {
		return nil
	}
	var proposals []Proposal
	for _, text := range []string{m[1], strings.Replace(folded, m[0], "", 1)} {
		for _, p := range c.byName[models.NameKey(text)] {
			proposals = appendNew(proposals, proposalOf(p, 100))
		}
	}
	if len(proposals) == 0 {
		proposals = c.alike(m[1])
	}
	return proposals
}

// alikeButName proposes the projects on the list that the workbook does not name and that have the row's owner,
// responsible unit and amounts: the row may be the same project under an entirely new name.
func (c *comparison) alikeButName(row importer.ProjectRow) []Proposal {
	if row.TotalInvestment == nil || *row.TotalInvestment == 0 || row.Owner == "" && row.ResponsibleUnit == "" {
		return nil
	}
	if c.byTotal == nil {
		c.byTotal = map[models.Money][]*project{}
		for _, p := range c.order {
			if known := p.facts.Project; !c.named[p] && !p.elsewhere && known.Status != models.ProjectClosed {
				c.byTotal[known.TotalInvestment] = append(c.byTotal[known.TotalInvestment], p)
			}
		}
	}
	var proposals []Proposal
	for _, p := range c.byTotal[*row.TotalInvestment] {
		known := p.facts.Project
		switch {
		case row.AnnualPlan != nil && known.AnnualPlan != *row.AnnualPlan,
			row.Owner != "" && known.OwnerID != "" && known.OwnerID != models.OrganisationID(row.Owner),
			row.ResponsibleUnit != "" && known.ResponsibleUnitID != models.OrganisationID(row.ResponsibleUnit),
			row.Owner == "" && known.OwnerID != "" && row.AnnualPlan == nil,
			likeness(models.NameKey(row.Name), known.NameKey) >= leastLikeness: // another phase of it, or proposed already
			continue
		}
		proposals = append(proposals, proposalOf(p, likelyLikeness))
	}
	if len(proposals) > mostProposals {
		return nil // the amounts distinguish nothing
	}
	return proposals
}

func proposalOf(p *project, score int) Proposal {
	known := p.facts.Project
	return Proposal{ProjectID: known.ID, Code: known.Code, Name: known.Name, Score: score}
}
