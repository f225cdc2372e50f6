package importer

import (
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// know indexes a project by code and name.
func (c *comparison) know(p *project) {
	c.projects[p.facts.Project.ID] = p
	c.byCode[codeKey(p.facts.Project.Code)] = p
	key := p.facts.Project.NameKey
	c.byName[key] = append(c.byName[key], p)
}

func codeKey(code string) string { return strings.ToUpper(fold(code)) }

// matched is the answer to which project a row means.
type matched struct {
	project *project
	renamed bool   // found by code under another name
	reason  string // why it is uncertain; then project is nil
}

// match finds the project a row means: by code; else by name and responsible unit; else by a name only one project has.
// Nothing that is only alike is taken.
func (c *comparison) match(code, name, unit string) matched {
	key := models.NameKey(name)
	if code != "" {
		if p, ok := c.byCode[codeKey(code)]; ok {
			return matched{project: p, renamed: p.facts.Project.NameKey != key}
		}
	}
	candidates := c.byName[key]
	if unit != "" {
		id := models.OrganisationID(unit)
		var of []*project
		for _, p := range candidates {
			if p.facts.Project.ResponsibleUnitID == id {
				of = append(of, p)
			}
		}
		// The name alone decides only where the sheet has it once: 便民市场 of one town is not that of another.
		if len(of) > 0 || c.units[key] > 1 {
			candidates = of
		}
	}
	switch {
	case len(candidates) == 0:
		return matched{}
	case len(candidates) > 1:
		return matched{reason: fmt.Sprintf("有 %d 个同名项目，无法确定是哪一个，请填写项目编码或责任单位", len(candidates))}
	case code != "":
		return matched{reason: fmt.Sprintf("编码「%s」不存在，同名项目的编码是「%s」，请核对编码", code, candidates[0].facts.Project.Code)}
	}
	return matched{project: candidates[0]}
}

// countCodes finds the highest number among the permanent codes in use.
func (c *comparison) countCodes(plans []*Sheet) {
	prefix := c.codePrefix()
	count := func(code string) {
		if digits, ok := strings.CutPrefix(codeKey(code), strings.ToUpper(prefix)); ok && digits != "" && strings.Trim(digits, "0123456789") == "" && len(digits) < 9 {
			c.lastNumber = max(c.lastNumber, number(digits))
		}
	}
	for _, f := range c.now.Facts {
		count(f.Project.Code)
	}
	for _, code := range c.now.Codes {
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

// nextCode gives the next free permanent code: ZD-2021-001.
func (c *comparison) nextCode() string {
	c.lastNumber++
	return fmt.Sprintf("%s%03d", c.codePrefix(), c.lastNumber)
}

// alike proposes up to three known projects a name may mean: most of its pairs of characters in common, and the same
// digits, phases and sections, which tell projects apart that otherwise read the same.
func (c *comparison) alike(name string) []string {
	type proposal struct {
		text  string
		score int
	}
	var proposals []proposal
	key := models.NameKey(name)
	for _, p := range c.order {
		other := p.facts.Project.NameKey
		if distinct(key) != distinct(other) {
			continue
		}
		if score := likeness(key, other); score >= 50 {
			proposals = append(proposals, proposal{fmt.Sprintf("「%s」（%s）", p.facts.Project.Name, p.facts.Project.Code), score})
		}
	}
	slices.SortStableFunc(proposals, func(a, b proposal) int { return b.score - a.score })
	var texts []string
	for _, p := range proposals[:min(len(proposals), 3)] {
		texts = append(texts, p.text)
	}
	return texts
}

// distinct returns what tells near-equal names apart: digits, and the number before 期, 标段, 号 and the like.
func distinct(key string) string {
	var out strings.Builder
	runes := []rune(key)
	for i, r := range runes {
		digit := r >= '0' && r <= '9' || strings.ContainsRune("一二三四五六七八九十东西南北", r)
		counted := i+1 < len(runes) && strings.ContainsRune("期标号段区批", runes[i+1])
		if r >= '0' && r <= '9' || digit && counted {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// likeness is the share of common pairs of characters, in percent (Dice's coefficient).
func likeness(a, b string) int {
	pairs := map[string]int{}
	na, nb, common := 0, 0, 0
	each := func(s string, visit func(string)) (n int) {
		runes := []rune(s)
		for i := range len(runes) - 1 {
			visit(string(runes[i : i+2]))
			n++
		}
		return n
	}
	na = each(a, func(p string) { pairs[p]++ })
	nb = each(b, func(p string) {
		if pairs[p] > 0 {
			pairs[p]--
			common++
		}
	})
	if na+nb == 0 {
		return 0
	}
	return 200 * common / (na + nb)
}
