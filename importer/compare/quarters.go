package compare

import (
	"fmt"

	"duban/importer"
	"duban/models"
)

// compareQuarterPlans compares the quarters of a plan row. A blank quarter changes nothing.
func (c *comparison) compareQuarterPlans(p *project, row importer.ProjectRow) {
	known := map[int]models.QuarterPlan{}
	for _, q := range c.now.Quarters[p.facts.Project.ID] {
		known[q.Quarter] = q
	}
	for _, q := range row.QuarterPlans {
		after := models.QuarterPlan{ProjectID: p.facts.Project.ID, Quarter: q.Quarter, Plan: q.Amount}
		before, there := known[q.Quarter]
		field := FieldChange{Field: fmt.Sprintf("%s季度计划投资", quarterWords[q.Quarter]), New: q.Amount.InWanYuan().Text}
		id := fmt.Sprintf("%s/%d", after.ProjectID, q.Quarter)
		switch {
		case !there:
			c.change(row.Row, EntityQuarterPlan, id, p, []FieldChange{field}, nil, after)
		case before.Plan != q.Amount:
			field.Old = before.Plan.InWanYuan().Text
			c.change(row.Row, EntityQuarterPlan, id, p, []FieldChange{field}, before, after)
		}
	}
}

var quarterWords = map[int]string{1: "一", 2: "二", 3: "三", 4: "四"}
