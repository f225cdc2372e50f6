package compare

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// know indexes a project by code and name.
func (c *comparison) know(p *project) {
	c.projects[p.facts.Project.ID] = p
	c.byCode[importer.CodeKey(p.facts.Project.Code)] = p
	key := p.facts.Project.NameKey
	c.byName[key] = append(c.byName[key], p)
}

// matched is the result of match.
type matched struct {
	project *project
	renamed bool           // found by code under another name
	reason  models.Message // why the match is uncertain; then project is nil
}

// match finds the project of a row: by code, unless the name contradicts it; by a confirmed spelling; by name and
// responsible unit; or by a name that only one project has. Similar names never match.
func (c *comparison) match(code, name, unit string) matched {
	if code != "" {
		if p, ok := c.byCode[importer.CodeKey(code)]; ok {
			return c.byCodeAndName(p, name, unit)
		}
	}
	candidates := c.byNameAndUnit(name, unit)
	if p := c.alias(name, unit); p != nil && len(candidates) == 0 {
		candidates = []*project{p}
	}
	switch {
	case len(candidates) == 0:
		return matched{}
	case len(candidates) > 1:
		return matched{reason: models.Messagef("有 %d 个同名项目，无法确定是哪一个，请填写项目编码或责任单位", len(candidates))}
	case code != "":
		return matched{reason: models.Messagef("编码“%s”不存在，同名项目的编码是“%s”，请核对编码", code, candidates[0].facts.Project.Code)}
	}
	return matched{project: candidates[0]}
}

// byCodeAndName returns the project of a code if the row's name is the project's, similar to it, or a confirmed
// spelling. A code with another project's name matches neither of the two.
func (c *comparison) byCodeAndName(p *project, name, unit string) matched {
	key, known := models.NameKey(name), p.facts.Project
	if key == known.NameKey || key == "" {
		return matched{project: p}
	}
	if c.alias(name, unit) == p {
		return matched{project: p, renamed: true}
	}
	if others := c.byNameAndUnit(name, unit); len(others) > 0 {
		o := others[0].facts.Project
		return matched{reason: models.Messagef("编码“%s”是项目“%s”，名称却是项目“%s”（%s），请核对编码和名称", known.Code, known.Name, o.Name,
			o.Code)}
	}
	within := strings.Contains(key, known.NameKey) || strings.Contains(known.NameKey, key)
	if importer.NumbersIn(key) != importer.NumbersIn(known.NameKey) || !within &&
		likeness(key, known.NameKey) < leastLikeness {
		return matched{reason: models.Messagef("编码“%s”是项目“%s”，与本行名称“%s”不符，请核对编码；如已更名，请确认是同一项目", known.Code, known.Name,
			sheet.Clip(name))}
	}
	return matched{project: p, renamed: true}
}

// byNameAndUnit returns the projects of a name, and of the unit if it is given; those on the list before others.
func (c *comparison) byNameAndUnit(name, unit string) []*project {
	key := models.NameKey(name)
	candidates := c.byName[key]
	if unit != "" {
		id := models.OrganisationID(unit)
		of := only(candidates, func(p *project) bool { return p.facts.Project.ResponsibleUnitID == id })
		// The name alone decides only if the sheet has it once: 便民市场 of one town is not that of another.
		if len(of) > 0 || c.units[key] > 1 {
			candidates = of
		}
	}
	if listed := only(candidates, func(p *project) bool { return !p.elsewhere }); len(listed) > 0 {
		return listed
	}
	return candidates
}

