package tracking

import (
	"duban/importer/compare"
	"duban/models"
)

// proposalOf puts a proposed target into words.
func proposalOf(p *compare.TargetProposal) *TargetProposal {
	if p == nil {
		return nil
	}
	out := &TargetProposal{Amount: p.Amount(), Rows: p.Rows, InForce: p.InForce}
	if p.Declared != nil {
		out.Cell = p.Sheet + "!" + p.Cell
	}
	switch {
	case p.Declared != nil && p.InForce != nil:
		out.Message = models.Messagef("表中%s %s，各行之和 %s，现行年度目标 %s 不变；如年度目标已变更，请凭文件另行登记", p.Label, p.Declared.InWanYuan(),
			p.Rows.InWanYuan(), p.InForce.InWanYuan())
	case p.InForce != nil:
		out.Message = models.Messagef("各行之和 %s，现行年度目标 %s 不变；如年度目标已变更，请凭文件另行登记", p.Rows.InWanYuan(), p.InForce.InWanYuan())
	case p.Declared != nil:
		out.Message = models.Messagef("表中%s %s，各行之和 %s。导入不设定年度目标，请凭人代会文件登记", p.Label, p.Declared.InWanYuan(),
			p.Rows.InWanYuan())
	default:
		out.Message = models.Messagef("各行之和 %s。导入不设定年度目标，请凭人代会文件登记", p.Rows.InWanYuan())
	}
	return out
}
