package models

import (
	"cmp"
	"strings"
)

// UnitKind is what kind of organisation a responsible unit is; units are ranked among their kind.
type UnitKind string

// The kinds of unit.
const (
	TownUnit       UnitKind = "town"       // 镇办，含街道和园区管委会
	DepartmentUnit UnitKind = "department" // 部门
	CompanyUnit    UnitKind = "company"    // 国企
)

// UnitKinds lists the kinds, in the order of rankings.
var UnitKinds = []UnitKind{TownUnit, DepartmentUnit, CompanyUnit}

// Chinese returns the name of the kind.
func (k UnitKind) Chinese() string {
	return map[UnitKind]string{TownUnit: "镇办", DepartmentUnit: "部门", CompanyUnit: "国企"}[k]
}

// GuessUnitKind tells the kind of an organisation by its name, until the office says otherwise.
func GuessUnitKind(name string) UnitKind {
	ends := func(endings ...string) bool {
		for _, e := range endings {
			if strings.HasSuffix(name, e) {
				return true
			}
		}
		return false
	}
	switch name = notTowns.Replace(NameKey(name)); {
	case ends("公司", "集团"):
		return CompanyUnit
	case ends("镇", "乡", "街道", "街道办", "办事处", "管委会", "镇政府", "乡政府", "镇人民政府", "乡人民政府"):
		return TownUnit
	}
	return DepartmentUnit
}

// UnitKind returns the kind of an organisation: as the office set it, else by its name.
func (o Organisation) UnitKind() UnitKind { return cmp.Or(o.Kind, GuessUnitKind(o.Name)) }

// kindOf returns the kind of a unit by its name, among those that were set.
func kindOf(set map[string]UnitKind, unit string) UnitKind {
	return cmp.Or(set[unit], GuessUnitKind(unit))
}