func only(projects []*project, keep func(*project) bool) []*project {
	var kept []*project
	for _, p := range projects {
		if keep(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

// countCodes finds the highest number in the permanent codes in use.
func (c *comparison) countCodes(plans []*importer.Sheet) {
	prefix := c.codePrefix()
	count := func(code string) {
		if digits, ok := strings.CutPrefix(importer.CodeKey(code), strings.ToUpper(prefix)); ok && digits != "" &&
			strings.Trim(digits,
				"0123456789") == "" && len(digits) < 9 {
			n, _ := strconv.Atoi(digits)
			c.lastNumber = max(c.lastNumber, n)
		}
	}
	for _, f := range c.now.Facts {
		count(f.Project.Code)
	}
	for _, code := range c.now.Codes {
		count(code)
	}
	for code := range c.now.Withdrawn {
		count(code)
	}
	for _, s := range plans {
		for _, p := range s.Projects {
			count(p.Code)
		}
	}
}

func (c *comparison) codePrefix() string {
	return fmt.Sprintf("%s-%d-", c.diff.Programme.CodePrefix, c.year)
}

// nextCode returns the next free permanent code: ZD-2021-001.
func (c *comparison) nextCode() string {
	c.lastNumber++
	return fmt.Sprintf("%s%03d", c.codePrefix(), c.lastNumber)
}

// Likeness in percent from which a project is proposed, and from which a plan row is not a new project unless a person
// confirms it.
const (
	leastLikeness  = 50
	likelyLikeness = 60
)

// alike proposes up to three known projects that a name may mean, the most similar first: most pairs of characters in
// common, and the same digits, phases and sections, which distinguish projects with otherwise equal names. Projects
// that the sheet names exactly in other rows are not proposed.
func (c *comparison) alike(name string) []Proposal {
	if c.index == nil {
		c.index = newLikenessIndex(c.order)
	}
	key := models.NameKey(name)
	var proposals []Proposal
	for p := range c.index.sharing(key) {
		other := p.facts.Project
		if c.named[p] || importer.NumbersIn(key) != importer.NumbersIn(other.NameKey) {
			continue
		}
		if score := likeness(key, other.NameKey); score >= leastLikeness {
			proposals = append(proposals, Proposal{ProjectID: other.ID, Code: other.Code, Name: other.Name, Score: score})
		}
	}
	slices.SortFunc(proposals, func(a, b Proposal) int { return cmp.Or(b.Score-a.Score, cmp.Compare(a.Code, b.Code)) })
	return proposals[:min(len(proposals), 3)]
}

func proposed(proposals []Proposal) models.Words {
	words := models.Words{Mark: "、"}
	for _, p := range proposals {
		words.Items = append(words.Items, models.Messagef("“%s”（%s）", p.Name, p.Code))
	}
	return words
}

// candidate records a row for which a person must choose the project.
func (c *comparison) candidate(item Item, unit string, proposals []Proposal, or models.Word) {
	c.diff.Candidates = append(c.diff.Candidates, Candidate{Item: item, Unit: unit, Proposals: proposals})
	c.find(importer.SeverityError, "candidate", item.Row, "第 %d 行“%s”不在项目清单“%s”中，与已有项目%s相近，请确认：是同一项目，还是%s", item.Row,
		sheet.Clip(item.Name), c.diff.Programme.Name, proposed(proposals), or)
}

// likenessIndex finds the projects whose names share pairs of characters with a name, without comparing all names.
type likenessIndex struct {
	byPair map[string][]*project
}

func newLikenessIndex(projects []*project) *likenessIndex {
	x := &likenessIndex{byPair: map[string][]*project{}}
	for _, p := range projects {
		for pair := range pairsOf(p.facts.Project.NameKey) {
			x.byPair[pair] = append(x.byPair[pair], p)
		}
	}
	return x
}

// sharing returns the projects that share at least a quarter of a name's pairs of characters; with fewer the likeness
// cannot reach a half.
func (x *likenessIndex) sharing(key string) iter.Seq[*project] {
	pairs, shared := pairsOf(key), map[*project]int{}
	for pair := range pairs {
		for _, p := range x.byPair[pair] {
			shared[p]++
		}
	}
	return func(yield func(*project) bool) {
		for p, n := range shared {
			if 4*n >= len(pairs) && !yield(p) {
				return
			}
		}
	}
}

// pairsOf counts the pairs of neighbouring characters.
func pairsOf(key string) map[string]int {
	pairs := map[string]int{}
	runes := []rune(key)
	for i := range len(runes) - 1 {
		pairs[string(runes[i:i+2])]++
	}
	return pairs
}

// likeness is the share of common pairs of characters, in percent (Dice's coefficient).
func likeness(a, b string) int {
	pairs, all, common := pairsOf(a), 0, 0
	for _, n := range pairs {
		all += n
	}
	for pair, n := range pairsOf(b) {
		all += n
		common += min(n, pairs[pair])
	}
	if all == 0 {
		return 0
	}
	return 200 * common / all
}
