package workbook

import (
	"strings"

	"duban/models"
)

// unitPart is responsible units that are ranked among themselves, or those that are not ranked.
type unitPart struct {
	title string
	units []models.Group
}

// unitParts are the responsible units in parts: all in one, or by kind, and those that are not ranked at the end.
func (m Monthly) unitParts() (parts []unitPart) {
	sorted, groups := "（按"+m.Figures.Rank.Chinese()+"排序）", m.Figures.UnitGroups()
	left := unitPart{title: "责任单位（不参加排名）"}
	for _, kind := range models.KindsOf(groups) {
		part := unitPart{title: "责任单位" + sorted}
		if kind != "" {
			part.title = "责任单位：" + kind.Chinese() + sorted
		}
		for _, one := range groups {
			switch {
			case one.Kind != kind:
			case one.NotRanked.IsZero():
				part.units = append(part.units, one)
			default:
				left.units = append(left.units, one)
			}
		}
		if len(part.units) > 0 {
			parts = append(parts, part)
		}
	}
	if len(left.units) > 0 {
		parts = append(parts, left)
	}
	return parts
}

// unrankedNote says why units are not ranked; "" when all are.
func (m Monthly) unrankedNote() string {
	var reasons []string
	for _, left := range models.NotRankedOf(m.Figures.UnitGroups()) {
		reasons = append(reasons, strings.Join(left.Units, "、")+left.Why.Text)
	}
	return strings.Join(reasons, "；")
}
