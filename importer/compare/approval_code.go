package compare

import (
	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// compareApprovalCode compares the code that the state's platform gave a project. A blank one changes nothing, and one
// that cannot be a code is named and not taken.
func (c *comparison) compareApprovalCode(p *project, row importer.ProjectRow) {
	code, err := models.CheckProjectCode(row.ApprovalCode)
	switch {
	case err != nil:
		c.find(importer.SeverityWarning, models.AsError(err).Code, row.Row, "第 %d 行“%s”：%s，没有读取", row.Row,
			sheet.Clip(row.Name), models.AsError(err).Message)
		return
	case code == "":
		return
	}
	id := p.facts.Project.ID
	if other, twice := c.approved[code]; twice && other != id {
		c.find(importer.SeverityWarning, "same_approval_code", row.Row, "第 %d 行“%s”的投资项目代码 %s 已是另一个项目的，没有读取，请核对", row.Row,
			sheet.Clip(row.Name), code)
		return
	}
	c.approved[code] = id
	before, there := c.now.Formalities[id]
	after := before
	after.ProjectID, after.ApprovalCode, after.At = id, code, 0
	field := FieldChange{Field: "投资项目代码", Old: before.ApprovalCode, New: code}
	switch {
	case before.ApprovalCode == code:
	case there:
		c.change(row.Row, EntityFormalities, id, p, []FieldChange{field}, before, after)
	default:
		c.change(row.Row, EntityFormalities, id, p, []FieldChange{field}, nil, after)
	}
}

// approvalCodes are the projects on record by the code that the state's platform gave them.
func approvalCodes(on map[string]models.Formalities) map[string]string {
	of := map[string]string{}
	for id, f := range on {
		if f.ApprovalCode != "" {
			of[f.ApprovalCode] = id
		}
	}
	return of
}
